#!/bin/sh
# git_secrets.sh - git-secrets' configuration as it stands: secrets.patterns
# finds what git-secrets finds (held against the real one where it is
# installed), secrets.allowed and .gitallowed leave out what it leaves out, and
# less; what a tree may not weaken; on a server; providers are said and never
# run; faults are named; where nothing is set, nothing is done.
# shellcheck source=tests/hooks/lib.sh
. "$(dirname "$0")/lib.sh"

staged() {
	"$KAGIBAN" --scan-staged --color never "$@"
}

files() {
	"$KAGIBAN" --scan-files --color never "$@"
}

pattern() { # PATTERN...
	for one in "$@"; do
		git config --add secrets.patterns "$one"
	done
}

allow() { # PATTERN...
	for one in "$@"; do
		git config --add secrets.allowed "$one"
	done
}

forget() {
	git config --remove-section secrets 2>/dev/null
	rm -f .gitallowed .kagiban .git/info/kagiban
	git rm -qrf --cached . 2>/dev/null
}

# Puts TEXT into FILE, and FILE into the index.
put() { # FILE TEXT
	printf '%s\n' "$2" >"$1"
	git add "$1"
}

# "PATH:LINE" of what kagiban finds by the patterns in the index.
found_staged() {
	staged --format json >"$TMP/json"
	jq -r '.findings[] | select(.rule | startswith("git-secrets")) |
		.places[] | "\(.path):\(.line)"' "$TMP/json" | sort -u
}

new_repo "$TMP/repo"

echo '- patterns'
put a.txt 'deploy acme_0123 now'
assert_status 0 'nothing is set' staged
pattern 'acme_[0-9]{4}' '(zorb|quux)-[[:alpha:]]+'
assert_status 1 'a pattern' staged
assert_contains 'a pattern: its rule' out 'git-secrets-pattern-1'
assert_contains 'a pattern: its place' out 'a.txt:1'
assert_lacks 'a pattern: what is found is not shown' out acme_0123
put a.txt 'deploy acme_012 now'
assert_status 0 'one short' staged
put a.txt 'deploy acme_01234 now'
assert_status 0 'as words only, as git-secrets does it' staged
put a.txt 'deploy (acme_0123)'
assert_status 1 'a word in brackets' staged
put a.txt 'quux-abc'
assert_status 1 'the second' staged
assert_contains 'the second: its number' out 'git-secrets-pattern-2'
assert_status 0 '--no-config' staged --no-config
printf '[kagiban]\n' >"$TMP/extra"
assert_status 1 '--config comes on top' staged --config "$TMP/extra"
assert_status 0 '--no-config --config' staged --no-config --config "$TMP/extra"
git config --global --add secrets.patterns 'glob[a]l_[0-9]+'
put a.txt 'global_12'
assert_status 1 'the one of another scope' staged
assert_contains 'in the order of git config --get-all' out git-secrets-pattern-1
git config --global --remove-section secrets
assert_status 0 'it is not set any more' staged
# shellcheck disable=SC2089 # git's own quotes
GIT_CONFIG_PARAMETERS="'secrets.patterns=global_12'"
# shellcheck disable=SC2090
export GIT_CONFIG_PARAMETERS
assert_status 1 'git -c' staged
unset GIT_CONFIG_PARAMETERS

echo '- what a pattern finds is judged no further'
for text in acme_0000 'x = acme_1234' "pass""word = acme_1111"; do
	put a.txt "$text"
	assert_status 1 "$text" staged
done
put a.txt "$(printf 'x\ny acme_0123 # kagiban:allow')"
assert_status 0 'a tag in the text' staged
printf 'acme_0123\000\n' >a.txt
git add a.txt
assert_status 0 'not in binary content, as git grep -I' staged
put acme_0123 x
assert_status 0 'not in a name' staged
git rm -qf --cached acme_0123 a.txt
printf 'tell acme_0123\n' >"$TMP/message"
assert_status 1 'a message' "$KAGIBAN" --scan-message "$TMP/message"
printf 'tell acme_01234\n' >"$TMP/message"
assert_status 0 'another message' "$KAGIBAN" --scan-message "$TMP/message"
cd "$TMP" || exit 1
printf 'global_12\n' >loose.txt
assert_status 0 'outside of repositories' files loose.txt
git config --global --add secrets.patterns 'global_[0-9]+'
assert_status 1 'outside of repositories, set for all' files loose.txt
git config --global --remove-section secrets
cd repo || exit 1

