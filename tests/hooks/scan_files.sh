#!/bin/sh
# scan_files.sh - --scan-files and --scan-message: which files are scanned and
# which are not, the order, what is counted, kinds of files, large ones,
# standard input; the end of a message.
# shellcheck source=tests/hooks/lib.sh
. "$(dirname "$0")/lib.sh"

# The places that were found, in order.
places() {
	sed -n 's/^    at  *\([^ ]*:[0-9]*\).*/\1/p;s/^  *\([^ ]*:[0-9]*\) (key id.*/\1/p' \
		"$TMP/out" "$TMP/err" | sed 's/:[0-9]*$//' | uniq
}

assert_places() { # WHAT WANTED
	assert_equal "$1" "$2" "$(places | tr '\n' ' ' | sed 's/ $//')"
}

leak() { # FILE...
	for path; do
		mkdir -p "$(dirname "$path")"
		leak_into "$path"
	done
}

mkdir "$TMP/plain"
cd "$TMP/plain" || exit 1

echo "- outside of a repository"
leak b.txt a/z.txt a/b/c.txt .hidden .git/config sub/.git/config c
echo fine >fine.txt
assert_status 1 "a folder" "$KAGIBAN" --scan-files .
assert_places "sorted, without .git" ".hidden a/b/c.txt a/z.txt b.txt c"
assert_contains "counted" out "6 files"
assert_status 1 "the same by its path" "$KAGIBAN" --scan-files "$TMP/plain/a/"
assert_places "with the path" "$TMP/plain/a/b/c.txt $TMP/plain/a/z.txt"
assert_status 1 "several" "$KAGIBAN" --scan-files ./c a/b b.txt
assert_places "as they are named" "c a/b/c.txt b.txt"
assert_status 0 "a file without a secret" "$KAGIBAN" --scan-files fine.txt
assert_contains "it is counted" out "1 file, 1 line"
assert_status 1 "what is named is scanned" "$KAGIBAN" --scan-files .git/config
assert_status 1 "also a folder" "$KAGIBAN" --scan-files .git

echo "- links, pipes, what is not there"
ln -s b.txt link.txt
ln -s a folder-link
ln -s nowhere dangling
ln -s . loop
mkfifo pipe
rm -rf .hidden a c .git sub
assert_status 1 "a folder with a pipe" "$KAGIBAN" --scan-files .
assert_places "each file once" "b.txt"
assert_contains "links are counted" out "4 symbolic links not followed"
assert_contains "so is the pipe" out "1 pipe, socket or device left out"
assert_status 1 "a link that is named" "$KAGIBAN" --scan-files link.txt
assert_status 3 "a pipe that is named" "$KAGIBAN" --scan-files pipe
assert_contains "is told" out "pipe"
assert_status 3 "a device" "$KAGIBAN" --scan-files /dev/null
assert_status 3 "nothing there" "$KAGIBAN" --scan-files nowhere fine.txt
assert_contains "is told" out "nowhere"
assert_status 1 "beside a secret" "$KAGIBAN" --scan-files nowhere b.txt
assert_status 3 "a link to nothing" "$KAGIBAN" --scan-files dangling
rm -f loop dangling pipe link.txt folder-link
mkdir "$TMP/outside" "$TMP/outside/deep"
leak "$TMP/outside/deep/o.txt"
ln -s "$TMP/outside" out
ln -s ../../outside/deep/o.txt sub.txt
ln -s "$TMP/outside/deep" fine.d
assert_status 1 "links out of the folder" "$KAGIBAN" --scan-files .
assert_places "are not followed" "b.txt"
assert_contains "and counted" out "3 symbolic links not followed"
rm out sub.txt fine.d

echo "- what changes while it is read"
# Stops the scan of this folder while it reads the file "a", which is so large
# that this takes seconds; "between" is run; then it goes on.
interrupted() { # STATUS WHAT
	truncate -s 4G a 2>/dev/null || return 0
	"$KAGIBAN" --scan-files . >"$TMP/out" 2>"$TMP/err" &
	pid=$!
	tries=0
	until [ -n "$(find "/proc/$pid/fd" -lname "*/a" 2>/dev/null)" ]; do
		tries=$((tries + 1))
		[ "$tries" -lt 2000 ] || break
		sleep 0.01
	done
	kill -STOP "$pid"
	between
	kill -CONT "$pid"
	got=0
	wait "$pid" || got=$?
	assert_equal "$2: status" "$1" "$got"
}

