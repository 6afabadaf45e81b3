#!/bin/sh
# index_kinds.sh - every kind of index and of repository: what changes is what
# git says it is, and a secret in it is refused.
#
# Covers: index versions 2 to 4, split, sparse, with and without a cache tree,
# without a checksum, with the extensions of fsmonitor and the untracked
# cache, 25,000 entries; files that become folders and the other way round;
# linked worktrees, submodules, a separate git directory, GIT_WORK_TREE, a
# subfolder, a bare repository's worktree. The walk of trees and index is held
# against `git diff-index` on random changes.
# shellcheck source=tests/hooks/lib.sh
. "$(dirname "$0")/lib.sh"
DUMP=$BUILD_DIR/tests/dump_changes

# What git says, without the letter behind the ids.
diff_index() { # COMMIT
	git diff-index --cached --raw -z --no-renames --no-abbrev \
		--ita-invisible-in-index "$1" | tr '\0' '\n' |
		sed 's/^\(:.* .* .* [0-9a-f]*\) [A-Z]$/\1/'
}

# The walk says what git says; COMMIT's changes, or all of the index.
assert_same_changes() { # WHAT [COMMIT]
	commit=${2:-$(git rev-parse HEAD)}
	tree=$commit
	[ "$commit" != none ] || tree=$(git hash-object -t tree /dev/null)
	diff_index "$tree" >"$TMP/wanted"
	assert_status "${WALKED:-0}" "$1: the walk" "$DUMP" "$commit"
	[ "${WALKED:-0}" -ne 0 ] ||
		assert_same_file "$1: the walk" "$TMP/wanted" "$TMP/out"
	assert_status 0 "$1: git" "$DUMP" --git "$commit"
	assert_same_file "$1: git" "$TMP/wanted" "$TMP/out"
}

# A secret in the index is refused and a line without one is let through.
assert_guarded() { # WHAT
	echo "$1" >>plain.txt
	git add plain.txt
	assert_commit_passes "$1" commit -qm plain
	leak_into guarded.txt
	git add guarded.txt
	assert_commit_refused "$1" commit -qm guarded
	git rm -qf guarded.txt
}

make_tree() {
	mkdir -p a/b/c d e-f
	for name in 1 a/1 a/2 a/b/1 a/b/c/1 a/b/c/2 a.x d/1 d.1 e-f/1 e; do
		echo "content of $name" >$name
	done
	git add .
}

new_repo "$TMP/repo"
install_hooks
assert_same_changes "nothing" none
make_tree
assert_same_changes "before the first commit" none
git commit -qnm first
assert_same_changes "nothing staged"

echo "- files and folders change places"
git rm -q --cached -r a
rm -r a
echo file >a
git add a
rm d.1
mkdir d.1
echo 1 >d.1/x
git add -A d.1
assert_same_changes "a folder becomes a file"
git commit -qnm places
git rm -q a
mkdir a
echo 2 >a/2
echo 3 >a-b
git add a a-b
assert_same_changes "a file becomes a folder"
git commit -qnm back

echo "- random changes"
seed=${SEED:-$(date +%s)}
random() { # BELOW; sets $pick
	seed=$(((seed * 1103515245 + 12345) % 2147483648))
	pick=$((seed / 65536 % $1))
}
some_path() { # sets $path
	random 4
	one=$pick
	random 3
	two=$pick
	random 5
	case $pick in
	0) path=f$one$two ;;
	1) path=d$one/f$two ;;
	2) path=d$one/d$two/f ;;
	3) path=d$one.x ;;
	4) path=d$one-$two/f ;;
	esac
}
change_something() {
	some_path
	random 6
	case $pick in
	0) git rm -qrf --cached --ignore-unmatch "$path" "${path%/*}" ;;
	1)
		blob=$(echo target | git hash-object -w --stdin)
		git update-index --replace --add --cacheinfo \
			"120000,$blob,$path"
		;;
	2)
		git update-index --replace --add --cacheinfo \
			"160000,$(git rev-parse HEAD),$path"
		;;
	*)
		random 99
		blob=$(echo $pick | git hash-object -w --stdin)
		git update-index --replace --add --cacheinfo \
			"100644,$blob,$path"
		;;
	esac
}
round=0
start=$seed
while [ $round -lt 40 ]; do
	round=$((round + 1))
	for _ in 1 2 3 4 5 6; do
		change_something
	done
	random 8
	case $pick in
	0) git update-index --force-write-index --index-version 4 ;;
	1) git update-index --force-write-index --index-version 2 ;;
	2) git read-tree "$(git write-tree)" ;; # the cache tree is whole
	3) git write-tree >/dev/null ;;
	esac
	assert_same_changes "seed $start, round $round"
	random 3
	[ $pick -ne 0 ] || git commit -qnm "round $round"