echo '- odd values'
forget
pattern "$(printf 'first_[0-9]+\n\nthird_[0-9]+')" '' 'two words' 'aft[e]r'
put a.txt 'first_1'
assert_status 1 'a value of several lines' staged
put a.txt 'third_1'
assert_status 1 'its last line' staged
assert_contains 'lines are counted' out git-secrets-pattern-3
put a.txt 'after'
assert_status 1 'behind an empty value' staged
assert_contains 'an empty value is counted' out git-secrets-pattern-6
put a.txt 'words two'
assert_status 0 'an empty one finds nothing' staged
put a.txt 'two words'
assert_status 1 'with a blank' staged
pattern '([a-z])\1{3}'
put a.txt 'cccd'
assert_status 0 'a reference to a group' staged
put a.txt 'cccc'
assert_status 1 'a reference to a group' staged
pattern 'a*|x'
put a.txt '-- --'
assert_status 0 'a match of nothing is none' staged

echo '- faults'
forget
pattern 'good' 'acme_(' 'x'
put a.txt 'nothing'
assert_status 2 'a pattern that is none' staged
assert_contains 'names setting, line and value' err \
	'kagiban: secrets.patterns, line 2: "acme_(": a ( is not closed'
git config --unset secrets.patterns '^acme_\($'
pattern '(?i)acme'
assert_status 2 'another dialect' staged
assert_contains 'another dialect' err \
	'"(?i)acme": byte 2: there is nothing before ? that could be repeated'
assert_status 2 '--list-rules says it too' "$KAGIBAN" --list-rules
"$KAGIBAN" --doctor --color never >"$TMP/out" 2>&1
assert_contains '--doctor says it too' out 'secrets.patterns, line 3'
forget
allow '[z-a]'
put a.txt 'nothing'
assert_status 2 'an allowed one that is none' staged
assert_contains 'an allowed one' err \
	'secrets.allowed, line 1: "[z-a]": byte 1: a range'
assert_status 0 'an allowed one, --no-config' staged --no-config
forget
pattern '(a+a+)+[bc]'
awk 'BEGIN { for (i = 0; i < 4000; i++) printf "a"; print "" }' >slow.txt
git add slow.txt
assert_status 3 'a limit' staged
assert_contains 'a limit: which' out 'rule git-secrets-pattern-1'
rm slow.txt

echo '- as rules'
forget
pattern 'acme_[0-9]{4}'
put a.txt 'acme_0123'
assert_status 0 '--list-rules' "$KAGIBAN" --list-rules
assert_contains '--list-rules' out 'git-secrets-pattern-1'
assert_status 0 '--list-rules --no-config' "$KAGIBAN" --list-rules --no-config
assert_lacks '--list-rules --no-config' out git-secrets-pattern
assert_status 0 '--explain' "$KAGIBAN" --explain git-secrets-pattern-1
assert_contains '--explain' out 'secrets.patterns | sed -n 1p'
printf '[rule "git-secrets-pattern-1"]\n\tenabled = false\n' >.git/info/kagiban
assert_status 0 'off by me' staged
assert_lacks 'off by me: not counted' out 'left out'
mv .git/info/kagiban .kagiban
git add .kagiban
assert_status 0 'off by the tree' staged
assert_contains 'off by the tree: counted' out 'switches off left out'
git config kagiban.lock true
assert_status 1 'off by the tree, locked' staged
git config --unset kagiban.lock
sed 's/-1/-7/' .kagiban >.k && mv .k .kagiban
git add .kagiban
assert_status 1 'one that is not there is no fault' staged
put .kagiban "$(printf '[rule "git-secrets-pattern-1"]\n\tpattern = x')"
assert_status 2 'a tree cannot change the pattern' staged
assert_contains 'a tree cannot change the pattern' err \
	'only enabled and confidence can be changed, not pattern'
put .kagiban "$(printf '[rule "i"]\n\tkeyword = acme\n\tpattern = acme_.*
	is-id = true')"
