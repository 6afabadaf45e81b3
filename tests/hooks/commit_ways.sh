# commit_ways.sh - the hooks see what this commit will record, however it is
# made: the first, -a, FILE, -p, --amend, --fixup, from a folder below, with
# GIT_DIR and GIT_WORK_TREE, in a linked worktree, in a submodule and the
# repository round it, by git am.  Each is refused with a key, and goes
# through without a word when the key is not in what is recorded.
# shellcheck shell=sh source=tests/hooks/lib.sh
. "$(dirname "$0")/lib.sh"

write_key() { # FILE
	make_aws_key
	printf '{"key": "%s", "secret": "%s"}\n' "$AWS_ID" "$AWS_SECRET" >"$1"
}

write_clean() { # FILE
	printf '{"key": "", "secret": "", "id": %s}\n' "$(random_of 0-9 9)" >"$1"
}

# Runs the command with which the last block says how to unstage the file.
take_out() { # WHAT
	sed -n '/unstage it:/{s/.*unstage it: *//;/./p;n;/^ *git /p;}' \
		"$TMP/err" >"$TMP/command"
	assert "$1: a command is given" test -s "$TMP/command"
	assert "$1: it works there" sh "$TMP/command" >/dev/null
}

# A guarded repository that has clean files already.
used_repo() { # DIR FILE...
	guarded_repo "$1"
	shift
	for file; do
		write_clean "$file"
	done
	git add .
	git commit -qm first --no-verify --allow-empty
}

echo '- the first commit'
guarded_repo "$TMP/first"
write_key awsconf.json
git add awsconf.json
assert_refused 'first' pre-commit 'awsconf.json:1 (key id, secret)' \
	git commit -qm key
write_clean awsconf.json
git add awsconf.json
assert_let_through 'first' pre-commit git commit -qm none
assert_let_through 'an empty one' pre-commit git commit -qm none --allow-empty

echo '- what is staged, not what lies in the work tree'
used_repo "$TMP/staged" a.json b.json
write_key a.json
write_clean b.json
git add b.json
assert_let_through 'key not staged' pre-commit git commit -qm none
git add a.json
write_clean a.json
assert_refused 'key staged, then removed' pre-commit a.json:1 \
	git commit -qm key
write_key untracked.json
git add a.json
assert_let_through 'removed and staged' pre-commit git commit -qm none

echo '- commit -a'
used_repo "$TMP/all" a.json b.json
write_key b.json
assert_refused '-a' pre-commit b.json:1 git commit -qam key
assert_equal '-a: nothing is staged' '' "$(git diff --cached --name-only)"
write_clean b.json
write_key untracked.json
assert_let_through '-a' pre-commit git commit -qam none
write_key a.json
git add a.json
write_clean a.json
assert_let_through '-a, key in the index only' pre-commit git commit -qam none

echo '- commit FILE, with another file staged'
used_repo "$TMP/only" a.json b.json
write_key a.json
git add a.json
write_clean b.json
assert_let_through 'b.json, key in a.json' pre-commit git commit -qm none b.json
assert_equal 'a.json stays staged' a.json "$(git diff --cached --name-only)"
assert_refused 'a.json' pre-commit a.json:1 git commit -qm key a.json
write_clean b.json
git add b.json
assert_refused 'a.json, b.json staged' pre-commit a.json:1 \
	git commit -qm key a.json
write_clean a.json
assert_let_through 'a.json, key in its index' pre-commit \
	git commit -qm none a.json
write_key b.json
assert_refused '-i b.json' pre-commit b.json:1 git commit -qi -m key b.json
write_clean a.json
git add a.json
write_clean b.json
assert_let_through '-i b.json' pre-commit git commit -qi -m none b.json

echo '- add -p: the part that is staged counts'
used_repo "$TMP/part"
awk 'BEGIN { for (i = 1; i <= 40; i++) print "line", i }' >notes.txt
git add notes.txt
git commit -qm lines
make_aws_key
awk -v key="$AWS_ID $AWS_SECRET" '{ print }
	$2 == 3 { print "harmless" } $2 == 30 { print "aws:", key }' \
	notes.txt >new.txt
