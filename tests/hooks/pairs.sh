# pairs.sh - an id and its secret that stand apart are one secret: in two files
# of a commit, in two commits of a range, far apart in one file; a value that
# has nothing but the shape of the secret is one with the id, and on its own is
# not; two ids and one secret are not guessed at.
# shellcheck shell=sh source=tests/hooks/lib.sh
. "$(dirname "$0")/lib.sh"

guarded_repo "$TMP/repo"
make_aws_key

printf "<?php\n\$s3 = Aws::factory('key.json')->get('S3'); // %s\n" \
	"$AWS_ID" >s3get.php
printf '{"use": "s3", "secret": "%s"}\n' "$AWS_SECRET" >key.json
git add .
assert_refused 'two files' pre-commit 's3get.php:2 (key id)' \
	git commit -qm key
assert_contains 'two files: the secret' err 'key.json:1 (secret)'
assert_contains 'two files: one' err 'commit blocked: 1 secret'
assert_contains 'two files: title' err 'AWS access key with its secret key'
assert_contains 'two files: rule' err ' aws-access-key'
assert_contains 'two files: id' err "key id    $AWS_ID "
assert_contains 'two files: account' err "account $(account_of "$AWS_ID")"
assert_lacks 'two files: no secret' err "$AWS_SECRET"

# The id alone is medium, the value alone has no form.
git rm -qf --cached key.json
assert_refused 'the id' pre-commit 's3get.php:2' git commit -qm id
assert_contains 'the id: its rule' err ' aws-access-key-id'
git rm -qf --cached s3get.php
git add key.json
assert_refused 'the value' pre-commit 'key.json:1' git commit -qm value
assert_contains 'the value: its rule' err ' generic-secret'

# In one file, with more between them than a chunk reaches.
{
	printf 'id = %s\n' "$AWS_ID"
	seq 1 2000 | sed 's/^/line /'
	printf 'secret = %s\n' "$AWS_SECRET"
} >far.txt
git rm -qf --cached key.json
git add far.txt
assert_refused 'far apart' pre-commit 'far.txt:1 (key id)' git commit -qm far
assert_contains 'far apart: the secret' err 'far.txt:2002 (secret)'
git rm -qf far.txt

# Two commits.
git commit -qm start --allow-empty
start=$(git rev-parse HEAD)
git add s3get.php
git commit -qnm id
git add key.json
git commit -qnm secret
assert_status 1 'two commits' "$KAGIBAN" --scan-range "$start..HEAD"
assert_contains 'two commits: one' out ': 1 secret'
assert_contains 'two commits: rule' out ' aws-access-key'

# Which of two ids it belongs to is not known.
make_aws_key
printf 'other = %s\n' "$AWS_ID" >other.txt
assert_status 1 'two ids' "$KAGIBAN" --scan-files .
assert_contains 'two ids: the value stays' out ' generic-secret'

finish
