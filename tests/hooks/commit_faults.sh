# commit_faults.sh - commits that cannot be read are never clean: a missing
# parent, a missing or broken tree, one out of order, a corrupt loose object, a
# truncated pack end with status 3 and are named; what can be read is scanned,
# and a secret in it counts more. The same by libgit2 and through git.
# shellcheck shell=sh source=tests/hooks/lib.sh
. "$(dirname "$0")/lib.sh"
forgive_libgit2
ZEROS=0000000000000000000000000000000000000000

# Records what is in the work tree, whatever it is, as the tag NAME.
record() { # NAME
	git add -A
	git commit -q --no-verify -m "$1"
	git tag "t/$1"
}

# The file of a loose object.
object_file() { # ID
	rest=${1#??}
	echo ".git/objects/${1%"$rest"}/$rest"
}

# Keeps the object for restore() and takes it away.
remove_object() { # ID
	LOST=$(object_file "$1")
	cp "$LOST" "$TMP/kept"
	rm -f "$LOST"
}

break_object() { # ID
	remove_object "$1"
	printf 'this is no object' >"$LOST"
}

restore() {
	rm -f "$LOST"
	cp "$TMP/kept" "$LOST"
}

# Runs a check by libgit2 and, from what it refuses, through git.
both_ways() { # COMMAND...
	"$@"
	git config core.repositoryFormatVersion 1
	git config extensions.noop-v1 true
	"$@"
	git config --unset extensions.noop-v1
	git config core.repositoryFormatVersion 0
}

# Scans, by the range or by a push of its end; NAME must be told.
assert_not_scanned() { # WHAT STATUS NAME BASE TIP
	base=$(git rev-parse "$4")
	tip=$(git rev-parse "$5")
	assert_status "$2" "$1: range" "$KAGIBAN" --scan-range "$base..$tip"
	assert_contains "$1: range: is named" out "$3"
	assert_contains "$1: range" out 'could not be scanned'
	echo "x $tip refs/heads/main $base" >"$TMP/lines"
	assert_status "$2" "$1: push" "$KAGIBAN" --scan-push <"$TMP/lines"
	assert_contains "$1: push: is named" out "$3"
}

new_repo "$TMP/repo"
git config gc.auto 0
echo base >base.txt
mkdir folder
echo inside >folder/inside.txt
record base
echo one >one.txt
record one
echo two >two.txt
record two
leak_into key.txt
record key
echo three >folder/three.txt
record three
echo four >four.txt
record four
short_key=$(git rev-parse t/key | cut -c1-10)

echo '- a missing commit'
missing_parent() {
	remove_object "$(git rev-parse t/two)"
	assert_not_scanned 'a missing parent' 1 "$(git rev-parse t/two)" \
		t/base t/four
	assert_contains 'the key' out "$short_key key.txt:1"
	assert_contains 'what is left' out '3 commits'
	assert_contains 'what git says' out 'git rev-list: '
	restore
	assert_status 1 'it is back' "$KAGIBAN" --scan-range t/base..t/four
	assert_lacks 'it is back' out 'be scanned'
}
both_ways missing_parent
missing_base() {
	remove_object "$(git rev-parse t/base)"
	assert_status 1 'a commit that is left out' \
		"$KAGIBAN" --scan-range t/one..t/four
	assert_lacks 'a commit that is left out' out 'be scanned'
	assert_contains 'a commit that is left out' out '4 commits'
	restore
}
both_ways missing_base
missing_tip() {
	tip=$(git rev-parse t/four)
	remove_object "$tip"
	assert_status 3 'a missing tip' "$KAGIBAN" --scan-range "t/base..$tip"
	assert_contains 'a missing tip' err "$tip"
	echo "x $tip refs/heads/main $ZEROS" >"$TMP/lines"
	assert_status 3 'a missing tip' "$KAGIBAN" --scan-push <"$TMP/lines"
	assert_contains 'a missing tip' out "$tip"
	restore
}
both_ways missing_tip

echo '- broken objects'
broken_commit() {
	break_object "$(git rev-parse t/two)"
	assert_not_scanned 'a broken commit' 1 "$(git rev-parse t/two)" \
		t/base t/four
	assert_contains 'the key' out "$short_key key.txt:1"
	restore
	# Only the tip is left, and all of it is new.
	break_object "$(git rev-parse t/three)"
	assert_not_scanned 'a broken parent' 1 \
		"$(git rev-parse t/three)" t/key t/four
	assert_contains 'a broken parent' out '1 commit'
	restore
}
both_ways broken_commit
missing_tree() {
	tree=$(git rev-parse 't/three^{tree}')
	remove_object "$tree"
	assert_not_scanned 'a missing tree' 3 "$tree" t/key t/three
	# As the old side it makes everything new.
	assert_not_scanned 'a missing old tree' 1 "$tree" t/three t/four
	assert_contains 'a missing old tree' out key.txt:1
	restore
	folder=$(git rev-parse t/three:folder)
	remove_object "$folder"
	assert_not_scanned 'a missing folder' 3 "$folder" t/key t/three
	assert_contains 'a missing folder: its name' out \
		"$(git rev-parse t/three | cut -c1-10) folder/"
	assert_status 0 'a folder that nobody needs' \
		"$KAGIBAN" --scan-range t/three..t/four
	restore
}
both_ways missing_tree
broken_blob() {
	break_object "$(git rev-parse t/three:folder/three.txt)"
	assert_not_scanned 'a broken file' 1 "$(git rev-parse t/three |
		cut -c1-10) folder/three.txt" t/base t/four
	assert_contains 'the key' out "$short_key key.txt:1"
	assert_not_scanned 'a broken file' 3 folder/three.txt t/key t/four
	restore
}
both_ways broken_blob

