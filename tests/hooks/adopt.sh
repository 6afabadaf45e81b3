#!/bin/sh
# adopt.sh - --allow of many ids at once and of a whole report, and of that of
# a long history; the sections are sorted and the rest of the file stays; two
# branches that add one each merge without a conflict and stay readable.
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

echo '- a history of 200 commits, 500 secrets in 2,000 files'
new_repo "$TMP/old"
# Each secret stands in four files; of fifty each file is a find, since they
# are passwords.
awk -v seed="$(random_of 1-9 8)" '
function pick(count,   text) {
	while (count-- > 0)
		text = text substr(set, 1 + int(rand() * length(set)), 1)
	return text
}
BEGIN {
	srand(seed)
	set = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
	for (i = 0; i < 450; i++)
		secret[i] = "service_secret_key = \"" pick(37) "x7q\"\n"
	for (; i < 500; i++)
		secret[i] = "auth = HTTPBasicAuth(\"me\", \"" pick(38) "x7\")\n"
	for (i = 0; i < 2000; i++) {
		if (i % 10 == 0)
			printf "commit refs/heads/main\ncommitter T <t@l> " \
				"%d +0000\ndata 2\nc\n", 1700000000 + i
		text = "line " i "\n" secret[i % 500]
		printf "M 100644 inline d%d/f%d.py\ndata %d\n%s\n", i % 7, i,
			length(text), text
	}
	print "done"
}' | git fast-import --quiet --done
git checkout -q -f main
# Some are waived already, with words round them.
"$KAGIBAN" --scan-files --format json d3/f3.py d5/f5.py >"$TMP/out"
# shellcheck disable=SC2046
allow $(ids_of) >"$TMP/err" || fail 'the first two'
{
	printf '# ours; do not sort\n[kagiban]\n\tskipPath = vendor/ # not ours\n'
	sed 's/^\[allow/# a known one\n&/' .kagiban
	printf '; the end\n[rule "acme"]\n\tkeyword = acme_\n'
	printf '\tpattern = acme_[0-9a-f]{32}\n'
} >"$TMP/kagiban"
cp "$TMP/kagiban" .kagiban
# A pipe, as in the README.
"$KAGIBAN" --scan-history --format json |
	"$KAGIBAN" --allow - --reason 'fix later' >"$TMP/out" 2>"$TMP/err" ||
	fail 'adopted'
assert_contains 'as many as there are' out 'waived in .kagiban: 648 findings'
# What stood there stands there, in its order; the rest are the new ones.
cp .kagiban "$TMP/adopted"
assert_status 0 'nothing blocks' "$KAGIBAN" --scan-history
assert_contains 'nothing blocks' out '650 waived'
assert_status 0 'nor in the files' "$KAGIBAN" --scan-files .
assert_contains 'nor in the files' out '650 waived'
git add .kagiban
git commit -qm waivers
assert_status 0 'nor when it is in' "$KAGIBAN" --scan-history
diff "$TMP/kagiban" .kagiban >"$TMP/diff"
assert_equal 'no line is taken out' '' "$(grep '^<' "$TMP/diff" | head -3)"
assert_equal 'as many sections are put in' 648 \
	"$(grep -c '^> \[allow' "$TMP/diff")"
write_passwords new.ini 1
assert_status 1 'the next one blocks' "$KAGIBAN" --scan-files .
assert_contains 'the next one blocks' out ': 1 secret'
rm new.ini
# 400 that cover nothing are taken out again, and no others.
seq 400 | awk '{
	printf "[allow \"%016d\"]\n\treason = gone # %016d\n", $1, $1
}' >>.kagiban
assert_status 0 'pruned' "$KAGIBAN" --prune
assert_contains 'pruned' out '400 waivers taken out'
assert_same_file 'as before' "$TMP/adopted" .kagiban

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
