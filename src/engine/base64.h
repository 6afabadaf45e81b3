/*
 * base64.h - decodes base64 and base64url (RFC 4648), strictly or across
 * line breaks and string escapes.
 */
#ifndef KAGIBAN_BASE64_H
#define KAGIBAN_BASE64_H

#include <stddef.h>

#include "base/buf.h"

/*
 * Appends what the LEN bytes at TEXT decode to, either alphabet, padding
 * optional.  Returns 0, ERR_INPUT for another byte or an impossible length,
 * ERR_LIMIT.
 */
int base64_decode(const char *text, size_t len, struct buf *out);

/*
 * As base64_decode(), and what is not of the alphabet is skipped: line breaks,
 * quotes, commas, plus signs between quotes, comment signs, <br> and &#10;, and
 * the escapes \n, \r, \t also doubly escaped.  Ends at a padding sign or at two dashes.
 */
int base64_decode_loose(const char *text, size_t len, struct buf *out);

#endif
