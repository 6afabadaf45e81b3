# push_source.sh - --scan-push by the lines of pre-push: a new branch, several
# refs, a push that goes on, a force push, a deletion; what the remote is known
# to have, by its fetch refspecs, by the old ids, by a URL alone, and what only
# another remote has; tags, of commits, tags, trees and blobs; names of refs;
# lines that are none.
# shellcheck shell=sh source=tests/hooks/lib.sh
. "$(dirname "$0")/lib.sh"
ZEROS=0000000000000000000000000000000000000000

# Records what is in the work tree, whatever it is, as the tag NAME.
record() { # NAME [MESSAGE]
	git add -A
	git commit -q --no-verify -m "${2:-$1}"
	git tag "t/$1"
}

# The hook's line for REVISION ("-": a deletion) as the remote's ref NAME,
# which is OLD there (left out: nothing).
line() { # REVISION NAME [OLD]
	new=$ZEROS
	[ "$1" = - ] || new=$(git rev-parse "$1")
	old=$ZEROS
	[ $# -lt 3 ] || old=$(git rev-parse "$3")
	if [ "$1" = - ]; then
		echo "(delete) $new $2 $old"
	else
		echo "$1 $new $2 $old"
	fi
}

# --scan-push ARGUMENTS with what is in $TMP/lines must find a secret in that
# REVISION at PLACE.
assert_found() { # WHAT REVISION PLACE ARGUMENTS...
	what=$1
	commit=$(git rev-parse "$2" | cut -c1-10)
	place=$3
	shift 3
	assert_status 1 "$what" "$KAGIBAN" --scan-push "$@" <"$TMP/lines"
	assert_contains "$what: the place" out "$commit $place"
	assert_unseen "$what"
}

# ... or nothing, with COVERAGE in the last line.
assert_clean() { # WHAT COVERAGE ARGUMENTS...
	what=$1
	coverage=$2
	shift 2
	assert_status 0 "$what" "$KAGIBAN" --scan-push "$@" <"$TMP/lines"
	assert_contains "$what: coverage" out "$coverage"
	assert_lacks "$what: all of it" out 'not be scanned'
}

echo '- branches'
git init -q --bare "$TMP/remote.git"
new_repo "$TMP/repo"
git remote add origin "$TMP/remote.git"
seq 1 20 >plain.txt
record base
leak_into old.txt
record old
git push -q origin main
leak_into new.txt
record new
git rm -q new.txt
record gone
seq 21 25 >>plain.txt
record plain
line main refs/heads/main t/old >"$TMP/lines"
assert_found 'what is new' t/new new.txt:1 origin "$TMP/remote.git"
assert_contains 'what is new: one secret' out ': 1 secret'
assert_contains 'what is new: the commits' out '3 commits, 2 files'
line t/old refs/heads/main t/base >"$TMP/lines"
assert_clean 'what the remote has' '0 commits' origin "$TMP/remote.git"
line main refs/heads/topic >"$TMP/lines"
assert_found 'a new branch' t/new new.txt:1 origin "$TMP/remote.git"
assert_contains 'a new branch: the commits' out '3 commits, 2 files'
line t/old refs/heads/topic >"$TMP/lines"
assert_clean 'a new branch of what is there' '0 commits' origin
{
	line t/base refs/heads/one
	line t/old refs/heads/two
} >"$TMP/lines"
assert_clean 'two of them' '0 commits' origin
{
	line t/base refs/heads/one
	line t/plain refs/heads/two
} >"$TMP/lines"
assert_found 'one is new' t/new new.txt:1 origin
git checkout -q -b side t/old
leak_into side.txt
record side
git checkout -q main
{
	line side refs/heads/side
	line t/gone refs/heads/main t/old
} >"$TMP/lines"
assert_found 'two new ones, the first' t/side side.txt:1 origin
assert_contains 'two new ones, the second' out new.txt:1
: >"$TMP/lines"
assert_clean 'no line' '0 commits' origin
line - refs/heads/topic t/old >"$TMP/lines"
assert_clean 'a deletion' '0 commits' origin
{
	line - refs/heads/topic t/plain
	line t/old refs/heads/main t/base
} >"$TMP/lines"
assert_clean 'a deletion and a branch' '0 commits' origin

echo '- a force push'
git checkout -q -b forced t/base
seq 1 3 >forced.txt
record forced
line forced refs/heads/main t/old >"$TMP/lines"
assert_clean 'forced' '1 commit, 1 file, 3 added lines' origin
leak_into forced.txt
record forced-key
line forced refs/heads/main t/old >"$TMP/lines"
assert_found 'forced, with a key' t/forced-key forced.txt:4 origin
assert_contains 'forced: the commits' out '2 commits'
git checkout -q main

echo '- what a remote is known to have'
git branch -q -D -r origin/main
line t/plain refs/heads/main t/old >"$TMP/lines"
assert_found 'by the old id alone' t/new new.txt:1 origin
assert_contains 'by the old id alone: the commits' out '3 commits'
assert_contains 'by the old id alone: one secret' out ': 1 secret'
line t/plain refs/heads/main >"$TMP/lines"
assert_found 'by nothing' t/old old.txt:1 origin
assert_contains 'by nothing: the commits' out '5 commits'
echo "main $(git rev-parse t/plain) refs/heads/main $(echo x |
	git hash-object --stdin)" >"$TMP/lines"
