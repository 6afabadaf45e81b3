#!/bin/sh
# differential.sh - the same content gives the same findings, whichever way it
# comes: staged, as files, on top of an old side, in windows, as UTF-16.
#
# The content has a secret for each example of each rule (plant.c).
# slow: some thousand secrets are scanned ten times
# shellcheck source=tests/hooks/lib.sh
. "$(dirname "$0")/lib.sh"
PLANT=$BUILD_DIR/tests/plant
SEED=${SEED:-$(date +%s)}

# What was found and where, without the advice, which depends on the action.
findings() { # FILE
	sed -n -e '/^  [^ ].*  [a-z0-9-]*$/p' -e '/^    [a-z]/p' \
		-e '/^  *[^ ]*:[0-9]* ([a-z ,]*)$/p' "$1" |
		grep -v -e '^    [0-9]\. ' -e '^    keep ' -e '^ *revoke'
}

# Scans and keeps what was found in $TMP/found.NAME.
found() { # NAME ARGUMENTS...
	name=$1
	shift
	"$KAGIBAN" "$@" --verbose >"$TMP/out" 2>"$TMP/err"
	got=$?
	assert_equal "$name: something is found" 1 "$got"
	findings "$TMP/out" >"$TMP/found.$name"
}

assert_same_findings() { # WHAT ONE OTHER
	assert_same_file "$1 (SEED=$SEED)" "$TMP/found.$2" "$TMP/found.$3"
}

mkdir "$TMP/planted"
"$PLANT" "$TMP/planted" "$SEED" >/dev/null || exit 1

echo "- files and the index"
cd "$TMP/planted" || exit 1
found files --scan-files .
assert "there are findings" [ "$(grep -c : "$TMP/found.files")" -gt 100 ]
git init -q .
git add .
found staged --scan-staged
assert_same_findings "staged as in files" files staged

echo "- on top of an old side"
cd "$TMP" || exit 1
mkdir old
cd old || exit 1
git init -q .
for path in "$TMP"/planted/*; do
	printf 'an old line\nand one more\n' >"${path##*/}"
done
git add .
git commit -qm old
for path in "$TMP"/planted/*; do
	cat "$path" >>"${path##*/}"
done
found beside_files --scan-files .
git add .
found beside_staged --scan-staged
assert_same_findings "beside old lines" beside_files beside_staged
git commit -qnm added
"$KAGIBAN" --scan-staged >"$TMP/out" 2>&1
assert_equal "nothing is staged" 0 $?
for path in *; do
	{
		echo "first of all"
		cat "$path"
	} >"$TMP/one"
	mv "$TMP/one" "$path"
done
git add .
"$KAGIBAN" --scan-staged >"$TMP/out" 2>&1
assert_equal "a line before old secrets" 0 $?
[ ! -s "$TMP/out" ] || findings "$TMP/out"

echo "- windows"
mkdir "$TMP/large"
cd "$TMP/large" || exit 1
count=0
for path in "$TMP"/planted/*; do
	count=$((count + 1))
	LC_ALL=C tr -d '\0' <"$path"
	echo
	awk -v n=$((count % 97 * 4)) 'BEGIN { for (i = 0; i < n; i++)
		print "filler " i " between two that were planted" }'
done >large.txt
assert "it is large" [ "$(wc -c <large.txt)" -gt 3000000 ]
found whole --scan-files large.txt
git config --global kagiban.maxBlob 1m
found windows --scan-files large.txt
assert_contains "windows" out "windows"
assert_same_findings "in windows" whole windows
git init -q .
git add .
found staged_windows --scan-staged
assert_contains "windows" out "windows"
assert_same_findings "in windows, staged" whole staged_windows
git config --global --unset kagiban.maxBlob

echo "- UTF-16"
if command -v iconv >/dev/null; then
	mkdir "$TMP/ascii" "$TMP/wide"
	cd "$TMP/planted" || exit 1
	for path in *; do
		LC_ALL=C tr -d '\200-\377\0' <"$path" >"$TMP/ascii/$path"
		{
			printf '\377\376'
			iconv -f ASCII -t UTF-16LE "$TMP/ascii/$path"
		} >"$TMP/wide/$path"
	done
	cd "$TMP/ascii" || exit 1
	found ascii --scan-files .
	cd "$TMP/wide" || exit 1
	found wide --scan-files .
	assert_same_findings "UTF-16" ascii wide
fi

finish
