# push_hook.sh - what `git push` with the real pre-push refuses, and what it
# lets through in silence: a new branch, several refs, a force push, deletions,
# lightweight and annotated tags, messages, names of refs and files, what was
# committed by --no-verify, cherry-pick, revert, rebase and merge, what a later
# commit takes out again, a second remote; the hooks that were there before,
# one that reads stdin as git-lfs' does, under --global too; 10,000 refs.
# shellcheck shell=sh source=tests/hooks/lib.sh
. "$(dirname "$0")/lib.sh"
REMOTE=$TMP/remote.git

git init -q --bare "$REMOTE"
new_repo "$TMP/work"
git commit -q --allow-empty -m start
git remote add origin "file://$REMOTE"
git push -q origin main
install_hooks

# All refs of the remote.
refs_there() {
	git -C "$REMOTE" for-each-ref --format='%(refname) %(objectname)'
}

# Records what is in the work tree, past the hooks.
record() { # MESSAGE
	git add -A
	git commit -q --no-verify --allow-empty -m "$1"
}

# `git push ARGUMENTS` must be refused for a secret at PLACE, and nothing
# arrive.
assert_push_refused() { # WHAT PLACE ARGUMENTS...
	what=$1
	place=$2
	shift 2
	before=$(refs_there)
	assert_status 1 "$what" git push "$@"
	assert_contains "$what: said" err 'kagiban: push blocked: '
	assert_contains "$what: the place" err "$place"
	assert_equal "$what: nothing has arrived" "$before" "$(refs_there)"
	assert_unseen "$what"
}

# ... or do what it should, without a word.
assert_push_passes() { # WHAT ARGUMENTS...
	what=$1
	shift
	before=$(refs_there)
	assert_status 0 "$what" git push "$@"
	assert_lacks "$what: no word" err 'kagiban: '
	assert_not "$what: it has arrived" [ "$before" = "$(refs_there)" ]
}

# Starts over from what the remote has.
fresh() {
	git checkout -q -B main origin/main
	git reset -q --hard origin/main
	git clean -qfd
}

echo '- nothing to push, and a clean commit'
assert_status 0 'up to date' git push origin main
assert_lacks 'up to date' err 'kagiban: '
echo one >one
record one
assert_push_passes 'a clean commit' origin main

echo '- git commit --no-verify'
leak_into conf.txt
git add conf.txt
assert_commit_refused 'at the commit already' commit -qm key
git commit -q --no-verify -m 'read from S3'
commit=$(git rev-parse HEAD | cut -c1-10)
assert_push_refused 'no-verify' "$commit conf.txt:1" origin main
assert_contains 'its subject' err "commit    $commit read from S3"
assert_contains 'where it is' err 'It has not left this machine'
assert_contains 'coverage' err '1 commit, 1 file, 2 added lines scanned'
git push -q --no-verify origin HEAD:refs/heads/forced-out
assert_equal 'git alone would have let it out' "$(git rev-parse HEAD)" \
	"$(git -C "$REMOTE" rev-parse forced-out)"
git -C "$REMOTE" update-ref -d refs/heads/forced-out
git update-ref -d refs/remotes/origin/forced-out
assert_push_refused 'a new branch' "$commit conf.txt:1" origin main:new
assert_push_passes 'a new branch without' origin main~1:refs/heads/new

echo '- a later commit that takes it out'
git rm -q conf.txt
record 'take it out'
assert_push_refused 'taken out later' "$commit conf.txt:1" origin main
assert_contains 'taken out later' err 'A later commit without it does not help'
fresh

echo '- several refs, one of them bad'
git branch good
leak_into conf.txt
git checkout -q -b bad
record key
bad=$(git rev-parse HEAD | cut -c1-10)
assert_push_refused 'two refs' "$bad conf.txt:1" origin good bad
echo '{}' >conf.txt
git commit -qa --amend --no-verify --no-edit
assert_push_passes 'two good refs' origin good bad

echo '- a force push'
leak_into conf.txt
git commit -qa --amend --no-verify -m 'again'
forced=$(git rev-parse HEAD | cut -c1-10)
assert_push_refused forced "$forced conf.txt:2" -f origin bad
echo '{ }' >conf.txt
git commit -qa --amend --no-verify --no-edit
assert_push_passes 'forced without' -f origin bad

echo '- deletions'
assert_push_passes 'a deletion' origin --delete good
leak_into conf.txt
record key
assert_push_refused 'a deletion and a bad one' conf.txt:2 origin :new bad
assert_push_passes 'a deletion, from where it is bad' origin :new
fresh

