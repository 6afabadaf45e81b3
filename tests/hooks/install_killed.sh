# install_killed.sh - a kill (or a power cut) at any change of a file in the
# middle of --install or --uninstall: the hooks that were there run still, and
# the next --install ends whole, the next --uninstall byte for byte.
# shellcheck shell=sh source=tests/hooks/lib.sh
. "$(dirname "$0")/lib.sh"

# The leak checker cannot work under strace.
ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}detect_leaks=0
export ASAN_OPTIONS

command -v strace >/dev/null || skip 'there is no strace'
strace -o "$TMP/trace" true 2>/dev/null || skip 'strace is not allowed here'

new_repo "$TMP/base"
git commit -q --allow-empty -m first
rm -f .git/hooks/*
for hook in pre-commit pre-push; do
	printf '#!/bin/sh\necho earlier %s >>"%s"\n' "$hook" "$TMP/ran" \
		>".git/hooks/$hook"
	chmod 755 ".git/hooks/$hook"
done
list_tree .git/hooks >"$TMP/before"

# Makes the repository anew and kills ACTION at the N-th call of CALL, without
# its children; false if it came to its end before.
kill_at() { # ACTION CALL N
	cd "$TMP" || exit 1
	rm -rf "$TMP/killed"
	cp -a "$TMP/base" "$TMP/killed"
	cd "$TMP/killed" || exit 1
	[ "$1" = --install ] || "$KAGIBAN" --install --quiet
	strace -o "$TMP/trace" -e "trace=$2" -e "inject=$2:signal=KILL:when=$3" \
		"$KAGIBAN" "$1" >"$TMP/out" 2>"$TMP/err"
	[ $? -ge 128 ]
}

# As if the kill were a while ago.
let_time_pass() {
	find .git/hooks -name '*.kagiban-??????' -exec touch -d '2 minutes ago' {} +
}

for action in --install --uninstall; do
	echo "- $action"
	kills=0
	for call in rename linkat unlink fchmod write; do
		n=1
		while kill_at "$action" "$call" "$n"; do
			killed="$action killed at $call $n"
			kills=$((kills + 1))
			n=$((n + 1))
			rm -f "$TMP/ran"
			assert_status 0 "$killed: git goes on" \
				git commit -q --allow-empty -m none
			assert_contains "$killed: what was there runs" \
				"$TMP/ran" 'earlier pre-commit'
			let_time_pass
			if [ $((n % 2)) -eq 0 ]; then
				assert_status 0 "$killed: installed" \
					"$KAGIBAN" --install --quiet
				assert_equal "$killed: nothing beside" '' "$(find \
					.git/hooks -name '*.kagiban-??????')"
				assert_equal "$killed: all six" 6 \
					"$(grep -l '# kagiban hook' \
						.git/hooks/* | wc -l | tr -d ' ')"
			fi
			assert_status 0 "$killed: uninstalled" \
				"$KAGIBAN" --uninstall --quiet
			list_tree .git/hooks >"$TMP/after"
			assert_same_file "$killed: byte for byte" "$TMP/before" \
				"$TMP/after"
		done
	done
	assert "$action: was killed" test "$kills" -ge 10
done

echo '- what is not such a rest stays'
cd "$TMP/killed" || exit 1
"$KAGIBAN" --install --quiet
cp .git/hooks/commit-msg .git/hooks/commit-msg.kagiban-aB3xY9
echo 'echo mine' >.git/hooks/commit-msg.kagiban-aB3xY8
cp .git/hooks/commit-msg .git/hooks/commit-msg.kagiban-bak
touch -d '2 minutes ago' .git/hooks/commit-msg.kagiban-aB3xY8 \
	.git/hooks/commit-msg.kagiban-bak
"$KAGIBAN" --uninstall --quiet
for ending in aB3xY9 aB3xY8 bak; do
	assert "$ending stays" test -f ".git/hooks/commit-msg.kagiban-$ending"
done

finish
