# install_global.sh - --install --global: one folder for all repositories of a
# user, every repository's own hooks run on, and all of it goes away again.
# shellcheck shell=sh source=tests/hooks/lib.sh
. "$(dirname "$0")/lib.sh"

GLOBAL=$HOME/.local/share/kagiban/hooks

commit_key() {
	make_aws_key
	printf '{"key": "%s", "secret": "%s"}\n' "$AWS_ID" "$AWS_SECRET" \
		>awsconf.json
	git add awsconf.json
	git commit -qm key
}

# The executable hook NAME of this repository notes its $0, the number of its
# arguments, and that of the lines on its stdin.
note_hook() { # NAME
	cat >".git/hooks/$1" <<END
#!/bin/sh
echo "$1 \$0 \$# \$(wc -l 2>/dev/null | tr -d ' ')" >>"$TMP/ran"
END
	chmod 755 ".git/hooks/$1"
}

echo '- installed, in a HOME without any configuration of hooks'
cp "$HOME/.gitconfig" "$TMP/config"
list_tree "$HOME" >"$TMP/listing"
new_repo "$TMP/one"
git commit -q --allow-empty -m first
list_tree .git/hooks >"$TMP/repo"
cd "$TMP" || exit 1
assert_status 0 install "$KAGIBAN" --install --global
assert_contains install out "$GLOBAL"
assert_contains install out 'escapes'
assert_contains install out ' --uninstall --global'
assert_equal core.hooksPath "$GLOBAL" "$(git config --global core.hooksPath)"

echo '- an old and a new repository are guarded'
cd "$TMP/one" || exit 1
assert_status 1 old commit_key
git rm -qf awsconf.json
list_tree .git/hooks >"$TMP/after"
assert_same_file 'its own hooks are as they were' "$TMP/repo" "$TMP/after"
new_repo "$TMP/two"
assert_status 1 new commit_key
git rm -qf awsconf.json
assert_status 0 'new, clean' git commit -q --allow-empty -m clean

echo '- the own hooks run, with their name, arguments and stdin'
for hook in pre-commit commit-msg post-commit prepare-commit-msg pre-push \
	post-checkout; do
	note_hook "$hook"
done
git commit -q --allow-empty -m x
git checkout -q -b other
git init -q --bare "$TMP/remote.git"
git push -q "$TMP/remote.git" other main
git worktree add -q "$TMP/tree" main
(cd "$TMP/tree" && git commit -q --allow-empty -m y)
cat >"$TMP/wanted" <<END
pre-commit .git/hooks/pre-commit 0 0
prepare-commit-msg .git/hooks/prepare-commit-msg 2 0
commit-msg .git/hooks/commit-msg 1 0
post-commit .git/hooks/post-commit 0 0
post-checkout .git/hooks/post-checkout 3 0
pre-push .git/hooks/pre-push 2 2
post-checkout $TMP/two/.git/hooks/post-checkout 3 0
pre-commit $TMP/two/.git/hooks/pre-commit 0 0
prepare-commit-msg $TMP/two/.git/hooks/prepare-commit-msg 2 0
commit-msg $TMP/two/.git/hooks/commit-msg 1 0
post-commit $TMP/two/.git/hooks/post-commit 0 0
END
assert_same_file 'own hooks' "$TMP/wanted" "$TMP/ran"
printf '#!/bin/sh\nexit 1\n' >.git/hooks/pre-commit
assert_status 1 'the own hook decides' git commit -q --allow-empty -m x
chmod 644 .git/hooks/pre-commit
assert_status 0 'not executable: ignored' git commit -q --allow-empty -m x

echo '- a server on this machine: its own hooks run as well'
cat >"$TMP/remote.git/hooks/pre-receive" <<END
#!/bin/sh
cat >"$TMP/received"
END
chmod 755 "$TMP/remote.git/hooks/pre-receive"

git commit -q --allow-empty -m z
git push -q "$TMP/remote.git" other
assert_contains pre-receive "$TMP/received" refs/heads/other

echo '- git init of newer versions calls hooks before it is done'
mkdir -p "$TMP/begun/.git/hooks"
assert_status 0 'no repository yet' env GIT_DIR="$TMP/begun/.git" \
	"$GLOBAL/reference-transaction" prepared
printf '#!/bin/sh\nexit 9\n' >"$TMP/begun/.git/hooks/reference-transaction"
chmod 755 "$TMP/begun/.git/hooks/reference-transaction"
assert_status 9 'its own hook' env GIT_DIR="$TMP/begun/.git" \
	"$GLOBAL/reference-transaction" prepared

echo '- no stub where the mere existence changes what git does'
for hook in push-to-checkout proc-receive fsmonitor-watchman; do
	assert_not "$hook" test -e "$GLOBAL/$hook"