echo '- tags'
leak_into conf.txt
record key
tagged=$(git rev-parse HEAD | cut -c1-10)
git tag light
git tag -a -m 'a note' heavy
assert_push_refused 'a lightweight tag' "$tagged conf.txt:1" origin light
assert_push_refused 'an annotated tag' "$tagged conf.txt:1" origin heavy
git tag -f light origin/main >/dev/null
git tag -f -a -m 'a note' heavy origin/main >/dev/null
assert_push_passes 'both, of what is there' origin light heavy
fresh
new_key
git tag -a -m "a note
$KEY" noted
assert_push_refused "a tag's text" 'text of tag noted, line 2' origin noted
git tag -f -a -m 'no more' noted >/dev/null 2>&1
assert_push_passes "a tag's text without" origin noted

echo '- messages'
new_key
git commit -q --allow-empty --no-verify -m "note
$KEY"
noted=$(git rev-parse HEAD | cut -c1-10)
assert_push_refused 'a message' "message of $noted, line 3" origin main
git commit -q --amend --allow-empty -m note
assert_push_passes 'a message without' origin main

echo '- names'
new_key
git branch "topic/$AWS_ID"
assert_push_refused 'the name of a branch' '(the name itself)' \
	origin "topic/$AWS_ID"
git branch -q -m "topic/$AWS_ID" topic/plain
assert_push_passes 'another name' origin topic/plain
mkdir names
echo x >"names/$AWS_ID"
record 'a file'
assert_push_refused 'the name of a file' '(the name itself)' origin main
git mv "names/$AWS_ID" names/plain
git commit -q --amend --no-verify --no-edit
assert_push_passes 'a file of another name' origin main

echo '- cherry-pick, revert, rebase: no hook sees these commits'
git checkout -q -b side
leak_into conf.txt
record key
git checkout -q main
git cherry-pick side >/dev/null 2>&1
picked=$(git rev-parse HEAD | cut -c1-10)
assert_push_refused 'cherry-picked' "$picked conf.txt:1" origin main
git reset -q --hard origin/main
git checkout -q side
git rm -q conf.txt
record gone
git reset -q --soft main
git checkout -q main
git branch -q -D side
leak_into conf.txt
record key
git push -q --no-verify origin main
git rm -q conf.txt
record gone
assert_push_passes 'what is known there, taken out' origin main
git revert --no-edit HEAD >/dev/null 2>&1
reverted=$(git rev-parse HEAD | cut -c1-10)
assert_push_refused reverted "$reverted conf.txt:1" origin main
git reset -q --hard HEAD~1
echo fine >fine
record fine
git revert --no-edit HEAD >/dev/null 2>&1
assert_push_passes 'a revert without' origin main
git checkout -q -b rebased HEAD~2
leak_into other.txt
record key
git rebase -q main >/dev/null 2>&1
rebased=$(git rev-parse HEAD | cut -c1-10)
assert_push_refused rebased "$rebased other.txt:1" origin rebased
echo fine >other.txt
git commit -qa --amend --no-verify --no-edit
git rebase -q main >/dev/null 2>&1
assert_push_passes 'rebased without' origin rebased

echo '- a merge: of what is there nothing, of what it adds by itself all'
git checkout -q main
git checkout -q -b left
echo left >left
record left
git checkout -q -b right main
echo right >right
record right
git merge -q --no-commit left >/dev/null 2>&1
leak_into evil.txt
git add evil.txt
git commit -q --no-verify -m merge
merge=$(git rev-parse HEAD | cut -c1-10)
assert_push_refused 'an evil merge' "$merge evil.txt:1" origin right
echo fine >evil.txt
git commit -qa --amend --no-verify --no-edit
assert_push_passes 'a merge without' origin right

echo '- a second remote: there it is new, but it has left already'
fresh
leak_into conf.txt
record key
git push -q --no-verify origin main
git init -q --bare "$TMP/second.git"
git remote add second "$TMP/second.git"
assert_status 1 'second remote' git push second main
assert_contains 'second remote' err 'It has already left: origin/main.'
assert_contains 'first the key' err '--explain aws-access-key'
assert_lacks 'second remote' err 'It has not left'
assert_equal 'nothing there' '' "$(git -C "$TMP/second.git" for-each-ref)"
assert_status 0 'what is clean' git push second \
	"$(git rev-list --max-parents=0 main):refs/heads/main"
echo more >more.txt
record more
assert_push_passes 'the first has it' origin main

# A repository and a remote of its own, with a key that is not pushed yet on
# branch bad.
with_hooks() { # DIR
	REMOTE=$1.git
	rm -f "$TMP/lines"
	git init -q --bare "$REMOTE"
	new_repo "$1"
	git remote add origin "file://$REMOTE"
	git checkout -q -b good
	record start
	git checkout -q -b bad
	leak_into conf.txt
	record key
}

