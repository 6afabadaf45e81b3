#!/bin/sh
# waiver_survival.sh - how far a waiver reaches.  That of a strong secret, made
# by the command that the block shows, holds after a rename, for moved lines,
# in amended, rebased, squashed and picked commits, for each way of scanning;
# it covers no other secret, and with path, rule or until no more than these
# say.  That of a weak one covers its place: this path and name, with the next
# value, and nothing else.  Waivers in each of the four files.
# shellcheck source=tests/hooks/lib.sh
. "$(dirname "$0")/lib.sh"

# A text with a new secret of that kind, and AWS_SECRET for assert_unseen.
secret_of() { # KIND
	case $1 in
	pair)
		make_aws_key
		printf '{"key": "%s",\n "secret": "%s"}\n' \
			"$AWS_ID" "$AWS_SECRET"
		;;
	proven)
		token=$("$BUILD_DIR/tests/fill" 'ghp_{base62:30}{crc32-base62}' \
			"$(random_of 1-9 9)")
		AWS_SECRET=${token#ghp_}
		printf 'deploy with %s today\n' "$token"
		;;
	scored)
		AWS_SECRET=$(random_of A-Za-z0-9 38)x7
		printf 'service_secret_key = "%s"\n' "$AWS_SECRET"
		;;
	block)
		"$BUILD_DIR/tests/fill" '{pem:rsa}' "$(random_of 1-9 9)"
		;;
	esac
}

lines() { # WORD COUNT
	for number in $(seq "$2"); do
		echo "$1 $number"
	done
}

# The command, which scans, says that it has let COUNT through and no more.
assert_waived() { # WHAT COUNT COMMAND...
	waived_case=$1
	waived_count=$2
	shift 2
	assert_status 0 "$waived_case" "$@"
	cat "$TMP/out" "$TMP/err" >"$TMP/both"
	assert_contains "$waived_case: said" "$TMP/both" "$waived_count waived"
}

# The command blocks COUNT secrets.
assert_blocked() { # WHAT COUNT COMMAND...
	blocked_case=$1
	blocked_count=$2
	shift 2
	assert_status 1 "$blocked_case" "$@"
	grep 'kagiban: .*: [0-9]* secret' "$TMP/out" "$TMP/err" >"$TMP/title"
	assert_contains "$blocked_case: how many" "$TMP/title" \
		": $blocked_count secret"
	assert_unseen "$blocked_case"
}

# Each way of seeing what the branch we are on has since main.
assert_seen_waived() { # WHAT
	seen=$1
	assert_waived "$seen, --scan-range" 1 "$KAGIBAN" --scan-range main..HEAD
	assert_waived "$seen, --scan-history" 1 "$KAGIBAN" --scan-history
	assert_waived "$seen, --scan-files" 1 "$KAGIBAN" --scan-files .
	assert_waived "$seen, pre-push" 1 git push -q origin \
		"HEAD:refs/heads/sent-$(random_of a-z 9)"
	git push -q --no-verify origin --delete \
		"$(git -C "$(git remote get-url origin)" for-each-ref \
			--format='%(refname)' 'refs/heads/sent-*')"
}

# Commits what `git rebase -i` shall do with the commits of main..HEAD.
rebase_by() { # SED-SCRIPT [OPTIONS]
	script=$1
	shift
	GIT_SEQUENCE_EDITOR="sed -i '$script'" git rebase -q -i "$@" main
}

