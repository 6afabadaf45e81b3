#!/bin/bash
# throughput.sh - the prefilter with all rules on source code in memory, one
# core, against counting newlines with memchr() over the same bytes.
#
#     bench/throughput.sh [FOLDER...]
# shellcheck source=bench/lib.sh
. "$(dirname "$0")/lib.sh"

[ $# -gt 0 ] || set -- "$SOURCE_DIR/src" /usr/include /usr/lib/python3*/ \
	/usr/share/perl /usr/lib/node_modules /usr/local/go/src
for folder in "$@"; do
	[ -d "$folder" ] || continue
	"$BUILD_DIR/bench/throughput" -r 15 "$folder" >"$work/out" || exit 1
	value=$(awk '$1 == "prefilter" { print $4 }' "$work/out")
	rest=$(awk '$1 == "prefilter" { a = $2 } $1 == "pipeline" { b = $2 }
		END { print a " MB/s; the whole pipeline " b }' "$work/out")
	hold "$folder" "$value" '>=' 0.333 "$rest"
done
exit "$missed"
