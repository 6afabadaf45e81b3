# histories.sh - 200 random histories with secrets planted in them (grow.c):
# what --scan-push of everything, --scan-range and --scan-history find is what
# was planted, by secret, path and commit; of a part, by a range or by what the
# remote has, that part of it. None is missed, none invented.
#
# SEED=N runs one history, HISTORIES=N that many.
# slow: some thousand scans
# shellcheck shell=sh source=tests/hooks/lib.sh
. "$(dirname "$0")/lib.sh"
GROW=$BUILD_DIR/tests/grow
ZEROS=0000000000000000000000000000000000000000

# Prints "ID PATH COMMIT" of each place in a JSON report.
places() { # FILE
	awk '
		/^ "id": / { id = $2; gsub(/[",]/, "", id) }
		/^   "kind": / { kind = $2; path = "-" }
		/^   "path": "/ { path = $2; gsub(/[",]/, "", path) }
		/^   "commit": / {
			commit = $2
			gsub(/[",]/, "", commit)
			print id, path, commit
		}' "$1" | LC_ALL=C sort -u
}

# Prints "ID PATH COMMIT" for the lines "ID PATH MARK" of FILE.
resolve() { # FILE
	awk 'NR == FNR { commit[substr($1, 2)] = $2; next }
		{ print $1, $2, commit[$3] }' marks "$1" | LC_ALL=C sort -u
}

# Keeps the lines of $TMP/added whose commit git lists for the arguments.
keep_listed() { # REV-LIST ARGUMENTS...
	git rev-list "$@" | awk 'NR == FNR { listed[$1] = 1; next }
		$3 in listed' - "$TMP/added"
}

# Scans; the places found must be those in the file WANTED.
assert_places() { # WHAT WANTED COMMAND...
	what="$1 of history $seed"
	wanted=$2
	shift 2
	status=0
	"$KAGIBAN" --format json "$@" >"$TMP/out" 2>"$TMP/err" || status=$?
	places "$TMP/out" >"$TMP/found"
	assert_same_file "$what" "$wanted" "$TMP/found"
	[ ! -s "$wanted" ]
	assert_equal "$what: status" $? "$status"
}

# --scan-history names each secret once a path, in one of the first commits.
check_history() {
	"$KAGIBAN" --scan-history --format json >"$TMP/out" 2>"$TMP/err"
	places "$TMP/out" >"$TMP/found"
	resolve stands >"$TMP/stands"
	cut -d ' ' -f 1,2 "$TMP/stands" | uniq >"$TMP/wanted"
	cut -d ' ' -f 1,2 "$TMP/found" >"$TMP/named"
	assert_same_file "history $seed" "$TMP/wanted" "$TMP/named"
	LC_ALL=C comm -13 "$TMP/stands" "$TMP/found" >"$TMP/invented"
	assert_equal "first commits of history $seed" '' \
		"$(cat "$TMP/invented")"
}

# The secrets that the two ways know are the same, also where paths differ.
check_agreement() {
	cut -d ' ' -f 1 "$TMP/added" | uniq >"$TMP/one"
	cut -d ' ' -f 1 "$TMP/stands" | uniq >"$TMP/other"
	assert_same_file "secrets of history $seed" "$TMP/one" "$TMP/other"
}

push_lines() { # REF...
	for ref; do
		echo "$ref $(git rev-parse "$ref") $ref $ZEROS"
	done >"$TMP/lines"
}

# A part of it: some branch is on the remote, or left out of the range.
check_parts() {
	known=$(git for-each-ref --format='%(refname)' refs/heads |
		awk -v seed="$seed" '{ ref[NR] = $1 }
			END { print ref[seed % NR + 1] }')
	tip=$(git rev-parse -q --verify "$known~$((seed % 4))" ||
		git rev-parse "$known")
	# shellcheck disable=SC2086 # a list of words
	keep_listed $refs "^$tip" >"$TMP/wanted"
	# shellcheck disable=SC2086
	assert_places range "$TMP/wanted" --scan-range $refs "^$tip"
	git update-ref refs/remotes/origin/main "$tip"
	git config remote.origin.url nowhere
	assert_places 'what is to be pushed' "$TMP/wanted" \
		--scan-push origin nowhere <"$TMP/lines"
	git update-ref -d refs/remotes/origin/main
}

check() {
	git init -q --bare "$TMP/history"
	cd "$TMP/history" || exit 1
	"$GROW" "$seed" . || exit 1
	git fast-import --quiet --done --export-marks=marks <stream || exit 1
	git symbolic-ref HEAD refs/heads/b0
	git for-each-ref --format='delete %(refname)' refs/grown |
		git update-ref --stdin
	refs=$(git for-each-ref --format='%(refname)' refs/heads)
	resolve added >"$TMP/added"
	# shellcheck disable=SC2086 # a list of words
	push_lines $refs
	# shellcheck disable=SC2086
	assert_places 'all' "$TMP/added" --scan-range $refs
	assert_places 'a push of all' "$TMP/added" --scan-push <"$TMP/lines"
	check_parts
	check_history
	check_agreement
	secrets=$((secrets + $(wc -l <"$TMP/one")))
	cd "$TMP" || exit 1
	rm -rf "$TMP/history"
}

secrets=0
first=${SEED:-1}
last=${SEED:-${HISTORIES:-200}}
seed=$first
while [ "$seed" -le "$last" ]; do
	check
	seed=$((seed + 1))
done
assert "there were secrets ($secrets)" test "$secrets" -gt "$((last - first))"

finish