done
assert "something was changed" [ "$(git rev-list --count HEAD)" -gt 5 ]
git read-tree HEAD
git checkout -qf HEAD -- .

echo "- versions"
for version in 2 4; do
	git update-index --index-version $version
	assert_guarded "index version $version"
done
git update-index --index-version 2
echo hidden >intended
git add -N intended
assert_same_changes "version 3, for intent to add"
git rm -q --cached intended
git update-index --skip-worktree 1
assert_guarded "version 3, for skip-worktree"
git update-index --no-skip-worktree 1
git update-index --assume-unchanged 1
assert_guarded "assume-unchanged"
git update-index --no-assume-unchanged 1
git config index.skipHash true
git update-index --force-write-index
assert_guarded "no checksum"
git config --unset index.skipHash
git update-index --untracked-cache 2>/dev/null
git status >/dev/null
assert_guarded "an untracked cache"
git update-index --no-untracked-cache

echo "- a split index"
git update-index --split-index
echo split >split.txt
git add split.txt
WALKED=3 assert_same_changes "split"
leak_into secret.txt
git add secret.txt
assert_commit_refused "split" commit -qm split
run "$KAGIBAN" --scan-staged
assert_contains "the file is found" out "secret.txt:1"
git rm -qf secret.txt
assert_status 0 "split" git commit -qm split
echo empty | git hash-object --stdin >/dev/null
: >really-empty
echo x >intended
git add really-empty
git add -N intended
run "$KAGIBAN" --scan-staged
assert_contains "intent to add is counted through git" out "git add -N"
git rm -qf --cached intended really-empty
git update-index --no-split-index
start_over

echo "- 25,000 entries"
git ls-files -s | head -n 1 | awk '{ for (i = 0; i < 25000; i++)
	printf "100644 %s 0\tmany/%d/%d\n", "'"$(
	echo many | git hash-object -w --stdin)"'", i / 100, i }' |
	git update-index --index-info
assert_same_changes "25,000 entries to add"
git commit -qnm many
git rev-parse HEAD >/dev/null
assert_same_changes "25,000 entries, nothing staged"
leak_into many.txt
git add many.txt
assert_same_changes "25,000 entries and one more"
assert_commit_refused "25,000 entries" commit -qm many
git rm -qf --cached many.txt
rm many.txt
echo fine >many.txt
git add many.txt
assert_commit_passes "25,000 entries" commit -qm many
git rm -qr --cached many
git commit -qnm fewer
start_over

echo "- a sparse index"
if git sparse-checkout set --cone --sparse-index d0 2>/dev/null &&
	git ls-files --sparse 2>/dev/null | grep -q '/$'; then
	assert_same_changes "sparse, nothing staged"
	mkdir -p d0
	echo fine >d0/sparse.txt
	git add d0/sparse.txt
	assert_same_changes "sparse"
	assert_commit_passes "sparse" commit -qm sparse
	leak_into d0/sparse.txt
	git add d0/sparse.txt
	assert_commit_refused "sparse" commit -qm sparse
	git sparse-checkout disable
	start_over
else
	echo "  (this git has none)"
fi

echo "- repositories"
git worktree add -q "$TMP/worktree"
cd "$TMP/worktree" || exit 1
assert_guarded "a linked worktree"
mkdir -p sub/folder
cd sub/folder || exit 1
assert_guarded "a subfolder of one"
cd "$TMP/repo" || exit 1
cd d0 || exit 1
assert_guarded "a subfolder"

cd "$TMP/repo" || exit 1
GIT_DIR=$TMP/repo/.git
GIT_WORK_TREE=$TMP/elsewhere
export GIT_DIR GIT_WORK_TREE
mkdir "$TMP/elsewhere"
cp -R . "$TMP/elsewhere/" 2>/dev/null
rm -rf "$TMP/elsewhere/.git"
cd "$TMP/elsewhere" || exit 1
assert_guarded "GIT_WORK_TREE"
cd "$TMP" || exit 1
leak_into elsewhere/named.txt
git add elsewhere/named.txt 2>/dev/null ||
	git -C "$TMP/elsewhere" add named.txt
assert_commit_refused "GIT_WORK_TREE from outside" commit -qm outside
unset GIT_DIR GIT_WORK_TREE
cd "$TMP/elsewhere" || exit 1
leak_into option.txt
assert_status 0 "add" git --git-dir="$TMP/repo/.git" --work-tree=. \
	add option.txt
assert_not "--git-dir and --work-tree" \
	run git --git-dir="$TMP/repo/.git" --work-tree=. commit -qm option
