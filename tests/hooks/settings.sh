#!/bin/sh
# settings.sh - kagiban.* as git's configuration: at every scope that git has,
# also where libgit2 does not look; which scope wins; each setting, and what is
# said of a wrong value; --no-config.
# shellcheck source=tests/hooks/lib.sh
. "$(dirname "$0")/lib.sh"

# Where it is set git is asked in any case; here libgit2 must notice when.
unset GIT_CONFIG_NOSYSTEM

guarded_repo "$TMP/repo"
git commit -q --allow-empty -m first
top=$(git rev-parse HEAD)
# A medium find: it blocks but where kagiban.block is high.
make_aws_key
echo "key = $AWS_ID" >id.txt
git add id.txt

# `git commit`, with the hook, passes or is refused, with what is set now.
assert_high() { # WHAT COMMAND...
	what=$1
	shift
	assert_passes "$what" pre-commit "$@" commit -qm key
	assert_contains "$what: said" err 'not blocked: '
	git reset -q --soft "$top"
}

assert_medium() { # WHAT COMMAND...
	what=$1
	shift
	assert_refused "$what" pre-commit id.txt:1 "$@" commit -qm key
}

# The same by hand.
assert_by_hand() { # WHAT WANTED COMMAND...
	what=$1
	wanted_by_hand=$2
	shift 2
	assert_status "$wanted_by_hand" "$what, by hand" \
		"$@" "$KAGIBAN" --scan-staged
}

echo '- every scope'
assert_medium 'nowhere' git
assert_high '-c' git -c kagiban.block=high
assert_high '-c, by any case' git -c KagiBan.BLOCK=high
VALUE=high
export VALUE
assert_high '--config-env' git --config-env=kagiban.block=VALUE
assert_high 'GIT_CONFIG_COUNT' env GIT_CONFIG_COUNT=1 \
	GIT_CONFIG_KEY_0=kagiban.block GIT_CONFIG_VALUE_0=high git
assert_by_hand 'GIT_CONFIG_COUNT' 0 env GIT_CONFIG_COUNT=1 \
	GIT_CONFIG_KEY_0=kagiban.block GIT_CONFIG_VALUE_0=high
cp "$HOME/.gitconfig" "$TMP/other"
git config -f "$TMP/other" kagiban.block high
assert_high 'GIT_CONFIG_GLOBAL' env GIT_CONFIG_GLOBAL="$TMP/other" git
assert_by_hand 'GIT_CONFIG_GLOBAL' 0 env GIT_CONFIG_GLOBAL="$TMP/other"
printf '[kagiban]\n\tblock = high\n' >"$TMP/system"
assert_high 'GIT_CONFIG_SYSTEM' env GIT_CONFIG_SYSTEM="$TMP/system" \
	git
assert_medium 'GIT_CONFIG_NOSYSTEM' env GIT_CONFIG_SYSTEM="$TMP/system" \
	GIT_CONFIG_NOSYSTEM=1 git
mkdir -p "$TMP/xdg/git"
cp "$TMP/system" "$TMP/xdg/git/config"
assert_high 'XDG_CONFIG_HOME' env XDG_CONFIG_HOME="$TMP/xdg" git
assert_by_hand 'XDG_CONFIG_HOME' 0 env XDG_CONFIG_HOME="$TMP/xdg"

# Sets, tries and unsets.
try_scope() { # OPTIONS-OF-git-config...
	git config "$@" kagiban.block high
	assert_high "git config $*" git
	assert_by_hand "git config $*" 0 env
	git config "$@" --unset kagiban.block
	assert_medium "git config $* --unset" git
}
try_scope --global
try_scope --local
git config extensions.worktreeConfig true
try_scope --worktree
git config --unset extensions.worktreeConfig