survives() { # KIND
	echo "- $1: survives"
	guarded_repo "$TMP/$1"
	git init -q --bare "$TMP/$1.git"
	git remote add origin "$TMP/$1.git"
	lines above 5 >a.txt
	git add a.txt
	git commit -qm first
	git push -q origin main

	# The block, and the command that it shows.
	secret_of "$1" >"$TMP/secret"
	cat "$TMP/secret" >>a.txt
	git add a.txt
	assert_refused "$1" pre-commit a.txt: git commit -qm key
	waive "$1"
	assert_not "$1: no place in it" grep -q 'path\|rule =' .kagiban
	git add .kagiban
	git commit -q -m waiver -- .kagiban
	git push -q --no-verify origin main
	git checkout -q -b topic
	assert_waived "$1, staged" 1 "$KAGIBAN" --scan-staged
	assert_passes "$1, commit" pre-commit git commit -qm key
	assert_contains "$1, commit: said" err '1 waived'
	assert_seen_waived "$1, commit"

	# Lines move in the file, and to another one; what stands there
	# already in another line is no news, so it leaves for a commit.
	git checkout -q -b moved
	lines above 5 >a.txt
	git commit -qam 'without it'
	{ lines 'long before' 40 && cat "$TMP/secret" && lines behind 9; } >a.txt
	git add a.txt
	assert_passes "$1, moved lines" pre-commit git commit -qm 'lines'
	assert_contains "$1, moved lines: said" err '1 waived'
	git mv a.txt b.txt
	git commit -qm 'rename'
	git rm -q b.txt
	git commit -qm 'delete'
	mkdir -p deep/er
	{ cat "$TMP/secret" && lines another 3; } >deep/er/c.txt
	git add deep
	assert_passes "$1, another file" pre-commit git commit -qm 'again'
	assert_contains "$1, another file: said" err '1 waived'
	echo more >>deep/er/c.txt
	cp deep/er/c.txt d.txt
	git add .
	assert_passes "$1, amend" pre-commit git commit -q --amend -m 'amended'
	assert_contains "$1, amend: said" err '1 waived'
	assert_seen_waived "$1, moved"

	# main goes on; rebase, once as it is, once with the commits changed.
	git checkout -q main
	lines unrelated 3 >other.txt
	git add other.txt
	git commit -qm 'main goes on'
	git checkout -q -b rebased topic
	lines later 2 >later.txt
	git add later.txt && git commit -qm later
	assert "$1, rebase" git rebase -q main
	assert_seen_waived "$1, rebase"
	git checkout -q -b edited moved
	assert "$1, rebase -i" rebase_by '3,$s/^pick/fixup/'
	assert_equal "$1, rebase -i: two commits" 2 \
		"$(git rev-list --count main..HEAD)"
	assert_seen_waived "$1, rebase -i"
	git checkout -q -b turned rebased
	assert "$1, rebase -i, turned round" rebase_by '1{h;d};2{G}'
	assert_seen_waived "$1, rebase -i, turned round"

	# Squash and pick.
	git checkout -q -b squashed main
	git merge -q --squash moved >/dev/null 2>&1
	assert_passes "$1, merge --squash" pre-commit git commit -qm squashed
	assert_contains "$1, merge --squash: said" err '1 waived'
	assert_seen_waived "$1, merge --squash"
	git checkout -q -b picked main
	assert "$1, cherry-pick" git cherry-pick topic >/dev/null
	assert_seen_waived "$1, cherry-pick"
	git checkout -q -b merged main
	git merge -q --no-ff -m merge topic >"$TMP/out" 2>"$TMP/err"
	assert_seen_waived "$1, merge"

	# Another one of its kind, in the same file and in the same line.
	echo "- $1: covers no other secret"
	secret_of "$1" >"$TMP/other"
	cat "$TMP/other" >>a.txt
	git add a.txt
	assert_blocked "$1, another one" 1 "$KAGIBAN" --scan-staged
	assert_refused "$1, another one" pre-commit a.txt: git commit -qm key
	assert_blocked "$1, another one, files" 1 "$KAGIBAN" --scan-files .
	assert_contains "$1, another one: the first is waived" out '1 waived'
	if [ "$1" != block ]; then
		paste -s -d ' ' "$TMP/secret" "$TMP/other" >line.txt
		git add line.txt
		assert_blocked "$1, in one line" 1 "$KAGIBAN" --scan-staged
		assert_contains "$1, in one line" out '1 waived'
	fi
	git commit -q --no-verify -am 'another one'
	assert_blocked "$1, history" 1 "$KAGIBAN" --scan-history
	assert_blocked "$1, range" 1 "$KAGIBAN" --scan-range main..HEAD
	assert_not "$1, pre-push" run git push -q origin HEAD:refs/heads/other
	assert_contains "$1, pre-push" err 'blocked: 1 secret'
}
for kind in pair proven scored block; do
	survives "$kind"
done

echo '- a pair that is taken apart'
# The secret has another rule then, and is the same secret.
new_repo "$TMP/apart"
make_aws_key
printf '{"key": "%s", "secret": "%s"}\n' "$AWS_ID" "$AWS_SECRET" >a.json
git add a.json
assert_blocked 'pair' 1 "$KAGIBAN" --scan-staged
waive 'pair'
git add .kagiban
git rm -q --cached a.json
printf '{"secret": "%s"}\n' "$AWS_SECRET" >b.json
git add b.json
assert_waived 'the secret alone' 1 "$KAGIBAN" --scan-staged
git commit -qm 'the secret'
printf '{"key": "%s"}\n' "$AWS_ID" >c.json
git add c.json
assert_blocked 'the id alone is another find' 1 "$KAGIBAN" --scan-staged
printf '{"key": "%s", "secret": "%s"}\n' "$AWS_ID" "$(random_of A-Za-z 38)/3" \
	>c.json
