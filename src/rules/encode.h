/*
 * encode.h - base64, hex and percent-encoding, for samples.
 */
#ifndef KAGIBAN_ENCODE_H
#define KAGIBAN_ENCODE_H

#include <stddef.h>

struct buf;

/* Each appends the encoded LEN bytes at DATA to OUT; 0 or ERR_LIMIT. */
typedef int (*encode_fn)(struct buf *out, const char *data, size_t len);

/* RFC 4648, with padding and without line breaks. */
int encode_base64(struct buf *out, const char *data, size_t len);

/* The URL-safe alphabet, without padding. */
int encode_base64url(struct buf *out, const char *data, size_t len);

/* Two lower-case digits a byte. */
int encode_hex(struct buf *out, const char *data, size_t len);

/* All but letters, digits and `-._~` as %HH (RFC 3986). */
int encode_percent(struct buf *out, const char *data, size_t len);

#endif
