# man_page.sh - the manual page lists the options that the program has, names
# every setting and file that the source reads, and is well-formed.
# shellcheck shell=sh source=tests/hooks/lib.sh
. "$(dirname "$0")/../hooks/lib.sh"
page=$SOURCE_DIR/docs/kagiban.1

assert 'the lists are up to date (else: docs/update-man.sh)' \
	"$SOURCE_DIR/docs/update-man.sh" --check "$KAGIBAN"

"$KAGIBAN" --help --format rows >"$TMP/rows"
assert 'there are options' [ "$(wc -l <"$TMP/rows")" -gt 20 ]
cut -f2 "$TMP/rows" >"$TMP/names"
while read -r name; do
	assert "the page has --$name" \
		grep -q "^\.It \(Fl [a-z] , \)\{0,1\}Fl -$name\( Ar .*\)\{0,1\}\$" \
		"$page"
done <"$TMP/names"

sed -n 's/.*{ "\(kagiban\.[a-z]*\)", read_.*/\1/p' \
	"$SOURCE_DIR/src/cli/settings.c" >"$TMP/settings"
assert 'there are settings' [ -s "$TMP/settings" ]
while read -r setting; do
	assert "the page has $setting" grep -qi "^\.It Cm $setting\$" "$page"
done <"$TMP/settings"

for status in 0 1 2 3; do
	assert "status $status" grep -q "^\.It $status\$" "$page"
done

if command -v mandoc >/dev/null; then
	mandoc -T lint -W warning "$page" >"$TMP/lint" 2>&1 || :
	sed -i '/outdated mandoc.db/d' "$TMP/lint"
	assert_equal 'mandoc' '' "$(cat "$TMP/lint")"
fi
finish
