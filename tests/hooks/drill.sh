# drill.sh - --drill passes where the hooks work, in English and in Japanese,
# fails where something switches them off, shows no secret either way, and
# leaves nothing behind, not even when it is interrupted.
# shellcheck shell=sh source=tests/hooks/lib.sh
. "$(dirname "$0")/lib.sh"

REAL_GIT=$(command -v git)
mkdir "$TMP/tmp" "$TMP/wrapped"
TMPDIR=$TMP/tmp
export TMPDIR

# Makes a git, first in PATH from now on, that puts the file with the key aside
# and runs the shell code on stdin before the real one.  There, $sub is git's
# subcommand and $at the repository.
wrap_git() {
	{
		printf '#!/bin/sh\nreal=%s\ntmp=%s\n' "$REAL_GIT" "$TMP"
		cat <<'END'
at= sub= last=
for word; do
	[ "$last" = -C ] && at=$word
	[ "$last" != -C ] && case $word in -*) ;; *) sub=$word && break ;; esac
	last=$word
done
if [ "$sub" = commit ] && [ -f "$at/awsconf.json" ]; then
	cp "$at/awsconf.json" "$tmp/aside"
fi
END
		cat
		# shellcheck disable=SC2016 # for the wrapper, not for us
		printf 'exec "$real" "$@"\n'
	} >"$TMP/wrapped/git"
	chmod 755 "$TMP/wrapped/git"
}

drill() { # OPTIONS...
	PATH=$TMP/wrapped:$PATH "$KAGIBAN" --drill "$@"
}

assert_nothing_left() { # WHAT
	assert_equal "$1: nothing left" '' "$(ls -A "$TMPDIR")"
}

# The files that the wrapper has put aside are what the drill tried to commit.
assert_no_secret() { # WHAT
	secret=$(sed -n 's/.*"secret": "\([^"]*\)".*/\1/p' "$TMP/aside")
	assert_equal "$1: the secret is known" 40 "${#secret}"
	cat "$TMP/out" "$TMP/err" >"$TMP/all"
	for from in 1 9 17 25 33; do
		part=$(printf %s "$secret" | cut -c"$from-$((from + 7))")
		assert_lacks "$1: no part of the secret" "$TMP/all" "$part"
	done
}

# No line is wider than 80 columns, but for the path of the program; two columns
# for what is no ASCII are more than most of it needs.
widest() { # FILE
	sed "s|$KAGIBAN|kagiban|" "$1" | LC_ALL=C awk '{
		wide = gsub(/[\340-\357][\200-\277][\200-\277]/, "XX")
		gsub(/[\300-\337][\200-\277]/, "X")
		if (length($0) > most) most = length($0)
	} END { print most + 0 }'
}

echo '- in English, with a key that is new each time'
wrap_git </dev/null
assert_status 0 drill drill
assert_nothing_left drill
assert_no_secret drill
assert_contains drill out 'kagiban drill'
assert_contains 'the block is shown' out awsconf.json:1
assert_contains 'the story is told' out '1.8 million yen'
id=$(sed -n 's/.*"key": "\([^"]*\)".*/\1/p' "$TMP/aside")
assert_contains 'the id is shown' out "$id"
cp "$TMP/aside" "$TMP/first"
assert "80 columns" test "$(widest "$TMP/out")" -le 80
assert_not 'no colour without a terminal' grep -q "$(printf '\033')" "$TMP/out"
assert_status 0 again drill
assert_not 'another key' cmp -s "$TMP/aside" "$TMP/first"

echo '- in Japanese'
if [ -f "$BUILD_DIR/share/locale/ja/LC_MESSAGES/kagiban.mo" ]; then
	assert_status 0 '--lang ja' drill --lang ja
	assert_contains '--lang ja' out '鍵'
	assert_lacks '--lang ja: no English' out 'commit refused'
	assert_lacks '--lang ja: the hook too' out 'commit blocked'
	assert_no_secret '--lang ja'
	assert "--lang ja: 80 columns" test "$(widest "$TMP/out")" -le 80
	assert_status 0 'LANG=ja' env LC_ALL= LANG=ja_JP.UTF-8 \
		PATH="$TMP/wrapped:$PATH" "$KAGIBAN" --drill
	assert_contains 'LANG=ja' out '鍵'
	assert_status 0 '--lang en' env LC_ALL=ja_JP.UTF-8 \
		PATH="$TMP/wrapped:$PATH" "$KAGIBAN" --drill --lang en
	assert_contains '--lang en' out 'commit blocked'
	assert_nothing_left '--lang'
