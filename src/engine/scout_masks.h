/*
 * scout_masks.h - which bytes of a block are what, as bits.
 */
#ifndef KAGIBAN_SCOUT_MASKS_H
#define KAGIBAN_SCOUT_MASKS_H

#include <stdbool.h>
#include <stdint.h>

enum { SCOUT_BLOCK = 64 };

/* Bit I of each is byte I of a block. */
struct scout_masks {
	uint64_t digit; /* of base64, either alphabet */
	uint64_t sign; /* backslash, percent sign */
	uint64_t quote;
	uint64_t gap; /* blanks, line ends, operators that join */
	uint64_t letter; /* that can stand before a quote: r"..." */
	/* Digits that a printable byte can have in a group of base64, ... */
	uint64_t first; /* with the bit 32 clear */
	uint64_t second; /* with the bit 8 clear */
	uint64_t third; /* with the bit 2 clear */
	/* ... and in a pair of hex digits. */
	uint64_t high; /* 2 to 7 */
	uint64_t hex;
};

/*
 * Looks at the SCOUT_BLOCK bytes at TEXT; PORTABLE: without vector
 * instructions, which are only used if simd_has_avx2().
 */
void scout_masks_read(
	struct scout_masks *masks, const char *text, bool portable);

#endif
