#!/bin/sh
# history.sh - --scan-history: what was deleted, merged, stashed, tagged, noted
# or lies on other branches; names, messages; the first commit of a secret and
# whether HEAD still has it; what no ref reaches; kinds of repositories; one
# thread finds what several do.
# shellcheck source=tests/hooks/lib.sh
. "$(dirname "$0")/lib.sh"

commit() { # MESSAGE
	git add -A && git commit -qm "$1"
}

# The commit that HEAD is at, as the report shows it.
short_head() {
	git rev-parse HEAD | cut -c 1-10
}

# The history has nothing.
assert_clean() { # WHAT
	assert_status 0 "$1" "$KAGIBAN" --scan-history
}

# The history has the secret in hand at PLACE, and does not show it.
assert_found() { # WHAT PLACE
	assert_status 1 "$1" "$KAGIBAN" --scan-history
	assert_contains "$1: the place" out "$2"
	assert_unseen "$1"
}

# A file with a new secret at its end, and what it had before.
leak() { # FILE
	mkdir -p "$(dirname "$1")"
	leak_into "$1"
}

echo "- empty, and clean"
new_repo "$TMP/plain"
assert_clean "no commit"
assert_contains "is said" out "0 files"
echo fine >a.txt
commit "first"
assert_clean "one commit"
assert_contains "it is counted" out "1 commit, 1 file, 1 line scanned"
assert_contains "nothing is left out" out "nothing skipped"

echo "- deleted, and still there"
leak deep/er/secret.conf
commit "the secret"
first=$(short_head)
echo more >>deep/er/secret.conf
commit "a line behind it"
assert_found "in HEAD" "$first deep/er/secret.conf:1 (still in HEAD)"
assert_contains "once" out "history scanned: 1 secret"
sed 1,2d deep/er/secret.conf >rest
mv rest deep/er/secret.conf
commit "without it"
assert_found "a line deleted" "$first deep/er/secret.conf:1"
assert_lacks "no longer there" out "still in HEAD"
git rm -q deep/er/secret.conf
git commit -qm "gone"
assert_found "a file deleted" "$first deep/er/secret.conf:1"
assert_lacks "no longer there" out "still in HEAD"
assert_equal "one place" 1 "$(grep -c 'secret\.conf:1' "$TMP/out")"
assert_contains "the way on" out "Delete the key first"
assert_contains "and what may follow" out "git filter-repo --replace-text"
assert_lacks "nothing is staged" out "restore --staged"
assert_lacks "no remote has it" out "It has already left"
git update-ref refs/remotes/origin/main "$first^"
run "$KAGIBAN" --scan-history
assert_lacks "the remote has not got that far" out "It has already left"
git update-ref refs/remotes/origin/main "$first"
run "$KAGIBAN" --scan-history
assert_contains "a remote has it" out \
	"It has already left: origin/main. Delete the key first:"
git update-ref -d refs/remotes/origin/main

echo "- renamed"
new_repo "$TMP/renamed"
leak old.txt
commit "old name"
first=$(short_head)
git mv old.txt new.txt
git commit -qm "new name"
second=$(short_head)
assert_found "the old name" "$first old.txt:1"
assert_contains "and the new" out "$second new.txt:1 (still in HEAD)"
assert_contains "one secret" out "history scanned: 1 secret"

echo "- the same content in many commits"
new_repo "$TMP/again"
leak a.txt
commit "once"
first=$(short_head)
cp a.txt kept
for number in 1 2 3; do
	rm a.txt
	git add -A
	git commit -qm "out $number"
	cp kept a.txt
	git add a.txt
	git commit -qm "in $number"
done
rm kept
assert_found "the earliest" "$first a.txt:1"
assert_equal "only that" 1 "$(grep -c ' a\.txt:1' "$TMP/out")"

echo "- branches, merges, tags, stashes, notes"
new_repo "$TMP/refs"
echo base >base.txt
commit "base"
git checkout -qb side
leak side.txt
commit "on the side"
first=$(short_head)
git checkout -q main
assert_found "another branch" "$first side.txt:1"
git merge -q --no-ff -m "merge the side" side
assert_found "merged" "$first side.txt:1 (still in HEAD)"
assert_equal "not by the merge" 1 "$(grep -c ' side\.txt:1' "$TMP/out")"

new_repo "$TMP/evil"
echo base >base.txt
commit "base"
git checkout -qb side
echo side >side.txt
commit "side"
git checkout -q main
echo main >main.txt
commit "main"
git merge -q --no-commit side
assert_clean "before the merge"
leak evil.txt
leak side.txt
git add -A
git commit -qm "an evil merge"
assert_found "what a merge brings" "$(short_head) side.txt:2 (still in HEAD)"
assert_contains "a file of its own" out "$(short_head) evil.txt:1"