assert_status 1 'nor show as an id what it finds' staged
assert_lacks 'nor show as an id what it finds' out acme_0123
assert_contains 'nor show as an id what it finds' out git-secrets-pattern-1
put .kagiban "$(printf '[rule "acme"]\n\tkeyword = zorb\n\tpattern = zorb[0-9]+')"
put a.txt "$(printf 'acme_0123\nzorb12')"
assert_status 1 'beside rules of the team' staged
assert_contains 'beside rules of the team' out '  acme'
assert_contains 'beside rules of the team' out git-secrets-pattern-1
rm .kagiban
git rm -qf --cached .kagiban
"$KAGIBAN" --allow "$(files --format json a.txt | jq -r '.findings[0].id')" \
	--reason test --local >"$TMP/out" 2>&1 || fail 'a waiver'
put a.txt 'acme_0123'
assert_status 0 'a waiver' staged
assert_contains 'a waiver' out '1 waived'

echo '- what a rule knows is told by the rule'
forget
pattern '(A3T|AK''IA)[A-Z0-9]{16}' '[A-Za-z0-9/+]{40}' 'db_password.*'
leak_into key.txt
git add key.txt
assert_status 1 'a pair' staged
assert_contains 'a pair' out 'AWS access key with its secret key'
assert_lacks 'a pair: once' out git-secrets-pattern
sed -n 1p key.txt >id.txt
git rm -qf --cached key.txt
git add id.txt
git config kagiban.block high
git config --unset-all secrets.patterns
assert_status 0 'an id alone is not sure enough' staged
pattern '(A3T|AK''IA)[A-Z0-9]{16}'
assert_status 1 'a pattern makes it sure' staged
assert_contains 'a pattern makes it sure: the rule' out aws-access-key
assert_lacks 'a pattern makes it sure: once' out git-secrets-pattern
git config --unset kagiban.block

echo '- secrets.allowed'
forget
pattern 'acme_[0-9]{4}'
put a.txt "$(printf 'acme_0123\nx acme_4567 dummy\nacme_8901')"
mkdir -p tests
put tests/a.txt 'acme_2345'
allow 'dummy$'
assert_equal 'by the line' 'a.txt:1 a.txt:3 tests/a.txt:1' \
	"$(found_staged | xargs)"
assert_status 1 'by the line: said' staged
assert_contains 'by the line: said' out '1 finding under secrets.allowed left out'
allow '^tests/.*:[0-9]+:' 'a\.txt:3:'
assert_equal 'by path and number' 'a.txt:1' "$(found_staged | xargs)"
assert_status 0 'not with --no-config' staged --no-config
allow '^acme_0123'
assert_equal 'the line begins with its path' 'a.txt:1' "$(found_staged | xargs)"
allow 'Z*'
assert_equal 'a match of nothing allows nothing' 'a.txt:1' \
	"$(found_staged | xargs)"
allow '.*'
assert_status 0 'anything' staged
assert_contains 'anything' out '4 findings under secrets.allowed left out'
assert_contains 'and not "nothing skipped"' out 'left out ('

forget
leak_into both.txt
git add both.txt
printf 'x\n' >>both.txt
allow 'aws_access_key_id'
assert_status 1 'one line of a pair' staged
allow 'aws_secret_access_key'
assert_status 0 'both lines of a pair' staged
assert_contains 'found by other rules as well' out 'under secrets.allowed'
git rm -qf --cached both.txt
"$BUILD_DIR/tests/fill" 'token = ghp_{base62:30}{crc32-base62}' "$$" >proven.txt
git add proven.txt
allow '.*' 'token'
assert_status 1 'what proves itself' staged
assert_contains 'what proves itself' out github-pat-classic
git rm -qf --cached proven.txt
mkdir -p "$HOME/.aws"
make_aws_key
printf '[default]\naws_access_key_id = %s\naws_secret_access_key = %s\n' \
	"$AWS_ID" "$AWS_SECRET" >"$HOME/.aws/credentials"
put own.txt "zone $AWS_SECRET end"
assert_status 1 'own keys' staged
assert_contains 'own keys' out own-key
rm -r "$HOME/.aws"
printf 'tell acme_0123\n' >"$TMP/message"
forget
pattern 'acme_[0-9]{4}'
assert_status 1 'a message' "$KAGIBAN" --scan-message "$TMP/message"
allow 'COMMIT_EDITMSG:1:'
assert_status 0 'a message, allowed' "$KAGIBAN" --scan-message "$TMP/message"

