# readme.sh - the READMEs tell the truth: links lead somewhere, commands and
# settings exist, and the two languages have the same parts.  Their transcripts
# are transcripts.sh's.
# shellcheck shell=sh source=tests/hooks/lib.sh
. "$(dirname "$0")/lib.sh"
PATH=$(dirname "$KAGIBAN"):$PATH
export PATH

"$KAGIBAN" --help --format rows | cut -f2 >"$TMP/options"
cd "$SOURCE_DIR" || exit 1

echo '- links, options and settings are there'
for page in *.md docs/*.md; do
	sed -n 's/[^]]*](\([^)]*\))/\1\n/gp' "$page" | grep -v '^http' |
		sed '/[^A-Za-z0-9_./-]/d; /^$/d' >"$TMP/links"
	while read -r link; do
		assert "$page: $link" test -e "$(dirname "$page")/$link"
	done <"$TMP/links"
	grep -o 'kagiban --[a-z-]*' "$page" | sort -u | sed 's/.*--//' \
		>"$TMP/used"
	while read -r option; do
		assert "$page: --$option" grep -qx -e "$option" "$TMP/options"
	done <"$TMP/used"
	grep -o 'kagiban\.[a-zA-Z][a-zA-Z]*' "$page" | sort -u >"$TMP/settings"
	while read -r setting; do
		case $setting in
		kagiban.conf | kagiban.fish | kagiban.mo | kagiban.sarif) ;;
		*) assert "$page: $setting" grep -qi -e "\"$setting\"" \
			src/cli/settings.c src/cli/configprobe.c ;;
		esac
	done <"$TMP/settings"
done

echo '- the same parts in both languages'
same_parts() { # PAGE JAPANESE-PAGE
	for page in "$1" "$2"; do
		assert "$page has parts" grep -q '^## ' "$page"
		grep -c '^## ' "$page" >"$TMP/parts.${page##*/}"
		grep -c '^- ' "$page" >>"$TMP/parts.${page##*/}"
		grep -c '^| ' "$page" >>"$TMP/parts.${page##*/}"
	done
	assert_same_file 'the same parts' "$TMP/parts.${1##*/}" \
		"$TMP/parts.${2##*/}"
}
same_parts README.md README.ja.md
same_parts docs/TUTORIAL.md docs/TUTORIAL.ja.md

echo '- what is said can be done, and counted'
for page in README.md README.ja.md; do
	for script in install.sh tests/run.sh; do
		assert "$page: $script" grep -qx "./$script" "$page"
		assert "$script" test -x "$script"
	done
done
rules=$("$KAGIBAN" --list-rules | sed 1d | wc -l)
for claim in 'More than [0-9,]* kinds' '[0-9,]* 種類を超える'; do
	said=$(grep -ho "$claim" README*.md | tr -dc 0-9)
	assert "$claim, said in one place" test -n "$said"
	assert "$claim: $rules" test "$rules" -gt "$said"
done
finish