# Notes in $TMP/lines what git says to a hook.
cat >"$TMP/reader" <<END
#!/bin/sh
echo "\$0 \$# \$1" >>"$TMP/lines"
cat >>"$TMP/lines"
END
chmod 755 "$TMP/reader"

# That hook has been called as git would have called it.
assert_read() { # WHAT $0 BRANCH
	set -- "$1" "$2" "$3" "$(git rev-parse "$3")" \
		"0000000000000000000000000000000000000000"
	assert_equal "$1: arguments" "$2 2 origin" "$(head -n 1 "$TMP/lines")"
	assert_equal "$1: stdin" "refs/heads/$3 $4 refs/heads/$3 $5" \
		"$(sed 1d "$TMP/lines")"
	rm -f "$TMP/lines"
}

echo '- a hook that was there before reads stdin, as kagiban does'
with_hooks "$TMP/kept"
cp "$TMP/reader" .git/hooks/pre-push
install_hooks
assert_push_refused 'a kept hook' conf.txt:1 origin bad
assert_read 'a kept hook' .git/hooks/pre-push bad
git branch kept1 good
assert_push_passes 'a kept hook, clean' origin kept1
assert_read 'a kept hook, clean' .git/hooks/pre-push kept1
assert_status 0 'nothing to push' git push origin kept1
assert_equal 'nothing to push: an empty stdin' 1 "$(wc -l <"$TMP/lines")"

echo '- in another language, that does not read, that refuses'
cat >.git/hooks/pre-push.kagiban-saved <<'END'
#!/usr/bin/awk -f
BEGIN { exit 0 }
END
assert_push_refused 'no reader' conf.txt:1 origin bad
assert_push_passes 'no reader, clean' origin good:kept2
printf '#!/bin/sh\nexit 7\n' >.git/hooks/pre-push.kagiban-saved
assert_status 1 'it refuses' git push origin good:kept3
assert_lacks 'it refuses: kagiban does not run' err 'kagiban: '
assert_status 7 'its status' .git/hooks/pre-push origin url </dev/null
printf '#!/bin/sh\nexit 7\n' >"$TMP/wanted"
assert_status 0 'taken away' "$KAGIBAN" --uninstall
assert_same_file 'it is back' "$TMP/wanted" .git/hooks/pre-push

echo '- a hook as git-lfs has it, under --global'
mkdir "$TMP/bin"
cat >"$TMP/bin/git-lfs" <<END
#!/bin/sh
echo "lfs \$# \$2" >>"$TMP/lines"
cat >>"$TMP/lines"
END
chmod 755 "$TMP/bin/git-lfs"
PATH=$TMP/bin:$PATH
with_hooks "$TMP/lfs"
cat >.git/hooks/pre-push <<'END'
#!/bin/sh
command -v git-lfs >/dev/null 2>&1 || { echo >&2 "no git-lfs"; exit 2; }
git lfs pre-push "$@"
END
chmod 755 .git/hooks/pre-push
assert_status 0 '--global' "$KAGIBAN" --install --global
assert_push_refused '--global' conf.txt:1 origin bad
sed 's/^lfs 3 /lfs 2 /' "$TMP/lines" >"$TMP/two" && mv "$TMP/two" "$TMP/lines"
assert_read '--global' lfs bad
git branch lfs1 good
assert_push_passes '--global, clean' origin lfs1
sed 's/^lfs 3 /lfs 2 /' "$TMP/lines" >"$TMP/two" && mv "$TMP/two" "$TMP/lines"
assert_read '--global, clean' lfs lfs1
assert_status 0 '--global, away' "$KAGIBAN" --uninstall --global

echo '- 10,000 refs, through a kept hook too'
with_hooks "$TMP/many"
cp "$TMP/reader" .git/hooks/pre-push
install_hooks
good=$(git rev-parse good)
i=0
while [ $i -lt 10000 ]; do
	echo "create refs/heads/many/$i $good"
	i=$((i + 1))
done | git update-ref --stdin
assert_status 0 'many refs' git push -q origin 'refs/heads/many/*'
assert_equal 'many: all have arrived' 10000 \
	"$(git -C "$REMOTE" for-each-ref refs/heads/many | wc -l)"
assert_equal 'many: the kept hook' 10001 "$(wc -l <"$TMP/lines")"
git update-ref refs/heads/many/9999 bad
assert_status 1 'many, one bad' git push -q origin 'refs/heads/many/*'
assert_contains 'many, one bad' err conf.txt:1
assert_unseen 'many, one bad'

finish
