# install_refused.sh - what cannot be done is not half done: a hooks folder
# that may not be written, a disk that is full; and a hook whose program is
# gone blocks and says how to mend it.
# shellcheck shell=sh source=tests/hooks/lib.sh
. "$(dirname "$0")/lib.sh"

NOBODY=65534

# Runs a command as an ordinary user, for whom permissions mean something.
as_user() {
	if [ "$(id -u)" -ne 0 ]; then
		"$@"
	else
		setpriv --reuid="$NOBODY" --regid="$NOBODY" --clear-groups "$@"
	fi
}

give_away() { # PATH...
	[ "$(id -u)" -ne 0 ] || chown -R "$NOBODY:$NOBODY" "$@"
}

if [ "$(id -u)" -eq 0 ] && ! command -v setpriv >/dev/null; then
	skip 'root is refused nothing, and there is no setpriv'
fi

# A copy that the user can reach, wherever the build lies.
chmod 755 "$TMP"
cp "$KAGIBAN" "$TMP/kagiban"
chmod 755 "$TMP/kagiban"
give_away "$HOME"

echo '- a read-only folder: refused, named, nothing changed'
new_repo "$TMP/readonly"
printf '#!/bin/sh\n' >.git/hooks/pre-commit
chmod 755 .git/hooks/pre-commit
give_away "$TMP/readonly"
chmod 555 .git/hooks
list_tree .git/hooks >"$TMP/before"
assert_status 3 'read-only' as_user "$TMP/kagiban" --install
assert_contains 'read-only' err "$TMP/readonly/.git/hooks"
list_tree .git/hooks >"$TMP/after"
assert_same_file 'read-only: as before' "$TMP/before" "$TMP/after"

echo '- the same on the way back'
chmod 755 .git/hooks
assert_status 0 'writable' as_user "$TMP/kagiban" --install
chmod 555 .git/hooks
list_tree .git/hooks >"$TMP/before"
assert_status 3 'read-only, uninstall' as_user "$TMP/kagiban" --uninstall
assert_contains 'read-only, uninstall' err "$TMP/readonly/.git/hooks"
list_tree .git/hooks >"$TMP/after"
assert_same_file 'read-only: still installed' "$TMP/before" "$TMP/after"
chmod 755 .git/hooks

GUARDED='applypatch-msg commit-msg pre-applypatch pre-commit pre-merge-commit
	pre-push'

echo '- fails half-way: what was done is taken back'
# Each of the six in turn cannot be put there: it is a folder.
for hook in $GUARDED; do
	new_repo "$TMP/half-$hook"
	printf '#!/bin/sh\nexit 0\n' >.git/hooks/commit-msg
	chmod 751 .git/hooks/commit-msg
	ln -s elsewhere .git/hooks/pre-commit
	rm -f ".git/hooks/$hook"
	mkdir ".git/hooks/$hook"
	list_tree .git/hooks >"$TMP/before"
	assert_status 2 "half-way, at $hook" "$KAGIBAN" --install
	list_tree .git/hooks >"$TMP/after"
	assert_same_file "half-way, at $hook: as before" "$TMP/before" \
		"$TMP/after"
done

# In a folder with the sticky bit, files of others cannot be replaced: of the
# six, the one that is root's, whichever it is.
assert_others_file_stops() { # HOOK
	new_repo "$TMP/sticky-$1"
	printf '#!/bin/sh\nexit 0\n' >".git/hooks/$1"
	printf '#!/bin/sh\nexit 0\n' >.git/hooks/pre-commit
	chmod 755 ".git/hooks/$1" .git/hooks/pre-commit
	give_away "$TMP/sticky-$1"
	chown 0:0 .git/hooks ".git/hooks/$1"
	chmod 1777 .git/hooks
	list_tree .git/hooks >"$TMP/before"
	assert_status 3 "of another user: $1" as_user "$TMP/kagiban" --install
	assert_contains "of another user: $1" err "$TMP/sticky-$1/.git/hooks"
	list_tree .git/hooks >"$TMP/after"
	assert_same_file "of another user: $1: as before" "$TMP/before" \
		"$TMP/after"
	give_away "$TMP/sticky-$1"
	chown 0:0 .git/hooks
	assert_status 0 'his own' as_user "$TMP/kagiban" --install
	chown 0:0 ".git/hooks/$1"
	list_tree .git/hooks >"$TMP/before"
	assert_status 3 "way back: $1" as_user "$TMP/kagiban" --uninstall
	list_tree .git/hooks >"$TMP/after"
	assert_same_file "way back: $1: still installed" "$TMP/before" \
		"$TMP/after"
}

if [ "$(id -u)" -eq 0 ]; then
	echo '- fails half-way where the system refuses one of the six'
	for hook in $GUARDED; do
		assert_others_file_stops "$hook"
	done
