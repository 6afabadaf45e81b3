#!/bin/sh
# faults.sh - what cannot be scanned is never clean: broken and missing
# objects, a broken index, a broken HEAD end with status 3, are named, and
# block the commit; what can be scanned is scanned all the same. What is only
# missing on the old side makes more lines count as added.
# shellcheck source=tests/hooks/lib.sh
. "$(dirname "$0")/lib.sh"

# The file of a loose object.
object_file() { # ID
	rest=${1#??}
	echo ".git/objects/${1%"$rest"}/$rest"
}

staged_id() { # PATH
	git ls-files -s -- "$1" | cut -d ' ' -f 2
}

break_object() { # ID
	chmod u+w "$(object_file "$1")"
	printf 'this is no object' >"$(object_file "$1")"
}

remove_object() { # ID
	rm -f "$(object_file "$1")"
}

# By hand and in a hook: status 3, and NAME is told.
assert_not_scanned() { # WHAT NAME
	assert_status 3 "$1" "$KAGIBAN" --scan-staged
	cat "$TMP/out" "$TMP/err" >"$TMP/all"
	assert_contains "$1: is named" "$TMP/all" "$2"
	before=$(head_commit)
	assert_not "$1: the commit" run git commit -qm "$1"
	assert_equal "$1: HEAD" "$before" "$(head_commit)"
	assert_contains "$1: is named in the hook" err "$2"
}

new_repo "$TMP/repo"
install_hooks
echo one >one.txt
git add one.txt
git commit -qm first

echo "- a new object is broken or missing"
echo broken >broken.txt
git add broken.txt
break_object "$(staged_id broken.txt)"
assert_not_scanned "a broken object" broken.txt
remove_object "$(staged_id broken.txt)"
assert_not_scanned "a missing object" broken.txt

echo "- beside a secret"
leak_into secret.txt
git add secret.txt
assert_status 1 "the secret counts more" "$KAGIBAN" --scan-staged
assert_contains "the secret" out "secret.txt:1"
assert_contains "and the missing object" out "broken.txt"
git rm -q --cached broken.txt secret.txt
rm secret.txt broken.txt

echo "- an object of another kind"
tree=$(git rev-parse "HEAD^{tree}")
git update-index --add --cacheinfo "100644,$tree,odd.txt"
assert_not_scanned "a tree as a file" odd.txt
git rm -q --cached odd.txt

echo "- large ones"
git config kagiban.maxBlob 1m
head -c 1500000 /dev/zero | tr '\0' 'x' | fold -w 70 >large.txt
git add large.txt
object=$(object_file "$(staged_id large.txt)")
chmod u+w "$object"
head -c 1000 "$object" >"$TMP/kept"
cp "$TMP/kept" "$object"
assert_not_scanned "a large object, cut short" large.txt
rm -f "$object"
assert_not_scanned "a large object, missing" large.txt
git rm -q --cached large.txt
rm large.txt
git config --unset kagiban.maxBlob

echo "- the old side"
leak_into old.txt
git add old.txt
git commit -qnm old
old=$(staged_id old.txt)
echo more >>old.txt
git add old.txt
assert_status 0 "an old secret" "$KAGIBAN" --scan-staged
cp "$(object_file "$old")" "$TMP/kept"
remove_object "$old"
assert_status 1 "a missing old side" "$KAGIBAN" --scan-staged
assert_contains "all of it is added" out "old.txt:1"
cp "$TMP/kept" "$(object_file "$old")"
break_object "$old"
assert_status 1 "a broken old side" "$KAGIBAN" --scan-staged
cp -f "$TMP/kept" "$(object_file "$old")"
assert_status 0 "mended" "$KAGIBAN" --scan-staged
git commit -qm more
git mv old.txt moved.txt
echo again >>moved.txt
git add moved.txt
old=$(git rev-parse HEAD:old.txt)
remove_object "$old"
assert_status 1 "a missing file that was moved" "$KAGIBAN" --scan-staged
git rm -qf --cached moved.txt
rm moved.txt

echo "- trees and commits"
tree=$(git rev-parse "HEAD^{tree}")
cp "$(object_file "$tree")" "$TMP/kept"
echo new >new.txt
git add new.txt
break_object "$tree"
assert_not_scanned "a broken tree" "$tree"
remove_object "$tree"
assert_not_scanned "a missing tree" "$tree"
cp "$TMP/kept" "$(object_file "$tree")"
commit=$(git rev-parse HEAD)
cp "$(object_file "$commit")" "$TMP/kept"
remove_object "$commit"
assert_status 3 "a missing commit" "$KAGIBAN" --scan-staged
assert_contains "is named" err "$commit"
cp "$TMP/kept" "$(object_file "$commit")"
assert_commit_passes "mended" commit -qm new

echo "- HEAD"
cp .git/refs/heads/main "$TMP/kept"
echo garbage >.git/refs/heads/main
assert_status 3 "a broken branch" "$KAGIBAN" --scan-staged
assert_contains "is named" err HEAD
cp "$TMP/kept" .git/refs/heads/main

echo "- the index"
cp .git/index "$TMP/index"
printf 'DIRCgarbage that is longer than a header is long' >.git/index
assert_status 3 "garbage" "$KAGIBAN" --scan-staged
assert_contains "is named" err index
head -c 50 "$TMP/index" >.git/index
assert_status 3 "cut short" "$KAGIBAN" --scan-staged
assert_contains "is named" err index
: >.git/index
assert_status 3 "empty" "$KAGIBAN" --scan-staged
cp "$TMP/index" .git/index
PATH_BEFORE=$PATH
git update-index --split-index
echo x >x.txt
git add x.txt
assert_status 0 "a split index" "$KAGIBAN" --scan-staged
# shellcheck disable=SC2123 # that is what is tried
PATH=$TMP/nowhere
assert_status 3 "a split index without git" "$KAGIBAN" --scan-staged
PATH=$PATH_BEFORE
assert_contains "git is named" err git
git update-index --no-split-index

echo "- settings"
printf '[kagiban\n' >>.git/config
assert_not "a broken config" run "$KAGIBAN" --scan-staged
cp .git/config "$TMP/config"
sed '$d' "$TMP/config" >.git/config
git config kagiban.block whatever
assert_status 2 "a value that is none" "$KAGIBAN" --scan-staged
assert_not "blocks" run git commit -qm x
git config --unset kagiban.block

echo "- no right to read"
# As an ordinary user: root may read everything.
as_user() {
	if [ "$(id -u)" -ne 0 ]; then
		"$@"
	else
		setpriv --reuid=65534 --regid=65534 --clear-groups "$@"
	fi
}
if [ "$(id -u)" -eq 0 ]; then
	command -v setpriv >/dev/null || skip "no setpriv"
	chmod 755 "$TMP"
	chown -R 65534:65534 "$TMP"
	# The program may lie where nobody else can go.
	cp "$KAGIBAN" "$TMP/kagiban"
	KAGIBAN=$TMP/kagiban
fi
as_user git status >/dev/null
leak_into readable.txt
as_user git add readable.txt
chmod 0 .git/index
assert_status 3 "the index" as_user "$KAGIBAN" --scan-staged
assert_contains "is named" err index
chmod 644 .git/index
assert_status 1 "again" as_user "$KAGIBAN" --scan-staged
object=$(object_file "$(as_user git ls-files -s readable.txt | cut -d ' ' -f 2)")
chmod 0 "$object"
assert_status 3 "an object" as_user "$KAGIBAN" --scan-staged
assert_contains "is named" out readable.txt
chmod 444 "$object"
chmod 0 "$HOME/.gitconfig"
assert_status 1 "an unreadable .gitconfig is no fault" as_user "$KAGIBAN" --scan-staged
chmod 644 "$HOME/.gitconfig"
if [ "$(id -u)" -eq 0 ]; then
	chown -R 65533 "$TMP/repo/.git"
	chmod -R a+rX "$TMP/repo/.git"
	assert_status 3 "somebody else's repository" \
		as_user "$KAGIBAN" --scan-staged
	assert_contains "is named" err "own"
	as_user git config --global safe.directory "$TMP/repo"
	assert_status 1 "one that git is told to trust" \
		as_user "$KAGIBAN" --scan-staged
fi

finish
