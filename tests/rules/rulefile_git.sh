#!/bin/sh
# rulefile_git.sh - whatever git accepts as a configuration file, the reader
# of rule files reads with the same result; whatever git refuses, it refuses.
#
# Some files are written by hand, hundreds are put together at random (from a
# fixed seed; SEED=n draws others) of the pieces that the syntax is made of.
# What the reader refuses on purpose is told apart by its message.
set -u

dump=$BUILD_DIR/tests/dump_rulefile
dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
compared=0
refused=0
failed=0

# The reader holds with git before 2.45: a tab within a value is a blank.
tab='\t'
printf '[a]\nk = v\tw\n' >"$dir/tab"
if git config -f "$dir/tab" a.k | grep -q "$(printf '\t')"; then
	tab=' '
fi

fail() {
	failed=$((failed + 1))
	echo "$1:"
	od -c "$2"
}

compare() {
	git config -f "$1" -z --list >"$dir/git" 2>/dev/null
	git_status=$?
	"$dump" "$1" >"$dir/ours" 2>"$dir/message"
	our_status=$?
	if test $our_status -gt 1; then
		fail "the reader ended with $our_status" "$1"
	elif test $git_status -ne 0; then
		refused=$((refused + 1))
		test $our_status -eq 1 || fail "git refuses this" "$1"
	elif test $our_status -ne 0; then
		grep -q -e 'backspace' -e 'before the first key' \
			"$dir/message" || fail "git accepts this" "$1"
	else
		compared=$((compared + 1))
		cmp -s "$dir/git" "$dir/ours" ||
			fail "git reads this otherwise" "$1"
	fi
}

# By hand: one file per line, in printf's escapes.
while IFS= read -r line; do
	# shellcheck disable=SC2059 # the lines are formats
	printf "$line" >"$dir/file"
	compare "$dir/file"
done <<'CASES'

\357\273\277[a]\nk = v\n
[a]\nk\n
[a] k = 1
[a]\nk =\n
[a]\nk = \n l = 2\n
[A.B.c]\nKey = Value\n
[a "B.c"]\nKey = Value\n
[a.b "C"]\nk = 1\n
[a ""]\nk = 1\n
[a.]\nk = 1\n
[.a]\nk = 1\n
[]\nk = 1\n
[ "s"]\nk = 1\n
[a "\\x\\"\\\\"]\nk = 1\n
[a\t "b"]\nk = 1\n
[a "b" ]\nk = 1\n
[a]\nk = "a b"  c "d  " # e\n
[a]\nk = a;b\n
[a]\nk = "a;b#c"\n
[a]\nk = a\\\\b\\tc\\nd\\"e\n
[a]\nk = a\\\n  b\n
[a]\nk = "a\\\nb"\n
[a]\nk = "a\nb"\n
[a]\nk = a\\
[a]\nk = \\d\n
[a]\nk = \\b\n
[a]\r\nk = v\r\nl\r\nm = "x"\r\n
[a]\nk = v\r
[a]\nk = v\rw\n
[a]\nk\r= v\n
[a]\nk = # nothing\n
[a]\nk # nothing\n
[a]\n1k = v\n
[a]\nk_l = v\n
[a]\nk-l = v\n
[a]\n-k = v\n
[a\n]\nk = v\n
[a "b\n"]\nk = v\n
# x [a]\n;y\n[a]k=v#c\nl=w;c\n
k = v\n
[a]\nk = v\f\n
[a]\nk = \v v\n
[include]\npath = /nowhere\n
[alias]\nx = "!f() { echo \\"$1\\"; }; f"\n
[a]\n\tk = 日本 語 \n
CASES

# At random: a beginning and up to 14 pieces.
awk -v seed="${SEED:-1}" -v dir="$dir" -v tab="$tab" 'BEGIN {
	srand(seed)
	n = split("[ ~a~]~=~ ~\"~\\~\\n~\\t~\\\"~\\\\~#~;~.~-~K~key~[a]~" \
		"[a \"s\"]~x = y~\"q q\"~1~[s \"a\\\"b\"]~\\x~_~ = ~k ~" \
		"\303\274~\346\227\245~\013~\001", piece, "~")
	piece[++n] = "\n"
	piece[++n] = "\n"
	piece[++n] = "\r\n"
	piece[++n] = "\r"
	piece[++n] = "\\\n"
	piece[++n] = "[a.B]\n"
	piece[++n] = tab
	b = split("~[a]\n~[a \"b\"]\n~[a]\nk = ~[a]\nk=~\357\273\277[a]\nb=",
		begin, "~")
	for (i = 1; i <= 600; i++) {
		file = dir "/random." i
		printf "%s", begin[1 + int(rand() * b)] >file
		for (j = int(rand() * 15); j > 0; j--)
			printf "%s", piece[1 + int(rand() * n)] >file
		close(file)
	}
}'
for file in "$dir"/random.*; do
	compare "$file"
done

echo "$compared files read alike, $refused refused by git, $failed failures"
# A comparison of nothing would prove nothing.
test "$compared" -ge 150 && test "$refused" -ge 150 && test "$failed" -eq 0
