#!/bin/sh
# scan_diff.sh - --scan-diff on what git diff, git log -p, git show, git
# format-patch, diff -u and diff -ru really print, with all kinds of options;
# each finds a secret that comes, none that goes or was there before.
# shellcheck source=tests/hooks/lib.sh
. "$(dirname "$0")/lib.sh"

# Scans what COMMAND prints.
scan() { # COMMAND...
	"$@" >"$TMP/scanned"
	"$KAGIBAN" --scan-diff <"$TMP/scanned"
}

# The secret in hand is found at PLACE, and not shown.
assert_found() { # WHAT PLACE COMMAND...
	found=$1
	place=$2
	shift 2
	assert_status 1 "$found" scan "$@"
	assert_contains "$found: the place" out "$place"
	assert_unseen "$found"
}

assert_clean() { # WHAT COMMAND...
	clean=$1
	shift
	assert_status 0 "$clean" scan "$@"
}

new_repo "$TMP/repo"
mkdir sub
awk 'BEGIN { for (i = 1; i <= 50; i++) print "line", i }' >sub/a.txt
echo fine >b.txt
git add .
git commit -qm "base"
base=$(git rev-parse HEAD)

echo "- git diff"
new_key
sed "20i\\
$(printf '%s' "$KEY" | head -n 1)\\
$(printf '%s\n' "$KEY" | tail -n 1)" sub/a.txt >new
mv new sub/a.txt
assert_found "git diff" " sub/a.txt:20" git diff
assert_found "without lines round it" " sub/a.txt:20" git diff -U0
assert_found "with all of them" " sub/a.txt:20" git diff -U9999
assert_found "no prefix" " sub/a.txt:20" git diff --no-prefix
assert_found "prefixes of one's own" " sub/a.txt:20" \
	git diff --src-prefix=old/ --dst-prefix=new/
assert_found "mnemonic prefixes" " sub/a.txt:20" \
	git -c diff.mnemonicPrefix=true diff
assert_found "patience, functions, full index" " sub/a.txt:20" \
	git diff --patience -W --full-index --stat -p
assert_clean "the other way round" git diff -R
git add -A
assert_found "git diff --cached" " sub/a.txt:20" git diff --cached
git commit -qm "a secret"
secret=$(git rev-parse HEAD)
short=$(echo "$secret" | cut -c 1-10)
git rm -q sub/a.txt
assert_clean "a deletion" git diff --cached
git commit -qm "gone"
assert_clean "nothing" git diff HEAD

echo "- git log, show, format-patch"
assert_found "git log -p" "$short sub/a.txt:20" git log -p
assert_found "git log -p --cc --all" "$short sub/a.txt:20" git log -p --cc --all
assert_found "oneline" " sub/a.txt:20" git log -p --oneline
assert_found "fuller, with notes and parents" "$short sub/a.txt:20" \
	git log -p --pretty=fuller --parents --decorate
assert_found "raw" "$short sub/a.txt:20" git log -p --pretty=raw --raw
assert_found "git show" "$short sub/a.txt:20" git show "$secret"
assert_clean "git show of another" git show HEAD
assert_found "git format-patch" "$short sub/a.txt:20" \
	git format-patch --stdout "$base"
assert_found "with all there is" "$short sub/a.txt:20" \
	git format-patch --stdout --cover-letter --base="$base" -s --thread \
	"$base"
assert_clean "of the last alone" git format-patch --stdout -1
assert_found "git diff-tree -p" " sub/a.txt:20" \
	git diff-tree -p "$base" "$secret"
git notes add -m "a note" "$secret"
git stash list >/dev/null
new_key
git commit -q --allow-empty -m "subject

$KEY"
short=$(git rev-parse --short=10 HEAD)
assert_found "a message" "message of $short, line 3" git log -p -1
assert_found "in a mail" "message of $short, line 3" \
	git format-patch --stdout --always -1
assert_clean "git log of the others" git log -p "$base"

echo "- renames, copies, names"
new_repo "$TMP/names"
leak_into old.txt
awk 'BEGIN { for (i = 1; i <= 50; i++) print "line", i }' >>old.txt
git add .
git commit -qm "a secret"
git mv old.txt new.txt
assert_clean "a rename" git diff --cached -M
echo more >>new.txt
git add .
assert_clean "with a change" git diff --cached -M
assert_found "as a deletion and a new file" " new.txt:1" \
	git diff --cached --no-renames
