# push_advice.sh - the steps that a blocked push shows end in a push that
# passes when they are done as they stand there: for the last commit, for an
# older one, for the first, for several, across merges and in one, for what a
# later commit takes out, on another branch, from a detached HEAD, for
# messages, tags, names of files and branches, after it has left; a range's
# steps as well; a waiver.
# shellcheck shell=sh source=tests/hooks/lib.sh
. "$(dirname "$0")/lib.sh"
PATH=$(dirname "$KAGIBAN"):$PATH
GIT_EDITOR=$TMP/editor
GIT_SEQUENCE_EDITOR=$TMP/sequence-editor
export PATH GIT_EDITOR GIT_SEQUENCE_EDITOR

# The person at the editor: takes the key out of a message ...
cat >"$TMP/editor" <<'END'
#!/bin/sh
sed '/^aws_/d; s/AK[I]A[A-Z0-9]*/that key/g' "$1" >"$1.new" && mv "$1.new" "$1"
END
# ... and writes "edit" or "break" for the commits in $TMP/stops.
cat >"$TMP/sequence-editor" <<END
#!/bin/sh
awk -v stops="\$(cat "$TMP/stops")" '
	function stop(id, n, list, i) {
		n = split(stops, list, ", ")
		for (i = 1; i <= n; i++)
			if (index(list[i], id) == 1 || index(id, list[i]) == 1)
				return 1
		return 0
	}
	\$1 == "pick" && stop(\$2) { \$1 = "edit" }
	{ print }
	\$1 == "merge" && stop(\$3) { print "break" }
' "\$1" >"\$1.new" && mv "\$1.new" "\$1"
END
chmod 755 "$TMP/editor" "$TMP/sequence-editor"

# Records what is in the work tree, past the hooks.
record() { # MESSAGE
	git add -A
	git commit -q --no-verify --allow-empty -m "$1"
}

# A guarded repository with a remote that has its first commit.
new_work() { # NAME
	git init -q --bare "$TMP/$1.git"
	new_repo "$TMP/$1"
	git remote add origin "$TMP/$1.git"
	install_hooks
	mkdir below
	echo fine >below/fine
	record start
	git push -q origin main
}

# The command of step N in the report, on its line or on the next.
command_of() { # N
	awk -v step="    $1. " '
		found { sub(/^ +/, ""); print; exit }
		index($0, step) == 1 {
			if (!sub(/^.*:    /, "")) {
				found = /:$/
				next
			}
			print
			exit
		}' "$TMP/report"
}

# What the person does in the files: the key out of them, and of their names.
repair() {
	git ls-files | while IFS= read -r file; do
		[ -f "$file" ] || continue
		sed -i '/aws_/d' "$file"
		case $file in *AK[I]A*) mv "$file" renamed ;; esac
	done
}

# Runs COMMAND in the shell of a person.
copy() { # COMMAND
	run bash -c "$1"
}

# Goes on with a rebase until it is done; AMEND is what to do at each stop.
go_on() { # CONTINUE AMEND
	copy "$1"
	turns=0
	while turns=$((turns + 1)) && [ $turns -lt 20 ] && [ -d "$(git rev-parse --git-path rebase-merge)" ]; do
		if [ -n "$(git ls-files -u)" ]; then
			# What a later commit takes out: it is gone.
			git diff --name-only --diff-filter=U |
				xargs git rm -q -f -- >/dev/null 2>&1
			copy "$1" || copy 'git rebase --skip'
		elif [ -f "$(git rev-parse --git-path \
			rebase-merge/amend)" ] || grep -q '^break' \
			"$(git rev-parse --git-path rebase-merge/done)"; then
			repair
			copy "$2"
			copy "$1" || :
		else
			copy 'git rebase --skip' || break
		fi
	done
}

# Does all steps of the report in $TMP/report.
do_steps() { # WHAT
	sed -n 's/^ *write "edit" for "pick" in the line of //p' \
		"$TMP/report" >"$TMP/stops"
	amend=
	n=1
	while grep -q "^    $n\. " "$TMP/report"; do
		command=$(command_of "$n")
		case $command in
		'git add '* | *'--amend'*) repair ;;
		'git branch -m '*) command="git branch -m better" ;;
		esac
		case $command in *--amend*) amend=$command ;; esac
		case $command in
		'') ;;
		'git rebase --continue') go_on "$command" "$amend" ;;
		'git rebase -i '*) copy "$command" ;;
		*)
			copy "$command" || {
				fail "$1: not to be copied: $command"
				show_output
			}
			;;
		esac
		n=$((n + 1))
	done
	assert "$1: steps" test "$n" -gt 1
}

