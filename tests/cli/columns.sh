# columns.sh - on a terminal of 80 columns nothing that kagiban prints is wider,
# in English and in Japanese, wide characters counted as two: blocks, notes,
# advice, the drill, the doctor, explanations, help.  Only a word that is too
# long by itself (a path, to be clicked and copied) is left to the terminal.
# Commands in several lines work when they are copied; colours are such that
# can be read on a dark and on a light ground.
# shellcheck shell=sh source=tests/hooks/lib.sh
. "$(dirname "$0")/../hooks/lib.sh"

command -v perl >/dev/null || skip 'there is no perl'
(script -qec true /dev/null) </dev/null >/dev/null 2>&1 ||
	skip 'there is no script(1) of util-linux'
unset LC_ALL LANG COLUMNS NO_COLOR
TERM=xterm
export TERM

# The program by its name, and one that is far away, with a blank in its path.
BIN=$TMP/bin
FAR="$TMP/far away/opt/share/tools/kagiban-1.0/bin"
mkdir -p "$BIN" "$FAR"
ln -s "$KAGIBAN" "$BIN/kagiban"
cp "$KAGIBAN" "$FAR/kagiban"
[ ! -d "$BUILD_DIR/share" ] || cp -R "$BUILD_DIR/share" "$FAR/../share"
USUAL_PATH=$PATH
PATH=$BIN:$PATH

# Runs a command on a terminal of 80 columns; what it shows goes to $TMP/raw,
# without colours to $TMP/out.
on_terminal() { # COMMAND...
	{
		echo 'stty rows 50 cols 80'
		for word; do
			printf "'%s' " "$(printf %s "$word" | sed "s/'/'\\\\''/g")"
		done
		echo
	} >"$TMP/typed"
	script -qec "sh '$TMP/typed'" /dev/null </dev/null 2>&1 |
		sed "s/$(printf '\r')//g" >"$TMP/raw"
	sed "s/$(printf '\033')\[[0-9;]*m//g" "$TMP/raw" >"$TMP/out"
}

# Prints the lines of stdin that are too wide and could have been broken:
# `label  word` and `word \` could not, if the word is that long; the path of
# the program is one, whatever it holds.
too_wide() {
	LC_ALL=C perl -CSD -ne '
		chomp;
		(my $line = $_) =~ s/\p{Mn}//g;
		my $wide = () = $line =~ /[\p{EA=W}\p{EA=F}]/g;
		next if length($line) + $wide <= 80;
		$line =~ s/\Q$ENV{KAGIBAN}\E/"x" x length($ENV{KAGIBAN})/e;
		next if $line =~ /^\s*([^\s\x27]+(\ [^\s\x27]+)?\s\s+)?([0-9a-f]{10}\ )?
			(\x27[^\x27]*\x27|\\\x27|[^\s\x27])+(\ \\)?$/x;
		print "$_\n"'
}

# What a command shows on a terminal fits, and has TEXT in it.
assert_fits() { # WHAT TEXT COMMAND...
	what="$LANGUAGE_HERE: $1"
	text=$2
	shift 2
	on_terminal "$@"
	assert_contains "$what" out "$text"
	too_wide <"$TMP/out" >"$TMP/wide"
	if [ -s "$TMP/wide" ]; then
		fail "$what: wider than 80 columns"
		sed 's/^/  /' "$TMP/wide"
	else
		pass
	fi
	# Yellow and blue cannot be read everywhere, nor can bright colours.
	assert_not "$what: colours" \
		grep -q "$(printf '\033')\[\([0-9;]*;\)*\(3[346]\|9[0-9]\|4[0-9]\)m" \
		"$TMP/raw"
}

# Puts the first command that begins with START and has PART in it, as it is
# copied, into $TMP/command.
copy() { # START PART
	START=$1 PART=$2 awk '
		{ block = block $0 "\n" }
		/ \\$/ { next }
		index(block, ENVIRON["START"]) && index(block, ENVIRON["PART"]) {
			print substr(block, index(block, ENVIRON["START"]))
			exit
		}
		{ block = "" }' "$TMP/out" >"$TMP/command"
}

echo '- the measure itself'
{
	printf '%080d\n' 0
	printf ' %079d a\n' 0
	printf '  at        %080d:1\n' 0
	printf '  at        %080d:1 (key id)\n' 0
	printf "  '%080d a' \\\\\n" 0
	printf '%s\n' '鍵番鍵番鍵番鍵番鍵番鍵番鍵番鍵番鍵番鍵番鍵番鍵番鍵番鍵番鍵番鍵番鍵番鍵番鍵番 鍵番a'
} >"$TMP/measured"
too_wide <"$TMP/measured" >"$TMP/wide"
assert_equal 'what is too wide' '2 4 6 ' "$(grep -nxFf "$TMP/wide" \
	"$TMP/measured" | sed 's/:.*//' | tr '\n' ' ')"

make_repositories() {
	long=src/main/resources/com/example/application/infrastructure
	wide=設定/本番環境/データベース接続と認証情報
	new_repo "$TMP/many-$1"
	kagiban --install --quiet
	mkdir -p "$long/configuration" "$wide"
	for file in "$long/configuration/application-production.json" \
		"$wide/アクセスキー.json" "it's one.json" awsconf.json; do
		make_aws_key
		printf '{"key": "%s", "secret": "%s"}\n' "$AWS_ID" \
			"$AWS_SECRET" >"$file"
	done
	printf 'db_password = "hunter2x"\n' >"$wide/アプリケーション.ini"
	git add .
	git init -q --bare "$TMP/remote-$1.git"
	git remote add origin "$TMP/remote-$1.git"
}

