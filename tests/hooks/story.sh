# story.sh - the story's key in each form in which people write one: JSON, PHP,
# .env, credentials, YAML, XML, shell, properties, Python, the quotes of a
# slide.  For each: id and secret in either order are refused as one secret; so
# is the secret that comes later, beside an id that is already recorded, and
# the id alone; placeholders go through, and a change beside an old key.
# shellcheck shell=sh source=tests/hooks/lib.sh
. "$(dirname "$0")/lib.sh"

# Writes and stages $FILE: entries in $HEAD and $FOOT, in which ID and SECRET
# become those of a key, or of none.
stage() { # ID SECRET ENTRIES
	printf '%b' "$HEAD$3$FOOT" | sed "s|@ID|$1|;s|@SECRET|$2|" >"$FILE"
	git add "$FILE"
}

stage_key() { # ENTRIES
	stage "$AWS_ID" "$AWS_SECRET" "$1"
}

# FILE:LINE, for the line of the file with TEXT.
place_of() { # TEXT
	printf '%s:%s' "$FILE" "$(grep -nF -e "$1" "$FILE" | cut -d: -f1)"
}

# The block shows the id and its account, and where the two stand.
assert_pair() { # WHAT
	id_at="$(place_of "$AWS_ID") (key id)"
	secret_at="$(place_of "$AWS_SECRET") (secret)"
	if [ "${id_at% (*}" = "${secret_at% (*}" ]; then
		id_at="${id_at%)}, secret)"
		secret_at=$id_at
	fi
	assert_refused "$1" pre-commit "$secret_at" git commit -qm key
	assert_contains "$1" err "$id_at"
	assert_contains "$1" err 'commit blocked: 1 secret'
	assert_contains "$1" err ' aws-access-key'
	assert_contains "$1: id" err "key id    $AWS_ID "
	assert_contains "$1: account" err "account $(account_of "$AWS_ID")"
	assert_contains "$1: length" err 'secret    40 characters, not shown'
}

# A key whose two halves are entries of a file, with something between them.
form() { # WHAT FILE HEAD ID-ENTRY BETWEEN SECRET-ENTRY FOOT
	FILE=$2
	HEAD=$3
	FOOT=$7
	guarded_repo "$TMP/repo"
	make_aws_key

	stage_key "$4$5$6"
	assert_pair "$1"
	stage_key "$6$5$4"
	assert_pair "$1, secret first"
	stage YOUR_ACCESS_KEY_ID YOUR_SECRET_ACCESS_KEY "$4$5$6"
	assert_let_through "$1, placeholders" pre-commit git commit -qm none

	stage_key "$4"
	assert_refused "$1, id alone" pre-commit "$(place_of "$AWS_ID")" \
		git commit -qm id
	assert_contains "$1, id alone" err 'commit blocked: 1 secret'
	assert_contains "$1, id alone" err ' aws-access-key-id'
	assert_contains "$1, id alone" err "account $(account_of "$AWS_ID")"
	git commit -q --no-verify -m id
	stage_key "$4$5$6"
	assert_pair "$1, secret added to an old id"
	stage_key "$6$5$4"
	assert_pair "$1, secret added above an old id"

	git commit -q --no-verify -m key
	FOOT="$FOOT\n\n"
	stage_key "$6$5$4"
	assert_let_through "$1, a line added to an old key" pre-commit \
		git commit -qm old
	cd "$TMP" || exit 1
	rm -rf repo
}

form 'JSON in one line' awsconf.json \
	'{' '"key": "@ID"' ', ' '"secret": "@SECRET"' '}\n'
form 'JSON without blanks or a last newline' awsconf.json \
	'{' '"key":"@ID"' ',' '"secret":"@SECRET"' '}'
form 'JSON in several lines' awsconf.json \
	'{\n' '  "key": "@ID"' ',\n' '  "secret": "@SECRET"' '\n}\n'
form 'PHP array' config.php \
	"<?php\nreturn array(\n\t'region' => 'sa-east-1',\n" \
	"\t'key' => '@ID'" ',\n' "\t'secret' => '@SECRET'" ',\n);\n'
form 'PHP array in one line' s3get.php \
	"<?php\n\$s3 = S3Client::factory([" \
	"'key' => '@ID'" ', ' "'secret' => '@SECRET'" ']);\n'
form .env .env \
	'DEBUG=1\n' 'AWS_ACCESS_KEY_ID=@ID' '\n' \
	'AWS_SECRET_ACCESS_KEY=@SECRET' '\n'
form .aws/credentials credentials \
	'[default]\n' 'aws_access_key_id = @ID' '\n' \
	'aws_secret_access_key = @SECRET' '\nregion = sa-east-1\n'
