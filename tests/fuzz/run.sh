#!/bin/sh
# run.sh - runs each fuzz target for SECONDS (10) under libFuzzer.
#
#     tests/fuzz/run.sh [SECONDS [BUILD]]
#
# BUILD is the folder of the preset `fuzz`.  What libFuzzer finds is kept in
# BUILD/found; the committed corpus is only read.
set -u
cd "$(dirname "$0")/../.." || exit 1
seconds=${1:-10}
build=${2:-build/fuzz}
found=$build/found
failed=0

for target in "$build"/fuzz/fuzz_*; do
	name=${target##*/fuzz_}
	scratch=$found/$name
	mkdir -p "$scratch"
	# The first folder is the one that libFuzzer writes into.
	if "$target" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 \
		-artifact_prefix="$found/$name-" -verbosity=1 \
		"$scratch" "tests/fuzz/corpus/$name" >"$found/$name.log" 2>&1
	then
		echo "ok $name: $(grep '^Done' "$found/$name.log")"
	else
		echo "FAILED $name:"
		tail -n 40 "$found/$name.log"
		failed=$((failed + 1))
	fi
done
[ "$failed" -eq 0 ]
