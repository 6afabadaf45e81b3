#!/bin/bash
# run.sh - builds a release with the programs of bench/ and runs all
# measurements.  The status is 1 if a bar is missed.
#
#     bench/run.sh [NAME...]        for instance: bench/run.sh staged tree
set -u
cd "$(dirname "$0")/.." || exit 1
export BUILD_DIR=${BUILD_DIR:-$PWD/build/bench}
cmake -S . -B "$BUILD_DIR" -DCMAKE_BUILD_TYPE=Release -DBUILD_BENCH=ON \
	-DBUILD_TESTING=OFF >/dev/null &&
	cmake --build "$BUILD_DIR" -j >/dev/null || exit 1
uptime
missed=0
for name in "${@:-staged push throughput tree growth history peers}"; do
	for script in $name; do
		printf '\n== %s\n' "$script"
		"bench/$script.sh" || missed=1
	done
done
echo
uptime
exit "$missed"