else
	echo '  (no translation in this build)'
fi

echo '- colour when asked for'
assert_status 0 colour drill --color always
assert 'colour' grep -q "$(printf '\033\\[32m')" "$TMP/out"

echo "- nobody's configuration counts, nor the repository we are in"
git config --global core.hooksPath /dev/null
git config --global commit.gpgSign true
new_repo "$TMP/mine"
list_tree "$TMP/mine" >"$TMP/before"
assert_status 0 configured drill
assert_status 0 GIT_DIR env GIT_DIR="$TMP/mine/.git" \
	GIT_INDEX_FILE="$TMP/mine/.git/index" "$KAGIBAN" --drill
assert_status 0 'as git kagiban' env PATH="$(dirname "$KAGIBAN"):$PATH" \
	git kagiban --drill
list_tree "$TMP/mine" >"$TMP/after"
assert_same_file 'the repository is as it was' "$TMP/before" "$TMP/after"
rm "$HOME/.gitconfig"
cd "$TMP" || exit 1

echo '- hooks switched off in the environment: it fails, and says where'
assert_status 1 GIT_CONFIG_COUNT env GIT_CONFIG_COUNT=1 \
	GIT_CONFIG_KEY_0=core.hooksPath GIT_CONFIG_VALUE_0=/dev/null \
	"$KAGIBAN" --drill
assert_contains GIT_CONFIG_COUNT out 'drill has failed'
assert_contains GIT_CONFIG_COUNT out 'commit was made'
assert_nothing_left GIT_CONFIG_COUNT

echo '- a git that passes --no-verify'
wrap_git <<'END'
[ "$sub" = commit ] && set -- "$@" --no-verify
END
assert_status 1 --no-verify drill
assert_contains --no-verify out 'commit was made'
assert_nothing_left --no-verify

echo '- a git that refuses by itself is no proof'
wrap_git <<'END'
[ "$sub" = commit ] && { echo "awsconf.json: no"; exit 1; }
END
assert_status 1 'refuses by itself' drill
assert_contains 'refuses by itself' out 'not kagiban'

echo '- a message that shows the secret is no proof, and is not repeated'
wrap_git <<'END'
if [ "$sub" = commit ]; then
	echo "kagiban: $(cat "$at/awsconf.json") in awsconf.json"
	exit 1
fi
END
assert_status 1 'shows the secret' drill
assert_contains 'shows the secret' out 'shows the secret'
assert_no_secret 'shows the secret'

echo '- hooks that refuse everything are no proof either'
wrap_git <<'END'
if [ "$sub" = rm ]; then
	echo 'exit 1' >"$at/.git/hooks/pre-commit"
fi
END
assert_status 1 'refuses everything' drill
assert_contains 'refuses everything' out 'without a key'

echo '- no git at all'
mkdir "$TMP/empty"
status=0
PATH=$TMP/empty "$KAGIBAN" --drill >"$TMP/out" 2>&1 || status=$?
assert 'no git: fails' test "$status" -ne 0
assert_nothing_left 'no git'

# Nobody may have collected a dead process yet: that is not running.
is_running() { # PID
	case $(ps -o stat= -p "$1") in '' | Z*) return 1 ;; esac
}

echo '- interrupted: gone as well, with all that it has started'
wrap_git <<'END'
[ "$sub" = commit ] && { echo $$ >"$tmp/waiting"; sleep 30; }
END
for signal in INT TERM HUP; do
	rm -f "$TMP/waiting"
	# A shell starts what runs in the background with SIGINT ignored.
	PATH=$TMP/wrapped:$PATH perl -e '$SIG{INT} = "DEFAULT";
		exec @ARGV' "$KAGIBAN" --drill >"$TMP/out" 2>&1 &
	drill=$!
	tries=0
	until [ -s "$TMP/waiting" ] || [ $tries -gt 100 ]; do
		sleep 0.1
		tries=$((tries + 1))
	done
	kill -s "$signal" "$drill"
	status=0
	wait "$drill" || status=$?
	assert "$signal: status" test "$status" -gt 128
	assert_nothing_left "$signal"
	assert_not "$signal: git is gone" is_running "$(cat "$TMP/waiting")"
done 2>/dev/null

finish
