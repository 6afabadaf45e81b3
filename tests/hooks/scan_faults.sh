# scan_faults.sh - what goes wrong while commits are scanned: broken and missing
# objects and refs in a history, of which the rest is scanned all the same; what
# the remote has and nobody here knows; stdin that is garbage, closed or no
# file; a full disk, a closed pipe; a signal in the middle, which leaves nothing
# behind; a git that is killed, or not there. Nothing of it is ever clean.
# shellcheck shell=sh source=tests/hooks/lib.sh
. "$(dirname "$0")/lib.sh"
ZEROS=0000000000000000000000000000000000000000
NOBODY=1111111111111111111111111111111111111111

# Records what is in the work tree, whatever it is, as the tag NAME.
record() { # NAME
	git add -A
	git commit -q --no-verify -m "$1"
	git tag "t/$1"
}

# The file of a loose object.
object_file() { # REVISION
	id=$(git rev-parse "$1")
	rest=${id#??}
	echo ".git/objects/${id%"$rest"}/$rest"
}

break_object() { # REVISION
	broken=$(object_file "$1")
	chmod u+w "$broken"
	echo 'this is no object' >"$broken"
}

# The repository is as it was.
restore() {
	cd "$TMP" && rm -rf repo && cp -R whole repo && cd repo || exit 1
}

short() { # REVISION
	git -C "$TMP/whole" rev-parse "$1" | cut -c1-10
}

# The history has the two keys, and NAME could not be scanned.
assert_rescued() { # WHAT NAME
	assert_status 1 "$1" "$KAGIBAN" --scan-history
	# Who has no readable parent seems to bring all of it.
	assert_contains "$1: the first key" out ' one.txt:1'
	assert_contains "$1: the second" out "$(short t/second-key) two.txt:1"
	assert_contains "$1: is said" out 'could not be scanned'
	assert_contains "$1: is named" out "$2"
	assert_lacks "$1: nothing is left out" out 'that no ref reaches'
	restore
}

new_repo "$TMP/repo"
git config gc.auto 0
echo base >base.txt
record base
leak_into one.txt
record first-key
mkdir folder
echo inside >folder/inside.txt
record between
leak_into two.txt
record second-key
echo more >more.txt
record end
new_key
git tag -a -m 'all is well' told
cd "$TMP" && mv repo whole && restore

echo '- a history of which something is broken or missing'
assert_status 1 'the whole one' "$KAGIBAN" --scan-history
assert_contains 'the whole one: nothing is missing' out '5 commits'
assert_lacks 'the whole one: nothing is missing' out 'be scanned'
missing=$(git rev-parse t/between)
rm -f "$(object_file t/between)"
assert_rescued 'a missing commit' "$missing"
break_object t/between
assert_rescued 'a broken commit' "$(short t/between)"
missing=$(git rev-parse 't/between^{tree}')
rm -f "$(object_file 't/between^{tree}')"
assert_rescued 'a missing tree' "$missing"
missing=$(git rev-parse t/between:folder)
rm -f "$(object_file t/between:folder)"
assert_rescued 'a missing folder' "$missing"
rm -f "$(object_file told)"
assert_rescued 'a missing tag' refs/tags/told
echo $NOBODY >.git/refs/heads/bad
assert_rescued 'a branch of what is missing' refs/heads/bad
echo garbage >.git/refs/heads/bad
assert_rescued 'a branch that is garbage' refs/heads/bad
git tag -a -m "$KEY" with-key
rm -f "$(object_file t/between)"
assert_status 1 'a tag beside it' "$KAGIBAN" --scan-history
assert_contains 'a tag beside it' out 'key id    '"$AWS_ID"
restore
git rm -q one.txt two.txt
git commit -q --no-verify -m 'nothing bad any more'
git checkout -q --orphan alone
git commit -q -m alone
for name in $(git for-each-ref --format='%(refname)' | grep -v /alone); do
	git update-ref -d "$name"
done
assert_status 0 'a commit alone' "$KAGIBAN" --scan-history
rm -f "$(object_file 'HEAD^{tree}')"
assert_status 3 'without its tree' "$KAGIBAN" --scan-history
restore
git repack -q -a -d
pack=$(ls .git/objects/pack/*.pack)
chmod u+w "$pack"
leak_into loose.txt
record loose
cp "$pack" "$TMP/pack"
for part in 3 2 1; do
	head -c $(($(wc -c <"$TMP/pack") * part / 4)) "$TMP/pack" >"$pack"
	status=0
	run "$KAGIBAN" --scan-history || status=$?
	assert "a truncated pack: status $status" \
		test "$status" -eq 1 -o "$status" -eq 3
	assert_contains 'a truncated pack: is said' out 'could not be scanned'
	assert_contains 'a truncated pack: what is beside it' out ' loose.txt:1'
done
rm -f "$pack"
assert_status 1 'no pack' "$KAGIBAN" --scan-history
assert_contains 'no pack: is said' out 'could not be scanned'
assert_contains 'no pack: what is beside it' out ' loose.txt:1'
restore
printf 'ref: refs/heads/%s\n' nothing >.git/HEAD
assert_status 1 'HEAD without a commit' "$KAGIBAN" --scan-history
assert_lacks 'HEAD without a commit' out 'be scanned'
echo garbage >.git/HEAD
assert_status 3 'HEAD is garbage' "$KAGIBAN" --scan-history
assert_contains 'HEAD is garbage' out 'could not be scanned'
restore

echo '- what the remote has and nobody knows here'
git remote add origin "$TMP/nowhere"
tip=$(git rev-parse t/end)
echo "x $tip refs/heads/main $NOBODY" >"$TMP/lines"
assert_status 1 'an id' "$KAGIBAN" --scan-push origin <"$TMP/lines"
assert_contains 'an id: all is looked at' out '5 commits'
assert_lacks 'an id' out 'be scanned'
mkdir -p .git/refs/remotes/origin
echo $NOBODY >.git/refs/remotes/origin/lost
git update-ref refs/remotes/origin/known t/first-key
echo "x $tip refs/heads/main $ZEROS" >"$TMP/lines"
assert_status 1 'a ref' "$KAGIBAN" --scan-push origin <"$TMP/lines"
assert_contains 'a ref: the key' out "$(short t/second-key) two.txt:1"
assert_lacks 'a ref: what is known is not sent' out one.txt
assert_contains 'a ref: the others' out '3 commits'
git update-ref -d refs/remotes/origin/known
git update-ref refs/remotes/origin/known t/second-key
status=0
run "$KAGIBAN" --scan-push origin <"$TMP/lines" || status=$?
assert "a ref, and nothing bad: status $status" \
	test "$status" -eq 0 -o "$status" -eq 3
[ "$status" -ne 3 ] || assert_contains 'a ref, and nothing bad' out lost
restore
# git itself may not notice that it sends a branch with a hole.
git init -q --bare "$TMP/remote.git"
git remote add origin "$TMP/remote.git"
install_hooks
git checkout -q -b hole t/first-key
echo hole >hole.txt
record hole
rm -f "$(object_file HEAD:hole.txt)"
git push -q --no-verify origin t/first-key:refs/heads/main 2>"$TMP/err"
assert_not 'a real push with a hole' run git push -q origin hole
assert_contains 'a real push with a hole' err hole.txt
assert_contains 'a real push with a hole' err 'could not be scanned'
assert_equal 'nothing has gone there' refs/heads/main \
	"$(git -C "$TMP/remote.git" for-each-ref --format='%(refname)')"
restore

echo '- stdin'
for action in --scan-push --scan-receive; do
	head -c 100000 /dev/urandom >"$TMP/garbage"
	assert_status 3 "$action: garbage" "$KAGIBAN" $action <"$TMP/garbage"
	assert_contains "$action: garbage" err 'line 1 on stdin: expected'
	assert 'garbage is cut short' test "$(wc -c <"$TMP/err")" -lt 4000
	head -c 5000000 /dev/zero | tr '\0' a >"$TMP/garbage"
	assert_status 3 "$action: a long line" "$KAGIBAN" $action \
		<"$TMP/garbage"
	assert 'it is cut short' test "$(wc -c <"$TMP/err")" -lt 4000
	assert_status 3 "$action: closed" "$KAGIBAN" $action <&-
	assert_contains "$action: closed" err 'cannot read stdin'
	assert_status 3 "$action: a folder" "$KAGIBAN" $action <.
	assert_contains "$action: a folder" err 'cannot read stdin'
done

echo '- where the report goes'
lines="x $tip refs/heads/main $ZEROS"
echo "$lines" >"$TMP/lines"
if [ -e /dev/full ]; then
	for format in text json sarif; do
		assert_status 3 "a full disk, $format" "$KAGIBAN" --scan-push \
			--format $format --output /dev/full <"$TMP/lines"
		assert_contains "a full disk, $format" err 'No space left'
		status=0
		"$KAGIBAN" --scan-history --format $format >/dev/full \
			2>"$TMP/err" || status=$?
		assert_equal "stdout is full, $format" 3 $status
	done
fi
status=0
"$KAGIBAN" --scan-history >&- 2>"$TMP/err" || status=$?
assert_equal 'stdout is closed' 3 $status
# The pipe is closed before the report is written.
for format in text json sarif; do
	{
		sleep 0.1
		"$KAGIBAN" --scan-history --format $format
		echo $? >"$TMP/status"
	} 2>"$TMP/err" | true
	assert "a closed pipe, $format: $(cat "$TMP/status")" \
		test "$(cat "$TMP/status")" -eq 141
	"$KAGIBAN" --scan-range t/end --format $format | head -c 1 >"$TMP/out"
	assert_equal 'a byte of it' 1 "$(wc -c <"$TMP/out" | tr -d ' ')"
done

# Many tokens, so that writing takes its time.
mkdir "$TMP/many"
cd "$TMP/many" || exit 1
awk 'BEGIN {
	srand()
	letters = "BCDFGHJKLMNPQRSTVWXZbcdfghjkmnpqrstvwxz23456789"
	for (i = 0; i < 20000; i++) {
		token = "gl" "pat-"
		for (j = 0; j < 20; j++)
			token = token substr(letters, 1 + int(rand() * 48), 1)
		print token
	}
}' >tokens.txt
echo before >report
status=0
(
	ulimit -f 8
	run "$KAGIBAN" --scan-files tokens.txt --format json --output report
) || status=$?
assert_equal 'a limit of file sizes' 3 $status
assert_contains 'a limit of file sizes' err 'File too large'
assert_equal 'what was there stays' before "$(cat report)"
assert_equal 'nothing is left of it' 'report tokens.txt' "$(echo *)"
rm report
"$KAGIBAN" --scan-files tokens.txt --format json --output report &
pid=$!
until [ -e report ] || ls report.* >"$TMP/out" 2>&1 ||
	! kill -0 $pid 2>/dev/null; do
	:
done
kill -TERM $pid
status=0
wait $pid 2>/dev/null || status=$?
# 1, if it was done before we have seen it.
assert "ended while it writes: status $status" \
	test "$status" -eq 143 -o "$status" -eq 1
assert_equal 'the report is whole' '}' "$(tail -c 2 report)"
assert_equal 'and nothing is left' 'report tokens.txt' "$(echo *)"
cd "$TMP/repo" || exit 1

echo '- a git that is killed or gone, or takes its time'
real=$(command -v git)
mkdir "$TMP/bin"
# The git that is found first does WHAT with the command NAME: the words of a
# shell that knows the real one as $real.
odd_git() { # NAME WHAT
	cat >"$TMP/bin/git" <<-END
		#!/bin/sh
		real='$real'
		case " \$* " in *' $1 '*) $2 ;; esac
		exec "\$real" "\$@"
	END
	chmod 755 "$TMP/bin/git"
}
# A scan must not be clean when that child of it has said nothing or a part,
# nor when it has said all of it and fails: there may have been more.
# shellcheck disable=SC2016 # that is for the other shell
assert_noticed() { # NAME ARGUMENTS...
	assert_part_noticed "$@"
	assert_noticed_if "$@" <<-'END'
		"$real" "$@"; exit 1
		"$real" "$@"; kill -15 $$
	END
}
assert_part_noticed() { # NAME ARGUMENTS...
	assert_noticed_if "$@" <<-'END'
		exit 1
		kill -9 $$
		"$real" "$@" | head -c 100; kill -9 $$
	END
}
assert_noticed_if() { # NAME ARGUMENTS...
	name=$1
	shift
	while read -r how; do
		odd_git "$name" "$how"
		status=0
		PATH=$TMP/bin:$PATH run "$KAGIBAN" "$@" <"$TMP/lines" ||
			status=$?
		assert "$name: $how: status $status of $*" \
			test "$status" -eq 1 -o "$status" -eq 3
		cat "$TMP/out" "$TMP/err" >"$TMP/all"
		assert "$name: $how: is said" grep -q \
			-e 'not be scanned' -e 'kagiban: .*git' "$TMP/all"
	done
}
git checkout -q --detach t/base
assert_noticed rev-list --scan-range t/base
echo "x $(git rev-parse t/base) refs/heads/main $ZEROS" >"$TMP/lines"
assert_noticed rev-list --scan-push
for name in $(git for-each-ref --format='%(refname)' | grep -v /base); do
	git update-ref -d "$name"
done
assert_status 0 'there is nothing bad' "$KAGIBAN" --scan-history
for name in log for-each-ref --batch-all-objects; do
	assert_noticed $name --scan-history
done
# It says how much is to come.
assert_part_noticed --buffer --scan-history
restore
echo "$lines" >"$TMP/lines"
for action in --scan-push --scan-history '--scan-range t/end'; do
	# shellcheck disable=SC2086 # words
	PATH=$TMP/nowhere assert_status 3 "no git: $action" \
		"$KAGIBAN" $action <"$TMP/lines"
	assert_contains "no git: $action" err git
done

echo '- a signal in the middle'
command -v timeout >/dev/null || finish
# NAME is waited for when the signal comes; nothing may be left.
assert_stopped() { # NAME SIGNAL STATUS COMMAND...
	name=$1
	signal=$2
	wanted=$3
	shift 3
	odd_git "$name" ": >$TMP/reached; sleep 20"
	rm -f "$TMP/reached" "$TMP/report"
	ls -A "$TMP" .git >"$TMP/before"
	status=0
	PATH=$TMP/bin:$PATH timeout --preserve-status -s "$signal" 0.7 "$@" \
		<"$TMP/lines" >"$TMP/out" 2>"$TMP/err" || status=$?
	assert_equal "SIG$signal: status of $*" "$wanted" "$status"
	assert "SIG$signal: it was in the middle" test -e "$TMP/reached"
	rm -f "$TMP/reached"
	ls -A "$TMP" .git >"$TMP/after"
	assert_same_file "SIG$signal: nothing is left" "$TMP/before" \
		"$TMP/after"
	assert_equal "SIG$signal: no report" '' "$(cat "$TMP/out")"
}
: >"$TMP/after"
: >"$TMP/status"
: >"$TMP/diff"
assert_stopped log INT 130 "$KAGIBAN" --scan-history --output "$TMP/report"
assert_stopped --buffer INT 130 \
	"$KAGIBAN" --scan-history --format json --output "$TMP/report"
assert_stopped rev-list INT 130 "$KAGIBAN" --scan-push --output "$TMP/report"
assert_stopped rev-list TERM 143 "$KAGIBAN" --scan-range t/end
install_hooks
assert_stopped rev-list INT 130 sh .git/hooks/pre-push origin "$TMP/remote"

finish