# `git push ARGUMENTS` is refused, and passes when its steps are done; each TEXT
# is one of its steps' commands.
assert_mended() { # WHAT TEXTS ARGUMENTS...
	what=$1
	texts=$2
	shift 2
	assert_status 1 "$what" git push "$@"
	cp "$TMP/err" "$TMP/report"
	assert_contains "$what" err 'push blocked'
	assert_unseen "$what"
	printf '%s\n' "$texts" | while IFS= read -r text; do
		grep -qF -e "$text" "$TMP/report" || echo "$text"
	done >"$TMP/missing"
	assert_equal "$what: the commands" '' "$(cat "$TMP/missing")"
	do_steps "$what"
	assert_status 0 "$what: pushed" git push -f "$@"
	assert_lacks "$what: in silence" err 'kagiban: '
	[ ! -s "$TMP/missing" ] || sed 's/^/  | /' "$TMP/report"
}

short() { # REVISION
	git rev-parse "$1" | cut -c1-10
}

echo '- the last commit'
new_work last
leak_into conf.txt
record key
assert_mended 'last' "git add -- conf.txt
git commit --amend --no-edit --allow-empty
push again" origin main
assert_equal 'last: the message stays' key "$(git log -1 --format=%s)"

echo '- its message, from below the top, with a name that needs quotes'
cd below || exit 1
leak_into "it's a 'file'"
record "note

$KEY"
assert_mended 'message' 'git commit --amend
git add -- ' origin main
cd ..
assert_equal 'message: the rest stays' note "$(git log -1 --format=%s)"

echo '- an older commit, and what comes after it'
leak_into conf.txt
record key
older=$(short HEAD)
echo a >>below/fine
record a
echo b >b
record b
assert_mended 'older' "git rebase -i $older^
write \"edit\" for \"pick\" in the line of $older
git commit -a --amend --allow-empty --no-edit
git rebase --continue" origin main
assert_equal 'older: all are there' 'b
a
key' "$(git log -3 --format=%s)"

echo '- several, one in the message'
new_work several
leak_into conf.txt
record one
first=$(short HEAD)
record "two

$KEY"
second=$(short HEAD)
echo c >c
record three
leak_into other.txt
record four
assert_mended 'several' "in the line of $first, $second, $(short HEAD)
git commit -a --amend
git rebase --continue" origin main
assert_equal 'several: all are there' 'four three two one' \
	"$(git log -4 --format=%s | tr '\n' ' ' | sed 's/ $//')"

echo '- taken out by a later commit'
new_work later
leak_into conf.txt
record key
key=$(short HEAD)
git rm -q conf.txt
record 'take it out'
echo more >more.txt
record more
assert_mended 'later' "git rebase -i $key^
A later commit without it does not help" origin main

echo '- the first commit of all'
git init -q --bare "$TMP/first.git"
new_repo "$TMP/first"
git remote add origin "$TMP/first.git"
install_hooks
leak_into conf.txt
record key
assert_mended 'first and last' 'git commit --amend --no-edit' origin main
git checkout -q --orphan again
leak_into conf.txt
record key
echo x >x
record x
assert_mended 'first' 'git rebase -i --root' origin again

echo '- merges after it, and one that brings it'
new_work merges
leak_into conf.txt
record key
key=$(short HEAD)
git checkout -q -b side
echo side >side
record side
git checkout -q main
echo other >other.txt
record other
git merge -q --no-verify --no-edit side >/dev/null
assert_mended 'merges' "git rebase -i --rebase-merges $key^" origin main
assert_equal 'merges: one is there' 2 \
	"$(git log -1 --format=%p | wc -w | tr -d ' ')"
git checkout -q -b left
echo left >left
record left
git checkout -q main
echo right >right
record right
git merge -q --no-commit left >/dev/null 2>&1
leak_into evil.txt
record merge
merge=$(short HEAD)
cp "$TMP/out" "$TMP/kept"
echo last >last
record last
assert_mended 'a merge that brings it' "git rebase -i --rebase-merges $merge^
write \"break\" below it" origin main
git checkout -q -b right
echo right2 >right
record right2
git checkout -q main
git merge -q --no-ff --no-commit right >/dev/null 2>&1
leak_into evil.txt
record merge
assert_mended 'the last is a merge' 'git commit --amend --no-edit' origin main
assert_equal 'the last is a merge: it still is' 2 \
	"$(git log -1 --format=%p | wc -w | tr -d ' ')"

echo '- another branch than the one checked out'
new_work branches
git checkout -q -b 'it;s'
leak_into conf.txt
record key
git checkout -q main
assert_mended 'another branch' "git switch 'it;s'
git commit --amend --no-edit" origin 'it;s'
git checkout -q -b two
leak_into two.txt
record key
git checkout -q -b three main
git branch -f two two
assert_mended 'of two' 'git switch two' origin two three

