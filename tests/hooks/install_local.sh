# install_local.sh - --install and --uninstall in one repository: the plain
# case, twice, worktrees, submodules, bare repositories, core.hooksPath; each
# ends with a listing that must be what it was before.
# shellcheck shell=sh source=tests/hooks/lib.sh
. "$(dirname "$0")/lib.sh"

GUARDED='applypatch-msg commit-msg pre-applypatch pre-commit pre-merge-commit
	pre-push'

write_key() { # FILE
	make_aws_key
	printf '{"key": "%s", "secret": "%s"}\n' "$AWS_ID" "$AWS_SECRET" >"$1"
}

# A commit with a key in it is refused here, and one without is not.
assert_guarded() { # WHAT
	write_key awsconf.json
	git add awsconf.json
	assert_status 1 "$1: commit with a key" git commit -qm key
	assert_contains "$1" err 'kagiban: '
	git rm -qf awsconf.json
	assert_status 0 "$1: commit without" git commit -q --allow-empty -m none
	assert_status 1 "$1: message with a key" \
		git commit -q --allow-empty -m "$AWS_ID $AWS_SECRET"
}

# All six hooks are in FOLDER, and they name the program.
assert_hooks() { # WHAT FOLDER
	for hook in $GUARDED; do
		assert "$1: $hook runs" test -x "$2/$hook"
		assert_contains "$1: $hook" "$2/$hook" "kagiban='$KAGIBAN'"
	done
}

# A file of hooks/ with what may differ between the five, or between the two
# that read stdin, taken out.
common_text() { # NAME
	sed -e "s/$1/NAME/g" -e 's/--scan-[a-z]*\( "$1"\)\{0,1\} /SCAN /' \
		-e 's/ -- "$@"//' -e 's/--install --server/--install/g' \
		"$SOURCE_DIR/hooks/$1"
}

echo '- the five are one text, so are the two with stdin, and short'
common_text pre-commit >"$TMP/wanted.five"
common_text pre-push >"$TMP/wanted.two"
for hook in $GUARDED pre-receive; do
	kind=five
	case $hook in pre-push | pre-receive) kind=two ;; esac
	common_text "$hook" >"$TMP/got"
	assert_same_file "$hook" "$TMP/wanted.$kind" "$TMP/got"
	assert "$hook: 15 lines" test "$(wc -l <"$TMP/got")" -le 15
	assert_contains "$hook" "$SOURCE_DIR/hooks/$hook" "--hook $hook"
done

echo '- plain, from a folder below the top'
new_repo "$TMP/plain"
list_tree .git/hooks >"$TMP/before"
mkdir sub
cd sub || exit 1
assert_status 0 plain "$KAGIBAN" --install
assert_contains plain out "$TMP/plain/.git/hooks"
assert_contains plain out ' --uninstall'
cd ..
assert_hooks plain .git/hooks
assert_guarded plain
list_tree .git/hooks >"$TMP/once"
assert_status 0 'run twice' "$KAGIBAN" --install --local
assert_contains 'run twice' out 'already there'
list_tree .git/hooks >"$TMP/twice"
assert_same_file 'run twice: nothing more' "$TMP/once" "$TMP/twice"
assert_status 0 'uninstall' "$KAGIBAN" --uninstall
list_tree .git/hooks >"$TMP/after"
assert_same_file 'uninstall: as before' "$TMP/before" "$TMP/after"
assert_status 0 'uninstall twice' "$KAGIBAN" --uninstall
assert_contains 'uninstall twice' out 'no hooks of kagiban'
write_key awsconf.json
git add awsconf.json
assert_status 0 'unguarded again' git commit -qm key

