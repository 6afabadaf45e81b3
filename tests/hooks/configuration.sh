#!/bin/sh
# configuration.sh - what the files of rules do in a scan: rules of one's own,
# rules that are changed or off, skipped paths, placeholders; which file wins;
# what a tree may not weaken, and kagiban.lock; --config and --no-config; faults
# with file and line; each key of a rule does what docs/RULES.md says of it.
# shellcheck source=tests/hooks/lib.sh
. "$(dirname "$0")/lib.sh"

scan() {
	"$KAGIBAN" --scan-files --color never "$@"
}

own_rule='[rule "acme-token"]
	title   = ACME deploy token
	keyword = acme_
	pattern = acme_[0-9a-f]{32}
	example = "token: acme_{hex:32}"
	counter = acme_00000000000000000000000000000000'

new_repo "$TMP/repo"
acme=acme_$(random_of 0-9a-f 32)
make_aws_key
password=$(random_of A-Za-z0-9 40)
printf 'deploy with %s\n' "$acme" >acme.txt
printf 'db_password = "%s"\n' "$password" >db.ini
mkdir third_party
printf '{"key": "%s", "secret": "%s"}\n' "$AWS_ID" "$AWS_SECRET" \
	>third_party/aws.json

echo '- a rule of the team'
assert_status 0 'not known before' scan acme.txt
printf '%s\n' "$own_rule" >.kagiban
assert_status 1 'found' scan acme.txt
assert_contains 'its title' out 'ACME deploy token'
assert_contains 'its id' out acme-token
assert_contains 'its beginning is shown' out 'acme_…'
assert_lacks 'and no more' out "$acme"
assert_status 0 '--explain knows it' "$KAGIBAN" --explain acme-token
assert_contains '--explain' out 'a rule of your own'
assert_status 0 '--list-rules has it' "$KAGIBAN" --list-rules
assert_contains '--list-rules' out 'ACME deploy token'
assert_status 0 '--check-rules' "$KAGIBAN" --check-rules .kagiban
assert_contains '--check-rules' out 'rules: 1, examples: 1, counters: 1'
assert_status 0 '--no-config' scan --no-config acme.txt
"$KAGIBAN" --install >"$TMP/out" 2>&1 || fail 'install'
git add acme.txt
assert_passes 'not staged, not read' pre-commit git commit -qm acme
git reset -q --soft HEAD~1 2>/dev/null || git update-ref -d HEAD
git add .kagiban
assert_refused 'staged' pre-commit acme.txt:1 git commit -qm acme
git rm -q --cached acme.txt

echo '- a rule that is off or changed'
assert_status 1 'by itself' scan db.ini
rule=$(sed -n 's/.*  \(generic-[a-z-]*\)$/\1/p' "$TMP/out" | head -1)
assert 'which rule it was' [ -n "$rule" ]
printf '[rule "%s"]\n\tenabled = false\n' "$rule" >.kagiban
assert_status 0 'off by the tree' scan db.ini
assert_contains 'off by the tree: said' out 'switches off left out'
printf '[rule "%s"]\n\tconfidence = low\n' "$rule" >.kagiban
assert_status 0 'lowered by the tree' scan db.ini
assert_contains 'lowered: shown all the same' out 'not blocked'
printf '[rule "%s"]\n\tenabled = false\n' "$rule" >.git/info/kagiban
rm .kagiban
assert_status 0 'off by me' scan db.ini
assert_lacks 'off by me: not counted' out 'left out'
assert_status 0 'off in the list' "$KAGIBAN" --list-rules
assert 'off in the list' grep -q "^$rule  *off " "$TMP/out"
printf '[rule "%s"]\n\tenabled = false\n' "$rule" >.kagiban
printf '[rule "%s"]\n\tenabled = true\n' "$rule" >.git/info/kagiban
assert_status 1 'mine wins' scan db.ini
rm .git/info/kagiban
git config kagiban.lock true
assert_status 1 'locked' scan db.ini
git config --unset kagiban.lock

