# merges.sh - a merge is refused for what none of its parents has, and only
# for that: in clean merges (a merge driver or a hook has written it), resolved
# by hand, with --no-commit, of several branches, of renamed files, in a linked
# worktree; a squash and a cherry-pick are commits of one parent.  After a
# block the merge goes on as the block says.
# shellcheck shell=sh source=tests/hooks/lib.sh
. "$(dirname "$0")/lib.sh"

# Sets KEY_LINE, of a new key.
new_line() {
	make_aws_key
	KEY_LINE="key = $AWS_ID $AWS_SECRET"
}

# Appends lines to FILE and records it, whatever they are.
record() { # FILE LINE...
	file=$1
	shift
	printf '%s\n' "$@" >>"$file"
	git add "$file"
	git commit -q --no-verify -m "change $file"
}

# main and side have each an own file since `base`, and side a key in its own.
two_sides() { # DIR
	guarded_repo "$1"
	seq 1 20 >shared.txt
	git add .
	record README base
	git tag base
	git checkout -q -b side
	new_line
	record old.txt "$KEY_LINE"
	git checkout -q main
	record ours.txt ours
	git tag ours
}

# Both sides have changed the last line of shared.txt.
two_conflicting_sides() { # DIR
	two_sides "$1"
	git checkout -q side
	printf '%s\n' 20a "$KEY_LINE" >>shared.txt
	git commit -q --no-verify -am theirs
	git checkout -q main
	echo 20b >>shared.txt
	git commit -q --no-verify -am ours
	git tag -f ours >/dev/null
}

