/*
 * keyblock.h - reads private key blocks far enough to say that they are one.
 *
 * RFC 7468 (PEM), RFC 8017 (PKCS#1), RFC 5915 (EC), RFC 5958 (PKCS#8),
 * OpenSSH's PROTOCOL.key, RFC 9580 (OpenPGP armor), PuTTY's appendix C.
 */
#ifndef KAGIBAN_KEYBLOCK_H
#define KAGIBAN_KEYBLOCK_H

#include <stdbool.h>
#include <stddef.h>

struct buf;

enum keyblock {
	KEYBLOCK_NONE, /* a mention, a public key, or too broken to be a key */
	KEYBLOCK_OPEN, /* a private key that anyone can use */
	KEYBLOCK_ENCRYPTED, /* a private key under a passphrase */
};

/*
 * Judges the LEN bytes at TEXT, which begin with the header line; line breaks
 * may be real ones, the escape \n, or string literals joined by a program.
 */
enum keyblock keyblock_parse(const char *text, size_t len);

/*
 * Appends the decoded body of a PEM block: the same bytes however the block is
 * wrapped, escaped or indented.  Returns whether there is one.
 */
bool keyblock_body(const char *text, size_t len, struct buf *out);

#endif
