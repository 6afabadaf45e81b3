/*
 * der.c - writes ASN.1 in its distinguished encoding (X.690), for samples.
 */
#include <assert.h>
#include <string.h>

#include "base/buf.h"
#include "rules/der.h"
#include "rules/dice.h"

static char *reserve(struct buf *body, size_t len)
{
	char *place = buf_reserve(body, len);

	assert(place != NULL);
	return place;
}

void der_bytes(struct buf *body, const void *bytes, size_t len)
{
	memcpy(reserve(body, len), bytes, len);
	body->len += len;
}

void der_random(struct buf *body, struct dice *dice, size_t len)
{
	dice_fill(dice, reserve(body, len), len);
	body->len += len;
}

/* Writes tag and length into HEADER and returns how many bytes that took. */
static size_t write_header(
	unsigned char header[4], enum der_tag tag, size_t len)
{
	assert(len <= 0xffff);
	header[0] = (unsigned char)tag;
	if (len < 0x80) {
		header[1] = (unsigned char)len;
		return 2;
	}
	if (len <= 0xff) {
		header[1] = 0x81;
		header[2] = (unsigned char)len;
		return 3;
	}
	header[1] = 0x82;
	header[2] = (unsigned char)(len >> 8);
	header[3] = (unsigned char)(len & 0xff);
	return 4;
}

void der_close(struct buf *body, size_t start, enum der_tag tag)
{
	unsigned char header[4];
	size_t len = body->len - start;
	size_t size = write_header(header, tag, len);

	reserve(body, size);
	memmove(body->data + start + size, body->data + start, len);
	memcpy(body->data + start, header, size);
	body->len += size;
}

void der_value(
	struct buf *body, enum der_tag tag, const void *content, size_t len)
{
	size_t start = body->len;

	der_bytes(body, content, len);
	der_close(body, start, tag);
}

void der_random_value(
	struct buf *body, enum der_tag tag, struct dice *dice, size_t len)
{
	size_t start = body->len;

	der_random(body, dice, len);
	der_close(body, start, tag);
}

void der_random_integer(struct buf *body, struct dice *dice, size_t len)
{
	size_t start = body->len;
	unsigned char first = (unsigned char)(1 + dice_below(dice, 0xff));

	if (first >= 0x80) /* a leading zero keeps it positive */
		der_bytes(body, "\0", 1);
	der_bytes(body, &first, 1);
	der_random(body, dice, len - 1);
	der_close(body, start, DER_INTEGER);
}
