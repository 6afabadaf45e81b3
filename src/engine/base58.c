/*
 * base58.c - decodes base 58.
 */
#include <string.h>

#include "engine/base58.h"

static const char digits[] = "123456789ABCDEFGHJKLMNPQRSTUVWXYZ"
			     "abcdefghijkmnopqrstuvwxyz";

/* Multiplies the number at the end of BYTES by 58 and adds VALUE. */
static size_t push_digit(
	unsigned char bytes[BASE58_BYTES], size_t used, unsigned value)
{
	size_t i = 0;

	for (; i < used || value > 0; i++) {
		if (i == BASE58_BYTES)
			return BASE58_BYTES + 1;
		value += bytes[BASE58_BYTES - 1 - i] * 58U;
		bytes[BASE58_BYTES - 1 - i] = (unsigned char)value;
		value >>= 8;
	}
	return i;
}

size_t base58_decode(
	const char *text, size_t len, unsigned char bytes[BASE58_BYTES])
{
	size_t zeros = 0;
	size_t used = 0;

	memset(bytes, 0, BASE58_BYTES);
	while (zeros < len && text[zeros] == digits[0])
		zeros++;
	for (size_t i = zeros; i < len; i++) {
		const char *digit = memchr(digits, text[i], 58);

		if (digit == NULL)
			return 0;
		used = push_digit(bytes, used, (unsigned)(digit - digits));
		if (used > BASE58_BYTES)
			return 0;
	}
	if (zeros + used > BASE58_BYTES)
		return 0;
	memmove(bytes + zeros, bytes + BASE58_BYTES - used, used);
	memset(bytes, 0, zeros);
	return zeros + used;
}
