#!/bin/sh
# deb.sh - the Debian package that CPack makes: what is in it, what it depends
# on; installed, drilled and removed again where that is possible (as root, and
# not over another one).
# shellcheck source=tests/hooks/lib.sh
. "$(dirname "$0")/../hooks/lib.sh"

command -v dpkg-deb >/dev/null || skip 'no dpkg'
mkdir "$TMP/package"
assert_status 0 'made' cpack --config "$BUILD_DIR/CPackConfig.cmake" -G DEB \
	-B "$TMP/package"
package=$(ls "$TMP"/package/*.deb)
assert_status 0 'its fields' dpkg-deb -f "$package" Package Depends Section
assert_contains 'its name' out 'Package: kagiban'
assert_contains 'it needs git' out 'git'
assert_status 0 'its files' dpkg-deb -c "$package"
for path in usr/bin/kagiban usr/bin/git-kagiban usr/share/man/man1/kagiban.1 \
	usr/share/bash-completion/completions/kagiban \
	usr/share/locale/ja/LC_MESSAGES/kagiban.mo; do
	assert_contains 'its files' out "./$path"
done
if [ "$(id -u)" -ne 0 ] || [ -e /usr/bin/kagiban ]; then
	echo 'not installed here'
	finish
fi
assert_status 0 'installed' dpkg -i "$package"
assert_status 0 'drilled' /usr/bin/kagiban --drill
assert_status 0 'drilled in Japanese' /usr/bin/kagiban --drill --lang ja
assert_lacks 'in Japanese' out 'commit refused'
assert_status 0 'removed' dpkg -r kagiban
assert_not 'nothing is left' [ -e /usr/bin/kagiban ]
finish
