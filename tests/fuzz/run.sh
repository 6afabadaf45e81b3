#!/bin/sh
# run.sh - runs each fuzz target for SECONDS (10) under libFuzzer, as many at
# once as there are cores.
#
#     tests/fuzz/run.sh [SECONDS [BUILD]]
#
# BUILD is the folder of the preset `fuzz`.  What libFuzzer finds is kept in
# BUILD/found; the committed corpus is only read.
set -u
cd "$(dirname "$0")/../.." || exit 1
# shellcheck source=tests/packages.sh
. tests/packages.sh

if [ "${1:-}" != --one ]; then
	seconds=${1:-10}
	build=${2:-build/fuzz}
	printf '%s\n' "$build"/fuzz/fuzz_* |
		xargs -P "$(packages_jobs)" -n 1 \
			tests/fuzz/run.sh --one "$seconds" "$build/found"
	exit
fi

# One of them: run.sh --one SECONDS FOUND TARGET
seconds=$2
found=$3
target=$4
name=${target##*/fuzz_}
scratch=$found/$name
mkdir -p "$scratch"
# The first folder is the one that libFuzzer writes into.
if "$target" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 \
	-artifact_prefix="$found/$name-" -verbosity=1 \
	"$scratch" "tests/fuzz/corpus/$name" >"$found/$name.log" 2>&1; then
	echo "ok $name: $(grep '^Done' "$found/$name.log")"
else
	printf 'FAILED %s:\n%s\n' "$name" "$(tail -n 40 "$found/$name.log")"
	exit 1
fi
