/*
 * encode.c - base64, hex and percent-encoding, for samples.
 */
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "rules/encode.h"

#define LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

/* Encodes 1 to 3 bytes as 4 digits, of which LEN + 1 say something. */
static void encode_group(
	const char *digits, const char *data, size_t len, char group[4])
{
	uint32_t bits = 0;

	for (size_t i = 0; i < 3; i++)
		bits = bits << 8 | (i < len ? (unsigned char)data[i] : 0);
	for (size_t i = 0; i < 4; i++)
		group[i] = digits[bits >> (18 - 6 * i) & 0x3f];
}

static int encode_64(const char *digits, bool padded, struct buf *out,
	const char *data, size_t len)
{
	int rc = 0;

	for (size_t i = 0; i < len && rc == 0; i += 3) {
		size_t count = len - i < 3 ? len - i : 3;
		char group[4];

		encode_group(digits, data + i, count, group);
		rc = buf_append(out, group, count + 1);
		if (rc == 0 && padded)
			rc = buf_append(out, "==", 3 - count);
	}
	return rc;
}

int encode_base64(struct buf *out, const char *data, size_t len)
{
	return encode_64(LETTERS "+/", true, out, data, len);
}

int encode_base64url(struct buf *out, const char *data, size_t len)
{
	return encode_64(LETTERS "-_", false, out, data, len);
}

int encode_hex(struct buf *out, const char *data, size_t len)
{
	static const char digits[] = "0123456789abcdef";
	int rc = 0;

	for (size_t i = 0; i < len && rc == 0; i++) {
		unsigned char byte = (unsigned char)data[i];
		const char pair[] = { digits[byte >> 4], digits[byte & 15] };

		rc = buf_append(out, pair, sizeof pair);
	}
	return rc;
}

int encode_percent(struct buf *out, const char *data, size_t len)
{
	static const char digits[] = "0123456789ABCDEF";
	int rc = 0;

	for (size_t i = 0; i < len && rc == 0; i++) {
		unsigned char byte = (unsigned char)data[i];
		const char code[] = { '%', digits[byte >> 4],
			digits[byte & 15] };

		if (byte != '\0' && strchr(LETTERS "-._~", byte) != NULL)
			rc = buf_append_byte(out, data[i]);
		else
			rc = buf_append(out, code, sizeof code);
	}
	return rc;
}