echo '- skipped paths and placeholders'
printf '[kagiban]\n\tskipPath = third_party/\n' >.kagiban
assert_status 0 'skipped' scan third_party
assert_contains 'skipped: said' out 'under skipPath left out'
git config kagiban.lock true
assert_status 1 'skipped, locked' scan third_party
git config --unset kagiban.lock
printf '[kagiban]\n\tskipPath = third_party/\n\tskipPath =\n' >.kagiban
assert_status 1 'an empty value resets' scan third_party
printf '[kagiban]\n\tplaceholder = %s\n' "$password" >"$TMP/extra"
assert_status 0 '--config' scan --config "$TMP/extra" db.ini
assert_status 0 '--config alone' scan --no-config --config "$TMP/extra" db.ini
assert_status 2 '--config without a file' scan --config "$TMP/none" db.ini
assert_contains '--config without a file' err "there is no $TMP/none"

echo '- what proves itself is waived by its id only'
printf '[rule "github-pat-classic"]\n\tenabled = false\n' >.kagiban
"$BUILD_DIR/tests/fill" 'token = ghp_{base62:30}{crc32-base62}' "$$" >github.txt
assert_status 1 'a rule with a checksum stays on' scan github.txt
printf '[kagiban]\n\tskipPath = github.txt\n' >.kagiban
assert_status 1 'and its path is not skipped' scan github.txt
printf '[rule "github-pat-classic"]\n\tenabled = false\n' >.git/info/kagiban
assert_status 0 'unless I say so' scan github.txt
rm .git/info/kagiban .kagiban

echo '- faults'
fault() { # WHAT TEXT MESSAGE
	printf '%b' "$2" >.kagiban
	assert_status 2 "$1" scan acme.txt
	assert_contains "$1" err "$3"
}
fault 'no keyword' '[rule "a"]\npattern = b\n' ':1: rule a: keyword is missing'
fault 'a wrong pattern' '[rule "a"]\nkeyword = abcd\npattern = abcd(\n' \
	':1: rule a: pattern, near byte 5: '
fault 'a change that is none' '[rule "jwt"]\ntitle = x\n' \
	'only enabled and confidence'
fault 'no file of rules' '[rule\n' ':1: '
fault 'a title that moves the cursor' \
	'[rule "a"]\nkeyword=abcd\npattern=abcd\ntitle=\033[2J\n' 'title'
printf '[kagiban]\n\tskippth = x\n[rule "acme"]\nkeyword = acme_\n' >.kagiban
printf 'pattern = acme_[0-9a-f]{32}\nfuture = 1\n[next "x"]\ny = 1\n' >>.kagiban
assert_status 1 'unknown names are no fault' scan acme.txt
assert_contains 'unknown key' err 'unknown key skippth in [kagiban]; is it skippath?'
assert_contains 'unknown key of a rule' err 'unknown key future'
assert_contains 'unknown section' err 'unknown section [next]'
assert_status 2 'but they are for --check-rules' \
	"$KAGIBAN" --check-rules .kagiban
printf '[kagiban]\n\tblock = low\n' >.kagiban
assert_status 0 'a setting in the wrong place' scan third_party/../.kagiban
assert_contains 'a setting in the wrong place' err 'git config kagiban.block'

echo '- errors say the file, the line and what was expected'
while IFS='|' read -r lines place message; do
	fault "$lines" "$lines" "$TMP/repo/.kagiban:$place: $message"
done <<-'END'
	[kagiban]\n\tskipPath|2|expected = and a value after skippath
	skipPath = x|1|expected a [section] before the first key
	[kagiban]\n\tskipPath = "x|2|a double quote is not closed in its line
	[rule]\n|1|expected [rule "id"]
	[rule "Acme"]\n|1|Acme: an id is made of up to 64 of a-z, 0-9 and -
	[rule "a"]\nkeyword = ac\n|2|keyword: expected 3 to 63 bytes
	[rule "a"]\nentropy = 9\n|2|entropy: expected a number from 0 to 8 such as 3.5, not 9
	[rule "a"]\nnear = 0\n|2|near: expected 1 to 4096, not 0
	[rule "a"]\nenabled = maybe\n|2|enabled: expected true or false, not maybe
	[rule "a"]\nconfidence = hihg\n|2|confidence: hihg is no value of it; is high meant?
	[rule "a"]\ncheck = lunh\n|2|there is no check named lunh; is luhn meant?
	[rule "a"]\nkeyword = abc\npattern = abc\nfamily = none\n|1|rule a: there is no family named none
	[rule "a"]\nkeyword = abc\npattern = abc\npair = none\n|1|rule a: there is no other rule named none for pair
	[allow "1234"]\nreason = x\n|1|expected an id of 8 to 16 hex digits in [allow "ID"], not 1234
	[allow "0123456789abcdef"]\n|1|[allow "0123456789abcdef"] has no reason
	[allow "0123456789abcdef"]\nreason = x\nuntil = 2027-02-30\n|3|expected a day such as 2027-03-31 in until, not 2027-02-30
