#!/bin/sh
# machine_formats.sh - --format json and sarif: read by jq, the JSON checked
# against its schema; the same findings as the text; waived ones, what could
# not be scanned, messages, odd names; no secret in any of them; English under
# any language; --output is written whole or not at all.
# shellcheck source=tests/hooks/lib.sh
. "$(dirname "$0")/lib.sh"

command -v jq >/dev/null || skip 'no jq'

# The document that the last run printed fulfils its schema.
assert_schema() { # WHAT
	python3 -c 'import jsonschema' 2>/dev/null || return 0
	assert "$1: fulfils the schema" python3 -c '
import json, sys, jsonschema
schema = json.load(open(sys.argv[1]))
jsonschema.Draft202012Validator.check_schema(schema)
jsonschema.Draft202012Validator(schema).validate(json.load(open(sys.argv[2])))
' "$SOURCE_DIR/docs/report.schema.json" "$TMP/out"
}

assert_jq() { # WHAT WANTED FILTER
	assert_equal "$1" "$2" "$(jq -rc "$3" <"$TMP/out" 2>&1)"
}

assert_no_secret() { # WHAT
	for secret in $SECRETS; do
		assert_lacks "$1" out "$secret"
		assert_lacks "$1" err "$secret"
	done
}

new_repo "$TMP/repo"
make_aws_key
password=$(random_of A-Za-z0-9 40)
other=$(random_of A-Za-z0-9 40)
SECRETS="$AWS_SECRET $password $other"
mkdir 'a b'
printf '{"key": "%s",\n "secret": "%s"}\n' "$AWS_ID" "$AWS_SECRET" \
	>'a b/c%d:.json'
printf 'db_password = "%s"\n' "$password" >db.ini
printf 'x = 1\nadmin_password = "%s"\n' "$password" >again.ini
printf '\n%s = %s\n' password hunter2 >weak.ini
printf 'secret_key = "%s"\n' "$other" >"$(printf 'bad\377\033[2J.ini')"
git add .

echo '- what the formats list'
assert_status 1 'json' "$KAGIBAN" --scan-staged --format json
cp "$TMP/out" "$TMP/json"
assert_schema 'json'
assert_no_secret 'json'
assert_jq 'status' blocked .status
assert_jq 'action' staged .action
assert_jq 'an AWS pair' "[\"$AWS_ID\",40]" \
	'.findings[] | select(.rule == "aws-access-key") | [.key_id, .length]'
assert_jq 'its places' '[["a b/c%d:.json",1,["id"]],["a b/c%d:.json",2,["secret"]]]' \
	'.findings[] | select(.rule == "aws-access-key") |
	[.places[] | [.path, .line, .parts]]'
assert_jq 'two places of one' '["again.ini","db.ini"]' \
	'.findings[] | select(.places | length > 1) |
	select(.rule != "aws-access-key") | [.places[].path] | sort'
assert_jq 'an odd name' 'bad\xFF\x1B[2J.ini' \
	'.findings[].places[].path | select(startswith("bad"))'
assert_jq 'what does not block' '["low",true]' \
	'.findings[] | select(.blocks == false) | [.confidence, .weak]'
assert_jq 'coverage' 5 .coverage.files

assert_status 1 'sarif' "$KAGIBAN" --scan-staged --format sarif
cp "$TMP/out" "$TMP/sarif"
assert_no_secret 'sarif'
assert_jq 'version' 2.1.0 .version
assert_jq 'an encoded path' 'a%20b/c%25d%3A.json' \
	'.runs[0].results[] | select(.ruleId == "aws-access-key") |
	.locations[0].physicalLocation.artifactLocation.uri'
assert_jq 'each result names its rule' true \
	'.runs[0] as $run | [$run.results[] |
	$run.tool.driver.rules[.ruleIndex].id == .ruleId] | all'
assert_jq 'each rule has help' true \
	'[.runs[0].tool.driver.rules[] | .help.text | length > 20] | all'
assert_jq 'it went well' true '.runs[0].invocations[0].executionSuccessful'
jq -r '.findings[] | .id as $id | .places[] | "\($id) \(.line)"' \
	<"$TMP/json" | sort >"$TMP/of-json"
jq -r '.runs[0].results[] | .partialFingerprints["kagiban/v1"] as $id |
	.locations[] | "\($id) \(.physicalLocation.region.startLine)"' \
	<"$TMP/sarif" | sort >"$TMP/of-sarif"
assert_same_file 'json and sarif list the same' "$TMP/of-json" "$TMP/of-sarif"
assert_status 1 'text' "$KAGIBAN" --scan-staged --verbose --color never
sed -n 's/^ *id  *\([0-9a-f]\{8\}\).*/\1/p' "$TMP/out" | sort >"$TMP/of-text"
jq -r '.findings[] | select(.blocks) | .id[0:8]' <"$TMP/json" |
	sort >"$TMP/of-json"