# A merge, in conflict, of the two; the file is as THEIRS with LINEs behind it.
resolve_with() { # LINE...
	git reset -q --hard ours
	run git merge -q side && fail 'there is a conflict'
	git checkout -q --theirs shared.txt
	[ $# -eq 0 ] || printf '%s\n' "$@" >>shared.txt
	git add shared.txt
}

assert_parents() { # WHAT COUNT
	assert_equal "$1: parents" "$2" \
		"$(git log -1 --format=%P | wc -w | tr -d ' ')"
}

echo '- a clean merge brings nothing of its own'
two_sides "$TMP/clean"
assert_let_through 'an old key of the other side' pre-merge-commit \
	git merge -q -m merge side
assert_parents 'clean' 2
git reset -q --hard ours
assert_let_through 'taking ours' pre-merge-commit \
	git merge -q -m merge -s ours side
git reset -q --hard ours
new_line
record old-as-well.txt "$KEY_LINE"
assert_let_through 'keys on both sides' pre-merge-commit \
	git merge -q -m merge side

echo '- a clean merge in which a merge driver writes a key'
# Shows how it is called by adding what is in the file `driver`.
write_driver() { # LINE...
	printf '%s\n' "$@" >"$TMP/driver"
	git config merge.adding.driver "cat '$TMP/driver' >>%A"
}
two_conflicting_sides "$TMP/driver-repo"
echo 'shared.txt merge=adding' >.git/info/attributes
new_line
write_driver 20a 20b "$KEY_LINE"
assert_refused 'driver' pre-merge-commit 'shared.txt:24 (key id, secret)' \
	git merge -q -m merge side
assert_contains 'driver: of all that it brings, one' err 'blocked: 1 secret'
assert 'driver: it is a merge still' git rev-parse -q --verify MERGE_HEAD \
	>"$TMP/out"
assert_contains 'driver: the way on' err 'git add -- shared.txt'
assert_refused 'driver, again' pre-commit shared.txt:24 git commit -q --no-edit
grep -vF "$AWS_ID" shared.txt >"$TMP/without"
cp "$TMP/without" shared.txt
git add -- shared.txt
assert_let_through 'driver: taken out' pre-commit git commit -q --no-edit
assert_parents 'driver: taken out' 2
git reset -q --hard ours
write_driver 20a 20c
assert_let_through 'driver without' pre-merge-commit git merge -q -m merge side
git reset -q --hard ours
theirs=$(git show side:shared.txt | tail -n 1)
write_driver 20c "$theirs"
AWS_SECRET=${theirs##* }
assert_let_through 'driver, an old key of theirs' pre-merge-commit \
	git merge -q -m merge side

echo '- resolved by hand'
two_conflicting_sides "$TMP/hand"
resolve_with
assert_let_through 'as theirs, with its old key' pre-commit \
	git commit -q --no-edit
assert_parents 'as theirs' 2
resolve_with more 'by hand'
assert_let_through 'with more' pre-commit git merge --continue
new_line
resolve_with more "$KEY_LINE"
assert_refused 'with a key' pre-commit 'shared.txt:24 (key id, secret)' \
	git commit -q --no-edit
assert_contains 'with a key: one' err 'blocked: 1 secret'
assert_refused '--continue' pre-commit shared.txt:24 git merge --continue
resolve_with more
echo "$KEY_LINE" >>shared.txt
assert_refused '-a' pre-commit shared.txt:24 git commit -qa --no-edit
resolve_with more
echo "$KEY_LINE" >new.txt
git add new.txt
assert_refused 'in another file' pre-commit new.txt:1 git commit -q --no-edit
git rm -q -f --cached new.txt
assert_let_through 'not staged' pre-commit git commit -q --no-edit
rm new.txt
resolve_with "$AWS_ID"
assert_refused 'an id alone' pre-commit shared.txt:23 git commit -q --no-edit

echo '- a key that both sides have taken out, and the merge brings back'
guarded_repo "$TMP/back"
new_line
record shared.txt 1 "$KEY_LINE" 3
git checkout -q -b side
printf '1\n3\nside\n' >shared.txt
git commit -q --no-verify -am side
git checkout -q main
printf '1\n3\nmain\n' >shared.txt
git commit -q --no-verify -am main
git tag ours
resolve_with "$KEY_LINE"
assert_refused 'back' pre-commit shared.txt:4 git commit -q --no-edit
resolve_with main
assert_let_through 'not back' pre-commit git commit -q --no-edit
git reset -q --hard ours
git checkout -q side
record shared.txt "$KEY_LINE"
git checkout -q main
resolve_with main
assert_let_through 'one side has it' pre-commit git commit -q --no-edit

echo '- --no-commit'
two_sides "$TMP/no-commit"
git merge -q --no-commit side >"$TMP/out" 2>&1
assert_let_through 'no-commit' pre-commit git commit -q --no-edit
git reset -q --hard ours
git merge -q --no-commit side >"$TMP/out" 2>&1
new_line
echo "$KEY_LINE" >>old.txt
git add old.txt
assert_refused 'no-commit, key added' pre-commit old.txt:2 \
	git commit -q --no-edit
git mv old.txt new.txt
assert_refused 'no-commit, key added and moved' pre-commit new.txt:2 \
	git commit -q --no-edit
sed '2d' new.txt >old.txt
git rm -q -f new.txt
git add old.txt
assert_let_through 'no-commit, key gone' pre-commit git commit -q --no-edit
git reset -q --hard ours
git merge -q --no-commit side >"$TMP/out" 2>&1
git mv old.txt moved.txt
assert_let_through 'no-commit, an old key moved' pre-commit \
	git commit -q --no-edit

echo '- what a hook that was there adds to a clean merge'
two_sides "$TMP/hook"
"$KAGIBAN" --uninstall --quiet
printf '#!/bin/sh\ngit add late.txt\n' >.git/hooks/pre-merge-commit
chmod 755 .git/hooks/pre-merge-commit
"$KAGIBAN" --install --quiet
new_line
echo "$KEY_LINE" >late.txt
assert_refused 'hook' pre-merge-commit late.txt:1 git merge -q -m merge side
git reset -q --hard
echo late >late.txt
assert_let_through 'hook' pre-merge-commit git merge -q -m merge side
assert_equal 'hook: it has run' late.txt "$(git ls-files late.txt)"
git reset -q --hard ours

echo '- octopus'
# Two more branches with old keys; the hooks of the last part are still there.
for name in one two; do
	git checkout -q -b "$name" base
	new_line
	record "$name.txt" "$KEY_LINE"
done
git checkout -q main
git reset -q --hard ours
echo late >late.txt
assert_let_through 'octopus' pre-merge-commit git merge -q -m merge side one two
assert_parents 'octopus' 4
git reset -q --hard ours
new_line
echo "$KEY_LINE" >late.txt
assert_refused 'octopus' pre-merge-commit late.txt:1 \
	git merge -q -m merge side one two
git reset -q --hard ours
rm -f late.txt
git merge -q --no-commit side one two >"$TMP/out" 2>&1
assert_let_through 'octopus, no-commit' pre-commit git commit -q -m merge
git reset -q --hard ours
git merge -q --no-commit side one two >"$TMP/out" 2>&1
echo "$KEY_LINE" >>two.txt
git add two.txt
assert_refused 'octopus, key added' pre-commit two.txt:2 git commit -q -m merge

echo '- renamed and changed on one side, changed on the other'
guarded_repo "$TMP/renamed"
new_line
seq 1 20 >a.txt
git add a.txt
record a.txt "$KEY_LINE"
git checkout -q -b side
git mv a.txt b.txt
sed '10s/$/ and more/' b.txt >new.txt
mv new.txt b.txt
git commit -q --no-verify -am 'rename and change'
git checkout -q main
new_line
{
	echo "$KEY_LINE"
	cat a.txt
} >new.txt
mv new.txt a.txt
git commit -q --no-verify -am change
git tag ours
assert_let_through 'renamed' pre-merge-commit git merge -q -m merge side
assert_contains 'renamed: both lines are there' b.txt "$KEY_LINE"
assert_not 'renamed: the old name is gone' test -e a.txt
git reset -q --hard ours
git merge -q --no-commit side >"$TMP/out" 2>&1
new_line
echo "$KEY_LINE" >>b.txt
git add b.txt
assert_refused 'renamed, key added' pre-commit b.txt:23 git commit -q -m merge

echo '- --squash and cherry-pick: one parent, so that all is new'
two_sides "$TMP/squash"
AWS_SECRET=${KEY_LINE##* }
git merge -q --squash side >"$TMP/out" 2>&1
assert_refused 'squash' pre-commit old.txt:1 git commit -q --no-edit
git rm -q -f old.txt
echo clean >clean.txt
git add clean.txt
assert_let_through 'squash' pre-commit git commit -q --no-edit
assert_parents 'squash' 1
git reset -q --hard ours
git checkout -q side
git commit -q --amend --no-verify -m "the key is $AWS_ID"
git rm -q -f old.txt
record theirs.txt theirs
git checkout -q main
git merge -q --squash side >"$TMP/out" 2>&1
assert_refused 'squash, the message of a commit' commit-msg 'commit message' \
	git commit -q --no-edit
assert_let_through 'squash, another message' pre-commit git commit -q -m squash
git reset -q --hard ours
git cherry-pick -n side~1
assert_refused 'cherry-pick -n' pre-commit old.txt:1 git commit -q -m pick
git reset -q --hard ours
git cherry-pick -n side
git rm -q --cached old.txt 2>/dev/null
echo x >x
git add x
assert_let_through 'cherry-pick -n' pre-commit git commit -q -m pick

echo '- in a linked worktree'
two_conflicting_sides "$TMP/main"
git worktree add -q -b linked "$TMP/linked" ours
cd "$TMP/linked" || exit 1
git tag -f ours >/dev/null
resolve_with more
assert_let_through 'linked' pre-commit git commit -q --no-edit
new_line
resolve_with "$KEY_LINE"
assert_refused 'linked' pre-commit shared.txt:23 git commit -q --no-edit
git merge --abort
git checkout -q side -- old.txt
AWS_SECRET=$(sed 's/.* //' old.txt)
assert_refused 'linked: taken by hand it is new' pre-commit old.txt:1 \
	git commit -q -m key
git reset -q --hard
cd "$TMP/main" || exit 1
resolve_with more
cd "$TMP/linked" || exit 1
git checkout -q side -- old.txt
assert_refused 'a merge in the main one does not count' pre-commit old.txt:1 \
	git commit -q -m key

finish
