# no_leak.sh - no output holds any piece of a secret.
#
# Covers: a secret for each example of each rule, freshly made, in files, in
# messages, in names of files and branches, in a remote's URL; scanned staged,
# by the hooks, as a message, as files and on stdin, in both languages, at
# every verbosity, with and without colour, with --output; the waiver files,
# the kept last block and error messages. Every 12 bytes in a row of what was
# planted, and of its base64 undone, are looked for, but for what a finding
# shows on purpose (tests/hooks/plant.c). The search itself is tried first on
# an output that does leak.
# slow: every secret is scanned in every way
# shellcheck shell=sh source=tests/hooks/lib.sh
. "$(dirname "$0")/lib.sh"
PLANT=$BUILD_DIR/tests/plant
SEED=${SEED:-$(date +%s)}
OUTPUTS=$TMP/outputs
mkdir "$OUTPUTS"
count=0

# Runs a command and keeps all that it prints; any status but a crash is fine.
record() { # WHAT COMMAND...
	what=$1
	shift
	count=$((count + 1))
	status=0
	"$@" >"$OUTPUTS/$count.out" 2>"$OUTPUTS/$count.err" </dev/null ||
		status=$?
	printf '%s: %s: status %s\n' "$count" "$what" "$status" >>"$TMP/runs"
	[ "$status" -le 3 ] || fail "$what: status $status"
}