done
# Every other hook that this git documents has one.
if man githooks >"$TMP/man" 2>/dev/null; then
	sed -n 's/^ \{3\}\([a-z0-9-]*\)$/\1/p' "$TMP/man" >"$TMP/names"
	while read -r hook; do
		case $hook in
		push-to-checkout | proc-receive | fsmonitor-watchman) ;;
		*) assert "stub for $hook" test -x "$GLOBAL/$hook" ;;
		esac
	done <"$TMP/names"
fi

echo '- run again: nothing more'
list_tree "$GLOBAL" >"$TMP/before"
assert_status 0 again "$KAGIBAN" --install --global
list_tree "$GLOBAL" >"$TMP/after"
assert_same_file again "$TMP/before" "$TMP/after"

echo '- --local under --global: in the repository, and runs once each'
cd "$TMP/one" || exit 1
assert_status 0 'local under global' "$KAGIBAN" --install
assert_contains 'local under global' out "$TMP/one/.git/hooks"
list_tree "$GLOBAL" >"$TMP/after"
assert_same_file 'the global folder is as it was' "$TMP/before" "$TMP/after"
assert_status 1 'local under global' commit_key
git rm -qf awsconf.json
assert_status 0 'local under global' "$KAGIBAN" --uninstall
list_tree .git/hooks >"$TMP/after"
assert_not 'gone again' test -e .git/hooks/pre-commit

echo '- an own core.hooksPath escapes, and --install there helps'
new_repo "$TMP/escapes"
git config core.hooksPath .hooks
assert_status 0 escapes commit_key
"$KAGIBAN" --install --quiet
assert_status 1 'no longer' commit_key

echo '- the program is gone: the way that is told mends it'
cp "$KAGIBAN" "$TMP/passing"
"$TMP/passing" --install --global --quiet
rm "$TMP/passing"
cd "$TMP/two" || exit 1
assert_status 1 gone git commit -q --allow-empty -m gone
told=$(sed -n 's/^  Mend:    kagiban //p' "$TMP/err")
assert_equal 'gone: told' '--install --global' "$told"
# shellcheck disable=SC2086 # they are words
assert_status 0 'gone: mended' "$KAGIBAN" $told
assert_status 0 'gone: mended' git commit -q --allow-empty -m mended

echo '- taken away: HOME is as before'
cd "$TMP/one" || exit 1
assert_status 0 uninstall "$KAGIBAN" --uninstall --global
assert_same_file 'configuration' "$TMP/config" "$HOME/.gitconfig"
list_tree "$HOME" >"$TMP/after"
assert_same_file 'HOME' "$TMP/listing" "$TMP/after"
assert_status 0 'unguarded again' commit_key
assert_status 0 'uninstall twice' "$KAGIBAN" --uninstall --global
assert_contains 'uninstall twice' out 'nothing to unset'

echo '- somebody else has set core.hooksPath: refused'
git config --global core.hooksPath "$TMP/theirs"
cp "$HOME/.gitconfig" "$TMP/config"
assert_status 2 theirs "$KAGIBAN" --install --global
assert_contains theirs err "$TMP/theirs"
assert_same_file 'theirs: untouched' "$TMP/config" "$HOME/.gitconfig"
assert_not 'theirs: no folder' test -e "$HOME/.local"
assert_status 0 'theirs, uninstall' "$KAGIBAN" --uninstall --global
assert_same_file 'theirs: still untouched' "$TMP/config" "$HOME/.gitconfig"
git config --global --unset core.hooksPath

echo '- the configuration cannot be written: no folder is left behind'
list_tree "$HOME" >"$TMP/listing"
touch "$HOME/.gitconfig.lock"
assert_status 3 locked "$KAGIBAN" --install --global
rm "$HOME/.gitconfig.lock"
list_tree "$HOME" >"$TMP/after"
assert_same_file 'locked: as before' "$TMP/listing" "$TMP/after"

echo '- XDG_DATA_HOME, and something of the user'\''s own in the folder'
XDG_DATA_HOME="$TMP/my data"
export XDG_DATA_HOME
assert_status 0 xdg "$KAGIBAN" --install --global
echo mine >"$XDG_DATA_HOME/kagiban/hooks/note"
cd "$TMP/two" || exit 1
assert_status 1 xdg commit_key
assert_status 0 xdg "$KAGIBAN" --uninstall --global
assert_equal 'only that is left' "$(printf '%s\n' . ./kagiban \
	./kagiban/hooks ./kagiban/hooks/note)" \
	"$(cd "$XDG_DATA_HOME" && find . | LC_ALL=C sort)"

finish
