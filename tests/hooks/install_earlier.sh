# install_earlier.sh - hooks that were there before: they are kept, run first
# with the same arguments and $0, decide if they fail, and come back byte for
# byte; what is not kagiban's to touch is left alone.
# shellcheck shell=sh source=tests/hooks/lib.sh
. "$(dirname "$0")/lib.sh"

# Writes the executable hook NAME from stdin.
write_hook() { # NAME
	cat >".git/hooks/$1"
	chmod 755 ".git/hooks/$1"
}

# Installs, commits once, uninstalls; the folder must be as it was before.
commit_between() { # WHAT WANTED
	list_tree .git/hooks >"$TMP/before"
	assert_status 0 "$1: install" "$KAGIBAN" --install
	rm -f "$TMP/ran"
	assert_status "$2" "$1: commit" \
		git commit -q --allow-empty -m "a message"
	assert_status 0 "$1: uninstall" "$KAGIBAN" --uninstall
	list_tree .git/hooks >"$TMP/after"
	assert_same_file "$1: as before" "$TMP/before" "$TMP/after"
}

assert_ran() { # WHAT WANTED
	assert_equal "$1" "$2" "$(cat "$TMP/ran" 2>/dev/null)"
}

echo '- with #!/bin/sh: runs first, finds its own name and arguments'
new_repo "$TMP/sh"
write_hook commit-msg <<END
#!/bin/sh
echo "\$0 \$# \$(cat "\$1")" >"$TMP/ran"
END
commit_between sh 0
assert_ran sh '.git/hooks/commit-msg 1 a message'

echo '- another interpreter'
new_repo "$TMP/interpreter"
write_hook commit-msg <<END
#!/usr/bin/awk -f
BEGIN { print ARGC > "$TMP/ran"; exit }
END
[ -x /usr/bin/awk ] && commit_between interpreter 0 &&
	assert_ran interpreter 2

echo '- without #!, and without a last newline: git falls back to sh'
new_repo "$TMP/plain"
printf 'echo ran >"%s"' "$TMP/ran" | write_hook pre-commit
commit_between 'no #!' 0
assert_ran 'no #!' ran
printf 'exit 5' | write_hook pre-commit
commit_between 'no #!, failing' 1

echo '- it fails: nothing is committed, the scan is not reached'
new_repo "$TMP/fails"
for line in '#!/bin/sh' '#!/bin/bash' '#!/usr/bin/env sh'; do
	printf '%s\necho no >&2\nexit 7\n' "$line" | write_hook pre-commit
	commit_between "$line fails" 1
	assert_not "$line: no commit" git rev-parse -q --verify HEAD
done
"$KAGIBAN" --install --quiet
status=0
.git/hooks/pre-commit 2>/dev/null || status=$?
assert_equal 'its status is ours' 7 "$status"

echo '- it changes the index: the scan sees what it has staged'
new_repo "$TMP/index"
make_aws_key
printf 'k = "%s"\ns = "%s"\n' "$AWS_ID" "$AWS_SECRET" >late.py
printf '#!/bin/sh\ngit add late.py\n' | write_hook pre-commit
"$KAGIBAN" --install --quiet
echo x >x
git add x
assert_status 1 'staged by the earlier hook' git commit -qm x

echo '- not executable: git ignored it, and so do we'
new_repo "$TMP/off"
printf '#!/bin/sh\nexit 1\n' >.git/hooks/pre-commit
chmod 640 .git/hooks/pre-commit
"$KAGIBAN" --install >"$TMP/out"
assert_contains 'not executable' out 'not executable'
"$KAGIBAN" --uninstall --quiet
commit_between 'not executable' 0

echo '- links: relative, dangling'
new_repo "$TMP/link"
printf '#!/bin/sh\necho "$0" >"%s"\n' "$TMP/ran" >check.sh
chmod 755 check.sh
ln -s ../../check.sh .git/hooks/pre-commit
ln -s nowhere .git/hooks/commit-msg
commit_between link 0
assert_ran link .git/hooks/pre-commit

echo '- odd modes and empty files come back as they were'
new_repo "$TMP/modes"
: >.git/hooks/pre-commit
chmod 711 .git/hooks/pre-commit
printf '#!/bin/sh\nexit 0\n' | write_hook pre-merge-commit
chmod 4750 .git/hooks/pre-merge-commit
commit_between modes 0

echo '- husky 9: its script asks for both the folder and the name in $0'
new_repo "$TMP/husky"
mkdir -p .husky/_
cat >.husky/_/h <<'END'
#!/usr/bin/env sh
n=$(basename "$0")
s=$(dirname "$(dirname "$0")")/$n
[ ! -f "$s" ] && exit 0
sh -e "$s" "$@"
END
printf '#!/usr/bin/env sh\n. "$(dirname "$0")/h"' >.husky/_/pre-commit
chmod 755 .husky/_/pre-commit
printf 'echo husky >"%s"\n' "$TMP/ran" >.husky/pre-commit
git config core.hooksPath .husky/_
list_tree .husky >"$TMP/before"
assert_status 0 husky "$KAGIBAN" --install
assert_contains husky out husky
assert_status 0 husky git commit -q --allow-empty -m x
assert_ran husky husky
assert_status 0 husky "$KAGIBAN" --uninstall
list_tree .husky >"$TMP/after"
assert_same_file 'husky: as before' "$TMP/before" "$TMP/after"