look_at_blocks() {
	assert_fits 'a commit' aws-access-key git commit -m many
	copy 'git rm' json
	assert "$LANGUAGE_HERE: several lines" \
		test "$(wc -l <"$TMP/command")" -gt 1
	assert_status 0 "$LANGUAGE_HERE: the command, copied" \
		sh "$TMP/command"
	assert_equal "$LANGUAGE_HERE: all are out" '' "$(git ls-files '*.json')"
	git add .
	git config kagiban.block low
	assert_fits 'a weak one' generic-password git commit -m many
	git config kagiban.block medium
	make_aws_key
	printf 'Note\n\n%s\n%s\n' "$AWS_ID" "$AWS_SECRET" >"$TMP/message"
	git commit -q --no-verify -F "$TMP/message"
	git tag -a -m 'the first one' v1
	for number in 1 2 3 4 5 6; do
		make_aws_key
		printf '{"key": "%s", "secret": "%s"}\n' "$AWS_ID" \
			"$AWS_SECRET" >awsconf.json
		git commit -q -a --no-verify -m "設定ファイルの場所を変える $number"
	done
	assert_fits 'a push' aws-access-key git push origin main v1
	assert_fits 'a history' aws-access-key kagiban --scan-history
	assert_fits 'the same with reasons' aws-access-key \
		kagiban --scan-history --verbose
	assert_fits 'what cannot be read' "$TMP" \
		kagiban --scan-files "$TMP/is not there/at all/$long/$long" .
}

look_at_the_far() {
	PATH=$USUAL_PATH
	new_repo "$TMP/far-$1"
	assert_fits 'installed' --uninstall "$FAR/kagiban" --install
	make_aws_key
	printf '{"key": "%s", "secret": "%s"}\n' "$AWS_ID" "$AWS_SECRET" >a
	git add a
	assert_fits 'from far away' aws-access-key git commit -m far
	cp "$TMP/out" "$TMP/block"
	copy "'$FAR/kagiban'" --explain
	assert_status 0 "$LANGUAGE_HERE: --explain, copied" sh "$TMP/command"
	cp "$TMP/block" "$TMP/out"
	copy "'$FAR/kagiban'" --allow
	assert_status 0 "$LANGUAGE_HERE: --allow, copied" sh "$TMP/command"
	git add .kagiban
	assert_status 0 "$LANGUAGE_HERE: it is waived" git commit -q -m far
	assert_fits 'the drill from far away' aws-access-key \
		"$FAR/kagiban" --drill
	rm .git/hooks/commit-msg
	assert_fits 'the doctor from far away' --install \
		"$FAR/kagiban" --doctor
	copy "'$FAR/kagiban'" --install
	assert_status 0 "$LANGUAGE_HERE: the mend, copied" sh "$TMP/command"
	assert "$LANGUAGE_HERE: mended" test -x .git/hooks/commit-msg
	PATH=$BIN:$USUAL_PATH
}

look_at_commands() {
	new_repo "$TMP/well-$1"
	assert_fits --install kagiban kagiban --install
	assert_fits --doctor pre-commit kagiban --doctor
	chmod -x .git/hooks/pre-commit
	printf '#!/bin/sh\n' >.git/hooks/pre-push
	echo '# mine' >>.git/hooks/pre-merge-commit
	printf '[allow "5f3c9a1e"]\n\treason = why\n\tuntil = 2020-01-01\n' \
		>.kagiban
	git add .
	assert_fits 'a doctor with much to say' chmod kagiban --doctor
	printf '[rule\n' >.kagiban
	git add .
	assert_fits 'and more' .kagiban:1: kagiban --doctor
	rm .kagiban
	assert_fits --drill awsconf.json:1 kagiban --drill
	assert_fits --help --scan-staged kagiban --help
	for rule in aws aws-access-key github generic-password private-key; do
		assert_fits "--explain $rule" "($rule)" kagiban --explain "$rule"
	done
	new_repo "$TMP/bare-$1.git" --bare
	assert_fits '--install --server' pre-receive kagiban --install --server
	assert_fits '--install --global' core.hooksPath \
		kagiban --install --global
	assert_fits '--uninstall --global' core.hooksPath \
		kagiban --uninstall --global
}

for LANGUAGE_HERE in en ja; do
	echo "- $LANGUAGE_HERE"
	if [ $LANGUAGE_HERE = ja ] &&
		[ ! -f "$BUILD_DIR/share/locale/ja/LC_MESSAGES/kagiban.mo" ]; then
		echo '  (no translation in this build)'
		continue
	fi
	git config --global kagiban.lang $LANGUAGE_HERE
	if [ $LANGUAGE_HERE = ja ]; then LANG=ja_JP.UTF-8; else LANG=C.UTF-8; fi
	export LANG
	make_repositories $LANGUAGE_HERE
	look_at_blocks
	look_at_the_far $LANGUAGE_HERE
	look_at_commands $LANGUAGE_HERE
done

finish
