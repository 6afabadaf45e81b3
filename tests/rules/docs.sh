#!/bin/sh
# docs.sh - docs/RULES.md is true: its example passes --check-rules; the keys,
# checks and fields that it lists are those that the source has, no more and
# no less.
# shellcheck disable=SC2016 # the back quotes are Markdown
set -u

docs=$SOURCE_DIR/docs/RULES.md
src=$SOURCE_DIR/src
dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
failed=0

# same WHAT: the lists "docs" and "source" are equal and not empty.
same() {
	sort -u "$dir/docs" >"$dir/docs.sorted"
	sort -u "$dir/source" >"$dir/source.sorted"
	if test ! -s "$dir/docs" ||
		! cmp -s "$dir/docs.sorted" "$dir/source.sorted"; then
		failed=$((failed + 1))
		echo "FAILED: $1: in the docs (<) and in the source (>)"
		diff "$dir/docs.sorted" "$dir/source.sorted"
	fi
}

# names SECTION: the names in the first column of its table.
names() {
	awk -v section="## $1" '
		/^## / { on = $0 == section }
		on && /^\| `/ {
			gsub(/\\\|/, "")
			split($0, cell, "|")
			print cell[2]
		}' "$docs" |
		grep -o '`[^`]*`' | sed 's/`//g; s/:.*//'
}

awk '/^```/ { fence++; next } fence == 1' "$docs" >"$dir/example"
if ! LC_ALL=C "$KAGIBAN" --check-rules "$dir/example"; then
	failed=$((failed + 1))
	echo "FAILED: the example"
fi

names 'Keys of a rule' >"$dir/docs"
sed -n '/^static const struct draft_key rule_keys/,/^};/p' \
	"$src/rules/draft.c" |
	sed -n 's/^	{ "\([^"]*\)".*/\1/p' >"$dir/source"
same 'keys of a rule'

names Checks >"$dir/docs"
sed -n '/^static const struct check checks/,/^};/p' "$src/engine/check.c" |
	sed -n 's/^	{ "\([^"]*\)".*/\1/p' | grep -vx none >"$dir/source"
same checks

names Templates >"$dir/docs"
sed -n '/^static const struct field_kind kinds/,/^};/p' "$src/rules/field.c" |
	sed -n 's/^	[A-Z{]*[( ]*"\([^"]*\)".*/\1/p' >"$dir/source"
same fields

# The kinds of keys stand in one cell.
sed -n 's/^| `pem:KIND` |//p' "$docs" | grep -o '`[^`]*`' | tr -d '`' \
	>"$dir/docs"
sed -n '/^static const struct key_kind kinds/,/^};/p' \
	"$src/rules/samplekey.c" |
	sed -n 's/^	{ "\([^"]*\)".*/\1/p' >"$dir/source"
same 'kinds of keys'

test $failed -eq 0
