# commit_limits.sh - commits that are large: 10,000 refs in one push, by hand
# and through git receive-pack, a commit of 100,000 files, a message of 50 MB
# and one that is larger than kagiban.maxBlob, a path of 4,000 bytes, folders
# in folders, an octopus of 80 parents, a large file in windows. Each with a
# secret that is found, and without.
# slow: some of it is 50 MB
# shellcheck shell=sh source=tests/hooks/lib.sh
. "$(dirname "$0")/lib.sh"
ZEROS=0000000000000000000000000000000000000000

# Feeds `git fast-import` a commit on the branch NAME, its message on the next
# stdin; what follows is what it changes.
import_commit() { # BRANCH FROM MESSAGE-FILE
	printf 'commit refs/heads/%s\ncommitter T <t@localhost> 1 +0000\n' "$1"
	printf 'data %s\n' "$(wc -c <"$3" | tr -d ' ')"
	cat "$3"
	printf '\nfrom %s\n' "$2"
}

inline_file() { # PATH CONTENT
	printf 'M 100644 inline %s\ndata %s\n%s\n' "$1" ${#2} "$2"
}

assert_found() { # WHAT PLACE RANGE
	assert_status 1 "$1" "$KAGIBAN" --scan-range "$3"
	assert_contains "$1: the place" out "$2"
	assert_unseen "$1"
}

assert_clean() { # WHAT COVERAGE RANGE
	assert_status 0 "$1" "$KAGIBAN" --scan-range "$3"
	assert_contains "$1: coverage" out "$2"
}

short() { # REVISION
	git rev-parse "$1" | cut -c1-10
}

new_repo "$TMP/repo"
git config gc.auto 0
echo base >base.txt
git add .
git commit -q -m base
git tag base
echo small >"$TMP/small"

echo '- 100,000 files'
{
	import_commit wide base "$TMP/small"
	awk 'BEGIN {
		for (i = 0; i < 100000; i++)
			printf "M 100644 inline d%d/s%d/file%d\ndata %d\n%d\n",
				i % 100, i % 1000, i, length(i) + 1, i
	}'
} | git fast-import --quiet
assert_clean '100,000 files' '1 commit, 100000 files, 100000 added lines' \
	base..wide
new_key
{
	import_commit wide-key wide "$TMP/small"
	inline_file d7/s7/key.txt "$KEY"
} | git fast-import --quiet
assert_found 'one more' "$(short wide-key) d7/s7/key.txt:1" wide..wide-key
assert_contains 'one more: that alone' out '1 commit, 1 file, 2 added lines'
assert_found '100,000 and one' "$(short wide-key) d7/s7/key.txt:1" base..wide-key

echo '- a message of 50 MB'
awk 'BEGIN { for (i = 0; i < 700000; i++)
	printf "line %07d of a message that is far too long to be read by us\n", i
}' >"$TMP/long"
head -c 50000000 "$TMP/long" >"$TMP/message"
echo >>"$TMP/message"
{
	import_commit told base "$TMP/message"
	inline_file told.txt told
} | git fast-import --quiet
assert_clean '50 MB' '1 commit, 1 file, 1 added line' base..told
lines=$(wc -l <"$TMP/message" | tr -d ' ')
new_key
echo "$KEY" >>"$TMP/message"
{
	import_commit told-key base "$TMP/message"
	inline_file told.txt told
} | git fast-import --quiet
assert_found '50 MB and a key' \
	"message of $(short told-key), line $((lines + 1))" base..told-key
git config kagiban.maxBlob 1m
assert_status 3 'over maxBlob' "$KAGIBAN" --scan-range base..told
assert_contains 'over maxBlob' out 'its message is larger than 1048576 bytes'
assert_contains 'over maxBlob: the rest' out '1 file, 1 added line'
git config --unset kagiban.maxBlob

echo '- paths'
long=$(printf '%0200d' 0)
path=$long
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19; do
	path=$path/$long
done
assert 'it has 4,000 bytes' test ${#path} -gt 4000
{
	import_commit far base "$TMP/small"
	inline_file "$path" far
} | git fast-import --quiet
assert_clean '4,000 bytes' '1 commit, 1 file, 1 added line' base..far
{
	import_commit far-key base "$TMP/small"
	inline_file "$path" "$KEY"
} | git fast-import --quiet
assert_found '4,000 bytes' "$(short far-key) $(echo "$long" | cut -c1-50)" \
	base..far-key
# git itself goes as deep as it likes.
deep() { # DEPTH BLOB; sets $tree
	tree=$(printf '100644 blob %s\tfile\n' "$2" | git mktree)
	for _ in $(seq "$1"); do
		tree=$(printf '040000 tree %s\td\n' "$tree" | git mktree)
	done
}
blob=$(echo "$KEY" | git hash-object -w --stdin)
deep 200 "$blob"
commit=$(git commit-tree -p base -m deep "$tree")
assert_found '200 folders' 'd/d/d/d/d/d/d' "base..$commit"
{
	import_commit deep base "$TMP/small"
	awk -v key=file 'BEGIN {
		path = key
		for (i = 0; i < 2100; i++)
			path = "d/" path
		printf "M 100644 inline %s\ndata 2\nx\n", path
	}'
	inline_file beside.txt beside
} | git fast-import --quiet
assert_status 3 '2,100 folders' "$KAGIBAN" --scan-range base..deep
assert_contains '2,100 folders' out 'more than 2048 folders'

