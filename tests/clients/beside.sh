#!/bin/sh
# beside.sh - kagiban --install beside the real lefthook, pre-commit and husky:
# whichever comes first, once more over the other, and taken away in either
# order; what takes kagiban's place is seen by --doctor and mended by
# --install; at the end nothing of kagiban is left.
# shellcheck source=tests/hooks/lib.sh
. "$(dirname "$0")/../hooks/lib.sh"

npm=$BUILD_DIR/clients/npm/node_modules/.bin
python=$BUILD_DIR/clients/python/bin
PATH=$npm:$python:$PATH
PRE_COMMIT_HOME=$TMP/cache
export PATH PRE_COMMIT_HOME

leak() { # WHAT WANTED
	make_aws_key
	printf '{"key": "%s", "secret": "%s"}\n' "$AWS_ID" "$AWS_SECRET" \
		>key.json
	git add key.json
	rm -f "$TMP/ran"
	assert_status "$2" "$1" git commit -qm key
	assert_equal "$1: theirs has run" ran "$(cat "$TMP/ran" 2>/dev/null)"
	[ "$2" -eq 0 ] || git rm -qf --cached key.json
}

clean() { # WHAT
	date +%N >>plain.txt
	git add plain.txt
	rm -f "$TMP/ran"
	assert_status 0 "$1" git commit -qm plain
	assert_equal "$1: theirs has run" ran "$(cat "$TMP/ran" 2>/dev/null)"
}

# A repository with the configurations of both, whose hook leaves a mark.
configured_repo() { # DIR
	new_repo "$1"
	cat >lefthook.yml <<END
pre-commit:
  commands:
    mark:
      run: echo ran >>$TMP/ran
END
	cat >.pre-commit-config.yaml <<END
repos:
  - repo: local
    hooks:
      - id: mark
        name: mark
        language: system
        entry: sh -c "echo ran >>'$TMP/ran'"
        always_run: true
        pass_filenames: false
END
	git add . && git commit -qnm config
	list_tree .git/hooks >"$TMP/none"
}

# Nothing of kagiban in the folder, and the manager's as it was.
assert_as_before() { # WHAT
	list_tree .git/hooks >"$TMP/after"
	assert_same_file "$1: byte for byte" "$TMP/before" "$TMP/after"
	assert_status 1 "$1: no file of kagiban" grep -rl kagiban .git/hooks
}

beside() { # TOOL
	echo "- $1, then kagiban, then $1 again"
	configured_repo "$TMP/$1-first"
	assert_status 0 "$1" "$1" install
	list_tree .git/hooks >"$TMP/before"
	assert_status 0 'install' "$KAGIBAN" --install
	assert_contains 'it is said' out "When $1 is installed anew"
	leak "$1, kagiban" 1
	clean "$1, kagiban"
	assert_status 0 "$1 again" "$1" install
	assert_status 1 "$1 again" "$KAGIBAN" --doctor
	assert_contains "$1 again: the doctor" out 'kagiban --install'
	assert_status 0 'install again' "$KAGIBAN" --install
	leak "$1, kagiban, again" 1
	clean "$1, kagiban, again"
	assert_status 0 'all is well' "$KAGIBAN" --doctor
	assert_status 0 'uninstall' "$KAGIBAN" --uninstall
	assert_as_before "$1 stays"
	leak "$1 alone" 0
	assert_status 0 "$1 goes" "$1" uninstall
	list_tree .git/hooks >"$TMP/after"
	assert_same_file "$1 goes too" "$TMP/none" "$TMP/after"

	echo "- kagiban, then $1"
	configured_repo "$TMP/$1-second"
	assert_status 0 'install' "$KAGIBAN" --install
	assert_status 0 "$1" "$1" install
	assert_status 1 'the doctor sees it' "$KAGIBAN" --doctor
	assert_status 0 'install again' "$KAGIBAN" --install
	assert_contains 'what was moved' out 'moved aside as pre-commit.'
	leak "kagiban, $1" 1
	clean "kagiban, $1"
	assert_status 0 'uninstall' "$KAGIBAN" --uninstall
	assert_status 0 "$1 goes" "$1" uninstall
	list_tree .git/hooks >"$TMP/after"
	assert_same_file 'none is left' "$TMP/none" "$TMP/after"

	echo "- kagiban, then $1, and kagiban goes at once"
	configured_repo "$TMP/$1-over"
	assert_status 0 "$1" "$1" install
	list_tree .git/hooks >"$TMP/before"
	assert_status 0 'install' "$KAGIBAN" --install
	assert_status 0 "$1 again" "$1" install
	assert_status 0 'uninstall' "$KAGIBAN" --uninstall
	assert_as_before "$1 over kagiban"
	leak "$1 alone" 0

	configured_repo "$TMP/$1-under"
	"$KAGIBAN" --install --quiet
	assert_status 0 "$1" "$1" install
	assert_status 0 'uninstall' "$KAGIBAN" --uninstall
	assert_contains 'what was moved' out 'moved aside as pre-commit.'
	leak "$1 alone" 0
	assert_status 0 "$1 goes" "$1" uninstall
	list_tree .git/hooks >"$TMP/after"
	assert_same_file 'none is left' "$TMP/none" "$TMP/after"
}