echo '- .gitallowed'
forget
pattern 'acme_[0-9]{4}'
put a.txt "$(printf 'acme_0123\nacme_4567 b\nacme_8901')"
printf '#x\n# a.txt:1\n\n \t\n  # a.txt\n_4567 b\r\n*89\n' >.gitallowed
assert_equal 'not staged, not read' 'a.txt:1 a.txt:2 a.txt:3' \
	"$(found_staged | xargs)"
git add .gitallowed
assert_equal 'staged' 'a.txt:1' "$(found_staged | xargs)"
assert_status 1 'counted' staged
assert_contains 'counted' out '2 findings under .gitallowed left out'
assert_status 1 'from the work tree, for files' files a.txt
assert_contains 'from the work tree, for files' out 'under .gitallowed left out'
printf 'acme\n' >.gitallowed
assert_status 1 'what is staged counts' staged
assert_status 0 'what lies there counts for files' files a.txt
git config kagiban.lock true
assert_status 1 'locked' staged
assert_lacks 'locked' out 'under .gitallowed'
git config --unset kagiban.lock
git add .gitallowed
assert_status 0 'all' staged
assert_contains 'said in a hook too' out '3 findings under .gitallowed'
assert_status 0 '--no-config' staged --no-config
put .gitallowed "$(printf 'a(\nacme_8901\n[[:no:]]')"
assert_equal 'lines that are wrong' 'a.txt:1 a.txt:2' "$(found_staged | xargs)"
assert_status 1 'lines that are wrong' staged
assert_contains 'a line that is wrong' err \
	'warning: .gitallowed:1: a ( is not closed'
assert_contains 'another' err '.gitallowed:3: byte 1: there is no class'
assert_status 2 '--check-rules' "$KAGIBAN" --check-rules .gitallowed
assert_contains '--check-rules' err '.gitallowed:1: a ( is not closed'
printf '\n# x\nx\n*y\n' >.gitallowed
assert_status 0 '--check-rules' "$KAGIBAN" --check-rules .gitallowed
assert_contains '--check-rules' out '2 expressions: all are right'
rm .gitallowed
ln -s a.txt .gitallowed
git add .gitallowed
assert_status 1 'a link' staged
assert_contains 'a link' err '.gitallowed is not read: it is no regular file'
assert_status 1 'a link, for files' files a.txt
assert_contains 'a link, for files' err '.gitallowed is not read'

echo '- pushes, ranges, history'
forget
git init -q --bare "$TMP/remote.git"
git remote add origin "$TMP/remote.git"
"$KAGIBAN" --install --quiet || fail 'install'
pattern 'acme_[0-9]{4}'
put .gitallowed '_0123'
put a.txt 'acme_0123'
git commit -qm one
git tag one
assert_status 0 'a push' git push -q origin main
assert_contains 'a push' err '1 finding under .gitallowed left out'
put .gitallowed "$(printf '_0123\n_4567')"
put b.txt 'acme_4567'
git commit -qm two
assert_status 0 'the tip has it' git push -q origin main
assert_status 1 'the base of a range has not' "$KAGIBAN" --scan-range one..HEAD
assert_contains 'the base of a range has not' out 'b.txt:1'
git tag two
git rm -q .gitallowed
put c.txt 'acme_4567 again'
git commit -qm three --no-verify
assert_status 1 'the tip has it no more' git push -q origin main
assert_contains 'the tip has it no more' err 'c.txt:1'
assert_status 0 'the base of a range still has' \
	"$KAGIBAN" --scan-range two..HEAD
assert_status 1 'history' "$KAGIBAN" --scan-history
assert_contains 'history' out 'git-secrets-pattern-1'
git show HEAD~ >"$TMP/diff"
assert_status 1 'a diff' "$KAGIBAN" --scan-diff <"$TMP/diff"
printf '_4567\n' >.gitallowed
assert_status 0 'a diff, allowed' "$KAGIBAN" --scan-diff <"$TMP/diff"
assert_status 1 'history, allowed but for one' "$KAGIBAN" --scan-history
assert_contains 'history, allowed but for one' out 'history scanned: 1 secret'

