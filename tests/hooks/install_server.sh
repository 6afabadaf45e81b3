# install_server.sh - --install --server: in a bare repository, for an account,
# and as root for the machine; each is taken away again and all is as before.
# The hooks of a person and of a server can be there together.
# shellcheck shell=sh source=tests/hooks/lib.sh
. "$(dirname "$0")/lib.sh"
ACCOUNT=$HOME/.local/share/kagiban/hooks

# A bare repository DIR with nothing in it.
new_server() { # DIR
	git init -q --bare "$1"
}

# A push to DIR of a commit with a key is refused there, one without is not.
assert_guarded() { # WHAT DIR
	rm -rf "$TMP/pusher"
	new_repo "$TMP/pusher"
	git commit -q --allow-empty -m start
	assert_status 0 "$1: clean" git push -q "file://$2" main
	leak_into conf.txt
	git add conf.txt
	git commit -q --no-verify -m key
	assert_status 1 "$1: a key" git push --no-verify "file://$2" main
	assert_contains "$1: a key" err 'remote: kagiban: push blocked: 1 secret'
	git -C "$2" update-ref -d refs/heads/main
}

assert_unguarded() { # WHAT DIR
	(cd "$TMP/pusher" && git push -q --no-verify "file://$2" main) ||
		fail "$1: still guarded"
	git -C "$2" update-ref -d refs/heads/main
}

echo '- one repository'
new_server "$TMP/one.git"
cd "$TMP/one.git" || exit 1
list_tree . >"$TMP/before"
assert_status 0 one "$KAGIBAN" --install --server
assert_contains one out 'guards what is pushed into this repository'
assert_contains one out ' --uninstall --server'
assert_lacks 'only that hook' out pre-commit
assert_guarded one "$TMP/one.git"
cd "$TMP/one.git" || exit 1
assert_status 0 'again' "$KAGIBAN" --install --server
assert_contains 'again' out 'already there'
assert_status 0 'the other side' "$KAGIBAN" --uninstall
assert_contains 'the other side' out 'no hooks of kagiban'
assert 'it stays' test -x hooks/pre-receive
assert_status 0 away "$KAGIBAN" --uninstall --server
rm -rf objects refs && mkdir -p objects/info objects/pack refs/heads refs/tags
list_tree . >"$TMP/after"
assert_same_file 'as before' "$TMP/before" "$TMP/after"
assert_unguarded one "$TMP/one.git"

echo '- a folder for the hooks that had to be made, both sides'
new_server "$TMP/made.git"
cd "$TMP/made.git" || exit 1
rm -r hooks
assert_status 0 person "$KAGIBAN" --install
assert_contains 'a hint' out 'kagiban --install --server'
assert_status 0 server "$KAGIBAN" --install --server
assert_guarded 'both' "$TMP/made.git"
cd "$TMP/made.git" || exit 1
assert_status 0 'person, away' "$KAGIBAN" --uninstall
assert 'the other stays' test -x hooks/pre-receive
assert_guarded 'one' "$TMP/made.git"
cd "$TMP/made.git" || exit 1
assert_status 0 'server, away' "$KAGIBAN" --uninstall --server
assert_not 'no folder' test -e hooks

echo '- core.hooksPath'
new_server "$TMP/path.git"
cd "$TMP/path.git" || exit 1
git config core.hooksPath "$TMP/shared hooks"
assert_status 0 path "$KAGIBAN" --install --server
assert 'there' test -x "$TMP/shared hooks/pre-receive"
assert_guarded path "$TMP/path.git"
cd "$TMP/path.git" || exit 1
assert_status 0 'path, away' "$KAGIBAN" --uninstall --server
assert_not 'no folder' test -e "$TMP/shared hooks"

# The rest as an account that is not root, and as root.
as_account() { # COMMAND...
	"$@"
}
if [ "$(id -u)" -eq 0 ]; then
	as_account() {
		setpriv --reuid 65534 --regid 65534 --clear-groups "$@"
	}
	chmod 755 "$TMP"
fi
if ! as_account true 2>/dev/null; then
	echo '  (no other account)'
	finish
fi
mkdir "$TMP/account" "$TMP/prefix" "$TMP/prefix/bin"
cp "$KAGIBAN" "$TMP/prefix/bin/kagiban"
git init -q --bare "$TMP/account/repo.git"
cp "$HOME/.gitconfig" "$TMP/account/.gitconfig"
[ "$(id -u)" -ne 0 ] || chown -R 65534:65534 "$TMP/account"
ROOT_HOME=$HOME
HOME=$TMP/account
ACCOUNT=$HOME/.local/share/kagiban/hooks
PROGRAM=$TMP/prefix/bin/kagiban

# The pusher comes in by that account, as over ssh.
push_to() { # URL
	as_account git -C "$TMP/account/work" push "$@"
}

