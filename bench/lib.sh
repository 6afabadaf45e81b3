# lib.sh - what the measurements share; read with `.`.
#
# Needs hyperfine, git and a release build with -DBUILD_BENCH=ON in BUILD_DIR
# (default: build/bench, made by run.sh).  A ratio is taken within a round in
# which both commands ran, and the median of the rounds is held against its
# bar, so that a busy machine disturbs both sides alike.
# shellcheck shell=bash disable=SC2034 # missed is for who reads this
set -u -o pipefail
SOURCE_DIR=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd) || exit 1
BUILD_DIR=${BUILD_DIR:-$SOURCE_DIR/build/bench}
KAGIBAN=${KAGIBAN:-$BUILD_DIR/bin/kagiban}
ROUNDS=${ROUNDS:-7}
missed=0

for program in hyperfine git "$KAGIBAN"; do
	if ! command -v "$program" >/dev/null; then
		echo "needs $program; bench/run.sh builds what is ours" >&2
		exit 2
	fi
done
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

# Nobody's configuration, no hook's environment, English.
export HOME=$work LC_ALL=C GIT_CONFIG_NOSYSTEM=1
unset GIT_DIR GIT_INDEX_FILE GIT_WORK_TREE LANGUAGE XDG_CONFIG_HOME
git config --global user.name bench
git config --global user.email bench@example.org
git config --global init.defaultBranch main
git config --global gc.auto 0
unset GIT_CONFIG_NOSYSTEM

# Prints the median of the numbers on stdin.
median() {
	sort -g | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'
}

# Measures the commands $@ in turns, $runs runs a round; leaves the medians
# of each round, in seconds, in $work/times.N.
runs=20
# shellcheck disable=SC2016 # for awk: hyperfine's median of the wall clock
time_column='$(NF - 4)'
measure() {
	local number round
	rm -f "$work"/times.*
	for ((round = 0; round < ROUNDS; round++)); do
		hyperfine -N -i --style none --warmup 1 --runs "$runs" \
			--export-csv "$work/csv" "$@" >"$work/log" 2>&1 ||
			{ cat "$work/log" >&2; exit 1; }
		number=0
		while IFS= read -r time; do
			echo "$time" >>"$work/times.$number"
			number=$((number + 1))
		done < <(sed 1d "$work/csv" | awk -F, "{ print $time_column }")
	done
}

# Prints milliseconds of command number $1: the median of the rounds.
milliseconds() {
	median <"$work/times.$1" | awk '{ printf "%.2f", $1 * 1000 }'
}

# Prints the median ratio of command $2 to command $1.
ratio() {
	paste "$work/times.$1" "$work/times.$2" | awk '{ print $2 / $1 }' |
		median
}

# Says whether VALUE is at most (<=) or at least (>=) its BAR.
hold() { # NAME VALUE SIGN BAR DETAIL
	local verdict=ok
	if ! awk -v a="$2" -v b="$4" -v sign="$3" \
		'BEGIN { exit !(sign == "<=" ? a <= b : a >= b) }'; then
		verdict=MISSED
		missed=1
	fi
	printf '%-34s %8.2f  %s %-6s %-7s %s\n' "$1" "$2" "$3" "$4" \
		"$verdict" "$5"
}

# Compares kagiban ($3) with another command ($2), both single strings.
compare() { # NAME OTHER OURS BAR
	local status=0
	# 1 is a finding; what could not be scanned would be quick.
	$3 >"$work/log" 2>&1 || status=$?
	[ "$status" -le 1 ] || { cat "$work/log" >&2; exit 1; }
	measure "$2" "$3"
	hold "$1" "$(ratio 0 1)" '<=' "$4" \
		"$(milliseconds 1) ms to $(milliseconds 0) ms"
}

# Makes the repository $1 with FOLDERS folders of FILES files, without a
# work tree; the files are C sources of kagiban in turn, or, if there are
# more than 1,000, a line each.
make_repository() { # DIR FOLDERS FILES
	git init -q "$1" || exit 1
	(cd "$SOURCE_DIR/src" && find . -name '*.c' | LC_ALL=C sort) |
		sed "s|^\\./|$SOURCE_DIR/src/|" >"$work/sources"
	awk -v folders="$2" -v files="$3" -v list="$work/sources" '
		function blob(text) {
			printf "data %d\n%s\n", length(text), text
		}
		BEGIN {
			while ((getline name < list) > 0) {
				text = ""
				while ((getline line < name) > 0)
					text = text line "\n"
				sources[count++] = text
			}
			print "commit refs/heads/main"
			print "committer b <b@example.org> 1700000000 +0000"
			blob("base")
			for (i = 0; i < folders * files; i++) {
				printf "M 100644 inline src/%03d/%04d/%04d.c\n", \
					i / files / 50, i / files, i
				if (folders * files > 1000)
					blob("int number_" i ";\n")
				else
					blob("/* " i " */\n" sources[i % count])
			}
			print "done"
		}' | LC_ALL=C git -C "$1" fast-import --quiet --done || exit 1
	git -C "$1" read-tree main
}

# Stages ten more lines, of a source of ours, in COUNT files of repository DIR.
stage() { # DIR COUNT
	local path id
	git -C "$1" ls-files | awk -v count="$2" '
		{ all[NR] = $0 }
		END { for (i = 0; i < count; i++)
			print all[1 + int(i * (NR - 1) / count)] }' |
		while read -r path; do
			id=$({
				git -C "$1" cat-file blob ":$path"
				sed -n '20,29p' "$SOURCE_DIR/src/cli/settings.c"
			} | git -C "$1" hash-object -w --stdin)
			echo "100644 $id	$path"
		done | git -C "$1" update-index --index-info
}

# Peak memory of a command in MiB; nothing where GNU time is not there.
peak() {
	/usr/bin/time -f %M -o "$work/peak" "$@" >/dev/null 2>&1 &&
		awk '{ printf "%.1f", $1 / 1024 }' "$work/peak"
}