echo '- an octopus of 80 parents'
parents=
: >"$TMP/tree"
new_key
old=$(echo "$KEY" | git hash-object -w --stdin)
for i in $(seq 80); do
	line=$(printf '100644 blob %s\tfile%s' "$old" "$i")
	tree=$(echo "$line" | git mktree)
	parents="$parents -p $(git commit-tree -p base -m "$i" "$tree")"
	echo "$line" >>"$TMP/tree"
done
tree=$(git mktree <"$TMP/tree")
# shellcheck disable=SC2086 # a list of words
commit=$(git commit-tree $parents -m octopus "$tree")
assert_clean 'an octopus' '1 commit, 0 files, 0 added lines' "$commit^!"
new_key
new=$(echo "$KEY" | git hash-object -w --stdin)
printf '100644 blob %s\tnew\n' "$new" >>"$TMP/tree"
tree=$(git mktree <"$TMP/tree")
# shellcheck disable=SC2086
commit=$(git commit-tree $parents -m octopus "$tree")
assert_found 'an octopus with a key' "$(short "$commit") new:1" "$commit^!"
assert_contains 'an octopus with a key: one' out ': 1 secret'

echo '- a large file'
git config kagiban.maxBlob 1m
{
	head -c 3000000 "$TMP/long"
	echo "$KEY"
	head -c 100000 "$TMP/long"
} >large.txt
git add large.txt
git commit -q --no-verify -m large
assert_found 'a large file' "$(short HEAD) large.txt:$(grep -n \
	aws_access large.txt | cut -d: -f1)" 'HEAD^!'
assert_contains 'a large file: is said' out 'read in windows'
grep -v aws_ large.txt >"$TMP/large"
cp "$TMP/large" large.txt
git commit -q --no-verify -am smaller
assert_clean 'without' '1 large file read in windows' 'HEAD^!'
git config --unset kagiban.maxBlob

echo '- all of it as a history'
status=0
run "$KAGIBAN" --scan-history --verbose || status=$?
assert_equal 'a history: status' 1 $status
for place in "$(short wide-key) d7/s7/key.txt:1" "$(short far-key) $(echo \
	"$long" | cut -c1-50)" "$(short HEAD^) large.txt:" \
	"message of $(short told-key), line $((lines + 1))"; do
	assert_contains 'a history: the place' out "$place"
done
assert_lacks 'a history: all of it' out 'not be scanned'

echo '- 10,000 refs'
git checkout -q -B work base
for i in $(seq 10000); do
	printf 'commit refs/heads/r%s\ncommitter T <t@localhost> 1 +0000\n' "$i"
	printf 'data 2\n%s\nfrom refs/tags/base^0\n' x
	inline_file "file$((i % 100))" "$i"
done | git fast-import --quiet
git for-each-ref --format='%(refname) %(objectname)' 'refs/heads/r*' |
	while read -r ref id; do
		echo "$ref $id $ref $ZEROS"
	done >"$TMP/lines"
assert_status 0 '10,000 refs' "$KAGIBAN" --scan-push <"$TMP/lines"
assert_contains '10,000 refs' out '10001 commits, 10001 files'
git init -q --bare "$TMP/server.git"
printf '#!/bin/sh\nexec "%s" --scan-receive --hook pre-receive\n' "$KAGIBAN" \
	>"$TMP/server.git/hooks/pre-receive"
chmod 755 "$TMP/server.git/hooks/pre-receive"
assert_status 0 '10,000 refs, on a server' \
	git push -q "$TMP/server.git" 'refs/heads/r*:refs/heads/r*'
assert_equal '10,000 refs, on a server' 10000 \
	"$(git -C "$TMP/server.git" for-each-ref | wc -l | tr -d ' ')"
new_key
{
	import_commit r7777 refs/heads/r7777^0 "$TMP/small"
	inline_file key.txt "$KEY"
} | git fast-import --quiet
git for-each-ref --format='%(refname) %(objectname)' 'refs/heads/r*' |
	while read -r ref id; do
		echo "$ref $id $ref $ZEROS"
	done >"$TMP/lines"
assert_status 1 'one of 10,000' "$KAGIBAN" --scan-push <"$TMP/lines"
assert_contains 'one of 10,000' out "$(short r7777) key.txt:1"
assert_status 1 'one of 10,000, on a server' \
	git push -q "$TMP/server.git" 'refs/heads/r*:refs/heads/s*'
assert_contains 'one of 10,000, on a server' err key.txt:1
assert_equal 'nothing has gone there' 10000 \
	"$(git -C "$TMP/server.git" for-each-ref | wc -l | tr -d ' ')"

finish