if [ -d "/proc/$$/fd" ]; then
	mkdir "$TMP/moving"
	cd "$TMP/moving" || exit 1
	fresh() {
		rm -rf ./*
		leak b.txt c.txt folder/d.txt
	}
	fresh
	between() {
		: >a
		rm b.txt
	}
	interrupted 1 "a file shrinks, another vanishes"
	assert_places "the rest is scanned" "c.txt folder/d.txt"
	assert_contains "what is gone is told" out "could not scan: b.txt: No such"
	fresh
	between() {
		: >a
		rm -r folder
		ln -s "$TMP/outside" folder
		rm c.txt
		mkfifo c.txt
	}
	interrupted 1 "a folder becomes a link, a file a pipe"
	assert_places "neither is followed" "b.txt"
	assert_contains "the folder is told" out "could not scan: folder/"
	assert_contains "so is the pipe" out "could not scan: c.txt: it is no"
	fresh
	between() {
		: >a
		rm -r folder b.txt
		mkdir b.txt
		leak folder
	}
	interrupted 1 "a file becomes a folder, a folder a file"
	assert_places "the rest is scanned" "c.txt"
	assert_contains "the folder is told" out "could not scan: folder/"
	assert_contains "so is the file" out "could not scan: b.txt: it is no"
	fresh
	between() {
		: >a
		rm -r ./*
		cd "$TMP" && rmdir "$TMP/moving" && mkdir "$TMP/moving"
	}
	interrupted 3 "all of it goes"
	cd "$TMP/plain" || exit 1
fi

echo "- standard input"
assert_status 1 "a secret" sh -c '"$KAGIBAN" --scan-files - <b.txt'
assert_status 0 "none" sh -c 'echo fine | "$KAGIBAN" --scan-files -'
assert_status 0 "nothing" sh -c '"$KAGIBAN" --scan-files - </dev/null'
assert_status 1 "beside a file" sh -c '"$KAGIBAN" --scan-files fine.txt - <b.txt'
assert_contains "its place" out " -:1"
assert_contains "both are counted" out "2 files"
assert_status 3 "closed" sh -c '"$KAGIBAN" --scan-files - <&-'
assert_contains "is told" out "could not scan: -"
echo fine >./-
assert_status 0 "a file of that name" "$KAGIBAN" --scan-files ./-
rm ./-

echo "- in a repository"
new_repo "$TMP/repo"
printf '%s\n' '*.o' build/ '/top' '!keep.o' >.gitignore
leak a.txt a.o keep.o build/x sub/build/y sub/a.o top sub/top only/z.o
leak tracked/build/t.txt
mkdir tracked/build/more
leak tracked/build/u.txt "we\"ird.o" "new/deep/file.txt"
git add .gitignore
git add -f tracked/build/t.txt
assert_status 1 "the whole" "$KAGIBAN" --scan-files .
assert_places "what git ignores is left out" \
	"a.txt keep.o new/deep/file.txt sub/top tracked/build/t.txt"
assert_contains "and counted" out "5 ignored files left out"
assert_contains "folders as well" out "4 ignored folders left out"
cd sub || exit 1
assert_status 1 "a subfolder" "$KAGIBAN" --scan-files .
assert_places "the rules above it hold, the path is from the top" "sub/top"
assert_status 1 "a file that is ignored, and named" \
	"$KAGIBAN" --scan-files a.o
assert_status 1 "a folder that is ignored, and named" \
	"$KAGIBAN" --scan-files build
assert_places "all of it" "sub/build/y"
mkdir -p build/deep
leak build/deep/x.o
assert_status 1 "a folder in one" "$KAGIBAN" --scan-files build/deep
assert_places "all of it" "sub/build/deep/x.o"
assert_status 1 "an absolute path" "$KAGIBAN" --scan-files "$PWD/../sub/top"
assert_places "an absolute path: from the top" "sub/top"
ln -s top link
assert_status 1 "a link that is named" "$KAGIBAN" --scan-files link
assert_places "a link that is named" "sub/link"
rm link
assert_status 3 "not there" "$KAGIBAN" --scan-files none
assert_contains "not there" out "sub/none"
assert_status 3 "nor its folder" "$KAGIBAN" --scan-files no/ne
assert_contains "nor its folder" out " no/ne"
assert_status 1 "another folder" "$KAGIBAN" --scan-files "$TMP/plain"
assert_contains "another folder: as it was named" out "$TMP/plain/"
cd ..
git init -q nested
leak nested/n.txt
assert_status 1 "a repository in it" "$KAGIBAN" --scan-files nested
git update-index --split-index
assert_status 1 "a split index" "$KAGIBAN" --scan-files sub
assert_places "the same rules" "sub/top"

echo "- what is in a file"
cd "$TMP/plain" || exit 1
rm -rf ./*
leak crlf.txt
sed 's/$/\r/' crlf.txt >other.txt
mv other.txt crlf.txt
assert_status 1 "CRLF" "$KAGIBAN" --scan-files crlf.txt
: >empty
assert_status 0 "empty" "$KAGIBAN" --scan-files empty
awk 'BEGIN { for (i = 0; i < 120000; i++) print "line number", i }' >large
leak large
git config --global kagiban.maxBlob 1m
assert_status 1 "a large file" "$KAGIBAN" --scan-files large
assert_contains "its line" out "large:120001"
assert_contains "the windows are said" out "windows"
assert_status 1 "on standard input" sh -c '"$KAGIBAN" --scan-files - <large'
assert_contains "its line" out ":120001"
git config --global --unset kagiban.maxBlob
assert_status 1 "a large file in one piece" "$KAGIBAN" --scan-files large
assert_contains "its line" out "large:120001"
assert_lacks "no windows" out "windows"

echo "- messages"
cut='------------------------ >8 ------------------------'
unset GIT_EDITOR
message() { # LINE...
	printf '%s\n' "$@" >message
}
new_key
message "a subject" "" "$KEY"
assert_status 1 "a secret" "$KAGIBAN" --scan-message message
assert_status 1 "from standard input" \
	sh -c '"$KAGIBAN" --scan-message - <message'
message "a subject" "" "no secret"
assert_status 0 "none" "$KAGIBAN" --scan-message message
message "a subject" "# $(echo "$KEY" | tr '\n' ' ')"
assert_status 1 "in a comment" "$KAGIBAN" --scan-message message
message "a subject" "# $cut" "$KEY"
assert_status 0 "below the scissors" "$KAGIBAN" --scan-message message
assert_status 1 "without an editor" \
	env GIT_EDITOR=: "$KAGIBAN" --scan-message message
message "a subject" "# $cut and more" "$KEY"
assert_status 1 "no scissors" "$KAGIBAN" --scan-message message
message "a subject" " # $cut" "$KEY"
assert_status 1 "not at the start" "$KAGIBAN" --scan-message message
message "a subject" "; $cut" "$KEY"
assert_status 1 "another comment character" "$KAGIBAN" --scan-message message
git config --global core.commentChar ';'
assert_status 0 "which is configured" "$KAGIBAN" --scan-message message
message "a subject" "# $cut" "$KEY"
assert_status 1 "and the usual one is not" "$KAGIBAN" --scan-message message
git config --global core.commentChar auto
assert_status 0 "any, where git chooses" "$KAGIBAN" --scan-message message
git config --global --unset core.commentChar
git config --global core.commentString '//'
message "a subject" "// $cut" "$KEY"
assert_status 0 "a comment string" "$KAGIBAN" --scan-message message
git config --global --unset core.commentString
: >message
assert_status 0 "an empty message" "$KAGIBAN" --scan-message message
assert_status 3 "no message" "$KAGIBAN" --scan-message nowhere
assert_contains "is named" err nowhere

echo "- messages, with git"
new_repo "$TMP/messages"
install_hooks
new_key
echo "$KEY" >old.txt
git add old.txt
git commit -qnm old
git rm -q old.txt
GIT_EDITOR='sed -i.bak 1s/^/subject/' # the diff below shows the secret
export GIT_EDITOR
assert_commit_passes "commit -v with an old secret" commit -qv
unset GIT_EDITOR
echo x >x.txt
git add x.txt
assert_commit_refused "a secret in a message" commit -qm "$KEY"
assert_commit_refused "from a file" commit -qF "$TMP/plain/crlf.txt"
assert_commit_refused "below scissors, without an editor" \
	commit -qm "subject

# $cut
$KEY"
assert_commit_passes "no secret" commit -qm "subject"

finish
