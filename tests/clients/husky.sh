#!/bin/sh
# husky.sh - with the real husky, whose folder git then uses: the recipe of
# docs/INSTALL.md; and kagiban --install beside it, which --uninstall takes away
# again.
# shellcheck source=tests/hooks/lib.sh
. "$(dirname "$0")/../hooks/lib.sh"

bin=$BUILD_DIR/clients/npm/node_modules/.bin
[ -x "$bin/husky" ] || skip 'no husky: tests/clients/install.sh'
PATH=$(dirname "$KAGIBAN"):$bin:$PATH
export PATH

leak() { # WHAT STATUS
	make_aws_key
	printf '{"key": "%s", "secret": "%s"}\n' "$AWS_ID" "$AWS_SECRET" \
		>key.json
	git add key.json
	assert_status "$2" "$1" git commit -qm key
	git reset -q --hard HEAD
}

new_repo "$TMP/recipe"
git init -q --bare "$TMP/remote.git"
git remote add origin "$TMP/remote.git"
assert_status 0 'husky' husky
for hook in pre-commit commit-msg pre-push; do
	sed -n "/^\`\`\`sh .husky\/$hook/,/^\`\`\`\$/{/^\`\`\`/d;p;}" \
		"$SOURCE_DIR/docs/INSTALL.md" >".husky/$hook"
	assert "there is a recipe of $hook" [ -s ".husky/$hook" ]
done
git add . && git commit -qnm husky
leak 'a key' 1
assert_contains 'a key' err 'key.json:1'
make_aws_key
assert_status 1 'a message' git commit -q --allow-empty -m \
	"id $AWS_ID secret_access_key = $AWS_SECRET"
assert_status 0 'a push' git push -q origin HEAD:main
printf '{"key": "%s", "secret": "%s"}\n' "$AWS_ID" "$AWS_SECRET" >key.json
git add key.json && git commit -qnm key
assert_status 1 'what --no-verify let in' git push -q origin HEAD:main
assert_contains 'what --no-verify let in' err 'key.json:1'

new_repo "$TMP/beside"
assert_status 0 'husky' husky
printf 'echo from husky\n' >.husky/pre-commit
git add . && git commit -qnm husky
list_tree .husky >"$TMP/before"
assert_status 0 'install' "$KAGIBAN" --install
leak 'a key' 1
echo plain >plain.txt
git add plain.txt
assert_status 0 'none' git commit -qm plain
cat "$TMP/out" "$TMP/err" >"$TMP/both"
assert_contains "husky's own runs" "$TMP/both" 'from husky'
assert_status 0 'uninstall' "$KAGIBAN" --uninstall
list_tree .husky >"$TMP/after"
assert_same_file 'byte for byte' "$TMP/before" "$TMP/after"
finish
