#!/bin/sh
# no_network.sh - a static program holds no code that could open a connection:
# no TLS, no SSH, no name service, no connect().  (glibc brings the first
# pages of its resolver along with threads; nothing calls them, and they
# cannot connect.)
set -u
: "${KAGIBAN:?the program to test}"

names=$(nm "$KAGIBAN" 2>/dev/null) || { echo "no symbols"; exit 77; }
case $names in
*" git_libgit2_init"*) ;;
*)
	echo "skipped: libgit2 is a shared library here"
	exit 77
	;;
esac
if nm -D "$KAGIBAN" 2>/dev/null | grep -q ' U '; then
	echo "skipped: the C library is shared here"
	exit 77
fi

# Something that is there is found, or the list below proves nothing.
printf '%s\n' "$names" | grep -q ' [TW] read$' || exit 1

found=$(printf '%s\n' "$names" | grep -E ' [TtWwDdBb] (__)?((libc_)?connect|getaddrinfo|gethostby.*|getnameinfo|listen|accept4?|(libc_)?recvfrom|libssh2_.*|mbedtls_(ssl|x509|net)_.*|SSL_.*|gss_.*|git_smart_subtransport.*|.*nss_(dns|lookup).*)$')
if [ -n "$found" ]; then
	printf 'network code is linked in:\n%s\n' "$found"
	exit 1
fi
echo "1 passed, 0 failed"