new_repo "$TMP/tags"
echo fine >a.txt
commit "fine"
git tag -a -m "nothing here" clean
assert_clean "the text of a tag"
new_key
git tag -a -m "$KEY" secret
tag=$(git rev-parse secret | cut -c 1-10)
assert_found "the text of a tag" "message of $tag, line 1"
git tag -d secret >/dev/null
assert_clean "the tag is gone"
new_key
git tag -a -m "$KEY" inner
git tag -a -m "round it" outer inner 2>/dev/null
inner=$(git rev-parse inner | cut -c 1-10)
git tag -d inner >/dev/null
assert_found "a tag of a tag" "message of $inner, line 1"
git tag -d outer >/dev/null
leak_into "$TMP/loose"
blob=$(git hash-object -w "$TMP/loose")
assert_clean "a blob of nobody"
assert_contains "is counted" out "1 file that no ref reaches left out"
git tag blob "$blob"
assert_found "a tag of a blob" "refs/tags/blob:1"
git tag -d blob >/dev/null
tree=$(printf '100644 blob %s\tin-a-tree.txt\n' "$blob" | git mktree)
git update-ref refs/trees/one "$tree"
assert_found "a ref of a tree" "in-a-tree.txt:1"
git tag -a -m "of a tree" of-tree "$tree"
git update-ref -d refs/trees/one
assert_found "a tag of a tree" "in-a-tree.txt:1"

new_repo "$TMP/stash"
echo fine >a.txt
commit "fine"
git notes add -m "fine as well" HEAD
leak_into a.txt
git stash -q
assert_found "a stash" " a.txt:2"
assert_lacks "not in HEAD" out "still in HEAD"
git stash drop -q
assert_clean "a dropped stash"
new_key
git notes add -f -m "$KEY" HEAD
assert_found "a note" ":1"

echo "- what no ref reaches"
new_repo "$TMP/reset"
echo fine >a.txt
commit "fine"
leak b.txt
commit "a mistake"
assert_found "before" " b.txt:1"
git reset -q --hard HEAD~1
assert_clean "after a reset"
assert_contains "is counted" out "1 file that no ref reaches left out"
git update-ref refs/keep/it 'HEAD@{1}'
assert_found "a ref of another kind" " b.txt:1"
git update-ref -d refs/keep/it
git checkout -q --detach
leak c.txt
commit "nowhere but in HEAD"
assert_found "a detached HEAD" " c.txt:1 (still in HEAD)"
git checkout -q main
assert_clean "left again"
git worktree add -q --detach "$TMP/reset-tree" 'HEAD@{1}'
assert_found "the HEAD of another worktree" " c.txt:1"

echo "- messages and names"
new_repo "$TMP/words"
echo fine >a.txt
commit "fine"
new_key
git commit -q --allow-empty -m "subject

$KEY"
commit=$(short_head)
assert_found "a message" "message of $commit, line 3"
git reset -q --hard HEAD~1
assert_clean "a message of nobody"
make_aws_key
mkdir "folder-$AWS_ID"
echo fine >"folder-$AWS_ID/a.txt"
commit "a name"
assert_status 1 "the name of a folder" "$KAGIBAN" --scan-history
assert_contains "is told" out "(the name itself)"
git reset -q --hard HEAD~1
assert_clean "a name of nobody"
git branch "branch-$AWS_ID"
assert_status 1 "the name of a branch" "$KAGIBAN" --scan-history
assert_contains "is told" out "refs/heads/"
git branch -qD "branch-$AWS_ID"
printf 'fine\n' >"$(printf 'we"ird \nname')"
commit "a weird name"
assert_clean "a newline in a name"
leak_into "$(printf 'we"ird \nname')"
commit "a secret in it"
assert_found "and with a secret" "(still in HEAD)"

echo "- weak ones, whose ids are of a place"
new_repo "$TMP/weak"
word=sword$(random_of 0-9 1)fish
printf 'password = %s\n' "$word" >app.ini
commit "a password"
first=$(short_head)
"$KAGIBAN" --scan-files app.ini --verbose >"$TMP/files"
assert_contains "files find it" "$TMP/files" "app.ini:1"
assert_status 0 "does not block" "$KAGIBAN" --scan-history
assert_contains "the place" out "$first app.ini:1 (still in HEAD)"
git config kagiban.block low
assert_status 1 "blocks" "$KAGIBAN" --scan-history --verbose
id=$(sed -n 's/^    id  *\([0-9a-f]*\).*/\1/p' "$TMP/out")
assert_status 1 "files, too" "$KAGIBAN" --scan-files app.ini --verbose
assert_equal "the same id" "$id" \
	"$(sed -n 's/^    id  *\([0-9a-f]*\).*/\1/p' "$TMP/out")"
