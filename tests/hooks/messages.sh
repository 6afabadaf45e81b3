# messages.sh - the commit message: given by -m, -F, an editor, a template, in
# comment lines, in git's own notes below the scissors line (not part of it,
# but only when an editor has run), amended, of a merge; the command by which
# the block goes on works, also from a folder below.
# shellcheck shell=sh source=tests/hooks/lib.sh
. "$(dirname "$0")/lib.sh"

# An editor that runs a sed script over the message.
edit_with() { # SCRIPT
	printf '%s\n' "$1" >"$TMP/script"
	printf 'sed -f "%s" "$1" >"%s" && cat "%s" >"$1"\n' \
		"$TMP/script" "$TMP/edited" "$TMP/edited" >"$TMP/editor"
	# shellcheck disable=SC2089,SC2090 # git gives it to a shell
	GIT_EDITOR="sh '$TMP/editor'"
	# shellcheck disable=SC2090
	export GIT_EDITOR
}

# What takes the key out of a message.
edit_key_out() {
	edit_with "/$AWS_ID/d"
}

# Stages a change in which there is nothing.
change() {
	random_of a-z 20 >file.txt
	git add file.txt
}

guarded_repo "$TMP/repo"
make_aws_key
key="$AWS_ID $AWS_SECRET"

echo '- by -m and -F'
change
assert_refused '-m' commit-msg 'commit message, line 1 (key id, secret)' \
	git commit -qm "use $key"
assert_contains '-m' err 'commit message blocked: 1 secret'
assert_refused '-m, twice' commit-msg 'commit message, line 3 ' \
	git commit -qm 'a title' -m "use $key"
assert_let_through '-m' commit-msg git commit -qm 'use the key'
printf 'title\n\nuse\n%s\n' "$key" >"$TMP/message"
change
assert_refused '-F' commit-msg 'line 4 ' git commit -qF "$TMP/message"
assert_refused '-F -' commit-msg 'line 4 ' \
	sh -c "git commit -qF - <'$TMP/message'"
printf 'title\n\nuse\nit\n' >"$TMP/message"
assert_let_through '-F' commit-msg git commit -qF "$TMP/message"
assert_refused 'an id alone' commit-msg 'commit message, line 1' \
	git commit -q --allow-empty -m "$AWS_ID"

echo '- by an editor, a template'
change
edit_with "1s|^|use $key|"
assert_refused 'editor' commit-msg 'line 1 ' git commit -q
edit_with '1s/^/use the key/'
assert_let_through 'editor' commit-msg git commit -q
change
printf 'title\n%s\n' "$key" >"$TMP/template"
edit_with '1s/^/my /'
assert_refused 'template' commit-msg 'line 2 ' git commit -q -t "$TMP/template"
edit_key_out
assert_refused 'template, -m' commit-msg 'line 1 ' git commit -qm "$key" -t \
	"$TMP/template"
edit_with "/$AWS_ID/d;1s/^/my /"
assert_let_through 'template' commit-msg git commit -q -t "$TMP/template"

echo '- in comment lines'
# git may keep them (--cleanup), and what is below the line can be moved up.
change
edit_with "1s|^|title\\
# $key\\
|"
assert_refused 'comment' commit-msg 'line 2 ' git commit -q
edit_with '1s|^|title\
# a remark\
|'
assert_let_through 'comment' commit-msg git commit -q

echo '- below the scissors: the diff of commit -v is not the message'
printf '%s\n' "$key" >key.txt
git add key.txt
git commit -qm key --no-verify
git rm -q key.txt
edit_with '1s/^/take the key out/'
assert_let_through '-v' commit-msg git commit -qv
assert_contains '-v: the key was there' "$TMP/edited" "$key"
git reset -q --soft HEAD^
edit_with "1s|^|take it out: $key|"
assert_refused '-v, key above' commit-msg 'line 1 ' git commit -qv
edit_with '1s/^/take it out/;/>8/d'
assert_refused '-v, no scissors' commit-msg 'commit message, line ' \
	git commit -qv
edit_with '1s/^/take it out/'
git config core.commentChar ';'
assert_let_through '-v, another comment character' commit-msg git commit -qv
assert_contains '-v: it was used' "$TMP/edited" '; -----'
git reset -q --soft HEAD^
edit_with '1s/^/take it out/;s/^; -/# -/'
assert_refused '-v, the wrong comment character' commit-msg \
	'commit message, line ' git commit -qv
git config core.commentChar auto
edit_with '1s/^/take it out/'
assert_let_through '-v, any comment character' commit-msg git commit -qv
git config --unset core.commentChar

echo '- scissors without an editor are part of it'
printf 'title\n\n# %s >8 %s\n%s\n' ------------------------ \
	------------------------ "$key" >"$TMP/message"
change
assert_refused 'scissors by -F' commit-msg 'line 4 ' \
	git commit -qF "$TMP/message"
assert_refused 'scissors by -m' commit-msg 'line 4 ' \
	git commit -qm "$(cat "$TMP/message")"
edit_with ''
assert_let_through 'scissors in the editor' commit-msg \
	git commit -qe --cleanup=scissors -F "$TMP/message"
assert_not 'they were cut' grep -qF -e "$AWS_ID" <<END
$(git log -1 --format=%B)
END

echo '- amended'
assert_refused '--amend -m' commit-msg 'line 1 ' git commit -q --amend -m "$key"
assert_let_through '--amend -m' commit-msg git commit -q --amend -m other
git commit -q --amend --no-verify -m "title

$key"
assert_refused '--amend of a message with a key' commit-msg 'line 3 ' \
	git commit -q --amend --no-edit
edit_key_out
assert_let_through '--amend takes it out' commit-msg git commit -q --amend
change
assert_refused '--fixup, -m' commit-msg 'commit message, line ' \
	git commit -q --fixup HEAD -m "$key"
assert_let_through '--fixup' commit-msg git commit -q --fixup HEAD

echo '- of a merge'
git checkout -q -b side HEAD^
change
git commit -qm side
git checkout -q -
git checkout -q -b other HEAD^
echo other >other.txt
git add other.txt
git commit -qm other
assert_refused 'merge -m' commit-msg 'line 1 ' \
	git merge -q --no-ff -m "$key" side
git merge --abort
assert_let_through 'merge -m' commit-msg git merge -q --no-ff -m merge side

echo '- the command that goes on'
# Runs it; the editor takes the key out.
go_on() { # WHAT
	sed -n '/commit again:/{s/.*commit again: *//;/./p;n;:a
		/^ *git /p;/\\$/{n;p;ba
		}}' \
		"$TMP/err" >"$TMP/command"
	assert "$1: a command is given" test -s "$TMP/command"
	edit_key_out
	assert_let_through "$1: it works" commit-msg sh "$TMP/command"
	assert_contains "$1: the rest is there" "$TMP/edited" 'a long story'
}
change
assert_refused 'go on' commit-msg 'line 3 ' git commit -qm 'a long story' \
	-m "$key"
go_on 'go on'
mkdir -p be/low
cd be/low || exit 1
echo x >file
git add file
assert_refused 'from below' commit-msg 'line 3 ' \
	git commit -qm 'a long story' -m "$key"
go_on 'from below'
git worktree add -q "$TMP/linked"
cd "$TMP/linked" || exit 1
change
assert_refused 'linked worktree' commit-msg 'line 3 ' \
	git commit -qm 'a long story' -m "$key"
go_on 'linked worktree'

finish
