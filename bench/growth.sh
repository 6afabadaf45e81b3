#!/bin/bash
# growth.sh - time against size: ten times the input, and hostile inputs of
# doubled sizes, which must stay linear.
# shellcheck source=bench/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck disable=SC2016 # for awk: time of the processor, which others on
# the machine disturb less
time_column='$(NF - 3) + $(NF - 2)'
runs=3
ROUNDS=${GROWTH_ROUNDS:-3}

# Prints TEXT, a printf format without arguments, TIMES times.
repeat() { # TEXT TIMES
	awk -v text="$1" -v times="$2" \
		'BEGIN { for (i = 0; i < times; i++) printf "%s", text }'
}

# COUNT times the prefix of a token, and LEN random letters behind it: no more
# than near it.
near_misses() { # PREFIX LEN COUNT
	awk -v prefix="$1" -v len="$2" -v count="$3" 'BEGIN {
		srand(7)
		letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
		for (i = 0; i < count; i++) {
			text = prefix
			for (j = 0; j < len; j++)
				text = text substr(letters, \
					1 + int(rand() * 32), 1)
			print text
		}
	}'
}

# Holds the time of the second file against that of the first.
grows() { # NAME SMALL LARGE BAR
	compare "$1" "$KAGIBAN --scan-files $2" "$KAGIBAN --scan-files $3" "$4"
}

# Doubled sizes: a quarter more for what does not fit the caches any longer.  The
# half has the same name elsewhere, since the ending of a name says what a text is.
doubles() { # NAME
	mkdir -p half
	head -c "$(($(wc -c <"$1") / 2))" "$1" >"half/$1"
	grows "$1: twice as large" "half/$1" "$1" 2.5
}

cd "$work" || exit 1
cat "$SOURCE_DIR"/src/*/*.c >lines.one
for _ in 1 2 3 4 5 6 7 8 9 10; do
	cat lines.one
done >lines.ten
for _ in 1 2 3 4 5 6 7 8 9 10; do
	cat lines.ten
done >lines.hundred
grows "lines: ten times as many" lines.ten lines.hundred 11

make_repository "$work/few" 20 40
stage "$work/few" 40
make_repository "$work/many" 20 40
stage "$work/many" 400
(
	cd "$work/few" || exit 1
	measure "$KAGIBAN --scan-staged"
)
few=$(milliseconds 0)
(
	cd "$work/many" || exit 1
	measure "$KAGIBAN --scan-staged"
)
many=$(milliseconds 0)
hold "staged files: ten times as many" \
	"$(awk -v a="$few" -v b="$many" 'BEGIN { print b / a }')" '<=' 11 \
	"$many ms to $few ms"

repeat abcdefghij 6500000 >one-line
repeat 'aaa\nbbb\nccc\n' 3000000 >repeating-lines
near_misses "$(printf '%s%s' gh p_)" 35 1000000 >near-ghp
near_misses "$(printf '%s%s' AK IA)" 15 1000000 >near-akia
repeat 'secret=secret=token:key=' 100000 >assignments-in-one-line
repeat 'https://a:b@' 1000000 >urls-in-one-line
repeat eyJ 5000000 >jwt-heads
for name in one-line repeating-lines near-ghp near-akia \
	assignments-in-one-line urls-in-one-line jwt-heads; do
	doubles "$name"
done

# Tables whose head names secrets, and values beside their names.
{
	repeat 'password,token,secret,name,' 20
	echo id
	repeat "$(repeat 'a1b2c3d4,e5f6a7b8,c9d0e1f2,x,' 20)1\\n" 4000
} >table.csv
{
	echo 'INSERT INTO users (name, password, token, secret) VALUES'
	repeat "('bob', 'a1b2c3d4', 'e5f6a7b8', 'c9d0e1f2'),\\n" 100000
} >rows.sql
repeat '{\"value\": \"a1b2c3d4e5\", \"type\": 1, \"key\": \"token\"},' 50000 \
	>beside.json
for name in table.csv rows.sql beside.json; do
	doubles "$name"
done

# What looks encoded, or is, to the depth that is looked into and beyond.
repeat 'some text that is encoded here\n' 150000 >text
cp text base64-six-times
for _ in 1 2 3 4 5 6; do
	base64 -w 0 base64-six-times >encoded
	mv encoded base64-six-times
done
base64 -w 64 text >base64-lines
repeat V 30000000 >one-digit
repeat ZmZmZmZmZmZmZmZmZmZmZmZm 800000 >one-run
repeat 'ZmZmZmZmZmZmZmZmZmZmZmZm ' 800000 >many-runs
repeat 616263646566 1500000 >hex
near_misses Z2hwX 60 300000 >near-base64
repeat '%41%42%43' 2000000 >percent-signs
repeat '\\"a' 4000000 >escapes
repeat '\"abcdefghijkl\" + ' 800000 >literals
repeat '\"abc\" + ' 1600000 >short-literals
repeat 'abcdefghijklmnop\\\n' 800000 >continued-lines
repeat 'k:\n  abcdefghijklmnopqrstuvwx\n' 500000 >scalars.yaml
repeat 'kind: Secret\n a: YWJjZGVm\n' 500000 >secrets.yaml
for name in base64-six-times base64-lines one-digit one-run many-runs hex \
	near-base64 percent-signs escapes literals short-literals \
	continued-lines scalars.yaml secrets.yaml; do
	doubles "$name"
done
exit "$missed"
