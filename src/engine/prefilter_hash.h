/*
 * prefilter_hash.h - what the builder of the prefilter's tables and its
 * scanner must do alike.
 */
#ifndef KAGIBAN_PREFILTER_HASH_H
#define KAGIBAN_PREFILTER_HASH_H

#include "engine/prefilter.h"

/* Three bytes with the case bit set, so that letters compare without case. */
static inline uint32_t prefilter_fold(const unsigned char *text)
{
	uint32_t bytes = (uint32_t)text[0] | (uint32_t)text[1] << 8 |
			 (uint32_t)text[2] << 16;
	return bytes | 0x202020u;
}

/* Fibonacci hashing: the golden ratio's bits, the high ones kept. */
static inline uint32_t prefilter_hash(uint32_t folded)
{
	return (folded * 0x9E3779B1u) >> (32 - PREFILTER_HASH_BITS);
}

static inline uint32_t prefilter_head(uint32_t hash)
{
	return hash >> 3;
}

static inline unsigned char ascii_lower(unsigned char byte)
{
	return byte >= 'A' && byte <= 'Z' ? (unsigned char)(byte | 0x20) : byte;
}

#endif
