#!/bin/sh
# no_network.sh - a static program holds no code that could open a connection:
# no TLS, no SSH, no name service, no connect().  (glibc brings the first
# pages of its resolver along with threads; nothing calls them, and they
# cannot connect.)  With libgit2.so, that library sees the functions of
# source/no_transport.c by which it does not get ready for a network.
set -u
: "${KAGIBAN:?the program to test}"

names=$(nm "$KAGIBAN" 2>/dev/null) || { echo "no symbols"; exit 77; }
case $names in
*" git_libgit2_init"*) ;;
*)
	echo "no libgit2 in $KAGIBAN"
	exit 1
	;;
esac
case $names in
*" U git_libgit2_init"*)
	library=$(ldd "$KAGIBAN" | sed -n 's/.*libgit2.* => \([^ ]*\).*/\1/p')
	needed=$(nm -D "$library" |
		sed -n 's/^ *U \(libssh2_init\|mbedtls_x509_crt_parse_file\)$/\1/p')
	for name in $needed; do
		nm -D "$KAGIBAN" | grep -q " T $name\$" && continue
		echo "$name is not shown to libgit2.so"
		exit 1
	done
	[ -n "$needed" ] || {
		echo "skipped: this libgit2.so is built without them"
		exit 77
	}
	echo "$(echo "$needed" | wc -l) passed, 0 failed"
	exit 0
	;;
esac
if ! printf '%s\n' "$names" | grep -q ' T git_transport_new$'; then
	echo "no git_transport_new in $KAGIBAN"
	exit 1
fi
if printf '%s\n' "$names" | grep -q ' T git_transport_register$'; then
	echo "skipped: linked with network code, as the build said"
	exit 77
fi
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
