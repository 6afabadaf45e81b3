#!/bin/sh
# pre_commit.sh - the hooks of .pre-commit-hooks.yaml in the real pre-commit
# framework: a commit, a message, a push and --all-files with a secret are
# refused, those without pass; also the first push of a whole branch.
# shellcheck source=tests/hooks/lib.sh
. "$(dirname "$0")/../hooks/lib.sh"

framework=$BUILD_DIR/clients/python/bin/pre-commit
[ -x "$framework" ] || skip 'no pre-commit: tests/clients/install.sh'
PATH=$(dirname "$KAGIBAN"):$PATH
PRE_COMMIT_HOME=$TMP/cache
export PATH PRE_COMMIT_HOME

write_key() { # FILE
	make_aws_key
	printf '{"key": "%s", "secret": "%s"}\n' "$AWS_ID" "$AWS_SECRET" >"$1"
}

both() {
	cat "$TMP/out" "$TMP/err" >"$TMP/both"
}

# What the framework takes as a repository of hooks: the file alone, at a tag.
new_repo "$TMP/hooks"
cp "$SOURCE_DIR/.pre-commit-hooks.yaml" .
git add . && git commit -qm hooks && git tag v1

new_repo "$TMP/repo"
git init -q --bare "$TMP/remote.git"
git remote add origin "$TMP/remote.git"
cat >.pre-commit-config.yaml <<END
default_install_hook_types: [pre-commit, commit-msg, pre-push]
repos:
  - repo: file://$TMP/hooks
    rev: v1
    hooks:
      - id: kagiban
      - id: kagiban-message
      - id: kagiban-files
        stages: [manual]
END
git add . && git commit -qm config
assert_status 0 'install' "$framework" install

echo '- commits'
write_key key.json
git add key.json
assert_status 1 'a key' git commit -qm key
assert_contains 'a key' err 'key.json:1'
git rm -q --cached key.json
echo plain >plain.txt
git add plain.txt
assert_status 0 'none' git commit -qm plain
make_aws_key
assert_status 1 'a message' git commit -q --allow-empty -m \
	"id $AWS_ID secret_access_key = $AWS_SECRET"
assert_contains 'a message' err 'commit message'

echo '- pushes'
assert_status 0 'a new branch' git push -q origin HEAD:main
git add key.json && git commit -qnm key
assert_status 1 'what --no-verify let in' git push -q origin HEAD:main
both
assert_contains 'what --no-verify let in' "$TMP/both" 'key.json:1'
git checkout -q --orphan whole && git commit -qnm whole
assert_status 1 'a whole branch, root and all' git push -q origin whole
both
assert_contains 'a whole branch, root and all' "$TMP/both" 'key.json:1'
git checkout -q main

echo '- by hand'
assert_status 1 'a range' "$framework" run --from-ref HEAD~1 --to-ref HEAD kagiban
assert_status 0 'a range without' "$framework" run --from-ref HEAD~2 \
	--to-ref HEAD~1 kagiban
assert_status 1 'all files' "$framework" run --all-files --hook-stage manual \
	kagiban-files
assert_contains 'all files' out 'key.json:1'
git rm -q key.json && git commit -qnm gone
assert_status 0 'all files, without' "$framework" run --all-files \
	--hook-stage manual kagiban-files
assert_status 1 'the history has it still' git push -q origin HEAD:main
finish