END
printf '[rule "a"]\n\tkeyword = abcd\n\tpattern = \\babcd[0-9]{9}\n' >.kagiban
assert_status 2 'a backspace' scan acme.txt
assert_contains 'a backspace' err '.kagiban:3: \b would be a backspace here'
printf '[rule "a"]\n\tkeyword = abcd\n\tpattern = "abcd\\\\d{9}"\n' >.kagiban
printf 'it is abcd504918273\n' >digits.txt
assert_status 1 'two backslashes in quotes are one' scan digits.txt
rm digits.txt
printf '[rule "a"]\n\tkeywrd = abcd\n\tpattern = abcd\n' >.kagiban
assert_status 2 'what is missing is mistyped' scan acme.txt
assert_contains 'what is missing is mistyped' err 'rule a: keyword is missing'
assert_contains 'what is missing is mistyped' err \
	'unknown key keywrd; is keyword meant?'

echo '- names that are not known: a warning, an error in --check-rules'
while IFS='|' read -r lines place message; do
	printf '%b' "$lines" >.kagiban
	assert_status 0 "$lines" scan .kagiban
	assert_contains "$lines" err "warning: $TMP/repo/.kagiban:$place: $message"
	git add .kagiban
	assert_status 0 "$lines, staged" "$KAGIBAN" --scan-staged
	assert_contains "$lines, staged" err "warning: .kagiban:$place: $message"
	assert_status 2 "$lines, --check-rules" "$KAGIBAN" --check-rules .kagiban
	assert_contains "$lines, --check-rules" err \
		"kagiban: .kagiban:$place: $message"
done <<-'END'
	[rul "x"]\nkeyword = abc\n|1|unknown section [rul]; is [rule] meant?
	[include]\npath = x\n|1|unknown section [include]
	[kagiban]\nskipPaths = x\n|2|unknown key skippaths in [kagiban]; is it skippath?
	[kagiban]\nblock = low\n|2|unknown key block in [kagiban]; settings are set by git config kagiban.block
	[kagiban "x"]\nskipPath = x\n|1|unknown section [kagiban "x"]; is [kagiban] meant?
	[rule "generic-secrt"]\nenabled = false\n|1|there is no rule generic-secrt; is generic-secret meant?
	[rule "of-the-next-version"]\nconfidence = low\n|1|there is no rule of-the-next-version
	[rule "a"]\nkeyword = abcd\npattern = abcd[0-9]{9}\ntitel = x\n|4|unknown key titel; is title meant?
	[allow "0123456789abcdef"]\nreason = x\nrul = x\n|3|unknown key rul in [allow]; is it rule?
	[allow "0123456789abcdef"]\nrule = jwtt\nreason = x\n|1|[allow]: there is no rule jwtt; is jwt meant?
	[public "0123456789abcdef"]\nreason = x\n|1|[public] is for the program's own rules; a value is waived by [allow "ID"]
END
git rm -q -f --cached .kagiban
rm .kagiban

echo '- what a tree cannot do by a rule of its own'
"$BUILD_DIR/tests/fill" 'token = ghp_{base62:30}{crc32-base62} there' "$$" \
	>github.txt
