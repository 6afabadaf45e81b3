/*
 * der.h - writes ASN.1 in its distinguished encoding (X.690), for samples.
 *
 * A value that holds others is written inside out: what is in it first, then
 * der_close() puts tag and length before it.
 *
 *     size_t start = body->len;
 *     der_integer(body, "\0", 1);
 *     der_close(body, start, DER_SEQUENCE);
 *
 * The buffers have room for any sample (DER_LIMIT), so nothing here fails.
 */
#ifndef KAGIBAN_DER_H
#define KAGIBAN_DER_H

#include <stddef.h>

struct buf;
struct dice;

enum { DER_LIMIT = 16 * 1024 }; /* bytes; ceiling of the buffers */

enum der_tag {
	DER_INTEGER = 0x02,
	DER_BIT_STRING = 0x03,
	DER_OCTET_STRING = 0x04,
	DER_NULL = 0x05,
	DER_OBJECT_ID = 0x06,
	DER_SEQUENCE = 0x30,
	DER_CONTEXT_0 = 0xa0,
	DER_CONTEXT_1 = 0xa1,
};

/* Appends LEN bytes as they are; LEN random ones. */
void der_bytes(struct buf *body, const void *bytes, size_t len);
void der_random(struct buf *body, struct dice *dice, size_t len);

/* Puts TAG and the length before all from START on. */
void der_close(struct buf *body, size_t start, enum der_tag tag);

/* Appends a whole value: with the given content, with LEN random bytes. */
void der_value(
	struct buf *body, enum der_tag tag, const void *content, size_t len);
void der_random_value(
	struct buf *body, enum der_tag tag, struct dice *dice, size_t len);

/* Appends a positive random INTEGER whose LEN bytes are all in use. */
void der_random_integer(struct buf *body, struct dice *dice, size_t len);

#endif
