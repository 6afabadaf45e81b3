#!/bin/sh
# formats.sh - text, JSON and SARIF of one scan list the same findings, with
# the same places, and none holds a piece of a secret: over an example of each
# rule, staged, as files, pushed, in the history and as a diff; in messages and
# names, in two places and encoded, of all levels, some waived; on stdout and
# with --output.
# shellcheck source=tests/hooks/lib.sh
. "$(dirname "$0")/lib.sh"

command -v python3 >/dev/null || skip 'no python3'
PLANT=$BUILD_DIR/tests/plant
SEED=${SEED:-$(date +%s)}
OUTPUTS=$TMP/outputs

# One scan in each format; they agree, and nothing leaks.
assert_agree() { # WHAT WANTED-STATUS LEAST-FINDINGS ACTION...
	what=$1
	wanted=$2
	least=$3
	shift 3
	rm -rf "$OUTPUTS"
	mkdir "$OUTPUTS"
	for format in text json sarif; do
		got=0
		"$KAGIBAN" "$@" --format $format --verbose --color never \
			<"$TMP/stdin" >"$OUTPUTS/$format" \
			2>"$OUTPUTS/$format.err" || got=$?
		assert_equal "$what, $format: status" "$wanted" "$got"
	done
	got=0
	"$KAGIBAN" "$@" --format json --lang ja --output "$OUTPUTS/file" \
		<"$TMP/stdin" >"$OUTPUTS/file.out" 2>&1 || got=$?
	assert_equal "$what, --output: status" "$wanted" "$got"
	"$KAGIBAN" "$@" --lang ja --verbose --color always <"$TMP/stdin" \
		>"$OUTPUTS/japanese" 2>&1
	if [ -f .git/kagiban/last-block ]; then
		cp .git/kagiban/last-block "$OUTPUTS"
	fi
	if python3 "$SOURCE_DIR/tests/hooks/formats.py" "$OUTPUTS/text" \
		"$OUTPUTS/json" "$OUTPUTS/sarif" >"$TMP/differences"; then
		pass
	else
		fail "$what: the formats differ, with SEED=$SEED"
		head -20 "$TMP/differences"
	fi
	count=$(sed -n 's/^\([0-9]*\) findings.*/\1/p' "$TMP/differences")
	assert "$what: enough to compare" test "${count:-0}" -ge "$least"
	grep -v milliseconds "$OUTPUTS/json" >"$TMP/one"
	grep -v milliseconds "$OUTPUTS/file" >"$TMP/other"
	assert_same_file "$what: --output has the same" "$TMP/one" "$TMP/other"
	if "$PLANT" --search "$TMP/garden.pieces" "$OUTPUTS"/* \
		>"$TMP/leaks"; then
		pass
	else
		fail "$what leaks, with SEED=$SEED"
		head -20 "$TMP/leaks"
	fi
}

new_repo "$TMP/repo"
: >"$TMP/stdin"
mkdir "$TMP/garden"
"$PLANT" "$TMP/garden" "$SEED" >/dev/null || fail 'secrets are planted'
mkdir "$OUTPUTS"
head -1 "$TMP/garden.names" >"$OUTPUTS/leak"
assert_not 'a leak is seen' "$PLANT" --search "$TMP/garden.pieces" \
	"$OUTPUTS/leak" >"$TMP/leaks"
echo readme >readme
git add readme
git commit -qm first
base=$(git rev-parse HEAD)

# Each rule's first example; some twice, one in base64, one in UTF-16, one in
# binary content, some in the names of files, below the level that blocks.
cp "$TMP/garden"/*-1.txt .
mkdir copies 'odd ä %'
cp github*-1.txt stripe*-1.txt aws*-1.txt copies
cp gitlab*-1.txt 'odd ä %'
base64 <github-pat-classic-1.txt >encoded.txt
iconv -t UTF-16 <stripe-live-secret-1.txt >wide.txt 2>/dev/null
printf '\0\001' | cat - github-pat-classic-1.txt >binary.dat
sort -u "$TMP/garden.names" | awk 'NR % 40 == 1' | head -8 |
	while IFS= read -r name; do
		echo nothing >"$name"
	done
for i in 1 2 3; do
	printf '%s = "sunshine%s"\n' password "$i" >"low$i.ini"
done
cp low1.ini copies
git add .
"$KAGIBAN" --scan-staged --format json --output "$TMP/staged" 2>"$TMP/err"

# Every tenth is waived.
python3 - "$TMP/staged" >.kagiban <<-'END'
	import json, sys
	findings = json.load(open(sys.argv[1], encoding="utf-8"))["findings"]
	for finding in findings[::10]:
	    print(f'[allow "{finding["id"]}"]\n\treason = used in tests')
END
git add .kagiban
assert_agree 'staged, some waived' 1 800 --scan-staged
assert_agree 'files' 1 800 --scan-files .

# Four commits: half of them, the other half, messages, and all moved.
git reset -q
git add .kagiban a* b* c* d* e* f* g* 'odd ä %'
git commit -qm 'one half'
git add .
git commit -qm 'the other'
sort -u "$TMP/garden.names" | awk 'NR % 50 == 2' | head -6 |
	while IFS= read -r name; do
		git commit -q --allow-empty -m "about $name" -m "and $name"
	done
mkdir moved
git mv ./*.txt moved
git commit -qm 'moved'
rm moved/a*
git commit -qam 'some are gone'
git init -q --bare "$TMP/remote.git"
git push -q "$TMP/remote.git" "$base:refs/heads/main"
git remote add origin "$TMP/remote.git"
git fetch -q
printf 'refs/heads/main %s refs/heads/main %s\n' "$(git rev-parse HEAD)" \
	"$base" >"$TMP/stdin"
assert_agree 'push' 1 800 --scan-push origin "$TMP/remote.git"
assert_agree 'history' 1 800 --scan-history
git diff "$base" HEAD >"$TMP/stdin"
assert_agree 'diff' 1 700 --scan-diff
finish