echo '- the other three: git merge, git am'
new_repo "$TMP/others"
git commit -q --allow-empty -m first
git checkout -q -b side
write_key awsconf.json
git add awsconf.json
git commit -qm 'a key'
git format-patch -q -1 --stdout >"$TMP/key.patch"
git checkout -q -b clean main
echo x >x
git add x
git commit -qm clean
git format-patch -q -1 --stdout >"$TMP/clean.patch"
sed "s/clean/$AWS_ID/" "$TMP/clean.patch" >"$TMP/message.patch"
git checkout -q main
git commit -q --allow-empty -m second
# What the other side has is not new; a hook that adds a file to the merge is.
printf '#!/bin/sh\ngit add late.json\n' >.git/hooks/pre-merge-commit
chmod 755 .git/hooks/pre-merge-commit
"$KAGIBAN" --install --quiet
head=$(git rev-parse HEAD)
write_key late.json
assert_status 1 'merge with a key' git merge -q --no-ff -m merge clean
assert_contains 'merge with a key' err 'kagiban: '
git reset -q --hard
echo '{}' >late.json
assert_status 1 'am of a key' git am -q "$TMP/key.patch"
assert_contains 'am of a key' err 'kagiban: '
git am --abort
assert_status 1 'am, key in the message' git am -q "$TMP/message.patch"
assert_contains 'am, key in the message' err 'kagiban: '
git am --abort
assert_equal 'nothing was recorded' "$head" "$(git rev-parse HEAD)"
assert_status 0 'am without' git am -q "$TMP/clean.patch"
assert_status 0 'merge without' git merge -q --no-ff -m merge clean

echo '- the program elsewhere, with blanks and quotes in its path'
new_repo "$TMP/moved"
odd="$TMP/it's a \"place\" \$HOME \`x\` @NAME@"
mkdir "$odd"
cp "$KAGIBAN" "$odd/kagi ban"
assert_status 0 'odd path' "$odd/kagi ban" --install
assert_guarded 'odd path'
assert_status 0 'another program' "$KAGIBAN" --install
assert_contains 'another program' out refreshed
assert_hooks 'another program' .git/hooks

echo '- quiet says nothing'
new_repo "$TMP/quiet"
assert_status 0 quiet "$KAGIBAN" --install --quiet
assert_equal 'quiet install' 0 "$(wc -c <"$TMP/out" | tr -d ' ')"
assert_status 0 quiet "$KAGIBAN" --uninstall --quiet
assert_equal 'quiet uninstall' 0 "$(wc -c <"$TMP/out" | tr -d ' ')"

echo '- no hooks folder before: it goes again'
new_repo "$TMP/nofolder" --template=
list_tree .git >"$TMP/before"
assert_status 0 'no folder' "$KAGIBAN" --install
assert_status 0 'no folder, again' "$KAGIBAN" --install
assert_hooks 'no folder' .git/hooks
assert_status 0 'no folder' "$KAGIBAN" --uninstall
list_tree .git >"$TMP/after"
assert_same_file 'no folder: as before' "$TMP/before" "$TMP/after"

echo '- a linked worktree uses the hooks of the main one'
new_repo "$TMP/main"
git commit -q --allow-empty -m first
git worktree add -q "$TMP/linked"
list_tree .git/hooks >"$TMP/before"
cd "$TMP/linked" || exit 1
assert_status 0 worktree "$KAGIBAN" --install
assert_hooks worktree "$TMP/main/.git/hooks"
assert_guarded worktree
assert_status 0 worktree "$KAGIBAN" --uninstall
list_tree "$TMP/main/.git/hooks" >"$TMP/after"
assert_same_file 'worktree: as before' "$TMP/before" "$TMP/after"

echo '- a submodule has its own'
git init -q "$TMP/part"
git -C "$TMP/part" commit -q --allow-empty -m first
new_repo "$TMP/whole"
git -c protocol.file.allow=always submodule --quiet add "$TMP/part" part
cd part || exit 1
list_tree "$TMP/whole/.git" | grep hooks >"$TMP/before"
assert_status 0 submodule "$KAGIBAN" --install
assert_hooks submodule "$TMP/whole/.git/modules/part/hooks"
assert_guarded submodule
assert_not 'submodule only' test -e "$TMP/whole/.git/hooks/pre-commit"
assert_status 0 submodule "$KAGIBAN" --uninstall
list_tree "$TMP/whole/.git" | grep hooks >"$TMP/after"
assert_same_file 'submodule: as before' "$TMP/before" "$TMP/after"

