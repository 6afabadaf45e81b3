# waivers.sh - what lets a find through, and no more than that: the command
# that the block prints, copied and run, for the team and --local; tags in the
# text; kagiban.block at each scope.  A run that lets a find through says so
# in a line; the block in Japanese.
# shellcheck shell=sh source=tests/hooks/lib.sh
. "$(dirname "$0")/lib.sh"

write_key() { # FILE
	make_aws_key
	printf '{"key": "%s", "secret": "%s"}\n' "$AWS_ID" "$AWS_SECRET" >"$1"
}

echo '- the command, copied and run'
guarded_repo "$TMP/team"
mkdir below
cd below || exit 1
write_key a.json
git add a.json
assert_refused 'before' pre-commit below/a.json:1 git commit -qm key
waive 'waiver'
assert_equal 'it is in the file of the team' '?? ../.kagiban' \
	"$(git status --short | grep '^??')"
assert_refused 'not staged' pre-commit below/a.json:1 git commit -qm key
git add ../.kagiban
assert_passes 'staged' pre-commit git commit -qm key
assert_contains 'staged: said' err '1 waived'
assert_lacks 'staged: in a line' err blocked
assert_equal 'one line' 1 "$(wc -l <"$TMP/err" | tr -d ' ')"
cp a.json moved.json
git add moved.json
assert_passes 'the same key elsewhere' pre-commit git commit -qm key
write_key b.json
cat b.json >>a.json
git add a.json
assert_refused 'another key beside it' pre-commit below/a.json:2 \
	git commit -qm key
assert_contains 'another key beside it' err 'blocked: 1 secret'
git reset -q --hard
assert_status 0 'a list of all' cat ../.kagiban
assert_contains 'a reason stands there' out 'reason = used in tests'
git rm -q --cached ../.kagiban
cp a.json again.json
git add again.json
assert_refused 'taken back' pre-commit below/again.json:1 git commit -qm key

echo '- with another name, another reason, a last day'
guarded_repo "$TMP/until"
write_key a.json
git add a.json
assert_refused 'until' pre-commit a.json:1 git commit -qm key
waive 'until' --until 2999-12-31
git add .kagiban
cp .kagiban "$TMP/waiver"
sed 's/2999-12-31/2001-12-31/' "$TMP/waiver" >.kagiban
git add .kagiban
assert_refused 'its day has passed' pre-commit a.json:1 git commit -qm key
assert_contains 'its day has passed' err '1 waiver expired'
cp "$TMP/waiver" .kagiban
git add .kagiban
assert_passes 'until' pre-commit git commit -qm key
git config -f .kagiban --remove-section "$(
	git config -f .kagiban --name-only --get-regexp 'allow\..*\.reason' |
		sed 's/\.reason$//'
)"
echo 'and more' >>a.json
git add .
assert_let_through 'an old key needs none' pre-commit git commit -qm 'no waiver'

echo '- --local: for this repository alone'
guarded_repo "$TMP/local"
write_key a.json
git add a.json
assert_refused 'local' pre-commit a.json:1 git commit -qm key
waive 'local' --local
assert_equal 'nothing to commit' 'A  a.json' "$(git status --short)"
assert 'it is in info/' test -f .git/info/kagiban
assert_passes 'local' pre-commit git commit -qm key
assert_contains 'local: said' err '1 waived'
git worktree add -q "$TMP/linked"
cd "$TMP/linked" || exit 1
cp a.json b.json
git add b.json
assert_passes 'in a linked worktree too' pre-commit git commit -qm key
git clone -q "$TMP/local" "$TMP/clone"
cd "$TMP/clone" || exit 1
"$KAGIBAN" --install --quiet
cp a.json b.json
git add b.json
assert_refused 'not in a clone' pre-commit b.json:1 git commit -qm key

echo '- of a message, and of a password (which is weak)'
guarded_repo "$TMP/other"
make_aws_key
git commit -q --allow-empty -m first
assert_refused 'message' commit-msg 'line 1 ' \
	git commit -q --allow-empty -m "$AWS_ID $AWS_SECRET"
waive 'message' --local
assert_passes 'message' commit-msg \
	git commit -q --allow-empty -m "$AWS_ID $AWS_SECRET"