mv new.txt notes.txt
printf 'y\nn\n' | git add -p >/dev/null
assert_let_through 'the part without' pre-commit git commit -qm none
sed 's/harmless/harmless as well\nand more\nof it/' notes.txt >new.txt
mv new.txt notes.txt
printf 'n\ny\n' | git add -p >/dev/null
# In the index it is line 32; in the work tree, 34.
assert_refused 'the part with' pre-commit notes.txt:32 git commit -qm key
git reset -q
printf 'y\nn\n' >"$TMP/answers"
assert_let_through 'commit -p' pre-commit sh -c \
	"git commit -p -qm none <'$TMP/answers'"
printf 'y\n' >"$TMP/answers"
# git itself shows the part that it asks about.
assert_refused 'commit -p' pre-commit notes.txt:34 sh -c \
	"git commit -p -qm none <'$TMP/answers' >/dev/null"

echo '- --amend'
used_repo "$TMP/amend" a.json b.json
write_key a.json
git add a.json
assert_refused '--amend' pre-commit a.json:1 git commit -q --amend --no-edit
git commit -qm key --no-verify
write_clean a.json
git add a.json
assert_let_through '--amend takes it out' pre-commit \
	git commit -q --amend --no-edit
assert_lacks '--amend took it out' a.json "$AWS_ID"
assert_let_through '--amend of the message' pre-commit git commit -q --amend \
	-m other

echo '- --fixup and --squash'
used_repo "$TMP/fixup" a.json
for way in --fixup=HEAD '--squash=HEAD --no-edit'; do
	write_key a.json
	git add a.json
	# shellcheck disable=SC2086 # options
	assert_refused "$way" pre-commit a.json:1 git commit -q $way
	write_clean a.json
	git add a.json
	# shellcheck disable=SC2086 # options
	assert_let_through "$way" pre-commit git commit -q $way
done

echo '- from a folder below'
used_repo "$TMP/below"
mkdir -p some/where
cd some/where || exit 1
write_key a.json
git add a.json
assert_refused 'below' pre-commit some/where/a.json:1 git commit -qm key
take_out 'below'
assert_equal 'below: it is unstaged' '?? ./' "$(git status --short .)"
write_clean b.json
git add b.json
assert_let_through 'below' pre-commit git commit -qm none
cd "$TMP/below/some" || exit 1
write_key where/b.json
assert_refused 'below, -a' pre-commit some/where/b.json:1 git commit -qam key
take_out 'below, -a'
write_clean where/b.json
assert_let_through 'below, -a' pre-commit git commit -qam none

# Both cases in a repository with a.json that git finds by the environment.
assert_both() { # WHAT TREE
	write_key "$2/a.json"
	git add -A
	assert_refused "$1" pre-commit a.json:1 git commit -qm key
	assert_refused "$1, FILE" pre-commit a.json:1 git commit -qm key \
		"$2/a.json"
	write_clean "$2/a.json"
	assert_let_through "$1, -a" pre-commit git commit -qam none
}

echo '- GIT_DIR and GIT_WORK_TREE'
used_repo "$TMP/env" a.json
mkdir "$TMP/elsewhere" "$TMP/env/below"
cd "$TMP/elsewhere" || exit 1
GIT_DIR=$TMP/env/.git GIT_WORK_TREE=$TMP/env
export GIT_DIR GIT_WORK_TREE
assert_both 'from elsewhere' "$TMP/env"
cd "$TMP/env/below" || exit 1
assert_both 'from below' ..
cd "$TMP/env" || exit 1
GIT_DIR=.git GIT_WORK_TREE=.
assert_both 'relative' .
cd .git || exit 1
GIT_DIR=. GIT_WORK_TREE=..
assert_both 'from the git directory' ..
unset GIT_WORK_TREE
cd "$TMP/env" || exit 1
GIT_DIR=.git
assert_both 'GIT_DIR alone' .
GIT_INDEX_FILE=$TMP/index
export GIT_INDEX_FILE
git read-tree HEAD
assert_both 'GIT_INDEX_FILE' .
unset GIT_DIR GIT_INDEX_FILE
git reset -q

