# lib.sh - golden tests: what a person sees, held against a file.
#
# A script NAME.sh begins with
#
#     . "$(dirname "$0")/lib.sh"
#     golden "$0"
#
# and then runs commands by `show`, which prints each as `$ COMMAND`, what it
# printed (both streams, in one) and, if that is not 0, its status. All of it
# must be NAME.out. `tests/cli/run-case --accept NAME` rewrites that file.
#
# What differs from run to run is made equal before: key ids, accounts, times,
# the scratch folder, the ids of secrets, and the words of libgit2.
# shellcheck shell=sh source=tests/hooks/lib.sh
. "$(dirname "$0")/../hooks/lib.sh"
PATH=$(dirname "$KAGIBAN"):$PATH
export PATH
COLUMNS=80
export COLUMNS

# Runs the script once more with its output held, and ends.
golden() { # SCRIPT
	[ -z "${GOLDEN_RUN:-}" ] || return 0
	wanted=${1%.sh}.out
	GOLDEN_RUN=1 sh "$1" >"$TMP/got" 2>&1 </dev/null || {
		printf '%s ended with %s\n' "$1" "$?" >>"$TMP/got"
	}
	if [ -n "${ACCEPT:-}" ]; then
		cp "$TMP/got" "$wanted"
		printf 'wrote %s\n' "$wanted"
		exit 0
	fi
	[ -e "$wanted" ] || printf '(missing)\n' >"$TMP/none"
	if diff -u "${wanted}" "$TMP/got" >"$TMP/diff" 2>&1; then
		printf '1 passed, 0 failed\n'
		exit 0
	fi
	cat "$TMP/diff"
	printf 'if that is right: tests/cli/run-case --accept %s\n' \
		"$(basename "${1%.sh}")"
	printf '0 passed, 1 failed\n'
	exit 1
}

# What is random becomes a word.
equalise() {
	sed -e "s,$TMP,TMP,g" \
		-e 's,\(AKIA\|ASIA\)[A-Z2-7]\{16\},KEY-ID,g' \
		-e 's,account [0-9]\{12\},account ACCOUNT,' \
		-e 's,([0-9]* ms),(N ms),' -e 's,（[0-9]* ms）,（N ms）,' \
		-e 's,--allow [0-9a-f]\{8\}\( \|$\),--allow ID8\1,' \
		-e 's,--allow [0-9a-f]\{16\}\( \|$\),--allow ID16\1,' \
		-e 's,allow\.[0-9a-f]\{16\},allow.ID16,' \
		-e 's,\(cannot read object\) .*,\1 ...,' \
		-e 's,bad config line [0-9]*,bad config line N,' \
		-e 's,^\(    id  *\)[0-9a-f]\{8\},\1ID8,' \
		-e 's,: [0-9a-f]\{8\} (,: ID8 (,' \
		-e 's,"[0-9a-f]\{16\}","ID16",' \
		-e 's,# [0-9a-f]\{16\}$,# ID16,' \
		-e 's,# \([a-z-]*\) [0-9a-f]\{16\}$,# \1 ID16,' \
		-e 's,^[0-9a-f]\{16\} ,ID16 ,'
}

# Runs a command and prints it with all that it says.
show() { # COMMAND...
	shown=
	for word; do
		case $word in
		"$KAGIBAN") word=kagiban ;;
		*[!A-Za-z0-9_./:=@+-]* | '') word="'$word'" ;;
		esac
		shown="$shown $word"
	done
	printf '$%s\n' "$shown" | equalise
	status=0
	"$@" >"$TMP/shown" 2>&1 </dev/null || status=$?
	equalise <"$TMP/shown"
	[ "$status" -eq 0 ] || printf '(status %s)\n' "$status"
	printf '\n'
}

# A file with a key and its secret, fresh.
write_key() { # FILE
	make_aws_key
	printf '{"key": "%s", "secret": "%s"}\n' "$AWS_ID" "$AWS_SECRET" >"$1"
}

# CRC-32 (zlib's) of a string.
crc32_of() { # TEXT
	printf %s "$1" | gzip -c | tail -c 8 | head -c 4 | od -An -tu1 |
		awk '{ printf "%.0f", $1 + 256 * ($2 + 256 * ($3 + 256 * $4)) }'
}

# A number in base 62, in 6 digits.
base62_of() { # NUMBER
	awk -v n="$1" 'BEGIN {
		digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklm"
		digits = digits "nopqrstuvwxyz"
		for (i = 0; i < 6; i++) {
			text = substr(digits, n % 62 + 1, 1) text
			n = int(n / 62)
		}
		print text
	}'
}

# A GitHub token with the right checksum, fresh.
make_github_token() {
	body=$(random_of A-Za-z0-9 30)
	GITHUB_TOKEN=gh
	GITHUB_TOKEN=${GITHUB_TOKEN}p_$body$(base62_of "$(crc32_of "$body")")
}