echo '- installed twice: the earlier hook is kept once, runs once'
new_repo "$TMP/twice"
printf '#!/bin/sh\necho ran >>"%s"\n' "$TMP/ran" | write_hook pre-commit
list_tree .git/hooks >"$TMP/before"
rm -f "$TMP/ran"
"$KAGIBAN" --install --quiet
"$KAGIBAN" --install >"$TMP/out"
assert_contains twice out 'pre-commit.kagiban-saved'
git commit -q --allow-empty -m x
assert_ran twice ran
"$KAGIBAN" --uninstall --quiet
list_tree .git/hooks >"$TMP/after"
assert_same_file 'twice: as before' "$TMP/before" "$TMP/after"

echo '- its program writes it anew over ours: ours goes on top again'
new_repo "$TMP/anew"
printf '#!/bin/sh\necho ran >>"%s"\n' "$TMP/ran" >"$TMP/theirs"
write_hook pre-commit <"$TMP/theirs"
list_tree .git/hooks >"$TMP/before"
"$KAGIBAN" --install --quiet
mv .git/hooks/pre-commit .git/hooks/pre-commit.legacy
write_hook pre-commit <"$TMP/theirs"
assert_status 0 anew "$KAGIBAN" --install
assert_contains anew out 'moved aside as pre-commit.legacy'
assert_not 'anew: that is gone' test -e .git/hooks/pre-commit.legacy
rm -f "$TMP/ran"
git commit -q --allow-empty -m x
assert_ran 'anew: once' ran
assert_status 0 anew "$KAGIBAN" --uninstall
list_tree .git/hooks >"$TMP/after"
assert_same_file 'anew: as before' "$TMP/before" "$TMP/after"
"$KAGIBAN" --install --quiet
write_hook pre-commit <"$TMP/theirs"
assert_status 0 'anew, uninstall' "$KAGIBAN" --uninstall
list_tree .git/hooks >"$TMP/after"
assert_same_file 'anew, uninstall: as before' "$TMP/before" "$TMP/after"

echo '- our hook was changed by somebody: neither overwritten nor removed'
new_repo "$TMP/changed"
list_tree .git/hooks >"$TMP/clean"
"$KAGIBAN" --install --quiet
sed -i.bak 's/^exec/# exec/; s/^\[ -s .*/exit 0/' .git/hooks/pre-commit
rm -f .git/hooks/pre-commit.bak
list_tree .git/hooks >"$TMP/before"
assert_status 2 changed "$KAGIBAN" --install
assert_contains changed err 'pre-commit was changed'
list_tree .git/hooks >"$TMP/after"
assert_same_file 'changed: nothing was touched' "$TMP/before" "$TMP/after"
assert_status 0 changed "$KAGIBAN" --uninstall
assert_contains changed out 'left alone'
assert 'changed: still there' test -f .git/hooks/pre-commit
rm .git/hooks/pre-commit
list_tree .git/hooks >"$TMP/after"
assert_same_file 'changed: the others are gone' "$TMP/clean" "$TMP/after"

echo '- another program has taken our place'
new_repo "$TMP/taken"
printf '#!/bin/sh\nexit 0\n' | write_hook pre-commit
"$KAGIBAN" --install --quiet
mv .git/hooks/pre-commit .git/hooks/pre-commit.legacy
printf '#!/bin/sh\n.git/hooks/pre-commit.legacy\n' | write_hook pre-commit
make_aws_key
printf 'k = "%s"\ns = "%s"\n' "$AWS_ID" "$AWS_SECRET" >key.py
git add key.py
assert_status 1 'called by the other' git commit -qm x
list_tree .git/hooks >"$TMP/before"
assert_status 2 taken "$KAGIBAN" --install
assert_contains taken err pre-commit.kagiban-saved
list_tree .git/hooks >"$TMP/after"
assert_same_file 'taken: nothing was touched' "$TMP/before" "$TMP/after"
assert_status 0 taken "$KAGIBAN" --uninstall
assert_contains taken out 'left alone'
assert 'taken: still there' test -f .git/hooks/pre-commit.kagiban-saved

echo '- a link to a hook of ours would call itself for ever'
new_repo "$TMP/loop"
"$KAGIBAN" --install --quiet
mv .git/hooks/pre-commit .git/hooks/ours
ln -s ours .git/hooks/pre-commit
assert_status 2 loop "$KAGIBAN" --install

echo '- a folder in the place of a hook'
new_repo "$TMP/folder"
mkdir .git/hooks/pre-commit
list_tree .git/hooks >"$TMP/before"
assert_status 2 folder "$KAGIBAN" --install
assert_contains folder err 'is a folder'
list_tree .git/hooks >"$TMP/after"
assert_same_file 'folder: nothing was touched' "$TMP/before" "$TMP/after"

finish
