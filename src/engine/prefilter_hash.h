/*
 * prefilter_hash.h - what the builder of the prefilter's tables and its
 * scanner must do alike.
 */
#ifndef KAGIBAN_PREFILTER_HASH_H
#define KAGIBAN_PREFILTER_HASH_H

#include "engine/ascii.h"
#include "engine/prefilter.h"

/*
 * Four bytes, the first one lowest, with the case bit set in each, so that
 * letters compare without case.
 */
static inline uint32_t prefilter_window(const char *text)
{
	const unsigned char *bytes = (const unsigned char *)text;
	uint32_t window = (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 |
			  (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
	return window | 0x20202020u;
}

/*
 * What the first three bytes are multiplied by; the high bits are their hash.
 * Of 400 odd numbers drawn at random it is the one with which fewest windows
 * of source code look like an anchor: 2.4 % where the golden ratio, usual for
 * this, has 3.3 to 3.9.
 */
static const uint32_t prefilter_factor = 0xD214C1B5u;

/* Of the first three bytes. */
static inline uint32_t prefilter_hash(uint32_t window)
{
	return ((window << 8) * prefilter_factor) >> (32 - PREFILTER_HASH_BITS);
}

/* The window's bit in its word of the bitmap; the word is its hash. */
static inline uint32_t prefilter_bit(uint32_t window)
{
	return window >> 24 & 31;
}

/* Another hash, for the second sieve: of four bytes, and of three. */
static inline uint32_t prefilter_second(uint32_t window)
{
	return (window * 0x85EBCA6Bu) >> (32 - PREFILTER_SECOND_BITS);
}

static inline uint32_t prefilter_second_open(uint32_t window)
{
	return ((window & 0xFFFFFFu) * 0x85EBCA6Bu) >>
	       (32 - PREFILTER_OPEN_BITS);
}

#endif