fi

echo '- ended by a signal: all of it is done, or nothing'
# Its git sends the signal when the files are there, and the setting is not yet.
mkdir "$TMP/bin"
cat >"$TMP/bin/git" <<END
#!/bin/sh
PATH=\${PATH#*:}
case "\$*" in
*" config --global core.hooksPath "*) kill -TERM "\$PPID" && sleep 0.2 ;;
esac
exec git "\$@"
END
chmod 755 "$TMP/bin/git"
list_tree "$HOME" >"$TMP/before"
assert_status 143 'a signal' env PATH="$TMP/bin:$PATH" "$KAGIBAN" --install \
	--global
assert_equal 'a signal: done' "$HOME/.local/share/kagiban/hooks" \
	"$(git config --global core.hooksPath)"
assert_status 0 'a signal' "$KAGIBAN" --uninstall --global
list_tree "$HOME" >"$TMP/after"
assert_same_file 'a signal: as before' "$TMP/before" "$TMP/after"

echo '- a limit on file sizes: no hook is left empty or cut'
new_repo "$TMP/full"
list_tree .git/hooks >"$TMP/before"
(
	trap '' XFSZ
	ulimit -f 0
	"$KAGIBAN" --install
) >/dev/null 2>&1
status=$?
if [ "$status" -eq 0 ]; then
	echo '  (no limit here)'
else
	list_tree .git/hooks >"$TMP/after"
	assert_same_file 'full: as before' "$TMP/before" "$TMP/after"
fi

echo '- a folder for the hooks that cannot be made'
new_repo "$TMP/unmade"
: >"$TMP/file"
git config core.hooksPath "$TMP/file/hooks"
assert_status 3 unmade "$KAGIBAN" --install
assert_contains unmade err "$TMP/file"

# Each of the six blocks by itself.
assert_each_blocks() { # WHAT
	cp "$TMP/err" "$TMP/said"
	for hook in $GUARDED; do
		assert_status 3 "$1: $hook" ".git/hooks/$hook" message url \
			</dev/null
	done
	mv "$TMP/said" "$TMP/err"
}

# Does what the line "Remove: ..." of the hook says, in a folder below.
do_as_told() {
	command=$(sed -n 's/^  Remove:  //p' "$TMP/err")
	mkdir -p deep/er
	(cd deep/er && eval "$command")
}

echo '- the program is gone: the hook blocks, and says how to go on'
new_repo "$TMP/gone"
cp "$KAGIBAN" "$TMP/passing"
"$TMP/passing" --install --quiet
rm "$TMP/passing"
assert_status 1 gone git commit -q --allow-empty -m x
assert_not 'gone: no commit' git rev-parse -q --verify HEAD
assert_contains gone err "$TMP/passing"
assert_contains gone err 'kagiban --install'
assert_contains gone err '直す'
assert_equal 'gone: two languages' 2 "$(grep -c kagiban: "$TMP/err")"
assert_contains 'gone: what mends it' err '  Mend:    kagiban --install'
assert_each_blocks gone
do_as_told
assert_not 'gone: pre-commit removed' test -e .git/hooks/pre-commit
assert_status 1 'gone: commit-msg' git commit -q --allow-empty -m x
do_as_told
assert_status 0 'gone: both removed' git commit -q --allow-empty -m x

echo '- not executable, empty: the same'
new_repo "$TMP/broken"
cp "$KAGIBAN" "$TMP/passing"
"$TMP/passing" --install --quiet
chmod 644 "$TMP/passing"
assert_status 1 'not executable' git commit -q --allow-empty -m x
assert_each_blocks 'not executable'
: >"$TMP/passing"
chmod 755 "$TMP/passing"
assert_status 1 empty git commit -q --allow-empty -m x
assert_each_blocks empty

echo '- gone, with an earlier hook: the command brings that back'
new_repo "$TMP/earlier"
printf '#!/bin/sh\nexit 0\n' >.git/hooks/pre-commit
chmod 755 .git/hooks/pre-commit
cp .git/hooks/pre-commit "$TMP/wanted"
cp "$KAGIBAN" "$TMP/passing"
"$TMP/passing" --install --quiet
rm "$TMP/passing"
assert_status 1 'gone, earlier hook' git commit -q --allow-empty -m x
do_as_told
assert_same_file 'earlier hook is back' "$TMP/wanted" .git/hooks/pre-commit

echo '- core.hooksPath: the command is right there too'
new_repo "$TMP/path"
git config core.hooksPath 'my hooks'
cp "$KAGIBAN" "$TMP/passing"
"$TMP/passing" --install --quiet
rm "$TMP/passing"
assert_status 1 'gone, hooksPath' git commit -q --allow-empty -m x
do_as_told
assert_not 'gone, hooksPath' test -e 'my hooks/pre-commit'

finish
