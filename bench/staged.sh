#!/bin/bash
# staged.sh - the scan of a staged change, whole process, against
# `git diff --cached` there: a usual commit, a tree of 80,000 files, and
# whether what comes on top grows with the change or with the tree.
# shellcheck source=bench/lib.sh
. "$(dirname "$0")/lib.sh"
runs=30
ours="$KAGIBAN --scan-staged"

# As in a hook of a plain commit: git has completed the cache tree.
compare_in_hook() { # NAME BAR
	cp .git/index .git/index.hook
	GIT_INDEX_FILE=.git/index.hook git write-tree >/dev/null
	export GIT_INDEX_FILE=.git/index.hook
	compare "$1" "git diff --cached" "$ours --hook pre-commit" "$2"
	unset GIT_INDEX_FILE
}

make_repository "$work/usual" 20 10
stage "$work/usual" 5
cd "$work/usual" || exit 1
compare "200 files, by hand" "git diff --cached" "$ours" 1.5
compare_in_hook "200 files, in the hook" 1.5
memory=$(peak "$KAGIBAN" --scan-staged) &&
	hold "200 files, memory" "$memory" '<=' 12 "MiB"

make_repository "$work/large" 2000 40
stage "$work/large" 5
cd "$work/large" || exit 1
runs=10
compare "80,000 files, by hand" "git diff --cached" "$ours" 5
compare_in_hook "80,000 files, in the hook" 4

# Ours beyond git's, for ten times the change in the same tree.
measure "git diff --cached" "$ours"
few=$(paste "$work/times.0" "$work/times.1" | awk '{ print $2 - $1 }' | median)
stage "$work/large" 50
measure "git diff --cached" "$ours"
many=$(paste "$work/times.0" "$work/times.1" | awk '{ print $2 - $1 }' | median)
awk -v few="$few" -v many="$many" 'BEGIN {
	printf "80,000 files: on top of git %.2f ms with 5 staged, %.2f with 50\n",
		few * 1000, many * 1000 }'
exit "$missed"