new_key
printf '%s\n' "$KEY" >>new.txt
git add .
assert_found "with a secret" " new.txt:54" git diff --cached -M
git commit -qm "renamed"
weird=$(printf 'a "b"\tc\303\274 d')
new_key
printf '%s\n' "$KEY" >"$weird"
git add .
assert_status 1 "a weird name" scan git diff --cached
assert_contains "as it is" out 'a "b"'
assert_contains "unquoted" out "$(printf 'c\303\274 d:1')"
git -c core.quotePath=false diff --cached >"$TMP/patch"
assert_status 1 "the same without quoting" \
	scan cat "$TMP/patch"
git commit -qm "weird"
make_aws_key
echo fine >"name-$AWS_ID"
git add .
assert_status 1 "the name of a new file" scan git diff --cached
assert_contains "is told" out "(the name itself)"
git rm -qf "name-$AWS_ID"
: >empty
git add .
assert_clean "an empty file" git diff --cached

echo "- merges"
new_repo "$TMP/merge"
awk 'BEGIN { for (i = 1; i <= 9; i++) print "line", i }' >a.txt
git add .
git commit -qm base
git checkout -qb side
new_key
sed "s/line 2/$(printf '%s' "$KEY" | head -n 1)/;s/line 3/$(
	printf '%s\n' "$KEY" | tail -n 1 | sed 's,[/&],\\&,g')/" a.txt >new
mv new a.txt
git commit -qam side
git checkout -q main
sed 's/line 8/line eight/' a.txt >new
mv new a.txt
git commit -qam main
git merge -q --no-commit side
sed 's/line 5/line five/' a.txt >new
mv new a.txt
git commit -qam merge
assert_clean "what came from a parent, --cc" git show --cc
assert_clean "what came from a parent, -c" git show -c
assert_found "against the first parent" " a.txt:2" git show -m --first-parent
new_key
printf '%s\n' "$KEY" >>a.txt
git commit -qa --amend -m merge
assert_found "what the merge brings, --cc" " a.txt:10" git show --cc
assert_found "what the merge brings, -c" " a.txt:10" git show -c

echo "- diff"
mkdir -p "$TMP/one/d" "$TMP/two/d"
cd "$TMP" || exit 1
echo fine >one/d/x
cp one/d/x two/d/x
leak_into two/d/x
status() { # COMMAND...: diff says 1 if it finds something
	"$@"
	true
}
assert_found "diff -u" " d/x:2" status diff -u one/d/x two/d/x
assert_found "diff -ru" " d/x:2" status diff -ru one two
assert_found "diff -U0" " d/x:2" status diff -U0 one/d/x two/d/x
assert_clean "the other way round" status diff -ru two one
cp one/d/x one/d/gone
assert_status 1 "a file that is gone" scan diff -ru one two
assert_lacks "is no gap" out "could not scan"
leak_into two/d/new
assert_status 1 "a file on one side" scan diff -ru one two
assert_contains "is told" out "two/d: new"
assert_found "diff -ruN" " d/new:1" status diff -ruN one two
cp two/d/x x.orig
new_key
{
	cat x.orig
	printf '%s\n' "$KEY"
} >x
assert_found "two names" " x:4" status diff -u x.orig x

echo "- what cannot be scanned"
cd "$TMP/repo" || exit 1
printf 'a\000b' >binary
git add .
assert_status 3 "a binary file" scan git diff --cached
assert_contains "is told" out "could not scan: binary: binary content"
assert_status 3 "a binary patch" scan git diff --cached --binary
assert_contains "is told" out "could not scan: binary: binary content"
assert_status 3 "no diff" scan echo hello
assert_contains "is told" out "no diff in it"
new_key
assert_status 1 "no diff, but a secret" scan printf '%s\n' "$KEY"
assert_clean "nothing at all" true
git diff "$base" "$secret" >"$TMP/patch"
head -c $(($(wc -c <"$TMP/patch") - 30)) "$TMP/patch" >"$TMP/cut"
assert_status 1 "cut off" scan cat "$TMP/cut"
assert_contains "is told" out "the diff ends within a hunk"
cd "$TMP" || exit 1
assert_clean "outside of a repository" git -C repo diff "$base" HEAD

echo "- CRLF"
sed 's/$/\r/' "$TMP/patch" >"$TMP/crlf"
assert_status 1 "all of it" scan cat "$TMP/crlf"
assert_contains "the place" out " sub/a.txt:20"

finish