assert_found 'an old id that is not here' t/old old.txt:1 origin
assert_contains 'an old id that is not here' out '5 commits'
git fetch -q origin
line t/plain refs/heads/main >"$TMP/lines"
assert_found 'by its refs' t/new new.txt:1 origin
assert_contains 'by its refs' out '3 commits'
assert_found 'a URL is no remote' t/old old.txt:1 "$TMP/remote.git" \
	"$TMP/remote.git"
assert_found 'nor is a name that is none' t/old old.txt:1 nobody
assert_found 'nor is none' t/old old.txt:1
line t/plain refs/heads/main t/old >"$TMP/lines"
assert_found 'a URL and the old id' t/new new.txt:1 "$TMP/remote.git"
assert_contains 'a URL and the old id' out '3 commits'
git config remote.origin.fetch '+refs/heads/*:refs/remotes/elsewhere/*'
line t/plain refs/heads/main >"$TMP/lines"
assert_found 'its refspec points elsewhere' t/old old.txt:1 origin
git update-ref refs/remotes/elsewhere/main t/old
assert_found 'and there it is' t/new new.txt:1 origin
assert_contains 'and there it is' out '3 commits'
git config remote.origin.fetch refs/heads/main:refs/remotes/elsewhere/main
assert_found 'one ref' t/new new.txt:1 origin
assert_contains 'one ref' out '3 commits'
git config remote.origin.fetch refs/heads/main:refs/remotes/elsewhere
assert_found 'one ref that is not there' t/old old.txt:1 origin
# A mirror fetches over the person's own branches: they say nothing.
git config remote.origin.fetch '+refs/*:refs/*'
assert_found 'a mirror' t/old old.txt:1 origin
git config --unset remote.origin.fetch
assert_found 'no refspec' t/new new.txt:1 origin
assert_contains 'no refspec' out '3 commits'
git config remote.origin.fetch '+refs/heads/*:refs/remotes/origin/*'
# What another remote has is still to be sent to this one.
git remote add other "$TMP/other.git"
git update-ref refs/remotes/other/main t/plain
assert_found 'another remote' t/new new.txt:1 origin
git remote add origin/sub "$TMP/other.git"
git update-ref refs/remotes/origin/sub/main t/plain
assert_found 'another remote below it' t/new new.txt:1 origin
assert_clean 'that one itself' '0 commits' origin/sub

echo '- tags'
# Feeds the tag NAME, by itself.
tag_line() { # NAME
	line "$1" "refs/tags/$1" >"$TMP/lines"
}
tag_line t/old
assert_clean 'a lightweight tag' '0 commits' origin
tag_line t/new
assert_found 'a lightweight tag' t/new new.txt:1 origin
git tag -a -m 'all is well' plain-tag t/old
tag_line plain-tag
assert_clean 'a tag' '0 commits, 1 tag, 0 files' origin
new_key
git tag -a -m "so it is: $KEY" key-tag t/old
tag_line key-tag
assert_status 1 "a tag's text" "$KAGIBAN" --scan-push origin <"$TMP/lines"
assert_contains "a tag's text: where" out \
	"message of $(git rev-parse key-tag | cut -c1-10), line 1"
