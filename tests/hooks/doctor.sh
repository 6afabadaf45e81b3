#!/bin/sh
# doctor.sh - --doctor says what is wrong, how to mend it, and ends with 1;
# what it gives as mending, copied and run, does mend it.  Hooks that are
# missing, not executable, somebody else's, of another or no program; other
# folders of hooks; a server; settings and waivers; both languages.
# shellcheck source=tests/hooks/lib.sh
. "$(dirname "$0")/lib.sh"

doctor() {
	"$KAGIBAN" --doctor --color never "$@"
}

# Runs the mends that the last run gave, each once.
mend() {
	sed -n 's/^ *mend:  //p' "$TMP/out" | sort -u |
		sed "s|^kagiban |'$KAGIBAN' |" >"$TMP/mends"
	sh "$TMP/mends" >"$TMP/mended" 2>&1
}

assert_well() { # WHAT
	assert_status 0 "$1" doctor
	assert_contains "$1" out 'All is well'
}

assert_ill() { # WHAT TEXT
	assert_status 1 "$1" doctor
	assert_contains "$1" out "$2"
}

assert_mended() { # WHAT TEXT
	assert_ill "$1" "$2"
	mend
	assert_well "$1: mended"
}

echo '- nothing there, then all'
new_repo "$TMP/repo"
assert_ill 'nothing' 'NO    pre-commit: not there'
assert_contains 'nothing' out 'NO    trial: a commit with a made-up key is not refused'
assert_contains 'nothing' out '9 things to mend'
mend
assert_well 'installed'
assert_contains 'installed' out 'ok    trial: a push of a made-up key is refused'
assert_equal 'nothing is left behind' '' "$(git status --porcelain)"
assert_status 0 'quiet' doctor --quiet
assert_equal 'quiet' '' "$(cat "$TMP/out")"
mkdir below && cd below || exit 1
assert_well 'from below'
cd .. || exit 1
git worktree add -q -b tree "$TMP/tree" 2>/dev/null || {
	git commit -q --allow-empty -m one
	git worktree add -q -b tree "$TMP/tree"
}
cd "$TMP/tree" || exit 1
assert_well 'in a linked work tree'
cd "$TMP/repo" || exit 1

echo '- one that does not run'
chmod -x .git/hooks/pre-push
assert_mended 'not executable' 'not executable: git passes over it in silence'
rm .git/hooks/commit-msg
assert_mended 'missing' 'NO    commit-msg: not there'
cp "$KAGIBAN" "$TMP/other-kagiban"
"$TMP/other-kagiban" --install >/dev/null
assert_status 0 'another kagiban' doctor
assert_contains 'another kagiban' out 'calls another kagiban than this'
rm "$TMP/other-kagiban"
assert_mended 'no program' 'calls a program that is not there'
sed 's/exit 3$/exit 0/;s/exec "\$kagiban"/true/' .git/hooks/pre-commit \
	>"$TMP/hook" && cat "$TMP/hook" >.git/hooks/pre-commit
assert_ill 'one that was changed' 'changed since kagiban wrote it'
assert_contains 'the trial sees it' out \
	'NO    trial: a commit with a made-up key is not refused'
rm .git/hooks/pre-commit
printf '#!/bin/sh\nexit 0\n' >.git/hooks/pre-commit
chmod +x .git/hooks/pre-commit
assert_mended "somebody else's" "another program's, and no call of kagiban"

echo '- other folders'
mkdir hooks
git config core.hooksPath hooks
assert_ill 'hooksPath' "git looks for hooks in $TMP/repo/hooks"
assert_contains 'hooksPath' out 'note  core.hooksPath: it is set in'
printf '#!/bin/sh\nexec kagiban --scan-staged --hook pre-commit\n' \
	>hooks/pre-commit
chmod +x hooks/pre-commit
assert_status 1 'a call in it' doctor
assert_contains 'a call in it' out 'with a call of kagiban in it'
mend
git config --unset core.hooksPath
rm -r hooks
git config core.hooksPath ''
assert_status 2 'an empty one' doctor
assert_contains 'an empty one' err 'git runs no hooks here'
git config --unset core.hooksPath
assert_well 'as before'
git config --global core.hooksPath "$TMP/nowhere"
assert_ill 'a folder that is not there' 'pre-commit: not there'
git config --global --unset core.hooksPath

echo '- settings and waivers'
git config kagiban.block high
assert_well 'only what is certain'
assert_contains 'only what is certain' out 'note  kagiban.block: '
git config kagiban.block never
assert_ill 'a wrong setting' 'kagiban.block: expected high, medium or low'
git config --unset kagiban.block
printf '[allow "0123456789abcdef"]\n\treason = x\n\tuntil = 2020-01-01\n' \
	>.kagiban
printf '[allow "01234567"]\n\treason = x\n' >>.kagiban
git add .kagiban
assert_well 'stale waivers'
assert_contains 'expired' out 'note  .kagiban:1: this waiver has expired, on 2020-01-01'
assert_contains 'too broad' out 'note  .kagiban:4: this waiver names the beginning'
printf '[allow\n' >.kagiban
git add .kagiban
assert_ill 'a file that cannot be read' '.kagiban:1: '
git rm -q --cached .kagiban

echo '- a server'
git init -q --bare "$TMP/server.git"
cd "$TMP/server.git" || exit 1
assert_mended 'a server' 'NO    pre-receive: not there'
assert_contains 'a server' out 'a push of a made-up key to a server is refused'

echo '- outside, in Japanese'
cd "$TMP" || exit 1
assert_status 2 'outside of a repository' doctor
cd "$TMP/repo" || exit 1
assert_status 0 'in Japanese' doctor --lang ja
assert_lacks 'in Japanese' out 'All is well'
awk 'length > 240 { exit 1 }' "$TMP/out" || fail 'a long line'
finish