echo '- a server'
new_repo "$TMP/server.git" --bare
"$KAGIBAN" --install --server --quiet || fail 'install'
git config secrets.patterns 'acme_[0-9]{4}'
git config secrets.providers 'touch ran'
new_repo "$TMP/work"
git remote add origin "file://$TMP/server.git"
put .gitallowed 'acme'
put a.txt 'acme_0123'
git commit -qm one
assert_status 1 'a pushed .gitallowed counts for nothing' git push -q origin main
assert_contains 'refused there' err 'git-secrets-pattern-1'
assert_lacks 'refused there' err 'under .gitallowed'
assert_contains 'providers' err 'secrets.providers: 1 not run'
assert_lacks 'providers: not which' err 'touch'
git -C "$TMP/server.git" config secrets.allowed 'acme_0'
assert_status 0 "the server's own list" git push -q origin main
git -C "$TMP/server.git" config secrets.patterns 'a(b'
put a.txt 'acme_9'
git commit -qm two
assert_status 1 'a fault' git push -q origin main
assert_contains 'a fault' err 'secrets.patterns, line 1: a ( is not closed'
assert_lacks 'a fault: without the value' err 'a(b'
git -C "$TMP/server.git" config --remove-section secrets
GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=secrets.patterns GIT_CONFIG_VALUE_0=acme_9
export GIT_CONFIG_COUNT GIT_CONFIG_KEY_0 GIT_CONFIG_VALUE_0
assert_status 0 "the pusher's settings do not count" git push -q origin main
rm .gitallowed
assert_status 1 'at home they do' files a.txt
unset GIT_CONFIG_COUNT GIT_CONFIG_KEY_0 GIT_CONFIG_VALUE_0
cd "$TMP/server.git" || exit 1
git config secrets.patterns 'acme_[0-9]+'
assert_status 0 'in a bare one HEAD has it' "$KAGIBAN" --scan-history
assert_contains 'in a bare one HEAD has it' out 'under .gitallowed'

echo '- providers'
guarded_repo "$TMP/providers"
put a.txt x
git config --add secrets.providers 'git secrets --aws-provider'
assert_status 0 'of AWS keys' staged
assert_equal 'of AWS keys: need not be run' '' "$(cat "$TMP/err")"
git config kagiban.ownKeys false
assert_status 0 'own keys are off' staged
assert_contains 'own keys are off' err \
	'"git secrets --aws-provider" is not run'
git config --unset kagiban.ownKeys
git config --add secrets.providers "touch '$TMP/ran'"
assert_status 0 'another' staged
assert_contains 'another' err "warning: secrets.providers: \"touch '$TMP/ran'\""
git config --add secrets.providers 'cat x'
assert_status 0 'in a commit' git commit -qm one
assert_contains 'two' err 'and 1 more are not run'
assert_equal 'once a commit' 1 "$(grep -c 'secrets.providers' "$TMP/err")"
assert_status 0 '--no-config' staged --no-config
assert_equal '--no-config' '' "$(cat "$TMP/err")"
"$KAGIBAN" --doctor --color never >"$TMP/out" 2>&1
assert_not 'none was run' [ -e "$TMP/ran" ]
assert_contains '--doctor' out 'git secrets --aws-provider need not be run'
assert_contains '--doctor' out 'not run, and what they would print'
assert_lacks '--doctor: no patterns' out secrets.patterns
pattern one two
allow three
printf 'a\nb\n' >.gitallowed
git add .gitallowed
"$KAGIBAN" --doctor --color never >"$TMP/out" 2>&1
assert_contains '--doctor: patterns' out \
	'secrets.patterns: 2 patterns of git-secrets are looked for'
assert_contains '--doctor: allowed' out 'secrets.allowed: 1 expression:'
assert_contains '--doctor: .gitallowed' out '.gitallowed: 2 expressions:'

# Which programs git has started, by their arguments.
started() { # COMMAND...
	rm -f "$TMP/trace"
	GIT_TRACE2_EVENT=$TMP/trace
	export GIT_TRACE2_EVENT
	run "$@"
	unset GIT_TRACE2_EVENT
	: >>"$TMP/trace"
	sed -n 's/.*"event":"start".*"argv":\[\(.*\)\].*/\1/p' "$TMP/trace"
}

echo '- where nothing is set'
new_repo "$TMP/quiet"
put a.txt x
unset GIT_CONFIG_NOSYSTEM # asks git itself
assert_equal 'no program is started' '' "$(started staged)"
git commit -qm one
git update-index --split-index
put a.txt y
assert_equal 'one list for both files' 1 \
	"$(started staged | grep -c gitallowed)"