echo '- an account'
cd "$TMP/account" || exit 1
list_tree "$HOME" >"$TMP/before"
assert_status 0 account as_account "$PROGRAM" --install --server --global
assert_contains account out 'by way of this account'
assert_contains account out "$ACCOUNT"
assert_contains account out 'run this as root'
assert_equal 'core.hooksPath' "$ACCOUNT" "$(git config --global core.hooksPath)"
as_account git init -q --bare "$TMP/account/new.git"
as_account git init -q "$TMP/account/work"
cd "$TMP/account/work" || exit 1
as_account git commit -q --allow-empty -m start
assert_status 0 'account, clean' push_to "file://$TMP/account/new.git" main
new_key
as_account sh -c "echo '$KEY' >conf.txt; git add conf.txt; git commit -qm key"
assert_status 1 'account' push_to "file://$TMP/account/new.git" main
assert_contains 'account' err 'remote: kagiban: push blocked'
assert_status 1 'account, old' push_to "file://$TMP/account/repo.git" main
as_account sh -c 'printf "#!/bin/sh\ncat >../received\nexit 1\n" \
	>../repo.git/hooks/pre-receive; chmod 755 ../repo.git/hooks/pre-receive'
assert_status 1 'its own hook' push_to "file://$TMP/account/repo.git" main
assert_lacks 'its own hook decides' err 'kagiban: push'
assert 'its own hook reads' test -s "$TMP/account/received"
rm -f "$TMP/account/received" "$TMP/account/repo.git/hooks/pre-receive"

echo '- with the hooks of a person beside it'
assert_status 0 both as_account "$PROGRAM" --install --global
assert_status 1 'a commit' as_account git commit -q --allow-empty -m "$KEY"
assert_contains 'a commit' err 'commit message blocked'
assert_status 1 'a push' push_to --no-verify "file://$TMP/account/new.git" main
assert_contains 'a push' err 'remote: kagiban: push blocked'
assert_status 0 'one side away' as_account "$PROGRAM" --uninstall --global
assert_contains 'one side away' out 'core.hooksPath stays set'
assert_status 0 'a commit now' as_account git commit -q --allow-empty -m "$KEY"
assert_status 1 'a push still' push_to "file://$TMP/account/new.git" main
assert_status 0 'the other away' as_account "$PROGRAM" --uninstall --server \
	--global
assert_contains 'the other away' out 'core.hooksPath is unset'
rm -rf "$TMP/account/new.git" "$TMP/account/work"
list_tree "$HOME" >"$TMP/after"
assert_same_file 'HOME is as before' "$TMP/before" "$TMP/after"

if [ "$(id -u)" -ne 0 ]; then
	echo '  (not root: not for the machine)'
	finish
fi
echo '- the machine'
HOME=$ROOT_HOME
MACHINE=$TMP/prefix/share/kagiban/hooks
: >"$TMP/system"
chmod 644 "$TMP/system"
unset GIT_CONFIG_NOSYSTEM
GIT_CONFIG_SYSTEM=$TMP/system
export GIT_CONFIG_SYSTEM
cd "$TMP" || exit 1
list_tree "$TMP/prefix" >"$TMP/before"
cp "$HOME/.gitconfig" "$TMP/config"
(umask 077 && "$PROGRAM" --install --server --global) >"$TMP/out" ||
	fail 'machine'
assert_contains machine out 'any repository of this machine'
assert_contains machine out "$MACHINE"
assert_equal 'the system' "$MACHINE" "$(git config --system core.hooksPath)"
assert_same_file "not root's own" "$TMP/config" "$HOME/.gitconfig"
assert 'others can run it' as_account test -x "$MACHINE/pre-receive"
HOME=$TMP/account
as_account git init -q --bare "$TMP/account/new.git"
as_account git init -q "$TMP/account/work"
as_account sh -c "cd '$TMP/account/work' && echo '$KEY' >conf.txt &&
	git add conf.txt && git commit -qm key"
assert_status 1 'another account' push_to "file://$TMP/account/new.git" main
assert_contains 'another account' err 'remote: kagiban: push blocked'
HOME=$ROOT_HOME
assert_status 0 'machine, away' "$PROGRAM" --uninstall --server --global
assert_equal 'unset' '' "$(git config --system core.hooksPath)"
list_tree "$TMP/prefix" >"$TMP/after"
assert_same_file 'all is as before' "$TMP/before" "$TMP/after"

echo '- a program that others cannot reach'
chmod 700 "$TMP/prefix"
assert_status 2 unreachable "$PROGRAM" --install --server --global
assert_contains unreachable err 'not everybody on this machine can run'
assert_equal 'nothing is set' '' "$(git config --system core.hooksPath)"
assert_not 'no folder' test -e "$MACHINE"
chmod 755 "$TMP/prefix"
assert_status 0 reachable "$PROGRAM" --install --server --global
chmod 700 "$TMP/prefix"
assert_status 0 'away all the same' "$PROGRAM" --uninstall --server --global
assert_not 'no folder' test -e "$MACHINE"
git config --system core.hooksPath "$TMP/theirs"
chmod 755 "$TMP/prefix"
assert_status 2 theirs "$PROGRAM" --install --server --global
assert_contains theirs err "$TMP/theirs"

finish