if [ -x "$npm/lefthook" ]; then
	beside lefthook
fi
if [ -x "$python/pre-commit" ]; then
	beside pre-commit

	echo '- pre-commit goes first: kagiban brings it back, and it goes again'
	configured_repo "$TMP/framework"
	pre-commit install >/dev/null
	"$KAGIBAN" --install --quiet
	assert_status 0 'not its own: it stays' pre-commit uninstall
	assert_status 0 'uninstall' "$KAGIBAN" --uninstall
	assert_contains 'uninstall' out 'the hook from before is back'
	assert_status 0 'once more' pre-commit uninstall
	list_tree .git/hooks >"$TMP/after"
	assert_same_file 'none is left' "$TMP/none" "$TMP/after"
fi
if [ -x "$npm/lefthook" ]; then
	echo '- lefthook goes first: it takes what kagiban kept along'
	configured_repo "$TMP/left"
	lefthook install >/dev/null
	"$KAGIBAN" --install --quiet
	assert_status 0 'lefthook goes' lefthook uninstall
	assert_status 0 'uninstall' "$KAGIBAN" --uninstall
	list_tree .git/hooks >"$TMP/after"
	assert_same_file 'none is left' "$TMP/none" "$TMP/after"
fi
if [ -x "$npm/husky" ]; then
	echo '- husky writes its files anew: --install puts kagiban on top again'
	configured_repo "$TMP/husky"
	"$KAGIBAN" --install --quiet
	husky >/dev/null
	printf 'echo ran >>"%s"\n' "$TMP/ran" >.husky/pre-commit
	list_tree .husky >"$TMP/husky-before"
	assert_status 1 'the doctor sees it' "$KAGIBAN" --doctor
	assert_status 0 'install' "$KAGIBAN" --install
	assert_contains 'install' out 'looks after that folder (husky'
	leak 'husky, kagiban' 1
	husky >/dev/null
	assert_status 1 'the doctor sees it again' "$KAGIBAN" --doctor
	assert_status 0 'install again' "$KAGIBAN" --install
	leak 'husky, kagiban, again' 1
	clean 'husky, kagiban, again'
	husky >/dev/null
	assert_status 0 'uninstall' "$KAGIBAN" --uninstall
	list_tree .husky >"$TMP/after"
	assert_same_file "husky's own are as before" "$TMP/husky-before" \
		"$TMP/after"
	list_tree .git/hooks >"$TMP/after"
	assert_same_file 'none is left' "$TMP/none" "$TMP/after"
	leak 'husky alone' 0
fi
# As settings: the manager, installed before, after and once more, does not
# take kagiban's place, and its own hook runs.
beside_settings() { # TOOL
	echo "- $1, and kagiban as settings ($(git --version))"
	configured_repo "$TMP/$1-settings"
	mkdir -p .husky
	printf 'echo ran >>"%s"\n' "$TMP/ran" >.husky/pre-commit
	case $1 in husky) set -- husky ;; *) set -- "$1" install ;; esac
	"$KAGIBAN" --install --quiet
	assert_status 0 "$1" "$@"
	leak "kagiban, $1" 1
	assert_status 0 "$1 again" "$@"
	assert_status 0 'all is well' "$KAGIBAN" --doctor
	leak "kagiban, $1 again" 1
	clean "kagiban, $1 again"
	assert_status 0 'uninstall' "$KAGIBAN" --uninstall
	assert_status 1 'nothing of it is left' grep -q kagiban-p .git/config
	leak "$1 alone" 0
}

new_git=$(find_new_git)
if [ -n "$new_git" ]; then
	PATH=$new_git:$PATH
	git config --global kagiban.hookFiles false
	for tool in "$npm/lefthook" "$python/pre-commit" "$npm/husky"; do
		[ ! -x "$tool" ] || beside_settings "${tool##*/}"
	done
fi
[ "$PASSED$FAILED" != 00 ] || skip 'none of them: tests/clients/install.sh'
finish