assert_equal 'one list for both files' 1 "$(started staged | grep -c kagiban)"

# ---- beside the real one ----

command -v git-secrets >/dev/null || {
	echo 'git-secrets is not installed: not compared'
	finish
}

# "PATH:LINE" of what git-secrets finds: in files by grep, in the index by git
# grep, which passes over a word if a longer match begins with it that is none.
theirs() { # OPTION [FILE...]
	git secrets "$@" 2>&1 |
		sed -n 's/^\([^:]*:[0-9][0-9]*\):.*/\1/p' | sort -u
}

assert_same() { # WHAT
	# shellcheck disable=SC2046 # names without blanks
	theirs --scan $(git ls-files) >"$TMP/theirs"
	found_staged >"$TMP/ours"
	assert_same_file "$1" "$TMP/theirs" "$TMP/ours"
	assert "$1: there is something" [ -s "$TMP/theirs" ]
	theirs --pre_commit_hook >"$TMP/hook"
	assert_equal "$1: nothing of the hook's is missing" '' \
		"$(comm -23 "$TMP/hook" "$TMP/ours")"
	assert "$1: the hook's are as many, nearly" [ "$(wc -l <"$TMP/hook")" \
		-gt $(($(wc -l <"$TMP/ours") * 9 / 10)) ]
}

echo '- beside git-secrets'
new_repo "$TMP/both"
git commit -q --allow-empty -m none
# shellcheck disable=SC2016 # no variables
pattern 'acme_[0-9]{4}' '(zorb|quux)-[[:alpha:]]+\.[a-z\]{2,}' '^begins' \
	'ends$' '\<word\>' 'a|b{2}x*' '[^[:space:]]@example' 'in\.ter\.nal' \
	'"?key"?\s*(:|=>|=)\s*[A-Z0-9]{8}' 'x{,2}yy' \
	'price\$[0-9]+' 'q[]a-]q' '\(call\)' 'a{2}+z'
awk 'BEGIN {
	srand(1)
	count = split("acme_ 0123 4567 89 zorb - quux .ab ] \\] begins ends word" \
		" a b bb x @example in.ter.nal ter \"key\" key : = => ABCD1234" \
		" aaaa ( call ) (call) yy price$ 5 q u)v z aaz _ , qaq q]q", \
		piece, " ")
	for (i = 0; i < 3000; i++) {
		line = ""
		for (j = 1 + int(rand() * 6); j > 0; j--)
			line = line piece[1 + int(rand() * count)] \
				(rand() < 0.4 ? " " : "")
		print line
	}
}' >"$TMP/lines"
split -l 500 "$TMP/lines" part-
git add .
assert_same 'the same lines'
allow 'zorb' '[[:digit:]]{4}$' '^part-a[ab]:1?[0-9]:' ':begins'
assert_same 'the same are left with secrets.allowed'
printf '# ab\n\nq[]a]q\n(part-af|nothing):[0-9]+:.*x\n *y\n*word\n' >.gitallowed
git add .gitallowed
assert_same 'the same are left with .gitallowed'
allow '.'
theirs --pre_commit_hook >"$TMP/theirs"
assert_equal 'nothing is left, theirs' '' "$(cat "$TMP/theirs")"
assert_equal 'nothing is left, ours' '' "$(found_staged)"

new_repo "$TMP/aws"
git commit -q --allow-empty -m none
git secrets --register-aws >/dev/null
leak_into a.txt
put b.txt "$(printf 'aws_account_id = %s-%s-%s\n' 1234 5678 9012)"
put c.txt "$AWS_ID"
put d.txt 'nothing'
git add .
theirs --pre_commit_hook >"$TMP/theirs"
staged --format json | jq -r '.findings[] | .places[] | "\(.path):\(.line)"' |
	sort -u >"$TMP/ours"
assert_same_file 'what git secrets --register-aws finds' "$TMP/theirs" \
	"$TMP/ours"
assert_equal 'what git secrets --register-aws finds' 4 \
	"$(wc -l <"$TMP/ours" | xargs)"
assert_status 1 'it needs no word' staged
assert_equal 'it needs no word' '' "$(cat "$TMP/err")"
finish