form YAML config.yml \
	'aws:\n' '  access_key: @ID' '\n' '  secret_key: @SECRET' '\n'
form 'YAML in quotes' config.yml \
	's3:\n' '  accessKeyId: "@ID"' '\n' '  secretAccessKey: "@SECRET"' '\n'
form 'XML elements' config.xml \
	'<aws>\n' '  <accessKey>@ID</accessKey>' '\n' \
	'  <secretKey>@SECRET</secretKey>' '\n</aws>\n'
form 'XML attributes' app.config \
	'<appSettings>\n' '  <add key="AWSAccessKey" value="@ID"/>' '\n' \
	'  <add key="AWSSecretKey" value="@SECRET"/>' '\n</appSettings>\n'
form 'shell export' aws.sh \
	'#!/bin/sh\n' 'export AWS_ACCESS_KEY_ID=@ID' '\n' \
	'export AWS_SECRET_ACCESS_KEY=@SECRET' '\n'
form 'shell export in quotes' aws.sh \
	'' "export AWS_ACCESS_KEY_ID='@ID'" '; ' \
	"export AWS_SECRET_ACCESS_KEY='@SECRET'" '\n'
form 'Java .properties' AwsCredentials.properties \
	'# S3\n' 'accessKey=@ID' '\n' 'secretKey=@SECRET' '\n'
form 'Java .properties of Spring' application.properties \
	'' 'cloud.aws.credentials.accessKey: @ID' '\n' \
	'cloud.aws.credentials.secretKey: @SECRET' '\n'
form 'Python dict' settings.py \
	'CREDENTIALS = {\n' "    'aws_access_key_id': '@ID'" ',\n' \
	"    'aws_secret_access_key': '@SECRET'" ',\n}\n'
form 'Python dict in one line' settings.py \
	'AWS = dict(' 'key="@ID"' ', ' 'secret="@SECRET"' ')\n'
form 'slide, “ ”' slides.md \
	'{' '“key”: “@ID”' ', ' '“secret”: “@SECRET”' '}\n'
# shellcheck disable=SC1112 # those quotes are meant
form 'slide, ‘ ’' slides.md \
	'array(\n' '  ‘key’ => ‘@ID’' ',\n' '  ‘secret’ => ‘@SECRET’' '\n);\n'
form 'slide, in Japanese' slides.md \
	'# AWSの設定\n\n' '- アクセスキー：「@ID」' '\n' \
	'- シークレット：「@SECRET」' '\n'

echo '- an id of the old kind carries no account'
guarded_repo "$TMP/old"
make_aws_key
AWS_ID=$(printf '%s' "$AWS_ID" | sed 's/^\(....\)./\1J/')
printf '{"key": "%s", "secret": "%s"}\n' "$AWS_ID" "$AWS_SECRET" >awsconf.json
git add awsconf.json
assert_refused 'old id' pre-commit 'awsconf.json:1 (key id, secret)' \
	git commit -qm key
assert_contains 'old id' err "key id    $AWS_ID"
assert_lacks 'old id' err account

echo '- slashes escaped, as PHP writes JSON'
guarded_repo "$TMP/escaped"
make_aws_key
AWS_SECRET=$(printf '%s' "$AWS_SECRET" | sed 's|.|/|9;s|/|\\/|g')
printf '{"key":"%s","secret":"%s"}' "$AWS_ID" "$AWS_SECRET" >awsconf.json
git add awsconf.json
assert_refused 'escaped' pre-commit 'awsconf.json:1 (key id, secret)' \
	git commit -qm key
assert_contains 'escaped' err 'commit blocked: 1 secret'

echo '- the id in one file and the secret in another'
guarded_repo "$TMP/two"
make_aws_key
printf 'AWS_ACCESS_KEY_ID=%s\n' "$AWS_ID" >.env
printf 'AWS_SECRET_ACCESS_KEY=%s\n' "$AWS_SECRET" >.env.secret
git add .
assert_refused 'two files' pre-commit .env.secret:1 git commit -qm key
assert_contains 'two files' err '.env:1'

echo '- two keys are two secrets'
guarded_repo "$TMP/both"
for name in first second; do
	make_aws_key
	printf '[%s]\naws_access_key_id = %s\naws_secret_access_key = %s\n' \
		"$name" "$AWS_ID" "$AWS_SECRET" >>credentials
	account_of "$AWS_ID" >>"$TMP/accounts"
done
git add credentials
assert_refused 'two keys' pre-commit 'credentials:6 (secret)' git commit -qm key
assert_contains 'two keys' err 'commit blocked: 2 secrets'
assert_contains 'two keys' err 'credentials:3 (secret)'
while read -r account; do
	assert_contains 'two keys' err "account $account"
done <"$TMP/accounts"

finish