# Nothing that was recorded since the last time leaks.
assert_no_leak() { # WHAT PIECES
	if "$PLANT" --search "$2" "$OUTPUTS"/* >"$TMP/leaks"; then
		pass
	else
		fail "$1 leaks, with SEED=$SEED"
		head -20 "$TMP/leaks"
		sed -n "$(sed -n 's,.*/\([0-9]*\)\.[a-z]*:.*,\1p,p' \
			"$TMP/leaks" | sort -u | head -5 | tr '\n' ';')" \
			"$TMP/runs"
	fi
	rm -f "$OUTPUTS"/*
}

# Every way of scanning what is staged.
record_all() { # WHAT
	for lang in en ja; do
		for level in --color=never --quiet --verbose --color=always; do
			record "$1, by hand, $lang $level" "$KAGIBAN" \
				--scan-staged --lang "$lang" "$level"
			record "$1, in a hook, $lang $level" "$KAGIBAN" \
				--scan-staged --hook pre-commit \
				--lang "$lang" "$level"
		done
		record "$1, to a file, $lang" "$KAGIBAN" --scan-staged \
			--lang "$lang" --output "$OUTPUTS/file.$lang"
	done
	cp .git/kagiban/last-block "$OUTPUTS/last-block"
}

new_repo "$TMP/repo"
planted=$("$PLANT" "$TMP/garden" "$SEED" 2>/dev/null) && fail 'no folder'
mkdir "$TMP/garden"
planted=$("$PLANT" "$TMP/garden" "$SEED")
assert 'secrets are planted' [ "$planted" -gt 200 ]
pieces=$TMP/garden.pieces

# The search finds what leaks: one secret shown, one piece of one.
name=$(head -1 "$TMP/garden.names")
printf 'some text\nand a secret: %s.\n' "$name" >"$OUTPUTS/whole"
assert_not 'a whole secret is seen' "$PLANT" --search "$pieces" \
	"$OUTPUTS/whole" >"$TMP/leaks"
assert_contains 'and its line' "$TMP/leaks" 'whole:2:'
assert_lacks 'and not shown' "$TMP/leaks" "$name"
printf '%s' "$name" | tail -c 14 >"$OUTPUTS/piece"
assert_not 'a piece is seen' "$PLANT" --search "$pieces" "$OUTPUTS/piece" \
	>"$TMP/leaks"
rm "$OUTPUTS"/*

# Contents of files.
cp "$TMP/garden"/*-1.txt .
git add -A
record_all 'files'
assert_contains 'secrets are found' "$OUTPUTS/1.out" 'aws-access-key'
cp "$TMP/garden"/* .
git add -A
for lang in en ja; do
	record "all, $lang" "$KAGIBAN" --scan-staged --verbose --lang "$lang"
done
assert_no_leak 'the staged scan' "$pieces"

record 'files' "$KAGIBAN" --scan-files .
record 'files, verbose' "$KAGIBAN" --scan-files --verbose .
awk 1 "$TMP/garden"/* >"$TMP/all"
count=$((count + 1))
"$KAGIBAN" --scan-files --verbose - <"$TMP/all" >"$OUTPUTS/$count.out" \
	2>"$OUTPUTS/$count.err"
assert_no_leak 'the scan of files' "$pieces"

record 'message' "$KAGIBAN" --scan-message "$TMP/all"
record 'message, hook' "$KAGIBAN" --scan-message "$TMP/all" --hook commit-msg
record 'message, verbose' "$KAGIBAN" --scan-message "$TMP/all" --verbose
assert_no_leak 'the scan of messages' "$pieces"

# Waivers: of each finding, with its id.
while read -r id kind rule path; do
	record "waiver of $kind $rule $path" "$KAGIBAN" --allow "$id" \
		--reason 'used in tests' </dev/null
done <<-END
	$(head -20 .git/kagiban/last-block)
END
assert 'waivers are written' grep -q '^\[allow' .kagiban
cp .kagiban "$OUTPUTS/waivers"
git add .kagiban
record_all 'waived files'
assert_no_leak 'waiving' "$pieces"

# Secrets in the names of files, in each folder and as folders.
new_repo "$TMP/names"
i=0
while read -r name; do
	i=$((i + 1))
	mkdir -p "in/$i/$name"
	echo nothing >"in/$i/$name/file"
	echo nothing >"$name.txt"
	cp "$TMP/garden/github-token-1.txt" "in/$i/$name/secret" 2>/dev/null
done <<-END
	$(sort -u "$TMP/garden.names" | awk 'NR % 5 == 0' | head -100)
END
git add -A
# In the formats for machines, of the staged names and of those of a commit.
record_machine() { # WHAT
	for format in json sarif; do
		record "$1, $format" "$KAGIBAN" --scan-staged --format $format
		record "$1, $format, to a file" "$KAGIBAN" --scan-staged \
			--format $format --output "$OUTPUTS/file.$format"
	done
}
record_all 'names'
record_machine 'names'
assert_no_leak 'the scan of names' "$pieces"
git commit -q -m 'no secret here'
for format in text json sarif; do
	record "names, history, $format" "$KAGIBAN" --scan-history \
		--format $format --verbose
	record "names, files, $format" "$KAGIBAN" --scan-files . \
		--format $format --verbose
done
assert_no_leak 'the history of names' "$pieces"
git rm -rq --cached .
git update-ref -d HEAD
git add -A

# The same names when the content cannot be read.
for object in $(git ls-files -s | head -20 | cut -d' ' -f2 | sort -u); do
	chmod u+w ".git/objects/$(printf %.2s "$object")"/*
	for file in ".git/objects/$(printf %.2s "$object")"/*; do
		echo broken >"$file"
	done
done
record_all 'broken objects'
record_machine 'broken objects'
assert_no_leak 'what cannot be scanned' "$pieces"

# A branch, a remote's URL and a tag with a secret in them, and real hooks.
new_repo "$TMP/refs"
name=$(tail -1 "$TMP/garden.names")
git commit -q --allow-empty -m first
git checkout -q -b "topic/$name"
git tag "v-$name"
git remote add origin "https://someone:$name@example.com/$name.git"
record 'install' "$KAGIBAN" --install
cp "$TMP/garden"/aws* .
git add -A
record 'commit' git commit -m 'a secret'
rm -f -- *.txt
git add -A
echo nothing >nothing
git add nothing
record 'message of a commit' git commit -m "the token is $name"
record_all_refs() {
	record 'uninstall' "$KAGIBAN" --uninstall
	record 'drill' "$KAGIBAN" --drill
}
record_all_refs
# A push: in the names of the branch, the remote and its URL.
push_it() { # OPTIONS...
	printf 'refs/heads/topic/%s %s refs/heads/topic/%s %s\n' "$name" \
		"$(git rev-parse HEAD)" "$name" "$(git rev-parse HEAD |
			tr 0-9a-f 0)" >"$TMP/stdin"
	"$KAGIBAN" --scan-push "$name" \
		"https://someone:$name@localhost:1/$name.git" "$@" \
		<"$TMP/stdin"
}
for lang in en ja; do
	record "push, $lang" push_it --lang $lang
	record "push, $lang, hook" push_it --lang $lang --hook pre-push
	record "push, $lang, verbose" push_it --lang $lang --verbose
done
record 'push, json' push_it --format json
record 'push, sarif' push_it --format sarif
record 'range' "$KAGIBAN" --scan-range "$name..HEAD"
record 'range' "$KAGIBAN" --scan-range "topic/$name" --verbose
record 'diff' "$KAGIBAN" --scan-diff --config "$name"
record 'a file' "$KAGIBAN" --scan-files "$name" "--$name"
record 'an option' "$KAGIBAN" "--$name"
record 'a value' "$KAGIBAN" --scan-staged --format "$name"
record 'a rule' "$KAGIBAN" --explain "$name"
record 'an output' "$KAGIBAN" --scan-staged --output "$TMP/$name/none"
assert_no_leak 'the hooks' "$pieces"

# Secrets in the settings and in the waiver files.
new_repo "$TMP/settings"
echo nothing >nothing
git add nothing
for setting in block maxBlob lang; do
	git config "kagiban.$setting" "$name"
	record "kagiban.$setting" "$KAGIBAN" --scan-staged
	git config --unset "kagiban.$setting"
done
for line in "[allow \"$name\"]" "[$name]" "$name = 1" \
	"[allow \"0123456789abcdef\"]$name" \
	"[allow \"0123456789abcdef\"]reason=x
$name = 1" "[allow \"0123456789abcdef\"]reason=x
until = $name" "[rule \"$name\"]" "[rule \"x\"]
pattern = ($name" "[kagiban]
$name" "[kagiban]
block = $name"; do
	printf '%s\n' "$line" >.kagiban
	git add .kagiban
	record_waiver() {
		record "$1" "$KAGIBAN" --scan-staged
		record "$1" "$KAGIBAN" --check-rules .kagiban
		record "$1" "$KAGIBAN" --allow 0123456789abcde1 --reason x
	}
	record_waiver 'a secret in .kagiban'
done
assert_no_leak 'what complains of a configuration' "$pieces"
finish
