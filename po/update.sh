#!/bin/sh
# update.sh - collects the messages of the program and of its rules, and brings
# them into the translations.
#
#     po/update.sh [BUILTIN_RULES.c [TEMPLATE.pot]]
#
# BUILTIN_RULES.c is what rulec makes of rules/ in a build (looked for in
# build/dev).  The messages go to po/kagiban.pot and from there into each
# po/LANGUAGE.po: new ones untranslated, those that are gone as comments at the
# end.  With TEMPLATE.pot, they go there and the translations stay untouched.
#
# What is written depends on the messages alone: no dates, no line numbers.
set -eu

top=$(cd "$(dirname "$0")/.." && pwd -P)
rules=${1:-$top/build/dev/generated/builtin_rules.c}
pot=${2:-$top/po/kagiban.pot}

if [ ! -f "$rules" ]; then
	echo "update.sh: $rules is not there: build first, or name the" \
		"builtin_rules.c of a build" >&2
	exit 2
fi
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# xgettext -D cannot find what is named from the root.
mkdir "$scratch/generated"
cp "$rules" "$scratch/generated/builtin_rules.c"

# What is extracted from C in the same way everywhere.
extract() { # ARGUMENTS...
	xgettext --language=C --from-code=UTF-8 --add-location=file \
		--add-comments=TRANSLATORS: --package-name=kagiban \
		--keyword --keyword=N_ "$@"
}

# The messages of the program.  What rulec says is seen by builds only.
(cd "$top" && find src -name '*.c' ! -name rulec.c) | LC_ALL=C sort \
	>"$scratch/sources"
extract --directory="$top" --files-from="$scratch/sources" \
	--keyword=_ --keyword=ngettext:1,2 --keyword=ngettext_:1,2 \
	--keyword=err_set:3 --keyword=err_context:2 \
	--flag=_:1:pass-c-format --flag=N_:1:pass-c-format \
	--flag=ngettext_:1:pass-c-format --flag=ngettext_:2:pass-c-format \
	--flag=err_set:3:c-format --flag=err_context:2:c-format \
	--flag=page_add:2:c-format --output="$scratch/program.pot"
extract --directory="$scratch/generated" --output="$scratch/found.pot" \
	builtin_rules.c
# No printf() sees the texts of the rules.
sed '/^#, c-format$/d' "$scratch/found.pot" >"$scratch/rules.pot"
# A message of both stands where the program has it.
msgcat --use-first "$scratch/program.pot" "$scratch/rules.pot" |
	sed '/^"POT-Creation-Date:/d' >"$scratch/all.pot"
mv "$scratch/all.pot" "$pot"
[ $# -lt 2 ] || exit 0

for po in "$top"/po/*.po; do
	[ -f "$po" ] || continue
	msgmerge --quiet --no-fuzzy-matching --previous \
		--output-file="$scratch/merged.po" "$po" "$pot"
	mv "$scratch/merged.po" "$po"
	printf '%s: ' "${po##*/}"
	msgfmt --statistics --output-file=/dev/null "$po"
	gone=$(msgattrib --only-obsolete "$po" | grep -c '^#~ msgid ') || :
	if [ "$gone" -gt 0 ]; then
		echo "  $gone at the end are in use no longer; when nothing" \
			"of them is needed any more:"
		echo "  msgattrib --no-obsolete -o $po $po"
	fi
done