token=$(sed 's/.*ghp_\([^ ]*\) .*/\1/' github.txt)
assert_status 1 'by itself' scan --format json github.txt
id=$(sed -n 's/^ "id": "\(.*\)",$/\1/p' "$TMP/out")
printf '[public "%s"]\n\treason = x\n' "$id" >.kagiban
assert_status 1 'publish it' scan github.txt
for more in 'shown = 64' 'is-id = true' 'weak = true' 'entropy = 1'; do
	cat >.kagiban <<-END
		[kagiban]
			skipPath = github.txt
		[rule "shadow"]
			keyword = ghp_
			pattern = "ghp_[A-Za-z0-9]{36} there"
			confidence = high
			$more
	END
	assert_status 1 "hide it behind a longer match, $more" scan github.txt
	assert_contains "hide it, $more" out ' github-pat-classic'
	assert_lacks "hide it, $more" out "$(printf %.8s "$token")"
done
printf 'key = sk_%s_%s there\n' live "$(random_of A-Za-z0-9 24)" >stripe.txt
token=$(sed 's/.*live_\([^ ]*\) .*/\1/' stripe.txt)
printf '[rule "shadow"]\n\tkeyword = sk_li\n\tis-id = true\n%s\n' \
	'	pattern = "sk_live_[A-Za-z0-9]{24} there"' >.kagiban
assert_status 1 'show a secret as an id' scan stripe.txt
assert_lacks 'show a secret as an id' out "$(printf %.8s "$token")"
sed 's/is-id = true/shown = 64/' .kagiban >"$TMP/new"
cp "$TMP/new" .kagiban
assert_status 1 'show more of it' scan stripe.txt
assert_lacks 'show more of it' out "$token"
assert_lacks 'show more of it' out "$(printf %.14s "$token")"
mkdir -p "$HOME/.config/kagiban"
printf '%s\n' "$own_rule" >"$HOME/.config/kagiban/config"
for more in 'check = luhn' 'entropy = 8' 'path = *.none' 'near = 1' \
	'weak = true' 'is-id = true' 'edge = base64'; do
	printf '[rule "acme-token"]\n\tkeyword = acme_\n\tpattern = none\n%s\n' \
		"	example-path = x.none
	$more" >.kagiban
	assert_status 1 "blunt a rule of mine, $more" scan acme.txt
	assert_contains "blunt a rule of mine, $more" out 'acme_…'
done
rm "$HOME/.config/kagiban/config" .kagiban github.txt stripe.txt
printf '[kagiban]\n\tplaceholder = %s\n' "$password" >.kagiban
assert_status 0 'a placeholder of the tree' scan db.ini
assert_contains 'a placeholder of the tree: said' out \
	'1 finding that .kagiban calls a placeholder left out'
mv .kagiban .git/info/kagiban
assert_status 0 'a placeholder of mine' scan db.ini
assert_contains 'a placeholder of mine: not counted' out 'nothing skipped'
mv .git/info/kagiban .kagiban
git config kagiban.lock true
assert_status 1 'a placeholder of the tree, locked' scan db.ini
git config --unset kagiban.lock
rm .kagiban

echo '- one family in two files'
printf '[family "acme"]\n\ttitle = ACME\n%s\n\tfamily = acme\n' "$own_rule" \
	>.kagiban
cp .kagiban .git/info/kagiban
assert_status 1 'it is one' scan acme.txt
rm .kagiban .git/info/kagiban

echo '- which of the files wins'
# The later one of these, each said to be the last.
set -- .kagiban "$HOME/.config/kagiban/config" .git/info/kagiban "$TMP/given"
: >"$TMP/given"
for file in "$@"; do
	printf '[rule "%s"]\n\tenabled = false\n' "$rule" >"$file"
	assert_status 0 "$file: off" scan --config "$TMP/given" db.ini
	case $file in
	.kagiban | "$TMP/given") ;;
	*)
		assert_status 1 "$file: --no-config" scan --no-config db.ini
		;;
	esac
	printf '[rule "%s"]\n\tenabled = true\n' "$rule" >"$file"
	assert_status 1 "$file: on" scan --config "$TMP/given" db.ini
done
rm "$@"