assert_status 0 "is waived" "$KAGIBAN" --allow "$id" --reason test --local
assert_clean "waived"
assert_contains "and counted" out "1 waived"
# Bare words count in settings only: the first look must not know better.
printf 'x = {\npassword: %s\n}\n' "$word" >code.js
printf 'password: %s\n' "$word" >conf.yml
commit "the same in code and in settings"
assert_status 1 "in settings" "$KAGIBAN" --scan-history
assert_contains "the place" out "conf.yml:1"
assert_lacks "not in code" out "code.js"

echo "- contents"
new_repo "$TMP/contents"
leak wide.txt
iconv -f UTF-8 -t UTF-16 wide.txt >other && mv other wide.txt
commit "UTF-16"
assert_found "UTF-16" " wide.txt:1"
new_repo "$TMP/large"
awk 'BEGIN { for (i = 0; i < 120000; i++) print "line number", i }' >large
leak_into large
git config kagiban.maxBlob 1m
commit "large"
assert_found "in windows" " large:120001 (still in HEAD)"
assert_contains "is said" out "1 large file read in windows"
git config --unset kagiban.maxBlob
awk 'BEGIN { for (i = 0; i < 600000; i++) print "line number", i }' >large
commit "without"
git config kagiban.maxBlob 16m
assert_found "held" " large:120001"
assert_lacks "no windows" out windows
new_repo "$TMP/link"
make_aws_key
ln -s "https://user:$(random_of A-Za-z0-9 20)@git.kagiban.org/" link
commit "a link"
assert_status 1 "the target of a link" "$KAGIBAN" --scan-history
assert_contains "the place" out " link:1"
git init -q "$TMP/link/sub"
git -C sub commit -q --allow-empty -m sub
git rm -q --cached link && rm link
git add sub 2>/dev/null
git commit -qm "a submodule"
"$KAGIBAN" --scan-history >"$TMP/out"
assert_contains "a submodule" out "1 submodule not entered"

echo "- replaced objects, grafts, settings of git log"
new_repo "$TMP/replaced"
leak a.txt
commit "a secret"
echo fine >a.txt
blob=$(git hash-object -w a.txt)
git replace "$(git rev-parse HEAD:a.txt)" "$blob"
assert_found "a replaced blob" " a.txt:1"
git replace -d "$(git rev-parse HEAD:a.txt)" >/dev/null
commit "fine"
git rev-parse HEAD >.git/info/grafts
assert_found "a graft" " a.txt:1"
rm .git/info/grafts
git config log.showRoot false
git config diff.renames copies
git config log.showSignature true
git config format.pretty fuller
git config core.quotePath true
git config diff.noprefix true
git config diff.orderFile /nowhere
git config log.diffMerges first-parent
assert_found "settings" " a.txt:1"

echo "- kinds of repositories"
forgive_libgit2
if git init -q --object-format=sha256 "$TMP/sha256" 2>/dev/null; then
	cd "$TMP/sha256" || exit 1
	echo fine >a.txt
	commit "fine"
	assert_clean "SHA-256"
	leak b.txt
	commit "a secret"
	git rm -q b.txt
	git commit -qm gone
	assert_found "SHA-256" " b.txt:1"
fi
git clone -q --bare "$TMP/plain" "$TMP/bare.git"
cd "$TMP/bare.git" || exit 1
assert_status 1 "bare" "$KAGIBAN" --scan-history
assert_contains "the place" out " deep/er/secret.conf:1"
cd "$TMP/plain" || exit 1
assert_status 1 "to be waived" "$KAGIBAN" --scan-history --verbose
id=$(sed -n 's/^    id  *\([0-9a-f]*\).*/\1/p' "$TMP/out")
assert_status 0 "for the team" "$KAGIBAN" --allow "$id" --reason test
assert_clean "waived in the work tree"
git add .kagiban
git commit -qm "a waiver"
git push -q "$TMP/bare.git" main
cd "$TMP/bare.git" || exit 1
assert_clean "waived by what HEAD has"
assert_contains "and counted" out "1 waived"
cd "$TMP/plain" || exit 1
git reset -q --hard HEAD~1
git clone -q --depth 1 "file://$TMP/plain" "$TMP/shallow"
cd "$TMP/shallow" || exit 1
assert_clean "shallow, without the secret"
git clone -q --depth 3 "file://$TMP/plain" "$TMP/shallow3"
cd "$TMP/shallow3" || exit 1
assert_status 1 "shallow, with it" "$KAGIBAN" --scan-history
git clone -q --shared "$TMP/plain" "$TMP/shared"
cd "$TMP/shared" || exit 1
assert_status 1 "alternates" "$KAGIBAN" --scan-history
git -C "$TMP/plain" config uploadpack.allowFilter true
git clone -q --filter=blob:none --no-checkout "file://$TMP/plain" \
	"$TMP/blobless"