git add c.json
assert_blocked 'the id with another secret' 1 "$KAGIBAN" --scan-staged

echo '- path, rule, until'
new_repo "$TMP/narrow"
secret_of scored >a.txt
git add .
assert_blocked 'before' 1 "$KAGIBAN" --scan-staged
waive 'narrow'
cp .kagiban "$TMP/plain"
cp a.txt "$TMP/secret"
key=$(git config -f .kagiban --name-only --get-regexp '\.reason$')
key=${key%.reason}

# The waiver with these keys, the secret in FILE alone, all of it staged.
narrow() { # FILE KEY VALUE
	cp "$TMP/plain" .kagiban
	git config -f .kagiban "$key.$2" "$3"
	git rm -qrf --cached . && git clean -qfdx -e .kagiban
	mkdir -p "./$(dirname "$1")"
	cp "$TMP/secret" "$1"
	git add .
}

while read -r answer pattern where; do
	narrow "$where" path "$pattern"
	for action in --scan-staged "--scan-files $where" '--scan-files .'; do
		case $answer in
		yes)
			# shellcheck disable=SC2086 # two words
			assert_waived "$pattern covers $where, $action" 1 \
				"$KAGIBAN" $action
			;;
		no)
			# shellcheck disable=SC2086
			assert_blocked "$pattern, $where, $action" 1 \
				"$KAGIBAN" $action
			;;
		esac
	done