echo '- a bare repository with a worktree'
git init -q --bare "$TMP/bare.git"
cd "$TMP/bare.git" || exit 1
list_tree hooks >"$TMP/before"
assert_status 0 bare "$KAGIBAN" --install
assert_contains bare out 'bare repository'
assert_hooks bare "$TMP/bare.git/hooks"
tree=$(git mktree </dev/null)
git update-ref refs/heads/main "$(git commit-tree -m first "$tree")"
git worktree add -q "$TMP/of-bare" main
cd "$TMP/of-bare" || exit 1
assert_guarded 'worktree of a bare repository'
assert_status 0 'from the worktree' "$KAGIBAN" --uninstall
list_tree "$TMP/bare.git/hooks" >"$TMP/after"
assert_same_file 'bare: as before' "$TMP/before" "$TMP/after"

echo '- core.hooksPath, relative'
new_repo "$TMP/relative"
git config core.hooksPath .githooks
mkdir sub
cd sub || exit 1
assert_status 0 relative "$KAGIBAN" --install
assert_contains relative out 'core.hooksPath is set in'
assert_contains relative out 'in the work tree'
cd ..
assert_hooks relative .githooks
assert_guarded relative
assert_not 'relative: only there' test -e .git/hooks/pre-commit
cd .git || exit 1
assert_status 2 'relative, in the git directory' "$KAGIBAN" --install
cd ..
assert_status 0 relative "$KAGIBAN" --uninstall
assert_not 'relative: the folder is gone' test -e .githooks

echo '- core.hooksPath, relative and absolute, with hooks in the folder'
for folder in .githooks "$TMP/team hooks"; do
	new_repo "$TMP/filled"
	mkdir "$folder"
	printf '#!/bin/sh\necho ran >"%s"\n' "$TMP/ran" >"$folder/pre-commit"
	printf 'exit 0' >"$folder/commit-msg"
	chmod 755 "$folder/pre-commit" "$folder/commit-msg"
	: >"$folder/README"
	git config core.hooksPath "$folder"
	list_tree "$folder" >"$TMP/before"
	assert_status 0 "$folder" "$KAGIBAN" --install
	assert_hooks "$folder" "$folder"
	assert_guarded "$folder"
	assert_equal "$folder: theirs runs" ran "$(cat "$TMP/ran")"
	assert_status 0 "$folder" "$KAGIBAN" --uninstall
	list_tree "$folder" >"$TMP/after"
	assert_same_file "$folder: as before" "$TMP/before" "$TMP/after"
	cd "$TMP" || exit 1
	rm -rf "$TMP/filled" "$TMP/ran"
done

echo '- core.hooksPath, absolute, folders missing'
new_repo "$TMP/absolute"
git config core.hooksPath "$TMP/shared hooks/deep"
assert_status 0 absolute "$KAGIBAN" --install
assert_hooks absolute "$TMP/shared hooks/deep"
assert_guarded absolute
assert_status 0 absolute "$KAGIBAN" --uninstall
assert_not 'absolute: the folders are gone' test -e "$TMP/shared hooks"

echo '- core.hooksPath set after the hooks were installed'
new_repo "$TMP/later"
list_tree .git/hooks >"$TMP/before"
"$KAGIBAN" --install --quiet
git config core.hooksPath .husky
assert_status 0 later "$KAGIBAN" --uninstall
list_tree .git/hooks >"$TMP/after"
assert_same_file 'later: found all the same' "$TMP/before" "$TMP/after"

echo '- core.hooksPath that switches hooks off'
new_repo "$TMP/off"
git config core.hooksPath /dev/null
assert_status 2 '/dev/null' "$KAGIBAN" --install
assert_contains '/dev/null' err /dev/null
git config core.hooksPath ''
assert_status 2 empty "$KAGIBAN" --install
assert_contains empty err core.hooksPath
for folder in /dev/null ''; do
	git config --unset core.hooksPath
	list_tree .git/hooks >"$TMP/before"
	"$KAGIBAN" --install --quiet
	git config core.hooksPath "$folder"
	assert_status 0 "taken out under '$folder'" "$KAGIBAN" --uninstall
	list_tree .git/hooks >"$TMP/after"
	assert_same_file "'$folder': as before" "$TMP/before" "$TMP/after"
done

echo '- no repository'
mkdir "$TMP/nowhere"
cd "$TMP/nowhere" || exit 1
assert_status 2 nowhere "$KAGIBAN" --install
assert_contains nowhere err 'no git repository'
assert_status 2 nowhere "$KAGIBAN" --uninstall

finish