assert_same_file 'the text lists the same' "$TMP/of-text" "$TMP/of-json"
assert_status 1 'in Japanese it stays English' \
	"$KAGIBAN" --scan-staged --format json --lang ja
jq 'del(.milliseconds)' <"$TMP/out" >"$TMP/japanese"
jq 'del(.milliseconds)' <"$TMP/json" >"$TMP/english"
assert_same_file 'in Japanese it stays English' "$TMP/english" "$TMP/japanese"

echo '- waived, unscanned, clean'
id=$(jq -r '.findings[] | select(.rule == "aws-access-key") | .id' <"$TMP/json")
printf '[allow "%s"]\n\treason = used in tests\n' "$id" >.kagiban
git add .kagiban
assert_status 1 'waived' "$KAGIBAN" --scan-staged --format json
assert_schema 'waived'
assert_jq 'waived' '[true,false]' \
	".findings[] | select(.id == \"$id\") | [.waived, .blocks]"
assert_status 1 'waived, sarif' "$KAGIBAN" --scan-staged --format sarif
assert_jq 'waived, sarif' external \
	".runs[0].results[] | select(.partialFingerprints[\"kagiban/v1\"] ==
	\"$id\") | .suppressions[0].kind"
git rm -rq --cached .
printf 'nothing\n' >clean.txt
git add clean.txt
assert_status 0 'clean' "$KAGIBAN" --scan-staged --format json
assert_schema 'clean'
assert_jq 'clean' '["clean",[]]' '[.status, .findings]'
assert_status 0 'clean, sarif' "$KAGIBAN" --scan-staged --format sarif
assert_jq 'clean, sarif' '[]' '.runs[0].results'
object=$(git rev-parse :clean.txt)
rm -f ".git/objects/$(echo "$object" | cut -c1-2)/$(echo "$object" | cut -c3-)"
assert_status 3 'unscanned' "$KAGIBAN" --scan-staged --format json
assert_schema 'unscanned'
assert_jq 'unscanned' '["not-scanned","clean.txt"]' \
	'[.status, .coverage.unscanned[0].name]'
assert_status 3 'unscanned, sarif' "$KAGIBAN" --scan-staged --format sarif
assert_jq 'unscanned, sarif' false \
	'.runs[0].invocations[0].executionSuccessful'

echo '- a message'
printf 'note: db_password = "%s"\n' "$password" >"$TMP/message"
assert_status 1 'message' "$KAGIBAN" --scan-message "$TMP/message" --format json
assert_schema 'message'
assert_jq 'message' '["message",null,1]' \
	'.findings[0].places[0] | [.kind, .path, .line]'
assert_status 1 'message, sarif' \
	"$KAGIBAN" --scan-message "$TMP/message" --format sarif
assert_jq 'message, sarif' 'commit message' \
	'.runs[0].results[0].locations[0].logicalLocations[0].kind'

echo '- --output'
echo before >"$TMP/file"
assert_status 1 'a file' "$KAGIBAN" --scan-files db.ini --format json \
	--output "$TMP/file"
assert 'it is a document' jq -e '.status == "blocked"' "$TMP/file"
assert_equal 'how it went is said' 'kagiban: files scanned: 1 secret' \
	"$(head -n 1 "$TMP/err")"
assert_contains 'and what was scanned' err ' scanned, nothing skipped ('
assert_status 1 'in Japanese' "$KAGIBAN" --scan-files db.ini --lang ja \
	--format json --output "$TMP/file"
assert_contains 'in Japanese' err 'シークレット 1 件'
assert_status 1 'quiet' "$KAGIBAN" --scan-files db.ini --quiet --format json \
	--output "$TMP/file"
assert_not 'quiet: no word' test -s "$TMP/err"
assert_equal 'nothing is left beside it' "$TMP/file" "$(ls "$TMP"/file*)"
assert_status 1 'no regular file' "$KAGIBAN" --scan-files db.ini \
	--output /dev/null
assert_status 3 'no such folder' "$KAGIBAN" --scan-files db.ini \
	--output "$TMP/none/file"
assert_contains 'no such folder' err "$TMP/none/file: No such file"
if [ -e /dev/full ]; then
	assert_status 3 'a full disk' "$KAGIBAN" --scan-files db.ini \
		--format json --output /dev/full
	assert_contains 'a full disk' err 'No space left'
fi
assert_status 2 'an unknown format' "$KAGIBAN" --scan-files db.ini \
	--format xml
assert_contains 'an unknown format' err 'expected text, json or sarif'
finish
