# readme.sh - the READMEs tell the truth: the transcripts are what the program
# prints, links lead somewhere, commands and settings exist, and the two
# languages have the same parts.  With ACCEPT=1 the transcripts are written anew.
# shellcheck shell=sh source=tests/hooks/lib.sh
. "$(dirname "$0")/lib.sh"
PATH=$(dirname "$KAGIBAN"):$PATH
export PATH

# What differs from run to run, and what is said without a terminal.
equalise() {
	sed -e 's/AK[I]A[^ ]*/KEY-ID/' -e 's/[0-9]\{12\}/ACCOUNT/' \
		-e 's/--allow [0-9a-f]\{8\}/--allow ID8/' \
		-e 's/\([(（]\)[0-9]* \([^ ]*[)）]\)$/\1N \2/' \
		-e 's/[0-9a-f]\{10\}\([ ^]\)/COMMIT\1/g' -e 's/[0-9a-f]\{10\}$/COMMIT/' \
		-e '/--no-verify/d' -e '/^error: failed to push/d'
}

# The first block with that command in it, less its first line.
transcript() { # README COMMAND
	awk -v command="^[$] $2" '/^```/ { inside = 0 } inside { print }
		$0 ~ command { if (!seen++) inside = 1 }' "$1"
}

# Puts $TMP/said in its place, with the key's id cut: the tree stays clean.
accept_transcript() { # README COMMAND
	start=$(printf %.9s "$AWS_ID")
	end=$(printf %s "$AWS_ID" | tail -c 6)
	sed -e "s/$AWS_ID/$start…$end/" -e '/--no-verify/d' \
		-e '/^error: failed to push/d' \
		"$TMP/said" >"$TMP/new"
	awk -v new="$TMP/new" -v command="^[$] $2" '
		/^```/ { skip = 0 }
		!skip { print }
		$0 ~ command && !seen++ {
			skip = 1
			while ((getline line <new) > 0)
				print line
		}' "$SOURCE_DIR/$1" >"$TMP/readme"
	cp "$TMP/readme" "$SOURCE_DIR/$1"
}

check_transcript() { # README LANGUAGE GIT-COMMAND...
	page=$1
	git config kagiban.lang "$2"
	shift 2
	git "$@" >"$TMP/said" 2>&1 && fail 'not refused'
	[ -z "${ACCEPT:-}" ] || accept_transcript "$page" "git $1"
	equalise <"$TMP/said" >"$TMP/got"
	transcript "$SOURCE_DIR/$page" "git $1" | equalise >"$TMP/wanted"
	assert "$page has a transcript of $1" test -s "$TMP/wanted"
	assert_same_file "the transcript of $1 in $page (else: ACCEPT=1)" \
		"$TMP/wanted" "$TMP/got"
}

new_repo "$TMP/repo"
git commit -q --allow-empty -m start
run "$KAGIBAN" --install
make_aws_key
printf '{"key": "%s", "secret": "%s"}\n' "$AWS_ID" "$AWS_SECRET" >awsconf.json
cat >s3get.php <<'END'
<?php
$s3 = Aws::factory('awsconf.json')->get('S3');
END
git add .
check_transcript README.md en commit -m 'read from S3'
check_transcript README.ja.md ja commit -m 'read from S3'
git commit -q --no-verify -m 'read from S3'
git rm -q awsconf.json
git commit -q -m 'take the key out'
git init -q --bare "$TMP/remote.git"
git remote add origin "$TMP/remote.git"
check_transcript README.md en push origin main
check_transcript README.ja.md ja push origin main

"$KAGIBAN" --help --format rows | cut -f2 >"$TMP/options"
for page in README.md README.ja.md CONTRIBUTING.md; do
	sed -n 's/[^]]*](\([^)]*\))/\1\n/gp' "$SOURCE_DIR/$page" |
		grep -v '^http' | sed '/[^A-Za-z0-9_./-]/d; /^$/d' >"$TMP/links"
	while read -r link; do
		assert "$page: $link" test -e "$SOURCE_DIR/$link"
	done <"$TMP/links"
done
for page in README.md README.ja.md; do
	grep -o 'kagiban --[a-z-]*' "$SOURCE_DIR/$page" | sort -u |
		sed 's/.*--//' >"$TMP/used"
	assert "$page uses options" test -s "$TMP/used"
	while read -r option; do
		assert "$page: --$option" grep -qx -e "$option" "$TMP/options"
	done <"$TMP/used"
	for script in install.sh tests/run.sh; do
		assert "$page: $script" grep -qx "./$script" "$SOURCE_DIR/$page"
		assert "$script" test -x "$SOURCE_DIR/$script"
	done
	grep -c '^## ' "$SOURCE_DIR/$page" >"$TMP/parts.$page"
	grep -c '^- ' "$SOURCE_DIR/$page" >>"$TMP/parts.$page"
done
assert_same_file 'the same parts' "$TMP/parts.README.md" \
	"$TMP/parts.README.ja.md"

# "more than 700 kinds of secrets of 400 providers"
rules=$("$KAGIBAN" --list-rules | sed 1d | wc -l)
assert 'more than 700' test "$rules" -gt 700
families=$(cat "$SOURCE_DIR"/rules/*.conf | grep -c '^\[family ')
assert '400' test "$families" -ge 400
finish
