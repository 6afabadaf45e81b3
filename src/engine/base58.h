/*
 * base58.h - decodes base 58, Bitcoin's alphabet.
 */
#ifndef KAGIBAN_BASE58_H
#define KAGIBAN_BASE58_H

#include <stddef.h>

enum { BASE58_BYTES = 96 }; /* of the longest text that is decoded */

/*
 * Writes what the LEN digits at TEXT decode to, a leading 1 as a zero byte.
 * Returns how many bytes that is, 0 for another character or too many.
 */
size_t base58_decode(
	const char *text, size_t len, unsigned char bytes[BASE58_BYTES]);

#endif
