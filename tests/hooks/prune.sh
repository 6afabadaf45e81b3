#!/bin/sh
# prune.sh - --prune takes out waivers that have expired or cover nothing, in
# no commit and not staged, and leaves the others and the rest of the file; not
# everything can be scanned: nothing is taken out.
# shellcheck source=tests/hooks/lib.sh
. "$(dirname "$0")/lib.sh"

# Waives all that is found in FILE.
waive() { # FILE [OPTIONS]
	waived=$1
	shift
	"$KAGIBAN" --scan-files --format json "$waived" |
		"$KAGIBAN" --allow - --reason test "$@" >"$TMP/out" ||
		fail "waive $waived"
}

write_password() { # FILE
	printf 'db_password = "%s"\n' "$(random_of A-Za-z0-9 40)" >"$1"
}

count_waivers() { # FILE
	grep -c '^\[allow' "$1"
}

new_repo "$TMP/repo"
for name in kept deleted staged never expired; do
	write_password "$name.ini"
done
printf '# the team\n[kagiban]\n\tskipPath = x/\n' >.kagiban
waive kept.ini
waive deleted.ini
waive staged.ini
waive never.ini
git add .kagiban kept.ini deleted.ini && git commit -qm one
git rm -q deleted.ini && git commit -qm two
git add staged.ini
waive expired.ini --until 2999-01-01
sed 's/2999-01-01/2020-01-01/' .kagiban >"$TMP/new" && cp "$TMP/new" .kagiban
git add expired.ini
never=$("$KAGIBAN" --scan-files --format json --no-config never.ini |
	sed -n 's/^ "id": "\(.*\)",$/\1/p')

echo '- a history says it before'
git clone -q "$TMP/repo" "$TMP/whole"
cd "$TMP/whole" || exit 1
cp "$TMP/repo/.kagiban" "$TMP/repo/staged.ini" .
git add . && git commit -qm 'all but one' && git rm -q kept.ini staged.ini
git commit -qm 'none is left'
assert_status 0 'history' "$KAGIBAN" --scan-history
assert_contains 'history' out '1 waiver covers nothing (see --prune)'
assert_status 0 'history, for machines' \
	"$KAGIBAN" --scan-history --format json
assert_contains 'history, for machines' out '"waivers_unused": 1'
git clone -q --depth 1 "file://$TMP/whole" "$TMP/shallow"
cd "$TMP/shallow" || exit 1
assert_status 0 'shallow' "$KAGIBAN" --scan-history
assert_lacks 'shallow' out 'covers nothing'
assert_status 2 'shallow' "$KAGIBAN" --prune
assert_contains 'shallow' err 'git fetch --unshallow'
cd "$TMP/repo" || exit 1

echo '- what goes and what stays'
assert_equal 'five at first' 5 "$(count_waivers .kagiban)"
assert_status 0 'pruned' "$KAGIBAN" --prune
assert_equal 'three at last' 3 "$(count_waivers .kagiban)"
assert_contains 'the reason' out 'expired on 2020-01-01'
assert_contains 'the reason' out "$never: covers nothing"
assert_contains 'how many' out '2 waivers taken out'
assert_lacks 'no longer there' .kagiban "$never"
head -3 .kagiban >"$TMP/head"
printf '# the team\n[kagiban]\n\tskipPath = x/\n' >"$TMP/wanted"
assert_same_file 'the rest stays' "$TMP/wanted" "$TMP/head"
assert_status 0 'once more' "$KAGIBAN" --prune
assert_contains 'once more' out 'nothing to prune'
assert_status 0 'what is in a commit is waived still' \
	"$KAGIBAN" --scan-history
assert_contains 'what is in a commit is waived still' out '2 waived'

echo '- this repository alone'
write_password mine.ini
waive mine.ini --local
assert_equal 'one' 1 "$(count_waivers .git/info/kagiban)"
cp .kagiban "$TMP/kept"
assert_status 0 'pruned' "$KAGIBAN" --prune --local
assert_equal 'none' 0 "$(count_waivers .git/info/kagiban)"
assert_same_file "the team's stays" "$TMP/kept" .kagiban

echo '- what cannot be scanned'
waive never.ini
cp .kagiban "$TMP/kept"
object=$(git rev-parse HEAD:kept.ini)
rm -f ".git/objects/$(echo "$object" | cut -c1-2)/$(echo "$object" | cut -c3-)"
assert_status 3 'refused' "$KAGIBAN" --prune
assert_contains 'refused' err 'nothing is pruned, since not all could be scanned'
assert_same_file 'nothing is changed' "$TMP/kept" .kagiban

echo '- where it makes no sense'
assert_status 2 'for all repositories' "$KAGIBAN" --prune --global
cd "$TMP" || exit 1
assert_status 2 'outside of a repository' "$KAGIBAN" --prune
finish
