#!/bin/sh
# check_rules.sh - the built-in rules pass their own examples, and a wrong
# rule does not: --check-rules on files of one's own names the rule, what is
# wrong with it and the template, and ends with 2.
# slow: each rule is tried with many seeds
set -u

dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
failed=0

fail() {
	failed=$((failed + 1))
	echo "FAILED: $*"
	cat "$dir/out" "$dir/err"
}

# check STATUS FILE...: runs --check-rules, expects the status.
check() {
	want=$1
	shift
	LC_ALL=C "$KAGIBAN" --check-rules "$@" >"$dir/out" 2>"$dir/err"
	got=$?
	test $got -eq "$want" || fail "ended with $got, not $want: $*"
}

# says STREAM LINE: a line of it is exactly this.
says() {
	grep -qxF -e "$2" "$dir/$1" || fail "$1 does not say: $2"
}

rule() {
	cat <<RULE
[family "acme"]
	title = ACME
[rule "acme-token"]
	family  = acme
	title   = ACME token
	keyword = acme_
	pattern = $1
	example = "$2"
	counter = "$3"
RULE
}

check 0
grep -q '^rules: [1-9]' "$dir/out" || fail "no count of rules"

rule 'acme_[0-9a-f]{32}' 't: acme_{hex:32}' 'acme_{hex:8}' >"$dir/good"
check 0 "$dir/good"
says out 'rules: 1, examples: 1, counters: 1; all are right'
check 0 --quiet "$dir/good"
test ! -s "$dir/out" || fail "--quiet is not quiet"

rule 'acme_[0-9a-f]{33}' 't: acme_{hex:32}' 'acme_{hex:8}' >"$dir/bad"
check 2 "$dir/bad"
says out 'acme-token: example 1: nothing is found (first with seed 1; 20 of 20 seeds): t: acme_{hex:32}'
says err 'kagiban: 1 of 1 rules are wrong'

rule 'acme_[0-9a-f]{31,33}' 't: acme_{hex:32}' 'acme_{hex:8}' >"$dir/bad"
check 2 "$dir/bad"
says out 'acme-token: example 1: found although one character short, field 1 (first with seed 1; 20 of 20 seeds): t: acme_{hex:32}'
says out 'acme-token: example 1: found although one character too long, field 1 (first with seed 1; 20 of 20 seeds): t: acme_{hex:32}'

rule 'acme_[0-9a-f]{32}' 't: acme_{hex:32}' 'acme_{hex:32}' >"$dir/bad"
check 2 "$dir/bad"
says out 'acme-token: counter 1: found, and should not be (first with seed 1; 20 of 20 seeds): acme_{hex:32}'

rule 'acme_[0-9a-f]{32}' 't: acme_{hexx:32}' 'acme_{hex:8}' >"$dir/bad"
check 2 "$dir/bad"
says out 'acme-token: example 1: the template is wrong: column 9: there is no field named hexx: t: acme_{hexx:32}'

rule 'acme_(' 'acme_{hex:32}' 'acme_{hex:8}' >"$dir/bad"
check 2 "$dir/bad"
grep -q 'acme-token' "$dir/err" || fail "a broken pattern is not named"

sed 's/pattern/patern/' "$dir/good" >"$dir/bad"
check 2 "$dir/bad"
says err "kagiban: $dir/bad:7: unknown key patern; is pattern meant?"

check 3 "$dir/none"

test $failed -eq 0