git config kagiban.block low
AWS_SECRET=sunshine$(random_of 0-9 3)
printf 'db_password = "%s"\n' "$AWS_SECRET" >settings.py
git add settings.py
assert_refused 'password' pre-commit settings.py:1 git commit -qm key
waive 'password'
git add .kagiban
assert_passes 'password' pre-commit git commit -qm key
git mv settings.py moved.py
echo >>moved.py
git add moved.py
assert_let_through 'password, moved' pre-commit git commit -qm moved
cp moved.py copied.py
git add copied.py
assert_refused 'password elsewhere' pre-commit copied.py:1 git commit -qm key

echo '- tags in the text'
guarded_repo "$TMP/tags"
git commit -q --allow-empty -m first
# A file in which the key's line is followed, or preceded, by a tag.
tagged() { # LINE BEHIND
	make_aws_key
	printf '%s\nkey = %s %s%s\n' "$1" "$AWS_ID" "$AWS_SECRET" "$2" >tag.txt
	git add tag.txt
}
for tag in kagiban:allow 'kagiban:allow used in tests' \
	'kagiban:allow aws-access-key used in tests' gitleaks:allow \
	'pragma: allowlist secret' trufflehog:ignore; do
	tagged '' " # $tag"
	assert_passes "$tag" pre-commit git commit -qm tag
	assert_contains "$tag" err '1 allowed by a tag in the text'
	assert_equal "$tag: one line" 1 "$(wc -l <"$TMP/err" | tr -d ' ')"
	tagged '' " # $tag"
	printf 'key = %s %s\n' "$AWS_ID" "$AWS_SECRET" >>tag.txt
	git add tag.txt
	assert_refused "$tag, once more without" pre-commit tag.txt:3 \
		git commit -qm key
done
for tag in kagiban:allow 'pragma: allowlist nextline secret'; do
	tagged "# $tag" ''
	assert_passes "$tag above" pre-commit git commit -qm tag
	tagged "# $tag
" ''
	assert_refused "$tag two lines above" pre-commit tag.txt:3 \
		git commit -qm key
done
tagged 'some = code # kagiban:allow' ''
assert_refused 'behind the code above' pre-commit tag.txt:2 git commit -qm key
for tag in 'kagiban:allow stripe-live-secret' kagiban:allowed kagiban; do
	tagged '' " # $tag"
	assert_refused "$tag" pre-commit tag.txt:2 git commit -qm key
done
tagged '' ' # kagiban:allow aws-acces-key'
assert_status 0 'a rule that there is not' git commit -qm key
assert_contains 'a rule that there is not' err \
	'tag.txt:2: kagiban:allow aws-acces-key: there is no such rule'
assert_contains 'a rule that there is not: nearest' err 'is it aws-access-key?'

echo '- kagiban.block'
guarded_repo "$TMP/levels"
git commit -q --allow-empty -m first
# A file with a find of a level: an AWS key, its id alone, a password.
leveled() { # LEVEL
	make_aws_key
	case $1 in
	high) echo "key = $AWS_ID $AWS_SECRET" >level.py ;;
	medium) echo "key = $AWS_ID" >level.py ;;
	low)
		AWS_SECRET=sunshine$(random_of 0-9 3)
		echo "db_password = '$AWS_SECRET'" >level.py
		;;
	esac
	git add level.py
}

assert_blocks() { # BLOCK LEVEL COMMAND...
	levels="$1 blocks $2"
	leveled "$2"
	shift 2
	assert_refused "$levels" pre-commit level.py:1 "$@"
}

assert_mentions() { # BLOCK LEVEL COMMAND...
	levels="$1 does not block $2"
	leveled "$2"
	shift 2
	assert_passes "$levels" pre-commit "$@"
	assert_contains "$levels" err 'not blocked: '
	assert_contains "$levels" err 'level.py:1'
	assert_unseen "$levels"
}
assert_blocks nothing high git commit -qm key
assert_blocks nothing medium git commit -qm key
assert_mentions nothing low git commit -qm key
for scope in --global --local; do
	git config "$scope" kagiban.block high
	assert_blocks "$scope high" high git commit -qm key
	assert_mentions "$scope high" medium git commit -qm key
	assert_mentions "$scope high" low git commit -qm key
	git config "$scope" kagiban.block low
	assert_blocks "$scope low" medium git commit -qm key
	assert_blocks "$scope low" low git commit -qm key
