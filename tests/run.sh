#!/bin/sh
# run.sh - all tests in one command.
#
# Installs what is missing (on Debian and Ubuntu), builds the preset `dev`
# and runs every test; what a failed test printed is shown.  Asks nothing.
# Arguments go to ctest, for instance `-L unit` or `-R hooks/`.
set -eu
exec </dev/null
cd "$(dirname "$0")/.."
# shellcheck source=tests/packages.sh
. tests/packages.sh

# shellcheck disable=SC2086 # a list of words
packages_install $PACKAGES_TEST
jobs=$(packages_jobs)
cmake --preset dev
cmake --build --preset dev -j "$jobs"
exec ctest --preset dev -j "$jobs" "$@"