done <<-END
	yes tests/** tests/a.txt
	yes tests/** tests/deep/er/a.txt
	no tests/** src/tests/a.txt
	no tests/** testsuite/a.txt
	no tests/** a.txt
	yes **/fixtures/** fixtures/a.txt
	yes **/fixtures/** tests/some/fixtures/deep/a.txt
	no **/fixtures/** tests/fixtures.txt
	yes tests/ src/tests/a.txt
	no /tests/ src/tests/a.txt
	yes /tests/ tests/deep/a.txt
	yes *.txt deep/er/a.txt
	no *.txt a.txt.orig
	yes /a.txt a.txt
	no /a.txt tests/a.txt
	no tests/*.txt tests/deep/a.txt
	yes tests/*.txt tests/a.txt
END
narrow tests/a.txt path 'tests/**'
cp tests/a.txt elsewhere.txt
git add .
assert_blocked 'one of two places' 1 "$KAGIBAN" --scan-staged
rm elsewhere.txt
git add .
cd tests || exit 1
assert_waived 'from below' 1 "$KAGIBAN" --scan-staged
assert_waived 'from below, files' 1 "$KAGIBAN" --scan-files a.txt
assert_waived 'from below, the folder above' 1 "$KAGIBAN" --scan-files ..
assert_waived 'from below, absolute' 1 "$KAGIBAN" --scan-files "$PWD/a.txt"
cd .. || exit 1
cp "$TMP/secret" "$TMP/message"
assert_blocked 'a message has no path' 1 "$KAGIBAN" \
	--scan-message "$TMP/message"
git commit -q --no-verify -m 'the key'
assert_waived 'history' 1 "$KAGIBAN" --scan-history
git mv tests/a.txt a.txt
git commit -q --no-verify -m 'moved away'
assert_blocked 'history, moved away' 1 "$KAGIBAN" --scan-history

git checkout -q --orphan fresh
narrow a.txt rule generic-secret
assert_waived 'its rule' 1 "$KAGIBAN" --scan-staged
narrow a.txt rule aws-access-key
assert_blocked 'another rule' 1 "$KAGIBAN" --scan-staged
narrow a.txt until 2999-01-31
assert_waived 'until later' 1 "$KAGIBAN" --scan-staged
narrow a.txt until "$(date +%Y-%m-%d)"
assert_waived 'until today' 1 "$KAGIBAN" --scan-staged
narrow a.txt until 2020-01-31
git commit -q --no-verify -m 'the key'
git init -q --bare "$TMP/narrow.git"
for action in '--scan-files .' --scan-history; do
	# shellcheck disable=SC2086 # two words
	assert_blocked "expired, $action" 1 "$KAGIBAN" $action
	assert_contains "expired, $action: said" out '1 waiver expired'
done
install_hooks
assert_not 'expired, pre-push' run git push "$TMP/narrow.git" HEAD
assert_contains 'expired, pre-push' err 'blocked: 1 secret'
assert_contains 'expired, pre-push: said' err '1 waiver expired'

echo '- of a weak one: its place'
# Adds a password to FILE and stages it: of two kinds, medium and low.  What
# stands before it is the place's name.
set_password() { # FILE NAME
	mkdir -p "./$(dirname "$1")"
	case $level in
	medium)
		AWS_SECRET=$(random_of A-Za-z0-9 12)x7
		printf "%s = HTTPBasicAuth('%s', '%s')\n" "$2" "$2" "$AWS_SECRET"
		;;
	low)
		AWS_SECRET=sunshine$(random_of 0-9 3)
		printf '%s = "%s"\n' "$2" "$AWS_SECRET"
		;;
	esac >>"$1"
	git add "$1"
}
for level in medium low; do
	guarded_repo "$TMP/weak-$level"
	git config kagiban.block $level
	set_password conf/db.ini db_password
	assert_refused "$level" pre-commit conf/db.ini:1 git commit -qm key
	assert_contains "$level: said" err \
		'The waiver covers this place, and its next value too.'
	waive "$level"
	assert_contains "$level: said once more" out \
		'It covers this place, and its next value too.'
	git add .kagiban
	assert_passes "$level, waived" pre-commit git commit -qm key
	assert_contains "$level, waived" err '1 waived'

	printf '\n\n# more\n' >conf/db.ini
	set_password conf/db.ini db_password
	assert_waived "$level, the next value, elsewhere in it" 1 \
		"$KAGIBAN" --scan-staged
	assert_passes "$level, the next value" pre-commit git commit -qm next
	assert_waived "$level, history" 1 "$KAGIBAN" --scan-history
	assert_waived "$level, files" 1 "$KAGIBAN" --scan-files .

	set_password conf/db.ini admin_password
	assert_blocked "$level, another name" 1 "$KAGIBAN" --scan-staged
	start_over
	set_password conf/other.ini db_password
	assert_blocked "$level, another path" 1 "$KAGIBAN" --scan-staged
	start_over
	set_password db.ini db_password
	assert_blocked "$level, another folder" 1 "$KAGIBAN" --scan-staged
	start_over
	git mv conf/db.ini conf/renamed.ini
	assert_passes "$level, renamed: nothing is added" pre-commit \
		git commit -qm rename
	set_password conf/renamed.ini db_password
	assert_blocked "$level, renamed: its next value" 1 \
		"$KAGIBAN" --scan-staged
	start_over
	assert_blocked "$level, renamed: history" 1 "$KAGIBAN" --scan-history
	assert_blocked "$level, renamed: files" 1 "$KAGIBAN" --scan-files .
done

echo '- in each of the files'
new_repo "$TMP/files"
secret_of scored >a.txt
git add .
assert_blocked 'no file' 1 "$KAGIBAN" --scan-staged
waive 'some file'
mv .kagiban "$TMP/waiver"
# A waiver in FILE counts, and not with --no-config.
assert_counts() { # FILE [OPTIONS...]
	waivers=$1
	shift
	mkdir -p "$(dirname "$waivers")"
	cp "$TMP/waiver" "$waivers"
	[ "$waivers" != .kagiban ] || git add .kagiban
	assert_waived "$waivers" 1 "$KAGIBAN" --scan-staged "$@"
	assert_waived "$waivers, files" 1 "$KAGIBAN" --scan-files a.txt "$@"
	[ $# -gt 0 ] ||
		assert_blocked "$waivers, --no-config" 1 \
			"$KAGIBAN" --scan-staged --no-config
	rm "$waivers"
	git rm -q --cached --ignore-unmatch .kagiban
	assert_blocked "no $waivers" 1 "$KAGIBAN" --scan-staged
}
assert_counts .kagiban
assert_counts .git/info/kagiban
assert_counts "$HOME/.config/kagiban/config"
XDG_CONFIG_HOME=$TMP/xdg
export XDG_CONFIG_HOME
assert_counts "$TMP/xdg/kagiban/config"
unset XDG_CONFIG_HOME
assert_counts "$TMP/given" --config "$TMP/given"
assert_counts "$TMP/given" --no-config --config "$TMP/given"
# /etc is ours in a mount namespace alone.
mkdir "$TMP/etc"
cp "$TMP/waiver" "$TMP/etc/kagiban"
cp /etc/passwd "$TMP/etc"
# shellcheck disable=SC2016 # the inner shell's
if unshare -rm mount --bind "$TMP/etc" /etc 2>/dev/null; then
	in_etc() {
		unshare -rm sh -c 'mount --bind "$0" /etc && exec "$@"' \
			"$TMP/etc" "$@"
	}
	assert_waived '/etc/kagiban' 1 in_etc "$KAGIBAN" --scan-staged
	assert_blocked '/etc/kagiban, --no-config' 1 in_etc \
		"$KAGIBAN" --scan-staged --no-config
else
	echo '  (/etc/kagiban is not tried: no mount namespace)'
fi
finish