echo '- the keys of a rule'
# A rule of these lines, and whether it finds something in the text.
keys() { # found|none LINES TEXT
	printf '[rule "acme"]\n' >.kagiban
	printf '%b\n' "$2" >>.kagiban
	printf '%s\n' "$3" >keys.txt
	assert "$2: it can be read" run_any scan --format json keys.txt
	found=none
	if grep -q '"rule": "acme"' "$TMP/out"; then
		found=found
	fi
	assert_equal "$2: finds" "$1" "$found"
}
run_any() { # COMMAND...
	got=0
	run "$@" || got=$?
	[ "$got" -le 1 ]
}
plain='keyword = acme_\npattern = acme_[0-9a-f]{32}'
line='keyword = acme_\npattern = q7[a-z]{10}'
capital=ACME_$(random_of 0-9A-F 32)
word=q7$(random_of a-z 10)
hex=$(random_of 0-9a-f 32)
keys found "$plain" "at $acme"
keys found "$plain\nentropy = 3.0" "at $acme"
keys none "$plain\nentropy = 3.0" "at acme_12f21212121212121212121212121212"
keys none "$plain" "at x$acme"
keys none "$plain" "at ${acme}x"
keys found "$plain\nedge = none" "at x$acme"
keys found "$plain" "at x/$acme"
keys none "$plain\nedge = base64" "at x/$acme"
keys none "$plain\nedge = dash" "at $acme-x"
keys none "$plain" "at $capital"
keys found "$plain\nfold = true" "at $capital"
keys found "$line" "$word and acme_"
keys none "$line" "acme_
$word"
keys found "$line\nnear = 20" "acme_
$word"
keys none "$line\nnear = 20" "acme_, and much more than that: $word"
keys found "$line\nnear = 60" "acme_, and much more than that: $word"
luhn='keyword = acme_\npattern = "acme_(?<secret>[0-9]{16})"'
keys found "$luhn" acme_4539578763621487
keys none "$luhn\ncheck = luhn" acme_4539578763621487
keys found "$luhn\ncheck = luhn" acme_4539578763621486
keys found 'keyword = acme\npattern = [0-9a-f]{32}\ndetect = named' \
	"ACME_API_KEY=$hex"
keys none 'keyword = acme\npattern = [0-9a-f]{32}\ndetect = named' \
	"ACME_HASH=$hex"
keys found 'keyword = acmecode\ndetect = assignment' \
	"acmecode_token = '$(random_of A-Za-z0-9 30)'"
keys found 'path = *.txt\nexample-path = a.txt\npattern = acme_[0-9a-f]{32}' \
	"at $acme"
keys none 'path = *.acme\nexample-path = a.acme\npattern = acme_[0-9a-f]{32}' \
	"at $acme"
keys found "keyword = other_\n$plain" "at $acme"
keys none "$plain\nkeyword =\nkeyword = other_" "at $acme"
keys found "keyword = acme_\npattern = none\npattern = acme_[0-9a-f]{32}" \
	"at $acme"
keys none "$plain\nenabled = false" "at $acme"
keys found "$plain\nconfidence = low" "at $acme"
assert_contains 'confidence' out '"blocks": false'
keys found "$plain\nweak = true" "at $acme"
assert_contains 'weak' out '"weak": true'
keys found "$plain\ntitle = ACME key" "at $acme"
assert_contains 'title' out '"title": "ACME key"'
keys found "$plain\nshown = 3" "at $acme"
assert_contains 'shown' out '"prefix": "acm"'
keys found "$plain\nrevoke = https://acme.example" "at $acme"
assert_contains 'revoke' out '"revoke": "https://acme.example"'
keys found "$plain
[rule \"acme-id\"]\nkeyword = ACID\npattern = ACID[0-9]{8}\nis-id = true
pair = acme" "id ACID73910482 with $acme"
assert_contains 'pair' out '"key_id": "ACID73910482"'
rm .kagiban keys.txt

echo '- a hostile pattern'
printf '[rule "slow"]\nkeyword = aaaa\npattern = (a+a+)+[bc]\nconfidence = low\n' \
	>.kagiban
awk 'BEGIN { for (i = 0; i < 4000; i++) printf "a"; print "" }' >slow.txt
assert_status 3 'ends, and is named' scan slow.txt
assert_contains 'ends, and is named' out 'rule slow'
finish