echo '- a detached HEAD'
git checkout -q --detach main
leak_into detached.txt
record key
assert_status 1 'detached' git push origin HEAD:refs/heads/detached
cp "$TMP/err" "$TMP/report"
assert_lacks 'detached' err 'git switch'
do_steps 'detached'
assert_status 0 'detached: pushed' git push origin HEAD:refs/heads/detached

echo '- tags'
new_work tags
leak_into conf.txt
record key
git tag light
git tag -a -m 'a note' heavy
assert_mended 'with tags' 'git tag -f light
git tag -f -a heavy' origin main light heavy
assert_equal 'with tags: moved' "$(git rev-parse HEAD)" \
	"$(git rev-parse 'heavy^{}')"
new_key
git tag -a -m "a note
$KEY" noted
assert_mended "a tag's text" "git tag -f -a noted 'noted^{}'" origin noted
assert_equal "a tag's text: the rest" 'a note' \
	"$(git tag -l --format='%(contents:subject)' noted)"
git checkout -q --detach
leak_into conf.txt
record key
git tag loose
git checkout -q main
assert_mended 'a tag alone' 'git switch --detach loose
git tag -f loose' origin loose
git checkout -q main

echo '- names'
new_work names
new_key
echo x >"$AWS_ID"
record 'a file'
assert_mended 'the name of a file' 'git add -A :/' origin main
echo x >"$AWS_ID"
record 'a file again'
echo y >y
record more
git rm -q -f renamed
record less
assert_mended 'the name of a file, older' 'git add -A :/ && git commit --amend' \
	origin main
git checkout -q -b "topic-$AWS_ID"
assert_status 1 'a branch' git push origin "topic-$AWS_ID"
cp "$TMP/err" "$TMP/report"
assert_contains 'a branch' err 'git branch -m NEW-NAME'
do_steps 'a branch'
assert_status 0 'a branch: pushed' git push origin better

echo '- it has left already: the key first, then the same'
new_work left
leak_into conf.txt
record key
git push -q --no-verify origin main
git init -q --bare "$TMP/second.git"
git remote add second "$TMP/second.git"
assert_mended 'has left' 'It has already left: origin/main. Delete the key first
To take it out of the history after that:' second main
first=$(grep -n -e --explain "$TMP/report" | cut -d: -f1)
step=$(grep -n '^    1\. ' "$TMP/report" | cut -d: -f1)
assert 'the key comes first' test "$first" -lt "$step"

echo '- a range, by hand and where CI is set'
new_work range
leak_into conf.txt
record key
key=$(short HEAD)
echo x >x
record x
assert_status 1 'range' "$KAGIBAN" --scan-range origin/main..main
cp "$TMP/out" "$TMP/report"
assert_contains 'range' out 'It has not left this machine'
assert_contains 'range' out "git rebase -i $key^"
assert_lacks 'range' out 'push again'
assert_status 1 'CI' env CI=true "$KAGIBAN" --scan-range origin/main..main
assert_contains 'CI' out 'It has already left. Delete the key first'
do_steps range
assert_status 0 'range: clean' "$KAGIBAN" --scan-range origin/main..main
assert_status 0 'range: pushed' git push origin main

git checkout -q -b aside
leak_into aside.txt
record key
git checkout -q main
assert_status 1 'a range elsewhere' "$KAGIBAN" --scan-range main..aside
assert_lacks 'a range elsewhere: no steps' out '1. '
assert_lacks 'a range elsewhere: no steps' out 'To go on'
assert_contains 'a range elsewhere: where it is kept' out '  Keep it in '

echo '- a waiver: in the pushed tip, not before'
new_work waiver
leak_into conf.txt
record key
assert_status 1 'waiver' git push origin main
waive=$(sed -n 's/^.*Not a secret?  //p' "$TMP/err")
assert 'the command' copy "$waive"
assert_status 1 'not committed' git push origin main
record 'waive it'
assert_status 0 'waived' git push origin main
assert_contains 'waived: said' err '1 waived'

echo '- a range: the waivers of its base'
leak_into more.txt
record key
assert_status 1 'base' "$KAGIBAN" --scan-range origin/main..main
waive=$(sed -n 's/^.*Not a secret?  //p' "$TMP/out")
copy "$waive"
record 'waive it'
assert_status 1 'in the range itself' \
	"$KAGIBAN" --scan-range origin/main..main
git checkout -q -b base origin/main
git checkout -q main -- .kagiban
record 'waive it'
assert_status 0 'in its base' "$KAGIBAN" --scan-range base..main
assert_contains 'in its base' out '1 waived'

finish
