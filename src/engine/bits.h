/*
 * bits.h - the places of bits in a mask.
 */
#ifndef KAGIBAN_BITS_H
#define KAGIBAN_BITS_H

#include <stdint.h>

#if defined(__GNUC__)

/* The place of the lowest bit that is set, from 0; MASK is not 0. */
static inline unsigned bits_lowest(uint64_t mask)
{
	return (unsigned)__builtin_ctzll(mask);
}

/* How many bits are set. */
static inline unsigned bits_count(uint64_t mask)
{
	return (unsigned)__builtin_popcountll(mask);
}

/* How many bits are set in a row, from the highest (63) downwards. */
static inline unsigned bits_high_ones(uint64_t mask)
{
	return ~mask == 0 ? 64 : (unsigned)__builtin_clzll(~mask);
}

#else

static inline unsigned bits_lowest(uint64_t mask)
{
	unsigned place = 0;
	while (!(mask >> place & 1))
		place++;
	return place;
}

static inline unsigned bits_count(uint64_t mask)
{
	unsigned count = 0;
	for (; mask != 0; mask &= mask - 1)
		count++;
	return count;
}

static inline unsigned bits_high_ones(uint64_t mask)
{
	unsigned count = 0;
	while (count < 64 && mask >> (63 - count) & 1)
		count++;
	return count;
}

#endif

/* How many bits are set in a row, from the lowest upwards. */
static inline unsigned bits_low_ones(uint64_t mask)
{
	return ~mask == 0 ? 64 : bits_lowest(~mask);
}

#endif