echo '- a tree out of order'
# Prints "MODE NAME\0ID" of the blob base.txt.
entry() { # NAME
	printf '100644 %s\000' "$1"
	for byte in $(git rev-parse t/base:base.txt | sed 's/../0x& /g'); do
		# shellcheck disable=SC2059 # it is an escape
		printf "\\$(printf %03o "$byte")"
	done
}
odd_tree() { # NAME...
	for name; do
		entry "$name"
	done | git hash-object -t tree -w --literally --stdin
}
odd_trees() {
	for names in 'b a' 'a a' 'a.x a a'; do
		# shellcheck disable=SC2086 # a list of words
		tree=$(odd_tree $names)
		commit=$(git commit-tree -p t/base -m odd "$tree")
		assert_not_scanned "a tree of $names" 3 'its tree is broken' \
			t/base "$commit"
	done
	commit=$(git commit-tree -p t/base -m odd "$(odd_tree a a.x b)")
	assert_status 0 'a tree in order' \
		"$KAGIBAN" --scan-range "t/base..$commit"
}
both_ways odd_trees
tree=$(printf '100644 cut short' |
	git hash-object -t tree -w --literally --stdin)
commit=$(git commit-tree -p t/base -m odd "$tree")
assert_not_scanned 'a tree that is cut short' 3 'its tree is broken' \
	t/base "$commit"
blob=$(git rev-parse t/base:base.txt)
commit=$(printf 'tree %s\nauthor A <a> 1 +0\ncommitter A <a> 1 +0\n\nx' \
	"$blob" | git hash-object -t commit -w --literally --stdin)
assert_status 3 'a file as a tree' "$KAGIBAN" --scan-range "$commit"

echo '- tags'
tag=$(printf 'object %s\ntype commit\ntag x\n\nx' "$ZEROS" |
	git hash-object -t tag -w --literally --stdin)
echo "x $tag refs/tags/x $ZEROS" >"$TMP/lines"
assert_status 3 'a tag of what is missing' "$KAGIBAN" --scan-push <"$TMP/lines"
assert_contains 'a tag of what is missing' out refs/tags/x
tag=$(printf 'this is no tag' |
	git hash-object -t tag -w --literally --stdin)
echo "x $tag refs/tags/x $ZEROS" >"$TMP/lines"
assert_status 3 'a broken tag' "$KAGIBAN" --scan-push <"$TMP/lines"
assert_contains 'a broken tag' out refs/tags/x

echo '- a truncated pack'
git repack -q -a -d
pack=$(ls .git/objects/pack/*.pack)
cp "$pack" "$TMP/pack"
chmod u+w "$pack"
truncated() {
	for part in 3 2; do
		head -c $(($(wc -c <"$TMP/pack") * part / 4)) "$TMP/pack" \
			>"$pack"
		status=0
		run "$KAGIBAN" --scan-range t/base..t/four || status=$?
		assert "a truncated pack: status $status" \
			test "$status" -eq 1 -o "$status" -eq 3
		cat "$TMP/out" "$TMP/err" >"$TMP/all"
		assert "a truncated pack: is said" grep -q \
			-e 'not be scanned' -e 'kagiban: cannot' "$TMP/all"
	done
	cp "$TMP/pack" "$pack"
	assert_status 1 'a whole pack' "$KAGIBAN" --scan-range t/base..t/four
	assert_lacks 'a whole pack' out 'be scanned'
}
both_ways truncated

finish
