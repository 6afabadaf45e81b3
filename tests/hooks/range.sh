# range.sh - --scan-range: each commit of what `git rev-list` takes, with its
# message and the names of its files; the first commit of all; a secret that a
# later commit takes out; merges, octopus merges and evil ones; moves; several
# revisions; revisions that are unknown, odd, or look like options.
# shellcheck shell=sh source=tests/hooks/lib.sh
. "$(dirname "$0")/lib.sh"

# Records what is in the work tree, whatever it is, as the tag NAME.
record() { # NAME [MESSAGE]
	git add -A
	git commit -q --no-verify -m "${2:-$1}"
	git tag "$1"
}

# --scan-range must find a secret at PLACE, in the commit REVISION.
assert_found() { # WHAT REVISION PLACE ARGUMENTS...
	what=$1
	commit=$(git rev-parse "$2^{commit}" | cut -c1-10)
	place=$3
	shift 3
	assert_status 1 "$what" "$KAGIBAN" --scan-range "$@"
	assert_contains "$what: the place" out "$commit $place"
	assert_unseen "$what"
}

# ... or nothing, in that many commits.
assert_clean() { # WHAT COMMITS ARGUMENTS...
	what=$1
	commits=$2
	shift 2
	assert_status 0 "$what" "$KAGIBAN" --scan-range "$@"
	assert_contains "$what: commits" out "$commits"
	assert_lacks "$what: all of it" out 'not be scanned'
}

echo '- a line of commits'
new_repo "$TMP/line"
leak_into first.txt
record one
mkdir folder
seq 1 30 >folder/plain.txt
record two
leak_into folder/plain.txt
second=$AWS_ID
record three
git mv folder/plain.txt moved.txt
seq 31 40 >>moved.txt
record four
git rm -q moved.txt
record five
git commit -q --allow-empty -m 'nothing in it'
git tag six
assert_found 'the first commit' one 'first.txt:2' one
assert_found 'all of it' three 'folder/plain.txt:32' six
assert_contains 'all of it: two secrets' out 'scanned: 2 secrets'
assert_lacks 'all of it: not where it was moved' out moved.txt
assert_contains 'all of it: the commits' out '6 commits, 4 files'
assert_found 'one commit' three 'folder/plain.txt:31' 'three^!'
assert_found 'taken out later' three 'folder/plain.txt:31' two..five
assert_contains 'taken out later: one secret' out 'scanned: 1 secret'
assert_contains 'taken out later: it' out "$second"
assert_clean 'before it' '1 commit, 1 file, 30 added lines' one..two
assert_clean 'the move' '1 commit, 1 file, 10 added lines' three..four
assert_clean 'the deletion' '1 commit, 0 files, 0 added lines' four..five
assert_clean 'nothing in it' '1 commit, 0 files, 0 added lines' 'six^!'
assert_clean 'no commit' '0 commits, 0 files, 0 added lines' six..one
assert_clean 'two ranges, as git takes them' '1 commit' one..two three..four
assert_found 'some revisions' three 'folder/plain.txt' three ^two
assert_clean 'an excluded one' '3 commits' six ^three
git revert --no-edit five >"$TMP/out" 2>&1
assert_found 'a revert brings it back' HEAD 'moved.txt:31' six..HEAD

echo '- what else a commit says'
new_repo "$TMP/words"
echo 1 >file
record plain
new_key
echo 2 >file
record told "$KEY"
assert_status 1 'a message' "$KAGIBAN" --scan-range plain..told
assert_contains 'a message: where' out \
	"message of $(git rev-parse told | cut -c1-10), line 1"
assert_unseen 'a message'
make_aws_key
mkdir "key $AWS_ID ${AWS_SECRET%%/*}"
echo 3 >"key $AWS_ID ${AWS_SECRET%%/*}/file"
record named
assert_status 1 'a name' "$KAGIBAN" --scan-range told..named
assert_contains 'a name: where' out '(the name itself)'
echo 4 >"key $AWS_ID ${AWS_SECRET%%/*}/file"
record again
assert_clean 'a name that was there' '1 commit, 1 file' named..again
# A name that is no longer new is not shown when its content is refused.
make_token() {
	TOKEN=gl
	TOKEN=${TOKEN}pat-$(random_of A-Za-z0-9 20)
}
make_token
old=$TOKEN
echo 5 >"$old"
record token-name
make_token
echo "token = $TOKEN" >"$old"
record in-it
assert_status 1 'an old name' "$KAGIBAN" --scan-range token-name..in-it
assert_contains 'an old name' out '***:1'
assert_lacks 'an old name: not shown' out "$old"
git rm -q "$old"
record token-gone
# A merge of a signed tag has that tag in a header of its own.
new_key
tree=$(git rev-parse 'again^{tree}')
{
	printf 'tree %s\nparent %s\n' "$tree" "$(git rev-parse again)"
	printf 'author A <a@b> 1 +0000\ncommitter A <a@b> 1 +0000\n'
	printf 'mergetag object %s\n type commit\n tag v1\n \n' \
		"$(git rev-parse again)"
	printf '%s\n' "$KEY" | sed 's/^/ /'
	printf '\nall is well\n'
} >"$TMP/commit"
commit=$(git hash-object -t commit -w "$TMP/commit")
assert_status 1 'a tag that was merged' "$KAGIBAN" --scan-range "$commit^!"
assert_unseen 'a tag that was merged'
grep -v -e ' aws_' "$TMP/commit" >"$TMP/commit2"
commit=$(git hash-object -t commit -w "$TMP/commit2")
assert_clean 'the same without' '1 commit' "$commit^!"