cd "$TMP/blobless" || exit 1
assert_status 3 "blobless" "$KAGIBAN" --scan-history
assert_contains "is told" out "deep/er/secret.conf: missing or broken"
assert_contains "with a reason" out "missing or broken object"
assert_contains "and counted" out "could not be scanned"
assert_status 3 "nothing was fetched" "$KAGIBAN" --scan-history
cd "$TMP/plain" || exit 1
git gc -q --aggressive --prune=now
assert_status 1 "packed" "$KAGIBAN" --scan-history
mkdir -p sub/folder
cd sub/folder || exit 1
assert_status 1 "from a subfolder" "$KAGIBAN" --scan-history
assert_contains "the place" out " deep/er/secret.conf:1"
cd "$TMP" || exit 1
assert_status 3 "outside of a repository" "$KAGIBAN" --scan-history

echo "- broken ones"
new_repo "$TMP/broken"
leak a.txt
echo fine >b.txt
commit "two files"
id=$(git rev-parse HEAD:b.txt)
file=.git/objects/$(echo "$id" | cut -c 1-2)/$(echo "$id" | cut -c 3-)
chmod +w "$file"
echo garbage >"$file"
assert_status 1 "beside a secret" "$KAGIBAN" --scan-history
assert_contains "is told" out " b.txt: missing or broken object"
git rm -qf a.txt 2>/dev/null
new_repo "$TMP/broken-tree"
mkdir sub
echo fine >sub/b.txt
commit "fine"
id=$(git rev-parse HEAD:sub)
rm -f ".git/objects/$(echo "$id" | cut -c 1-2)/$(echo "$id" | cut -c 3-)"
assert_status 3 "a tree is missing" "$KAGIBAN" --scan-history
assert_contains "is told" out "could not scan: git log: "

echo "- threads"
new_repo "$TMP/threads"
number=0
while [ "$number" -lt 60 ]; do
	number=$((number + 1))
	echo "content $number" >"file$((number % 7)).txt"
	[ $((number % 9)) -ne 0 ] || leak_into "file$((number % 7)).txt"
	commit "change $number"
done
for jobs in 1 2 3 8; do
	assert_status 1 "$jobs threads" \
		"$KAGIBAN" --scan-history --jobs "$jobs" --verbose
	sed 's/([0-9]* ms)//' "$TMP/out" >"$TMP/jobs.$jobs"
done
assert_contains "six secrets" "$TMP/jobs.1" "history scanned: 6 secrets"
assert_same_file "two find what one does" "$TMP/jobs.1" "$TMP/jobs.2"
assert_same_file "so do three" "$TMP/jobs.1" "$TMP/jobs.3"
assert_same_file "so do eight" "$TMP/jobs.1" "$TMP/jobs.8"
echo "- progress"
# A git that takes its time; `script` is the terminal.
real_git=$(command -v git)
mkdir "$TMP/slow"
cat >"$TMP/slow/git" <<-END
	#!/bin/sh
	case "\$*" in *"log --all"* | *"--batch --buffer"*) sleep 1.2 ;; esac
	exec "$real_git" "\$@"
END
chmod +x "$TMP/slow/git"
on_terminal() { # OPTION...
	PATH=$TMP/slow:$PATH TERM=xterm script -qec \
		"'$KAGIBAN' --scan-history $*" /dev/null </dev/null
}
if command -v script >/dev/null && script -qec true /dev/null >/dev/null; then
	on_terminal >"$TMP/out"
	assert_contains "after a second" out "reading the history: "
	assert_contains "and later" out "scanning: "
	assert_contains "the line goes away" out "$(printf '\r\033[K')"
	on_terminal --quiet >"$TMP/out"
	assert_lacks "nobody wants it" out "scanning: "
fi
PATH=$TMP/slow:$PATH run "$KAGIBAN" --scan-history
assert_lacks "no terminal" err "scanning: "
assert_status 2 "no thread" "$KAGIBAN" --scan-history --jobs 0
assert_status 2 "a word" "$KAGIBAN" --scan-history --jobs many
assert_contains "is told" err '--jobs: expected a number'

finish