assert_contains "--git-dir and --work-tree" err "option.txt:1"
assert_not "--git-dir alone" \
	run git --git-dir="$TMP/repo/.git" commit -qm option
assert_contains "--git-dir alone" err "option.txt:1"
cd "$TMP/repo" || exit 1
start_over

new_repo "$TMP/separate" --separate-git-dir "$TMP/apart.git"
install_hooks
assert_guarded "a separate git directory"

git init -q --bare "$TMP/bare.git"
git -C "$TMP/repo" push -q "$TMP/bare.git" HEAD:refs/heads/main 2>/dev/null
git -C "$TMP/bare.git" worktree add -q "$TMP/of-bare" main
cd "$TMP/of-bare" || exit 1
install_hooks
assert_guarded "a worktree of a bare repository"

cd "$TMP/separate" || exit 1
git -c protocol.file.allow=always submodule --quiet add "$TMP/repo" module
git commit -qnm module
cd module || exit 1
install_hooks
assert_guarded "a submodule"

echo "- what only git reads"
forgive_libgit2
if git init -q --object-format=sha256 "$TMP/sha256" 2>/dev/null; then
	cd "$TMP/sha256" || exit 1
	install_hooks
	echo first >first.txt
	git add first.txt
	assert_commit_passes "SHA-256, before the first commit" commit -qm first
	assert_guarded "SHA-256"
	leak_into old.txt
	git add old.txt
	git commit -qnm old
	git mv old.txt moved.txt
	echo more >>moved.txt
	git add moved.txt
	assert_commit_passes "SHA-256, a moved file" commit -qm moved
	git rm -q first.txt
	: >empty.txt
	echo x >intended.txt
	git add empty.txt
	git add -N intended.txt
	git update-index --add --cacheinfo \
		"160000,$(git rev-parse HEAD),module"
	run "$KAGIBAN" --scan-staged
	assert_contains "SHA-256, intent to add" out "git add -N"
	assert_contains "SHA-256, a submodule" out "submodule"
	start_over
	git config kagiban.maxBlob 1m
	awk 'BEGIN { for (i = 0; i < 120000; i++) print "line", i }' >large.txt
	leak_into large.txt
	git add large.txt
	assert_commit_refused "SHA-256, a large file" commit -qm large
	assert_contains "its line" err "large.txt:120001"
	start_over
	git config --unset kagiban.maxBlob
	printf '[allow\n' >.kagiban
	git add .kagiban
	assert_status 2 "SHA-256, what is staged of .kagiban counts" \
		"$KAGIBAN" --scan-staged
	start_over
	echo new >new.txt
	git add new.txt
	id=$(git ls-files -s new.txt | cut -d ' ' -f 2)
	rest=${id#??}
	rm -f ".git/objects/${id%"$rest"}/$rest"
	leak_into seen.txt
	git add seen.txt
	assert_status 1 "SHA-256, a missing object" "$KAGIBAN" --scan-staged
	assert_contains "is named" out "new.txt"
	assert_contains "the others are scanned" out "seen.txt:1"
	start_over
	echo one >>plain.txt
	git commit -qnam one
	git checkout -q -b side HEAD~1
	echo side >side.txt
	git add side.txt
	git commit -qnm side
	assert_commit_passes "SHA-256, a merge" merge -q --no-edit main
else
	echo "  (this git has no SHA-256)"
fi

echo "- settings from elsewhere"
cd "$TMP/repo" || exit 1
git config kagiban.block high
make_aws_key
echo "$AWS_ID" >lone.txt # of medium confidence
git add lone.txt
assert_status 0 "the repository's own setting" "$KAGIBAN" --scan-staged
assert_status 1 "one of the command line" \
	git -c kagiban.block=low -c alias.k="!'$KAGIBAN'" k --scan-staged
assert_status 1 "one of the environment" env GIT_CONFIG_COUNT=1 \
	GIT_CONFIG_KEY_0=kagiban.block GIT_CONFIG_VALUE_0=low \
	"$KAGIBAN" --scan-staged
git config --unset kagiban.block
printf '[kagiban]\n\tblock = high\n' >"$TMP/other.config"
assert_status 1 "no setting" "$KAGIBAN" --scan-staged
assert_status 0 "GIT_CONFIG_GLOBAL" \
	env GIT_CONFIG_GLOBAL="$TMP/other.config" "$KAGIBAN" --scan-staged
git config extensions.worktreeConfig true
git config --worktree kagiban.block high
assert_status 0 "config.worktree" "$KAGIBAN" --scan-staged
git config --worktree --unset kagiban.block
git config includeIf.onbranch:main.path "$TMP/other.config"
assert_status 0 "includeIf onbranch" "$KAGIBAN" --scan-staged

finish