echo '- merges'
new_repo "$TMP/merges"
seq 1 20 >shared.txt
record base
for name in one two three; do
	git checkout -q -b "$name" base
	leak_into "$name.txt"
	record "$name-tip"
done
git checkout -q main
leak_into main.txt
record main-tip
git merge -q -m merge one
git tag merged
assert_clean 'a clean merge' '1 commit, 0 files' merged ^main-tip ^one
assert_found 'its other side' one one.txt:1 main-tip..merged
assert_contains 'its other side: nothing else' out 'scanned: 1 secret'
git merge -q -m octopus two three >"$TMP/out"
git tag octopus
assert_equal 'an octopus' 3 "$(git log -1 --format=%P | wc -w | tr -d ' ')"
assert_clean 'a clean octopus' '1 commit, 0 files' \
	octopus ^merged ^two-tip ^three-tip
# Evil ones: a line, and a file, that none of the parents has.
git checkout -q -b evil base
echo evil >evil.txt
record evil-side
git checkout -q main
git merge -q --no-commit evil >"$TMP/out" 2>&1
leak_into shared.txt
record evil-merge
assert_found 'an evil merge' evil-merge shared.txt:21 'evil-merge^!'
assert_contains 'an evil merge: one secret' out 'scanned: 1 secret'
git reset -q --hard octopus
leak_into octopus.txt
git add -A
tree=$(git write-tree)
commit=$(git commit-tree -m evil -p merged -p two -p three "$tree")
assert_found 'an evil octopus' "$commit" octopus.txt:1 "$commit^!"
git reset -q --hard octopus
git rm -q one.txt
commit=$(git commit-tree -m evil -p merged -p two -p three \
	"$(git write-tree)")
assert_clean 'an octopus that takes out' '1 commit, 0 files' "$commit^!"
git reset -q --hard octopus
cat one.txt two.txt >both.txt
git add -A
commit=$(git commit-tree -m both -p merged -p two -p three \
	"$(git write-tree)")
assert_found 'old lines in another file' "$commit" both.txt:1 "$commit^!"

echo '- revisions that are none'
cd "$TMP/line" || exit 1
for word in nothing..one one..nothing nothing one...nothing; do
	assert_status 2 "unknown: $word" "$KAGIBAN" --scan-range "$word"
	assert_contains "unknown: $word" err "$word"
	assert_equal "unknown: $word: no report" '' "$(cat "$TMP/out")"
done
missing=$(git rev-parse one | tr 0-9a-f 1-9a-f0)
for word in "$missing" "$missing..one" "one..$missing"; do
	assert_status 3 'an object that is not here' \
		"$KAGIBAN" --scan-range "$word"
	assert_contains 'an object that is not here' err "$missing"
	assert_lacks 'an object that is not here' err shallow
done
for word in --all --not --output=x -n1 '' .. 'one
two'; do
	assert_status 2 "odd: $word" "$KAGIBAN" --scan-range "$word"
	assert_contains "odd: $word" err 'is no revision'
	assert_status 2 "odd, further on: $word" \
		"$KAGIBAN" --scan-range one -- "$word"
done
assert_not 'no option is taken' test -e x
assert_status 2 'no argument' "$KAGIBAN" --scan-range
git clone -q --depth 1 "file://$PWD" "$TMP/shallow"
cd "$TMP/shallow" || exit 1
assert_status 2 'a shallow clone' "$KAGIBAN" --scan-range HEAD~1..HEAD
assert_contains 'a shallow clone' err \
	"'HEAD~1..HEAD'; this clone is shallow: git fetch --unshallow"
assert_status 3 'a shallow clone' "$KAGIBAN" --scan-range "$missing..HEAD"
assert_contains 'a shallow clone' err 'git fetch --unshallow'
assert_status 0 'the way that is told' git fetch -q --unshallow
assert_status 1 'and then' "$KAGIBAN" --scan-range HEAD~1..HEAD
assert_contains 'and then' out '1 commit, 1 file'

cd "$TMP" || exit 1
mkdir nowhere
cd nowhere || exit 1
assert_status 3 'no repository' "$KAGIBAN" --scan-range HEAD
assert_contains 'no repository' err 'not in a git repository'

finish