assert_unseen "a tag's text"
git -c advice.nestedTag=false tag -a -m 'a tag of a tag' tag-of-tag key-tag
tag_line tag-of-tag
assert_status 1 'a tag of a tag' "$KAGIBAN" --scan-push origin <"$TMP/lines"
assert_contains 'a tag of a tag' out '0 commits, 2 tags'
assert_unseen 'a tag of a tag'
git tag -a -m 'a tag of what is new' new-tag t/plain
tag_line new-tag
assert_found 'a tag of what is new' t/new new.txt:1 origin
assert_contains 'a tag of what is new' out '3 commits, 1 tag'
git tag -a -m 'a tree' tree-tag 't/new^{tree}'
tag_line tree-tag
assert_found 'a tag of a tree' 't/new^{tree}' new.txt:1 origin
git tag -a -m 'a tree' plain-tree-tag 't/base^{tree}'
tag_line plain-tree-tag
assert_clean 'a tag of a tree' '0 commits, 1 tag, 1 file, 20 added' origin
git tag blob-tag t/new:new.txt
tag_line blob-tag
assert_found 'a tag of a blob' t/new:new.txt refs/tags/blob-tag:1 origin
git tag plain-blob-tag t/base:plain.txt
tag_line plain-blob-tag
assert_clean 'a tag of a blob' '1 file, 20 added lines' origin

echo '- names of refs'
make_token() {
	TOKEN=gl
	TOKEN=${TOKEN}pat-$(random_of A-Za-z0-9 20)
}
make_token
line t/old "refs/heads/$TOKEN" >"$TMP/lines"
assert_status 1 'a name' "$KAGIBAN" --scan-push origin <"$TMP/lines"
assert_contains 'a name' out '(the name itself)'
assert_lacks 'a name: not shown' out "$TOKEN"
line - "refs/heads/$TOKEN" t/old >"$TMP/lines"
assert_clean 'a name that goes' '0 commits' origin
line t/old refs/heads/plain >"$TMP/lines"
assert_clean 'a plain name' '0 commits' origin

echo '- lines'
old=$(git rev-parse t/old)
base=$(git rev-parse t/base)
echo "main@{2 days ago} $old refs/heads/main $base" >"$TMP/lines"
assert_clean 'blanks in what is ours' '0 commits' origin
# What is wrong with a line of its own, behind a good one.
assert_malformed() { # WHAT LINE
	printf '%s\n' "main $old refs/heads/main $base" "$2" >"$TMP/lines"
	assert_status 3 "$1" "$KAGIBAN" --scan-push origin <"$TMP/lines"
	assert_contains "$1: is named" err 'line 2 on stdin'
	assert_contains "$1: is shown" err "$2"
	assert_equal "$1: no report" '' "$(cat "$TMP/out")"
}
assert_malformed 'empty' ''
assert_malformed 'a word' main
assert_malformed 'three words' "main $old refs/heads/main"
assert_malformed 'a short id' "main ${old%?} refs/heads/main $base"
assert_malformed 'a long id' "main $old refs/heads/main ${base}0"
assert_malformed 'capitals' "main $(echo "$old" | tr a-f A-F) refs/heads/x $base"
assert_malformed 'two blanks' "main $old  $base"
assert_malformed 'a blank behind' "main $old refs/heads/main $base "
assert_malformed 'an option' '--all'
printf 'main %s refs/heads/main %s' "$old" "$base" >"$TMP/lines"
assert_status 3 'no end' "$KAGIBAN" --scan-push origin <"$TMP/lines"
printf 'main %s refs/heads/\000main %s\n' "$old" "$base" >"$TMP/lines"
assert_status 3 'a NUL' "$KAGIBAN" --scan-push origin <"$TMP/lines"
line t/old refs/heads/main >"$TMP/lines"
assert_status 2 'an argument too many' \
	"$KAGIBAN" --scan-push origin url more <"$TMP/lines"
assert_contains 'an argument too many' err more

finish
