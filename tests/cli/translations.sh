# translations.sh - each po/LANGUAGE.po has all messages that the program and
# its rules have now, and no others; the program really speaks Japanese, within
# 80 columns, also where no locale is installed, and English when asked for.
# shellcheck shell=sh source=tests/hooks/lib.sh
. "$(dirname "$0")/../hooks/lib.sh"
PATH=$(dirname "$KAGIBAN"):$PATH
LOCPATH=$TMP/no-locales # of glibc: none is installed
export PATH LOCPATH
mkdir "$LOCPATH"

for tool in xgettext msgmerge msgattrib msgfmt; do
	command -v $tool >/dev/null || skip "there is no $tool (gettext)"
done
RULES=$BUILD_DIR/generated/builtin_rules.c

# The messages on stdin, each in one line.
messages() {
	msgcat --no-wrap --no-location - | sed -n 's/^\(#~ \)*msgid "\(..*\)"$/\2/p'
}

# Nothing is left of what WHAT names: the messages in $TMP/left.
assert_none_left() { # WHAT
	if [ -s "$TMP/left" ]; then
		fail "$1:"
		sed 's/^/  /' "$TMP/left"
	else
		pass
	fi
}

# Whether the translation PO has just the messages of the template.
check_catalogue() { # PO
	name=$(basename "$1")
	assert_status 0 "$name" msgfmt --check -o "$TMP/mo" "$1"
	msgmerge --quiet --no-fuzzy-matching -o "$TMP/merged.po" \
		"$1" "$TMP/messages.pot"
	msgattrib --untranslated "$TMP/merged.po" | messages >"$TMP/left"
	assert_none_left "$name: not translated (run po/update.sh)"
	msgattrib --only-obsolete "$TMP/merged.po" | messages >"$TMP/left"
	assert_none_left "$name: in use no longer (msgattrib --no-obsolete)"
	msgattrib --only-fuzzy "$1" | messages >"$TMP/left"
	assert_none_left "$name: fuzzy"
}

# Prints the lines of FILE that take more than 80 columns, two for what is no
# ASCII: more than most of it needs.
too_wide() { # FILE
	LC_ALL=C awk '{
		line = $0
		gsub(/[\340-\357][\200-\277][\200-\277]/, "XX", line)
		gsub(/[\300-\337][\200-\277]/, "X", line)
		if (length(line) > 80) print
	}' "$1"
}

assert_narrow() { # WHAT FILE
	too_wide "$2" >"$TMP/left"
	assert_none_left "$1: wider than 80 columns"
}

echo '- the messages of now, and no others'
assert_status 0 'extraction' sh "$SOURCE_DIR/po/update.sh" "$RULES" \
	"$TMP/messages.pot"
for po in "$SOURCE_DIR"/po/*.po; do
	check_catalogue "$po"
done
sh "$SOURCE_DIR/po/update.sh" "$RULES" "$TMP/again.pot"
assert_same_file 'the extraction is the same each time' \
	"$TMP/messages.pot" "$TMP/again.pot"

echo '- a message too many or too few is found, and named'
msggrep --invert-match --msgid -F -e 'out of memory' \
	"$TMP/messages.pot" -o "$TMP/fewer.pot"
printf '\nmsgid "a message of the day"\nmsgstr ""\n' >>"$TMP/fewer.pot"
mv "$TMP/fewer.pot" "$TMP/messages.pot"
(check_catalogue "$SOURCE_DIR/po/ja.po") >"$TMP/said"
assert_contains 'too few' "$TMP/said" 'ja.po: not translated'
assert_contains 'too few' "$TMP/said" '  a message of the day'
assert_contains 'too many' "$TMP/said" 'ja.po: in use no longer'
assert_contains 'too many' "$TMP/said" '  out of memory'

echo '- Japanese where no locale is installed'
speaks() { # LANGUAGE WHAT COMMAND...
	case $1 in
	ja) wanted_text='使い方:' ;;
	*) wanted_text='usage:' ;;
	esac
	what="$1: $2"
	shift 2
	assert_status 0 "$what" "$@"
	assert_contains "$what" out "$wanted_text"
}
unset LC_ALL LANG LC_MESSAGES LANGUAGE
speaks ja LANG env LANG=ja_JP.UTF-8 kagiban --help
speaks ja LC_ALL env LC_ALL=ja_JP.UTF-8 LANG=en_US.UTF-8 kagiban --help
speaks ja LANGUAGE env LANGUAGE=ja LANG=C.UTF-8 kagiban --help
speaks ja --lang kagiban --lang ja --help
speaks ja '--lang before LC_ALL' env LC_ALL=C kagiban --help --lang ja
speaks en nothing kagiban --help
speaks en LC_ALL env LC_ALL=C LANG=ja_JP.UTF-8 kagiban --help
speaks en --lang env LANG=ja_JP.UTF-8 kagiban --lang en --help
assert_status 2 'an error' kagiban --lang ja --nonsense
assert_contains 'an error' err 'オプション --nonsense はありません'
assert_status 2 'an English error' \
	env LANG=ja_JP.UTF-8 kagiban --lang en --nonsense
assert_contains 'an English error' err 'unknown option --nonsense'

echo '- git can set it as well'
new_repo "$TMP/repo"
make_aws_key
printf '{"key": "%s", "secret": "%s"}\n' "$AWS_ID" "$AWS_SECRET" \
	>awsconf.json
git add .
git config kagiban.lang ja
assert_status 1 kagiban.lang kagiban --scan-staged
assert_contains kagiban.lang out 'シークレット 1 件'
assert_narrow kagiban.lang "$TMP/out"
assert_status 1 '--lang before it' kagiban --scan-staged --lang en
assert_contains '--lang before it' out '1 secret'

speaks ja 'where nothing is scanned' kagiban --help
speaks en '--lang before it' kagiban --help --lang en
speaks en '--no-config' kagiban --help --no-config
assert_status 2 'an error' kagiban --explain aws-acces-key
assert_contains 'an error' err 'ルールやファミリーはありません'
git config --global kagiban.lang ja
cd "$TMP" || exit 1
speaks ja 'outside of a repository' kagiban --help
assert_status 3 'no repository' kagiban --scan-staged
assert_contains 'no repository' err 'リポジトリ'
assert_status 3 'no repository on a server' kagiban --scan-receive
assert_contains 'no repository on a server' err 'リポジトリ'
assert_status 0 'the drill' kagiban --drill
assert_contains 'the drill, and its hook' out 'コミットを止めました: シークレット'
git config --global --unset kagiban.lang
cd "$TMP/repo" || exit 1

echo '- within 80 columns'
LC_ALL=ja_JP.UTF-8
export LC_ALL
assert_status 0 --help kagiban --help
assert_narrow --help "$TMP/out"
assert_status 0 --drill kagiban --drill
assert_contains --drill out '鍵'
assert_narrow --drill "$TMP/out"
assert_status 0 --install kagiban --install
assert_contains --install out 'フック'
for id in aws github private-key aws-access-key generic-password; do
	assert_status 0 "$id" kagiban --explain $id
	assert_narrow "--explain $id" "$TMP/out"
done

# In a block the id of the rule stands behind its title.
kagiban --list-rules | sed 1d | awk -F '  +' '{
	printf "  %s  %s\n", $4, $1
}' >"$TMP/titles"
assert 'there are titles' test "$(wc -l <"$TMP/titles")" -gt 100
assert_narrow 'titles' "$TMP/titles"

finish
