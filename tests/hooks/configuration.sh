#!/bin/sh
# configuration.sh - what the files of rules do in a scan: rules of one's own,
# rules that are changed or off, skipped paths, placeholders; which file wins;
# what a tree may not weaken, and kagiban.lock; --config and --no-config; faults
# with file and line.
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
assert_contains '--check-rules' out '1 rules, 1 examples, 1 counters'
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

echo '- a hostile pattern'
printf '[rule "slow"]\nkeyword = aaaa\npattern = (a+a+)+[bc]\nconfidence = low\n' \
	>.kagiban
awk 'BEGIN { for (i = 0; i < 4000; i++) printf "a"; print "" }' >slow.txt
assert_status 3 'ends, and is named' scan slow.txt
assert_contains 'ends, and is named' out 'rule slow'
finish
