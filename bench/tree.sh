#!/bin/bash
# tree.sh - the scan of a source tree, one core, cache warm, against a program
# that finds, opens and reads the same files and counts their newlines.
#
#     bench/tree.sh [FOLDER...]
# shellcheck source=bench/lib.sh
. "$(dirname "$0")/lib.sh"
runs=3

[ $# -gt 0 ] || set -- "$SOURCE_DIR/src" /usr/include /usr/lib/python3*/ \
	/usr/share/perl /usr/lib/node_modules /usr/local/go/src
cd "$work" || exit 1
for folder in "$@"; do
	[ -d "$folder" ] || continue
	compare "$folder" "$BUILD_DIR/bench/countlines $folder" \
		"$KAGIBAN --scan-files $folder" 4
done
exit "$missed"
