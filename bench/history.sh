#!/bin/bash
# history.sh - the scan of a whole history, whole process, against
# `git log -p --all` there: time, memory, and ten times the history.
#
#     bench/history.sh [REPOSITORY...]
#
# The history is made: many small changes to files of C, packed with delta
# chains of up to 50.  Repositories that are named are measured as well.
# shellcheck source=bench/lib.sh
. "$(dirname "$0")/lib.sh"
runs=3
ROUNDS=${HISTORY_ROUNDS:-5}
ours="$KAGIBAN --scan-history"

# Sources of C, of at most 60 KiB: those of the system's headers and kagiban.
list_sources() {
	find "$SOURCE_DIR/src" /usr/include -name '*.[ch]' -size -120k \
		-size +4k | LC_ALL=C sort | head -n "$1"
}

# Makes the repository DIR with COMMITS commits, each of which changes lines
# of one to three of FILES files; some files change far more often.
make_history() { # DIR COMMITS FILES
	git init -q "$1" || exit 1
	list_sources "$3" >"$work/list"
	awk -v commits="$2" -v list="$work/list" '
		function blob(text) {
			printf "data %d\n%s\n", length(text), text
		}
		function render(f,    i, text) {
			text = ""
			for (i = 1; i <= lines[f]; i++)
				text = text line[f, i] "\n"
			return text
		}
		function change(f,    from, at, i) {
			from = 1 + int(rand() * files)
			at = 1 + int(rand() * lines[f])
			if (rand() < 0.7) {
				line[f, at] = line[from, \
					1 + int(rand() * lines[from])]
				return
			}
			for (i = ++lines[f]; i > at; i--)
				line[f, i] = line[f, i - 1]
			line[f, at] = line[from, 1 + int(rand() * lines[from])]
		}
		function commit(number,    j, f) {
			print "commit refs/heads/main"
			print "mark :" number
			print "committer b <b@example.org> " \
				1700000000 + number * 60 " +0000"
			blob("change " number)
		}
		BEGIN {
			srand(11)
			while ((getline name < list) > 0) {
				files++
				while ((getline text < name) > 0)
					line[files, ++lines[files]] = text
				close(name)
				path[files] = sprintf("src/%02d/m%d/f%03d.c", \
					files % 20, files % 7, files)
			}
			commit(1)
			for (f = 1; f <= files; f++) {
				print "M 100644 inline " path[f]
				blob(render(f))
			}
			for (i = 2; i <= commits; i++) {
				commit(i)
				for (j = 1 + int(rand() * 3); j > 0; j--) {
					f = 1 + int(rand() * rand() * files)
					change(f)
					print "M 100644 inline " path[f]
					blob(render(f))
				}
			}
			print "done"
		}' | LC_ALL=C git -C "$1" fast-import --quiet --done || exit 1
	git -C "$1" symbolic-ref HEAD refs/heads/main
	git -C "$1" repack -adfq --depth=50 --window=10 || exit 1
}

# Objects of a repository.
count_objects() { # DIR
	git -C "$1" cat-file --batch-all-objects --batch-check --unordered |
		wc -l
}

# Blobs of a repository and their bytes.
count_blobs() { # DIR
	git -C "$1" cat-file --batch-all-objects --unordered \
		--batch-check='%(objecttype) %(objectsize)' |
		awk '$1 == "blob" { count++; size += $2 }
			END { printf "%d %.0f", count, size }'
}

# Peak memory of kagiban alone, without its children, in MiB.
peak_alone() { # COMMAND...
	"$@" >/dev/null 2>&1 &
	local pid=$! peak=0 seen
	while seen=$(awk '/^VmHWM/ { print $2 }' "/proc/$pid/status" \
		2>/dev/null) && [ -n "$seen" ]; do
		peak=$seen
		sleep 0.002
	done
	wait "$pid"
	awk -v kib="$peak" 'BEGIN { printf "%.1f", kib / 1024 }'
}

# Holds the repository DIR against git and against its memory.
measure_history() { # NAME DIR
	local blobs objects bytes
	read -r blobs bytes < <(count_blobs "$2")
	objects=$(count_objects "$2")
	cd "$2" || exit 1
	echo "$1: $blobs blobs of $((bytes / 1000000)) MB, $objects objects"
	compare "$1" "git log -p --all" "$ours" 0.5
	hold "$1, memory" "$(peak_alone "$KAGIBAN" --scan-history)" '<=' \
		"$(awk -v n="$objects" \
			'BEGIN { printf "%.1f", 64 + 40 * n / 1048576 }')" \
		"MiB"
	cd "$work" || exit 1
}

make_history "$work/chains" 6000 400
measure_history "chains of 50" "$work/chains"
for repository; do
	measure_history "$(basename "$repository")" "$repository"
done

# The same history, ten times as long.
# shellcheck disable=SC2016 # for awk: time of the processor, children too
time_column='$(NF - 3) + $(NF - 2)'
make_history "$work/short" 1000 400
make_history "$work/long" 10000 400
read -r few few_bytes < <(count_blobs "$work/short")
read -r many many_bytes < <(count_blobs "$work/long")
measure "git -C $work/short log -p --all" "git -C $work/long log -p --all"
echo "git log -p --all, the long history to the short: $(ratio 0 1)"
cd "$work/short" || exit 1
measure "$ours"
cp "$work/times.0" "$work/short.times"
cd "$work/long" || exit 1
measure "$ours"
cp "$work/short.times" "$work/times.1"
hold "history: ten times the commits" "$(ratio 1 0)" '<=' \
	"$(awk -v a="$few_bytes" -v b="$many_bytes" \
		'BEGIN { printf "%.2f", 11 / 10 * b / a }')" \
	"$many blobs to $few, $((many_bytes / few_bytes)) times the bytes"
exit "$missed"
