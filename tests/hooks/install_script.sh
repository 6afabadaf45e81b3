# install_script.sh - install.sh in a copy of the sources: builds, installs,
# guards the copy, ends with the drill; --uninstall leaves nothing of it.
# slow: it builds the program.
# shellcheck shell=sh source=tests/hooks/lib.sh
. "$(dirname "$0")/lib.sh"

[ -z "${SANITIZE:-}" ] || skip 'a build of its own, without sanitizers'
git -C "$SOURCE_DIR" rev-parse --git-dir >/dev/null 2>&1 ||
	skip 'the sources are not in a repository'

# The copy and its build stay in the build folder, so that the next run
# compiles only what has changed.
COPY=$BUILD_DIR/install-script/source
BUILD=$BUILD_DIR/install-script/build
PREFIX="$TMP/a prefix"

copy_sources() {
	rm -rf "$COPY"
	mkdir -p "$COPY"
	(cd "$SOURCE_DIR" &&
		git ls-files -z --cached --others --exclude-standard |
		tar --null --ignore-failed-read -T - -cf -) 2>/dev/null |
		tar -xf - -C "$COPY"
	git init -q "$COPY"
}

install_sh() { # OPTIONS...
	# Something on stdin that must not be read.
	echo 'not for install.sh' | sh "$COPY/install.sh" \
		--build-dir "$BUILD" "$@"
}

copy_sources
cd "$COPY" || exit 1
list_tree .git/hooks >"$TMP/hooks"
# Folders that are there already stay; what stands in them stays as it is.
mkdir -p "$PREFIX/bin"
echo mine >"$PREFIX/bin/mine"
list_tree "$PREFIX" >"$TMP/prefix"
list_tree "$HOME" >"$TMP/listing"

echo '- installs, guards, drills'
assert_status 0 install install_sh --prefix "$PREFIX"
assert_lacks 'no packages where nothing is missing' out '+ '
assert_contains 'the hooks' out 'kagiban guards this repository'
assert_contains 'the drill' out 'kagiban drill'
assert_contains 'PATH' out "export PATH=\"$PREFIX/bin:"
assert 'the program' test -x "$PREFIX/bin/kagiban"
assert 'the hook' grep -qF "kagiban='$PREFIX/bin/kagiban'" \
	.git/hooks/pre-commit
assert_status 0 'git kagiban' env PATH="$PREFIX/bin:$PATH" git kagiban --version
if [ -f "$SOURCE_DIR/po/ja.po" ]; then
	assert 'the translation' \
		test -f "$PREFIX/share/locale/ja/LC_MESSAGES/kagiban.mo"
	assert_status 0 'speaks Japanese' "$PREFIX/bin/kagiban" --lang ja --help
	assert_contains 'speaks Japanese' out 'フック'
fi
list_tree "$HOME" >"$TMP/after"
assert_same_file 'HOME is untouched' "$TMP/listing" "$TMP/after"

echo '- again, and in another repository'
new_repo "$TMP/other"
list_tree .git/hooks >"$TMP/other-hooks"
mkdir below
cd below || exit 1
assert_status 0 again env PATH="$PREFIX/bin:$PATH" sh "$COPY/install.sh" \
	--build-dir "$BUILD" --prefix "$PREFIX" --no-drill
assert_lacks '--no-drill' out 'kagiban drill'
assert_lacks 'in PATH now' out 'export PATH'
cd ..
assert 'the other one is guarded' test -x .git/hooks/pre-commit

echo '- outside of any repository, and with --no-hooks'
mkdir "$TMP/nowhere"
cd "$TMP/nowhere" || exit 1
assert_status 0 nowhere install_sh --prefix "$PREFIX" --no-drill
assert_contains nowhere out 'No git repository'
new_repo "$TMP/bystander"
assert_status 0 --no-hooks install_sh --prefix "$PREFIX" --no-drill --no-hooks
assert_not --no-hooks test -e .git/hooks/pre-commit

echo '- everything goes away again, global hooks too'
assert_status 0 'global' "$PREFIX/bin/kagiban" --install --global
# As root this is the machine's.
chmod 755 "$TMP"
: >"$TMP/system"
unset GIT_CONFIG_NOSYSTEM
GIT_CONFIG_SYSTEM=$TMP/system
export GIT_CONFIG_SYSTEM
assert_status 0 'server' "$PREFIX/bin/kagiban" --install --server --global
assert_not 'core.hooksPath' test -z "$(git config core.hooksPath)"
cd "$TMP" || exit 1
assert_status 0 uninstall install_sh --prefix "$PREFIX" --uninstall
assert_equal 'no core.hooksPath' '' "$(git config core.hooksPath)"
list_tree "$PREFIX" >"$TMP/after"
assert_same_file 'the prefix' "$TMP/prefix" "$TMP/after"
list_tree "$COPY/.git/hooks" >"$TMP/after"
assert_same_file 'the hooks' "$TMP/hooks" "$TMP/after"
list_tree "$TMP/other/.git/hooks" >"$TMP/after"
assert_same_file 'the other hooks' "$TMP/other-hooks" "$TMP/after"
list_tree "$HOME" >"$TMP/after"
assert_same_file 'HOME' "$TMP/listing" "$TMP/after"

echo '- so do settings of --global, as git 2.54 has them'
assert_status 0 'once more' install_sh --prefix "$PREFIX" --no-drill --no-hooks
mkdir "$TMP/standin"
cp "$SOURCE_DIR/tests/hooks/standin-git" "$TMP/standin/git"
assert_status 0 'settings' env PATH="$TMP/standin:$PATH" GIT_CONFIG_COUNT=1 \
	GIT_CONFIG_KEY_0=kagiban.hookFiles GIT_CONFIG_VALUE_0=false \
	"$PREFIX/bin/kagiban" --install --global
assert_contains 'settings' "$HOME/.gitconfig" '"kagiban-pre-commit"'
assert_status 0 'uninstall' install_sh --prefix "$PREFIX" --uninstall
list_tree "$HOME" >"$TMP/after"
assert_same_file 'HOME, without settings' "$TMP/listing" "$TMP/after"
assert_status 1 'uninstall twice' install_sh --prefix "$PREFIX" --uninstall
assert_contains 'uninstall twice' err 'nothing was installed'

echo '- a default prefix below HOME'
assert_status 0 default install_sh --no-hooks --no-drill
assert default test -x "$HOME/.local/bin/kagiban"
assert_status 0 default install_sh --uninstall
list_tree "$HOME" >"$TMP/after"
assert_same_file 'default: HOME' "$TMP/listing" "$TMP/after"

echo '- a build that fails says so'
new_repo "$TMP/copy"
cp "$COPY/install.sh" .
echo 'message(FATAL_ERROR "broken")' >CMakeLists.txt
assert_status 1 broken sh install.sh --build-dir "$TMP/broken" \
	--prefix "$TMP/broken prefix"
assert_contains broken err "$TMP/broken/install.log"
assert_not 'broken: nothing installed' test -e "$TMP/broken prefix"

echo '- wrong usage'
assert_status 1 'unknown option' install_sh --nonsense
assert_status 0 --help install_sh --help
assert_contains --help out --uninstall

finish