# An include under a condition, in the repository's own configuration.
try_include() { # CONDITION
	git config "includeIf.$1.path" "$TMP/system"
	assert_high "includeIf $1" git
	assert_by_hand "includeIf $1" 0 env
	git config --remove-section "includeIf.$1"
	git config "includeIf.$2.path" "$TMP/system"
	assert_medium "includeIf $2" git
	git config --remove-section "includeIf.$2"
}
try_include "gitdir:$TMP/repo/.git" "gitdir:$TMP/another/.git"
try_include "gitdir/i:$TMP/REPO/" "gitdir:$TMP/REPO/"
try_include onbranch:main onbranch:other
try_include 'onbranch:m*' 'onbranch:m'
git remote add origin https://example.com/a.git
try_include 'hasconfig:remote.*.url:https://example.com/**' \
	'hasconfig:remote.*.url:https://example.org/**'
git config include.path "$TMP/system"
assert_high 'include' git
git config --unset include.path

echo '- the narrower scope wins'
git config --global kagiban.block high
git config --local kagiban.block medium
assert_medium 'local over global' git
assert_high '-c over local' git -c kagiban.block=high
git config --local kagiban.block high
assert_medium '-c medium over local' git -c kagiban.block=medium
git config --local --add kagiban.block medium
assert_medium 'the last of two' git
git config --local --unset-all kagiban.block
assert_high 'global again' git
assert_status 1 '--no-config' "$KAGIBAN" --scan-staged --no-config
git config --global --unset kagiban.block

echo '- a wrong value'
while IFS='|' read -r name value message; do
	git config "kagiban.$name" "$value"
	assert_status 2 "$name $value" "$KAGIBAN" --scan-staged
	assert_contains "$name $value" err "kagiban: $message"
	assert_status 1 "$name $value, --no-config" \
		"$KAGIBAN" --scan-staged --no-config
	status=0
	run_traced git commit -qm key || status=$?
	assert_equal "$name $value, the hook blocks" 'pre-commit 2' \
		"$(cat "$TMP/hooks")"
	git config --unset "kagiban.$name"
done <<-'END'
	block|hgih|kagiban.block: expected high, medium or low, not "hgih"
	block||kagiban.block: expected high, medium or low, not ""
	maxBlob|12|kagiban.maxBlob: expected 1m to 1g, not "12"
	maxBlob|2g|kagiban.maxBlob: expected 1m to 1g, not "2g"
	maxBlob|big|kagiban.maxBlob: 
	ownKeys|perhaps|kagiban.ownKeys: expected true or false, not perhaps
	lock|2x|kagiban.lock: expected true or false, not 2x
	inlineTags|x|kagiban.inlineTags: expected true or false, not x
	receiveTimeout|soon|kagiban.receiveTimeout: expected seconds such as 4.5, or 4500ms, up to a day, not "soon"
END

echo '- each of them counts'
awk 'BEGIN { for (i = 0; i < 100000; i++) print "line number", i }' >large
git add large
git -c kagiban.maxBlob=1m commit -qm large >"$TMP/out" 2>"$TMP/err"
assert_contains 'maxBlob' err '1 large file read in windows'
git rm -q --cached large
git config kagiban.lang ja
run git commit -qm key
assert_contains 'lang' err 'コミットを'
git config kagiban.lang en
run env LANG=ja_JP.UTF-8 LC_ALL= git commit -qm key
assert_contains 'lang over LANG' err 'commit blocked'
run env LC_ALL= "$KAGIBAN" --scan-staged --lang ja
assert_lacks '--lang over lang' out 'staged for commit'
git config --unset kagiban.lang
for true in true yes on 1; do
	printf '[kagiban]\n\tskipPath = id.txt\n' >.kagiban
	git add .kagiban
	assert_status 0 'not locked' "$KAGIBAN" --scan-staged
	git config kagiban.lock $true
	assert_status 1 "lock $true" "$KAGIBAN" --scan-staged
	git config --unset kagiban.lock
done
printf '[kagiban]\n\tlock\n' >"$TMP/system"
git config include.path "$TMP/system"
assert_status 1 'lock without a value' "$KAGIBAN" --scan-staged
finish