echo '- --git-dir and --work-tree, core.worktree, a git directory elsewhere'
cd "$TMP/env/below" || exit 1
write_key ../a.json
assert_refused '--git-dir, --work-tree' pre-commit a.json:1 \
	git --git-dir="$TMP/env/.git" --work-tree=.. commit -qam key
write_clean ../a.json
assert_let_through '--git-dir, --work-tree' pre-commit \
	git --git-dir="$TMP/env/.git" --work-tree=.. commit -qam none
git init -q --separate-git-dir "$TMP/apart.git" "$TMP/apart"
cd "$TMP/apart" || exit 1
"$KAGIBAN" --install --quiet
assert_both 'separate' .
cd "$TMP/apart.git" || exit 1
git config core.worktree "$TMP/apart"
assert_both 'core.worktree' "$TMP/apart"

echo '- a linked worktree'
used_repo "$TMP/main" a.json
write_key a.json
git add a.json
git worktree add -q "$TMP/linked"
cd "$TMP/linked" || exit 1
assert_both 'linked' .
write_clean a.json
git add a.json
assert_let_through 'linked, a key staged in the main one' pre-commit \
	git commit -qm none
write_key a.json
git add a.json
cd "$TMP/main" || exit 1
write_clean a.json
git add a.json
assert_let_through 'main, a key staged in the linked one' pre-commit \
	git commit -qm none

echo '- a submodule, and the repository round it'
used_repo "$TMP/part-of-it" a.json
used_repo "$TMP/whole" b.json
git config --global protocol.file.allow always
git submodule --quiet add "$TMP/part-of-it" part
assert_let_through 'submodule added' pre-commit git commit -qm part
cd part || exit 1
"$KAGIBAN" --install --quiet
assert_both 'submodule' .
write_key a.json
git commit -qam key --no-verify
cd .. || exit 1
git add part
assert_let_through 'only the commit of the submodule' pre-commit \
	git commit -qm part
git -C part reset -q --hard HEAD~2
git add part
write_key b.json
git add b.json
assert_refused 'a key beside it' pre-commit b.json:1 git commit -qm key
write_clean b.json
git add b.json
assert_let_through 'no key beside it' pre-commit git commit -qm none

echo '- git am'
used_repo "$TMP/mail" a.json
git branch base
write_clean b.json
git add b.json
git commit -qm 'one more'
git format-patch -q -1 --stdout >"$TMP/clean.patch"
git reset -q --hard base
write_key a.json
git commit -qam 'change it' --no-verify
git format-patch -q -1 --stdout >"$TMP/key.patch"
git branch keyed
awk -v key="$AWS_ID $AWS_SECRET" '{ print }
	/^Subject:/ { printf "\nthe key is %s\n", key }' \
	"$TMP/clean.patch" >"$TMP/message.patch"
write_clean a.json
git commit -qam 'take it out'
git format-patch -q -1 --stdout >"$TMP/removal.patch"
git reset -q --hard base
for way in --no-3way --3way; do
	assert_refused "am $way" pre-applypatch a.json:1 \
		git am -q "$way" "$TMP/key.patch"
	git am --abort
done
assert_refused 'am, key in the message' applypatch-msg 'message' \
	git am -q "$TMP/message.patch"
git am --abort
assert_let_through 'am' pre-applypatch git am -q "$TMP/clean.patch"
assert_contains 'am: its message too' "$TMP/hooks" 'applypatch-msg 0'
git reset -q --hard keyed
assert_let_through 'am takes a key out' pre-applypatch \
	git am -q "$TMP/removal.patch"

finish
