#!/bin/sh
# rules.sh - --list-rules lists every rule in aligned columns; --explain says
# of a rule and of a family what to do, even where a file of rules is broken,
# and names the nearest id of one that is mistyped.
set -u

dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
failed=0

fail() {
	failed=$((failed + 1))
	echo "FAILED: $*"
	cat "$dir/out" "$dir/err"
}

# run STATUS ARGUMENTS...
run() {
	want=$1
	shift
	LC_ALL=C "$KAGIBAN" "$@" >"$dir/out" 2>"$dir/err"
	got=$?
	test $got -eq "$want" || fail "ended with $got, not $want: $*"
}

# says STREAM PATTERN: a line of it matches.
says() {
	grep -q -e "$2" "$dir/$1" || fail "$1 does not say: $2"
}

run 0 --list-rules
says out '^RULE  *CONFIDENCE  *FAMILY  *WHAT IT FINDS$'
says out '^aws-access-key  *high  *AWS  *AWS secret access key$'
cp "$dir/out" "$dir/list"
# The second column begins at the same place in each line.
awk '{ match($0, /^[^ ]+ +/); print RLENGTH }' "$dir/list" | sort -u >"$dir/out"
test "$(wc -l <"$dir/out")" -eq 1 || fail "the columns are not aligned"
# Each rule can be explained.
sed 1d "$dir/list" | while read -r id rest; do
	"$KAGIBAN" --explain "$id" >"$dir/out" 2>"$dir/err" ||
		echo "$id $rest" >>"$dir/unexplained"
done
test ! -e "$dir/unexplained" || fail "cannot explain: $(cat "$dir/unexplained")"

if command -v jq >/dev/null; then
	run 0 --list-rules --format json
	test "$(jq length <"$dir/out")" -eq "$(sed 1d "$dir/list" | wc -l)" ||
		fail "json: not as many as in the list"
	jq -e '.[] | select(.id == "aws-access-key") | .confidence == "high" and
		.family == "aws" and (.steps | length > 5)' <"$dir/out" \
		>/dev/null || fail "json: the rule of AWS"
fi
run 2 --list-rules --format sarif
says err 'expected text or json'

run 0 --explain aws-access-key
says out '^AWS secret access key (aws-access-key)$'
says out '^  confidence  *high$'
says out '^  grants  *everything'
says out '^  revoke it at  *https://'
says out '^  1\. Delete the key first'
awk 'length > 79 { exit 1 }' "$dir/out" || fail "a line is too long"

run 0 --explain aws
says out '^AWS (aws)$'
says out '^  aws-access-key  *AWS secret access key$'
says out '^  1\. Delete the key first'

run 2 --explain aws-acces-key
says err '^kagiban: there is no rule or family named aws-acces-key; is aws-access-key meant?$'
run 2 --explain zzzzzzzzzzzzzzzz
says err '^kagiban: there is no rule or family named zzzzzzzzzzzzzzzz; kagiban --list-rules lists them$'

# A broken file of rules keeps nobody from reading what to do; lists need it.
printf '[rule\n' >"$dir/broken"
run 0 --explain aws-access-key --config "$dir/broken"
says out '^  1\. Delete the key first'
says err "^kagiban: warning: $dir/broken:1: expected a section header"
run 2 --list-rules --config "$dir/broken"

test $failed -eq 0
