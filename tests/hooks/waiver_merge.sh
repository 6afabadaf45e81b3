# waiver_merge.sh - two branches that add waivers, and a real git merge: with
# the line of .gitattributes that --install and --allow offer, copied and run,
# there is no conflict and all waivers count; without it, what is said.
# shellcheck shell=sh source=tests/hooks/lib.sh
. "$(dirname "$0")/lib.sh"

OFFER='So that waivers that two branches add merge without a conflict:'

# Runs the command under OFFER in what was printed last.
do_as_told() {
	sed -n "/^$OFFER/{n;p;}" "$TMP/out" >"$TMP/command"
	sh "$TMP/command"
}

# Waives on a branch of its own two keys, and a weak place, in files there.
waive_on() { # BRANCH
	git checkout -q -b "$1" main
	for file in "$1-one" "$1-two"; do
		leak_into "$file.ini"
	done
	printf 'db_password = "%s"\n' "$(random_of A-Za-z0-9 40)" >"$1.conf"
	git add .
	run git commit -qm keys
	sed -n 's/^ *id  *\([0-9a-f]\{8\}\)$/\1/p' "$TMP/err" >"$TMP/ids"
	# shellcheck disable=SC2046 # ids
	run "$KAGIBAN" --allow $(cat "$TMP/ids") --reason 'used in tests' \
		--until 2999-12-31
	git add .
	assert_passes "waived on $1" pre-commit git commit -qm keys
}

# Merges both into main.
merge_both() {
	git checkout -q main
	git merge -q --no-edit one
	run git merge --no-edit two
}

# All that is waived passes again, as a new file of the same names.
assert_waived() { # WHAT
	git checkout -q --orphan anew
	assert_passes "$1" pre-commit git commit -qm all 2>/dev/null
	assert_contains "$1: all of them" err '6 waived'
}

two_branches() { # DIR
	guarded_repo "$1"
	echo hello >hello
	[ -z "$2" ] || printf '%s' "$2" >.kagiban
	run "$KAGIBAN" --install
	assert_contains 'install offers it' out "$OFFER"
	[ -z "$3" ] || do_as_told
	git add .
	git commit -qm first
	waive_on one
	waive_on two
}

# Sections are sorted: all that is added comes behind this one, in one place.
for own in '' '[allow "0000000000000001"]
	reason = of the team # stays
'; do
	echo "- without the line, .kagiban ${own:+was there before}"
	two_branches "$TMP/without${own:+-own}" "$own" ''
	assert_not 'a conflict' merge_both
	assert_contains 'a conflict' out 'CONFLICT'
	git add .kagiban
	assert_not 'the markers do not pass' run git commit -qm merged
	assert_contains 'the markers do not pass' err '.kagiban:'
	assert_status 2 'the markers' "$KAGIBAN" --check-rules .kagiban
	sed '/^<<<<<<< /d;/^=======$/d;/^>>>>>>> /d' .kagiban >"$TMP/both"
	cp "$TMP/both" .kagiban
	git add .kagiban
	assert_waived 'without the markers all count'

	echo "- with it"
	two_branches "$TMP/with${own:+-own}" "$own" yes
	assert 'no conflict' merge_both
	assert_status 0 'it can be read' "$KAGIBAN" --check-rules .kagiban
	assert_waived 'all count'
done

echo '- the offer: where it is due, and only there'
new_repo "$TMP/offer"
mkdir sub
cd sub || exit 1
printf '*.png binary' >../.gitattributes
assert_status 0 'allow' "$KAGIBAN" --allow 0123456789abcdef --reason test
assert_contains 'a new file' out "$OFFER"
do_as_told
printf '*.png binary\n.kagiban merge=union\n' >"$TMP/wanted"
assert_same_file 'from below, after a line without end' "$TMP/wanted" \
	../.gitattributes
assert_status 0 'install' "$KAGIBAN" --install
assert_lacks 'no more' out "$OFFER"
echo '.kagiban -merge' >../.gitattributes
assert_status 0 'install' "$KAGIBAN" --install
assert_lacks 'decided otherwise' out "$OFFER"
rm ../.gitattributes
assert_status 0 'allow, once more' "$KAGIBAN" --allow 1123456789abcdef \
	--reason test
assert_lacks 'the file was there' out "$OFFER"
assert_status 0 'allow, for oneself' "$KAGIBAN" --allow 2123456789abcdef \
	--reason test --local
assert_lacks 'for oneself' out "$OFFER"
assert_status 0 'quiet' "$KAGIBAN" --install --quiet
assert_lacks 'quiet' out "$OFFER"
assert_status 0 'Japanese' "$KAGIBAN" --install --lang ja
assert_contains 'Japanese' out "printf '.kagiban merge=union"
assert_lacks 'Japanese' out "$OFFER"
git init -q --bare "$TMP/bare.git"
cd "$TMP/bare.git" || exit 1
assert_status 0 'bare' "$KAGIBAN" --install
assert_lacks 'bare' out "$OFFER"
finish
