# oracle.sh - 200 generated histories: merges, octopus and evil ones, conflicts
# resolved by hand, renames, moves of lines and of folders, reverts,
# cherry-picks, amended and dropped commits, deleted branches, with secrets in
# files, links, messages, tags and names.  What a push, a range and the history
# find in them is what oracle.py works out by itself: nothing is missed and
# nothing invented, and no secret is shown.
#
#     SEED=17 oracle.sh       200 histories of that seed
#     SEED=17 NUMBER=3 KEEP=/tmp/there oracle.sh
#                             the one with that number, which is kept there
# slow: some thousand commits are scanned five times
# shellcheck shell=sh source=tests/hooks/lib.sh
. "$(dirname "$0")/lib.sh"
command -v python3 >/dev/null || skip 'no python3'

# The histories COUNT of SEED, or NUMBER alone.
assert_agrees() { # SEED COUNT [NUMBER]
	mkdir "$TMP/histories"
	assert "seed $1" python3 "$SOURCE_DIR/tests/hooks/oracle.py" \
		"${KEEP:-$TMP/histories}" "$@"
	rm -rf "$TMP/histories"
}

PYTHONDONTWRITEBYTECODE=1
export PYTHONDONTWRITEBYTECODE
count=200
# Slower by far, and not there to find other differences.
[ -z "${SANITIZE:-}" ] || count=40
if [ -n "${SEED:-}" ]; then
	# shellcheck disable=SC2086 # one or none
	assert_agrees "$SEED" $count ${NUMBER:-}
else
	assert_agrees 1 $((count * 4 / 5))
	assert_agrees "$(date +%s)" $((count / 5))
fi

finish
