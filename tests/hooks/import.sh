#!/bin/sh
# import.sh - contrib/import: what other tools' configurations say is read by
# kagiban with the same meaning, what cannot be carried over is named, and bad
# input is refused.
# shellcheck source=tests/hooks/lib.sh
. "$(dirname "$0")/lib.sh"
command -v python3 >/dev/null || skip 'no python3'

import() {
	"$SOURCE_DIR/contrib/import" --kagiban "$KAGIBAN" "$@"
}

# Imports into $TMP/config, which must be good, and keeps stderr in $TMP/said.
imported() { # WHAT ARGUMENTS...
	imported=$1
	shift
	assert_status 0 "$imported" import "$@"
	cp "$TMP/out" "$TMP/config"
	cp "$TMP/err" "$TMP/said"
	: >"$TMP/empty"
	assert_status 0 "$imported: is read" with_config "$TMP/empty"
	assert_lacks "$imported: no warning" err config
	assert "$imported: git reads it" \
		git config -f "$TMP/config" --list >/dev/null
}

with_config() { # FILE...
	"$KAGIBAN" --no-config --config "$TMP/config" --color never \
		--scan-files "$@"
}

# RULE, and nothing else, finds a secret in a file with TEXT.
assert_finds() { # WHAT RULE TEXT
	printf '%s\n' "$3" >"$TMP/text"
	assert_status 1 "$1" with_config --format json "$TMP/text"
	assert_equal "$1: the rule" "$2" \
		"$(sed -n 's/.*"rule": "\([^"]*\)".*/\1/p' "$TMP/out")"
}

assert_finds_nothing() { # WHAT TEXT
	printf '%s\n' "$2" >"$TMP/text"
	assert_status 0 "$1" with_config "$TMP/text"
}

hex() { # COUNT
	random_of 0-9a-f "$1"
}

says() { # WHAT TEXT
	assert_contains "$1" "$TMP/said" "$2"
}

# Whether the python3 here reads TOML.
reads_toml() {
	python3 -c 'import tomllib' 2>/dev/null
}

echo '- git-secrets'
new_repo "$TMP/git-secrets"
word=$(random_of a-z 12)
git config --add secrets.patterns 'acme_[0-9a-f]{32}'
git config --add secrets.patterns '(zorb|quux)-"[[:digit:]]{,20}\.[a-z\]{12}\>'
git config --add secrets.patterns '[A-Z]{20}'
git config --add secrets.patterns "$word"
git config --add secrets.patterns '(A3T[A-Z0-9]|AK''IA)[A-Z0-9]{16}'
git config --add secrets.patterns 'ab[[.hyphen.]]cdef[0-9]+'
dud=acme_$(hex 32)
git config --add secrets.allowed "$dud"
git config --add secrets.allowed 'tests/.*:[0-9]+:'
git config --add secrets.providers 'git secrets --aws-provider'
other=acme_$(hex 32)
printf '# ours\n\n%s\n' "$other" >.gitallowed
imported 'git-secrets' git-secrets
assert_finds 'a pattern' git-secrets-1 "x = acme_$(hex 32)"
assert_finds_nothing 'a pattern, one short' "x = acme_$(hex 31)"
assert_finds 'ERE' git-secrets-2 \
	"quux-\"$(random_of 0-9 7).b\\cdqwxkzuvp"
assert_finds_nothing 'ERE: no \d inside a class' "quux-\"$(random_of 0-9 7).b0d"
assert_finds_nothing 'allowed' "x = $dud"
assert_finds_nothing '.gitallowed' "x = $other"
says 'no literal' 'secrets.patterns number 3: its matches have no literal'
says 'a fixed text' 'secrets.patterns number 4: it is a fixed text'
says 'AWS' "secrets.patterns number 5: one of AWS's patterns"
says 'POSIX classes' 'secrets.patterns number 6: [. .]'
says 'allowed pattern' 'secrets.allowed number 2: a pattern'
says 'providers' '1 secrets.providers'
for text in "$word" "$dud" "$other"; do
	assert_lacks 'names no value' "$TMP/said" "$text"
done
assert_lacks 'a fixed text stays out' "$TMP/config" "$word"
assert_contains 'templates' "$TMP/config" '--check-rules'
mkdir "$TMP/none"
assert_status 2 'no repository' import git-secrets "$TMP/none"
assert_contains 'no repository' err 'no work tree of git'

echo '- gitleaks'
mkdir "$TMP/gitleaks" && cd "$TMP/gitleaks" || exit 1
# shellcheck disable=SC2016 # no variables
write_toml() {
	cat <<'END'
[extend]
useDefault = true
disabledRules = ["some-key"]
[[rules]]
id = "Acme Token"
description = "ACME's \"token\"; # of all"
regex = '''(?i)\b(acme_[0-9a-f]{32})(?:['"\s;]|$)'''
keywords = ["acme_"]
entropy = 3.0
[[rules]]
id = "zorb-key"
regex = '''key:\s*(?P<id>[a-z0-9]{8})/([0-9A-Z]{20})\x60'''
secretGroup = 2
keywords = ["zorb"]
[rules.allowlist]
paths = ['''x''']
[[rules]]
id = "no-keyword"
regex = '''[A-Z]{5}[0-9]{30}'''
[[rules]]
id = "wide"
regex = '''wide_\x{2028}[0-9]{30}'''
[[rules]]
id = "broken"
regex = '''broken_([0-9]{30}'''
[[rules]]
id = "only-path"
path = '''\.pem$'''
[[rules]]
id = "with-path"
regex = '''pathy_[0-9]{30}'''
path = '''\.env$'''
[allowlist]
paths = ['''(^|/)vendor/''', '''^gen/.*''', '''\.(lock|sum)$''',
  '''a.*b/c$''', '''.*''', '''^(one|two)\.txt$''', '''/deep/''']
commits = ["0123456789abcdef"]
stopwords = ["STOPWORD"]
regexes = ['''^PLAIN$''', '''fo+''']
END
}
write_toml | sed "s/STOPWORD/$dud/; s/PLAIN/$other/" >.gitleaks.toml
if reads_toml; then
	imported 'gitleaks' gitleaks .gitleaks.toml
	id=gitleaks-acme-token
	assert_finds 'a rule' $id "x = 'acme_$(hex 32)'"
	assert_finds '(?i)' $id "x = 'ACME_$(hex 32)'"
	assert_finds 'the end of a line' $id "acme_$(hex 32)"
	assert_finds_nothing 'one more' "x = 'acme_$(hex 33)'"
	assert_finds_nothing 'entropy' "x = 'acme_1112111211121112111211121112111f'"
	assert_equal 'the title' "ACME's \"token\"; # of all" \
		"$(git config -f "$TMP/config" rule.$id.title)"
	secret=$(random_of 0-9A-Z 20)
	id8=$(hex 8)
	assert_finds 'a keyword elsewhere' gitleaks-zorb-key \
		"$(printf 'zorb:\n  key: %s/%s`\n' "$id8" "$secret")"
	assert_status 1 'the group' with_config "$TMP/text"
	assert_lacks 'the secret is masked' out "$secret"
	assert_status 1 'the group' with_config --format json "$TMP/text"
	assert_contains 'the secret alone' out '"length": 20'
	assert_lacks 'a name of theirs is none of ours' out "$id8"
	assert_finds_nothing 'the keyword is needed' "key: $(hex 8)/$secret\`"
	assert_finds_nothing 'stopword' "x = '$dud'"
	assert_finds_nothing 'allowed literal' "x = '$other'"
	new_repo "$TMP/paths"
	mkdir -p vendor a/vendor gen a/gen xvendor deep a/deep
	for path in vendor/x a/vendor/x gen/x a.lock a/go.sum one.txt \
		a/gen/x xvendor/x a.locked a/one.txt deep/x a/deep/x; do
		printf 'acme_%s\n' "$(hex 32)" >"$path"
	done
	assert_status 1 'paths' with_config --format json .
	sed -n 's/.*"path": "\([^"]*\)".*/\1/p' "$TMP/out" | sort >"$TMP/found"
	printf '%s\n' a.locked a/gen/x a/one.txt deep/x xvendor/x \
		>"$TMP/wanted"
	assert_same_file 'paths' "$TMP/wanted" "$TMP/found"
	cd "$TMP/gitleaks" || exit 1
	says 'default rules' "gitleaks' default rules: kagiban has its own"
	says 'disabled' 'disabledRules some-key'
	says 'no literal' 'rule no-keyword: neither its keywords nor'
	says 'no byte' 'rule wide: \x{2028} is no byte'
	says 'what kagiban refuses' 'rule broken: '
	says 'no regex' 'rule only-path: it has no regex'
	says 'a path' 'path of rule with-path: the rule now looks at all files'
	says 'an own allowlist' 'allowlists of rule zorb-key'
	says 'the reach' 'the reach of rule zorb-key'
	says 'a path' 'path 4 (a.*b/c$)'
	says 'everything' 'path 5 (.*)'
	says 'commits' 'allowlist 1, 1 commits'
	says 'a pattern of values' 'allowlist 1, regex 2: a pattern'
	for text in "$dud" "$other"; do
		assert_lacks 'names no value' "$TMP/said" "$text"
	done
	printf '[[rules]\n' >bad.toml
	assert_status 2 'broken TOML' import gitleaks bad.toml
	assert_contains 'broken TOML' err 'import: bad.toml: '
	printf 'rules = 3\n' >bad.toml
	assert_status 2 'no rules' import gitleaks bad.toml
	assert_contains 'no rules' err 'rules is not a list as expected'
else
	assert_status 2 'no tomllib' import gitleaks .gitleaks.toml
	assert_contains 'no tomllib' err 'needs Python 3.11'
fi
assert_status 2 'not there' import gitleaks nowhere.toml
assert_equal 'nothing is printed then' '' "$(cat "$TMP/out")"

echo '- .gitleaksignore'
new_repo "$TMP/ignore"
leak_into a.ini
leak_into b.ini
printf '# old\n%s:old file.py:rule:3\na.ini:generic:2\n' "$(hex 40)" \
	>.gitleaksignore
imported 'fingerprints' gitleaks .gitleaksignore
says 'of commits' '1 fingerprints of commits in .gitleaksignore'
says 'the command' 'kagiban --scan-history --format json | kagiban --allow -'
says 'its file' '  old file.py'
says 'of files' 'kagiban --scan-files FILES...'
imported 'adopted' gitleaks --adopt .gitleaksignore
assert_status 0 'a.ini is waived' with_config a.ini
assert_contains 'a.ini is waived' out '1 waived'
assert_status 1 'b.ini is not' with_config b.ini
says 'of commits' '1 fingerprints of commits in .gitleaksignore'
assert_lacks 'those of files are done' "$TMP/said" 'FILES...'
printf 'whatever\n' >.gitleaksignore
assert_status 2 'no fingerprint' import gitleaks .gitleaksignore
assert_contains 'no fingerprint' err '.gitleaksignore:1: not'

echo '- detect-secrets'
new_repo "$TMP/baseline"
for name in one two three four; do
	printf 'x\ndb_password = "%s"\n' "$(random_of A-Za-z0-9 40)" >$name.ini
done
cp one.ini copy.ini
{
	sed -n 2p one.ini
	cat two.ini
} >moved.ini
entry='"type": "Secret Keyword", "hashed_secret": "0", "line_number"'
cat >.secrets.baseline <<END
{ "version": "1.5.0",
  "plugins_used": [ { "name": "Ours", "path": "file://ours.py" } ],
  "filters_used": [
    { "path": "detect_secrets.filters.regex.should_exclude_file",
      "pattern": [ "^docs/", "package-lock.json", "x(?=y)" ] },
    { "path": "detect_secrets.filters.regex.should_exclude_secret",
      "pattern": [ "swordfish", "[a-z]+" ] },
    { "path": "detect_secrets.filters.regex.should_exclude_line",
      "pattern": [ "x" ] } ],
  "results": {
    "one.ini": [ { $entry: 2 } ],
    "two.ini": [ { $entry: 2 } ],
    "three.ini": [ { $entry: 1 } ],
    "four.ini": [ { $entry: 2, "is_secret": true } ],
    "gone.ini": [ { $entry: 5 } ] } }
END
imported 'a baseline' detect-secrets .secrets.baseline
assert_lacks 'no waivers' "$TMP/config" '[allow'
says 'hashes' '4 entries of .secrets.baseline: their hashes cannot'
says 'the files' '  gone.ini'
says 'a plugin' 'plugin Ours: kagiban runs no code'
says 'a path' 'excluded file 3 (x(?=y))'
says 'a pattern' 'excluded secret 2: a pattern'
says 'lines' '1 excluded lines'
says 'a real one' 'four.ini:2: it was marked as a real secret'
assert_equal 'paths' '/docs/ package-lock.json package-lock.json/' \
	"$(git config -f "$TMP/config" --get-all kagiban.skippath | xargs)"
assert_equal 'placeholder' swordfish \
	"$(git config -f "$TMP/config" kagiban.placeholder)"
imported 'adopted' detect-secrets --adopt .secrets.baseline
assert_equal 'two waivers' 2 "$(grep -c '^\[allow' "$TMP/config")"
assert_status 0 'one and two' with_config one.ini two.ini
assert_contains 'one and two' out '2 waived'
assert_status 1 'another path' with_config copy.ini
assert_status 1 'another line' with_config three.ini
assert_status 1 'a real one' with_config four.ini
says 'nothing there' 'three.ini:1: kagiban has nothing to waive there'
says 'gone' 'gone.ini:5: kagiban has nothing to waive there'
for name in one two three four; do
	value=$(sed -n 's/.*"\(.*\)"/\1/p' $name.ini)
	assert_lacks 'no secret is printed' "$TMP/config" "$value"
	assert_lacks 'no secret is said' "$TMP/said" "$value"
done
cat one.ini >>one.ini.new && cat one.ini >>one.ini.new && mv one.ini.new one.ini
imported 'also elsewhere' detect-secrets --adopt .secrets.baseline
says 'also elsewhere' 'it is also in one.ini:4, which is not listed'
printf '{"results": []}' >bad
assert_status 2 'no baseline' import detect-secrets bad
assert_contains 'no baseline' err 'bad: no baseline'
printf '{' >bad
assert_status 2 'no JSON' import detect-secrets bad
assert_status 2 'no tool' import trufflehog
finish
