#!/bin/bash
# push.sh - a push of 3 new commits in a repository of 100,000, whole process,
# against `git log -p` of these commits; and, without a bar, a range of 5,000
# commits, with its memory.  The shell that opens the hook's stdin counts as
# ours.
# shellcheck source=bench/lib.sh
. "$(dirname "$0")/lib.sh"
runs=20

# A commit a line in one of 5,000 files, each of up to 40 lines.
make_history() { # DIR COMMITS
	git init -q "$1" || exit 1
	awk -v commits="$2" '
		function blob(text) {
			printf "data %d\n%s\n", length(text), text
		}
		BEGIN {
			srand(5)
			for (i = 0; i < commits; i++) {
				file = i < 5000 ? i : int(rand() * 5000)
				line = "int value_" i " = " int(rand() * 1e9) ";\n"
				text[file] = text[file] line
				if (++lines[file] > 40)
					sub(/[^\n]*\n/, "", text[file])
				print "commit refs/heads/main"
				printf "committer b <b@example.org> %d +0000\n", \
					1500000000 + i * 60
				blob("commit " i)
				printf "M 100644 inline d%02d/s%02d/f%d.c\n", \
					file / 50, file % 50 / 10, file % 10
				blob(text[file])
			}
			print "done"
		}' | LC_ALL=C git -C "$1" fast-import --quiet --done || exit 1
}

make_history "$work/repo" 100000
cd "$work/repo" || exit 1
git remote add origin url
git update-ref refs/remotes/origin/main main
git reset -q --hard
for number in 1 2 3; do
	sed -n '20,29p' "$SOURCE_DIR/src/cli/settings.c" >>"d00/s00/f$number.c"
	git commit -q --no-verify -am "new $number"
done
echo "refs/heads/main $(git rev-parse main) refs/heads/main" \
	"$(git rev-parse origin/main)" >"$work/lines"
cat >"$work/push" <<-END
	#!/bin/sh
	exec "$KAGIBAN" --scan-push --hook pre-push origin url <"$work/lines"
END
chmod 755 "$work/push"
compare "push, 3 commits of 100,000" \
	"git log -p main --not --remotes=origin" \
	"$work/push" 2
memory=$(peak "$KAGIBAN" --scan-push origin <"$work/lines") &&
	echo "push: $memory MiB"
runs=2
measure "git log -p main~5000..main" "$KAGIBAN --scan-range main~5000..main"
echo "range of 5,000 commits: $(ratio 0 1) times git log -p," \
	"$(milliseconds 1) ms to $(milliseconds 0) ms"
memory=$(peak "$KAGIBAN" --scan-range main~5000..main) &&
	echo "range of 5,000 commits: $memory MiB"
exit "$missed"
