/*
 * utf.h - recognises text encodings and turns UTF-16 into UTF-8.
 */
#ifndef KAGIBAN_UTF_H
#define KAGIBAN_UTF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf;

enum text_encoding {
	TEXT_BYTES, /* ASCII, UTF-8 or any 8-bit encoding: used as it is */
	TEXT_UTF16LE,
	TEXT_UTF16BE,
	TEXT_BINARY, /* has NUL bytes near its start and is no UTF-16 */
};

/*
 * Tells how the LEN bytes at DATA are encoded: from a byte order mark or, in
 * its absence, from what stands round the first NUL.  What has its first NUL
 * behind the first 8,000 bytes and is no UTF-16 is TEXT_BYTES, as for git.
 */
enum text_encoding utf_detect(const char *data, size_t len);

/*
 * Appends DATA, which is in UTF-16 of the given byte order, to OUT as UTF-8;
 * a byte order mark at the start is left out, a lone surrogate or an odd last
 * byte becomes U+FFFD.  Returns 0 or ERR_LIMIT (OUT's ceiling).
 */
int utf16_to_utf8(const char *data, size_t len, enum text_encoding encoding,
	struct buf *out);

/*
 * Decodes one code point of UTF-8 at TEXT into *CODE and returns its length
 * in bytes; bad or truncated UTF-8 (RFC 3629: overlong forms, surrogates,
 * above U+10FFFF) returns 0.  LEN is at least 1.
 */
size_t utf8_decode(const char *text, size_t len, uint32_t *code);

#endif