done
# The global one is low now.
git config --local kagiban.block medium
assert_mentions 'local medium' low git commit -qm key
assert_blocks '-c low' low git -c kagiban.block=low commit -qm key
assert_mentions '-c high' medium git -c kagiban.block=high commit -qm key
assert_mentions 'GIT_CONFIG_COUNT' medium env GIT_CONFIG_COUNT=1 \
	GIT_CONFIG_KEY_0=kagiban.block GIT_CONFIG_VALUE_0=high \
	git commit -qm key
git config --local --unset kagiban.block
git config extensions.worktreeConfig true
git config --worktree kagiban.block medium
assert_mentions '--worktree medium' low git commit -qm key
git config --worktree kagiban.block nonsense
status=0
run_traced git commit -q --allow-empty -m none || status=$?
assert_equal 'nonsense: refused' 1 "$status"
assert_equal 'nonsense: wrong configuration' 'pre-commit 2' "$(cat "$TMP/hooks")"
assert_contains 'nonsense' err kagiban.block
assert_contains 'nonsense' err nonsense
git config --worktree --unset kagiban.block
git config --global --unset kagiban.block

echo '- in Japanese'
if [ -f "$BUILD_DIR/share/locale/ja/LC_MESSAGES/kagiban.mo" ]; then
	unset LC_ALL
	LANG=ja_JP.UTF-8
	export LANG
	leveled high
	assert_refused 'Japanese' pre-commit level.py:1 git commit -qm key
	assert_contains 'Japanese: the title' err 'コミットを'
	assert_contains 'Japanese: the id' err "$AWS_ID"
	assert_contains 'Japanese: the account' err "$(account_of "$AWS_ID")"
	for english in blocked account 'not shown' commit again added; do
		sed "s|$KAGIBAN||;s/git commit\|--reason.*\|--[a-z][^ ]*//" \
			"$TMP/err" >"$TMP/words"
		assert_lacks 'Japanese: no English' "$TMP/words" "$english"
	done
	waiver_commands "$TMP/err" >"$TMP/command"
	assert_status 0 'Japanese: the waiver' sh "$TMP/command" --local
	git add .kagiban
	assert_passes 'Japanese: waived' pre-commit git commit -qm key
	assert_lacks 'Japanese: waived' err waived
	echo "$AWS_ID" >>level.py
	git add level.py
	assert_refused 'LANGUAGE=en' pre-commit level.py:2 \
		env LANGUAGE=en git commit -qm key
	assert_contains 'LANGUAGE=en' err 'commit blocked'
	git config kagiban.lang en
	assert_refused 'kagiban.lang en' pre-commit level.py:2 \
		git commit -qm key
	assert_contains 'kagiban.lang en' err 'commit blocked'
	unset LANG
	LC_ALL=C
	export LC_ALL
	git config kagiban.lang ja
	assert_refused 'kagiban.lang ja' pre-commit level.py:2 \
		git commit -qm key
	assert_contains 'kagiban.lang ja' err 'コミットを'
else
	echo '  (no translation in this build)'
fi

echo '- a bare repository: what HEAD has'
new_repo "$TMP/full"
leak_into conf.txt
git add conf.txt
git commit -q -m key
git clone -q --bare "$TMP/full" "$TMP/bare.git"
cd "$TMP/bare.git" || exit 1
assert_status 1 'bare' "$KAGIBAN" --scan-history
id=$(sed -n 's/.*--allow \([0-9a-f]*\) .*/\1/p' "$TMP/out")
cd "$TMP/full" || exit 1
# The id of the other repository's last block; all of it is taken anywhere.
id=$(grep "^$id" "$TMP/bare.git/kagiban/last-block" | cut -d' ' -f1)
"$KAGIBAN" --allow "$id" --reason 'used in tests' >/dev/null
git add .kagiban
git commit -q -m waive
git push -q "$TMP/bare.git" main
cd "$TMP/bare.git" || exit 1
assert_status 0 'bare, waived' "$KAGIBAN" --scan-history
assert_contains 'bare, waived' out '1 waived'

finish
