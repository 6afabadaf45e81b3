#!/bin/sh
# sarif_reader.sh - what --format sarif writes, read by sarif-tools: the same
# number of findings, by level, and where they are.
# shellcheck source=tests/hooks/lib.sh
. "$(dirname "$0")/../hooks/lib.sh"

sarif=$BUILD_DIR/clients/python/bin/sarif
[ -x "$sarif" ] || skip 'no sarif-tools: tests/clients/install.sh'

new_repo "$TMP/repo"
make_aws_key
printf '{"key": "%s",\n"secret": "%s"}\n' "$AWS_ID" "$AWS_SECRET" >key.json
printf 'db_password = "%s"\n' "$(random_of A-Za-z0-9 40)" >db.ini
printf '%s = %s\n' password hunter2 >weak.ini
assert_status 1 'scan' "$KAGIBAN" --scan-files --format sarif \
	--output "$TMP/report.sarif" .
assert_status 0 'csv' "$sarif" csv "$TMP/report.sarif" --output "$TMP/report.csv"
assert_contains 'an error' "$TMP/report.csv" 'error,aws-access-key'
assert_contains 'its place' "$TMP/report.csv" 'key.json,1'
assert_contains 'a warning' "$TMP/report.csv" 'db.ini,1'
assert_contains 'a note' "$TMP/report.csv" 'weak.ini,1'
assert_equal 'as many as there are' 4 "$(wc -l <"$TMP/report.csv" | tr -d ' ')"
assert_status 1 'it can fail by level' "$sarif" --check error summary \
	"$TMP/report.sarif"
finish
