#!/bin/sh
# lefthook.sh - the recipe of docs/INSTALL.md with the real lefthook: a commit,
# a message and a push with a secret are refused, those without pass.
# shellcheck source=tests/hooks/lib.sh
. "$(dirname "$0")/../hooks/lib.sh"

bin=$BUILD_DIR/clients/npm/node_modules/.bin
[ -x "$bin/lefthook" ] || skip 'no lefthook: tests/clients/install.sh'
PATH=$(dirname "$KAGIBAN"):$bin:$PATH
export PATH

new_repo "$TMP/repo"
git init -q --bare "$TMP/remote.git"
git remote add origin "$TMP/remote.git"
# shellcheck disable=SC2016 # the backquotes are of Markdown
sed -n '/^```yaml lefthook/,/^```$/{/^```/d;p;}' "$SOURCE_DIR/docs/INSTALL.md" \
	>lefthook.yml
assert 'there is a recipe' [ -s lefthook.yml ]
assert_status 0 'install' lefthook install
git add lefthook.yml && git commit -qnm config

make_aws_key
printf '{"key": "%s", "secret": "%s"}\n' "$AWS_ID" "$AWS_SECRET" >key.json
git add key.json
assert_status 1 'a key' git commit -qm key
cat "$TMP/out" "$TMP/err" >"$TMP/both"
assert_contains 'a key' "$TMP/both" 'key.json:1'
git rm -q --cached key.json
echo plain >plain.txt
git add plain.txt
assert_status 0 'none' git commit -qm plain
assert_status 1 'a message' git commit -q --allow-empty -m \
	"id $AWS_ID secret_access_key = $AWS_SECRET"
assert_status 0 'a push' git push -q origin HEAD:main
git add key.json && git commit -qnm key
assert_status 1 'what --no-verify let in' git push -q origin HEAD:main
cat "$TMP/out" "$TMP/err" >"$TMP/both"
assert_contains 'what --no-verify let in' "$TMP/both" 'key.json:1'
finish
