#!/bin/sh
# adopt.sh - --allow of many ids at once and of a whole report; the sections
# are sorted and the rest of the file stays; two branches that add one each
# merge without a conflict and stay readable.
# shellcheck source=tests/hooks/lib.sh
. "$(dirname "$0")/lib.sh"

allow() {
	"$KAGIBAN" --allow "$@" --reason 'used in tests'
}

scan() {
	"$KAGIBAN" --scan-files --color never "$@"
}

# The ids of what the last --format json, in $TMP/out, lists.
ids_of() {
	grep -o '"id": "[0-9a-f]*"' "$TMP/out" | sed 's/.*: "//;s/"//'
}

write_passwords() { # FILE COUNT
	for _ in $(seq "$2"); do
		printf 'db_password = "%s"\n' "$(random_of A-Za-z0-9 40)"
	done >"$1"
}

echo '- many at once'
new_repo "$TMP/many"
write_passwords a.ini 3
assert_status 1 'before' scan a.ini
assert_status 1 'before' scan --format json a.ini
# shellcheck disable=SC2046 # a word each
set -- $(ids_of)
assert_equal 'three' 3 $#
printf '# ours\n\n[kagiban]\n\tskipPath = x/ # why\n' >.kagiban
cp .kagiban "$TMP/head"
assert_status 0 'all three' allow "$@"
assert_equal 'a line each' 3 "$(grep -c 'waived in' "$TMP/out")"
assert_status 0 'after' scan a.ini
assert_contains 'after' out '3 waived'
head -4 .kagiban >"$TMP/now"
assert_same_file 'the rest stays' "$TMP/head" "$TMP/now"
sed -n 's/^\[allow "\(.*\)"\]$/\1/p' .kagiban >"$TMP/now"
sort "$TMP/now" >"$TMP/sorted"
assert_same_file 'sorted' "$TMP/sorted" "$TMP/now"
assert_status 2 'one that is there' allow "$1"
assert_contains 'one that is there' err 'names it already'
assert_status 2 'one that is no id' allow "$1" no-id
assert_contains 'one that is no id' err 'not no-id'

echo '- a whole report'
new_repo "$TMP/whole"
write_passwords a.ini 30
printf '%s = %s\n' password hunter2 >weak.ini
assert_status 1 'before' scan --format json .
cp "$TMP/out" "$TMP/report"
export KAGIBAN TMP
assert_status 0 'adopted' sh -c \
	'"$KAGIBAN" --allow - --reason "fix later" <"$TMP/report"' </dev/null
assert_contains 'adopted' out '30 findings'
assert_status 0 'after' scan .
assert_contains 'after' out '30 waived'
assert_contains 'what does not block is left' out 'not blocked'
write_passwords more.ini 1
assert_status 1 'another one is found' scan .
assert_status 1 'once more' scan --format json .
cp "$TMP/out" "$TMP/report"
assert_status 0 'once more' sh -c \
	'"$KAGIBAN" --allow - --reason "fix later" <"$TMP/report"'
assert_contains 'once more' out 'waived in .kagiban: 1 finding'
printf 'no report\n' >"$TMP/report"
cp .kagiban "$TMP/kept"
assert_status 3 'no report' sh -c \
	'"$KAGIBAN" --allow - --reason "fix later" <"$TMP/report"'
assert_contains 'no report' err 'no report of kagiban --format json'
printf '{"findings": [{"id": "x", "rule": "y", "blocks": true}]}\n' \
	>"$TMP/report"
assert_status 3 'a made-up report' sh -c \
	'"$KAGIBAN" --allow - --reason "fix later" <"$TMP/report"'
assert_same_file 'nothing is written then' "$TMP/kept" .kagiban

echo '- two branches'
# Twenty pairs, since the ids decide how the sections lie.
new_repo "$TMP/merge"
printf '.kagiban merge=union\n' >.gitattributes
write_passwords base.ini 4
scan --format json base.ini >"$TMP/out"
# shellcheck disable=SC2046
allow $(ids_of) >/dev/null || fail 'base'
git add . && git commit -qm base
for i in $(seq 20); do
	git checkout -q -b "left$i"
	write_passwords "left$i.ini" 1
	scan --format json "left$i.ini" >"$TMP/out"
	allow "$(ids_of)" --until 2099-01-01 >/dev/null || fail "left $i"
	git add . && git commit -qm left
	git checkout -q -
	write_passwords "right$i.ini" 1
	scan --format json "right$i.ini" >"$TMP/out"
	allow "$(ids_of)" --until 2099-01-01 >/dev/null || fail "right $i"
	git add . && git commit -qm right
	assert "pair $i merges" git merge -q -m merge "left$i"
	assert_status 0 "pair $i is read" scan .
done
assert_contains 'all of them' out '44 waived'
finish
