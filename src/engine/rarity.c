/*
 * rarity.c - how rarely the prefilter's tables answer for an anchor.
 *
 * Frequencies are held as weights, in units of 2 to the power of -24.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/mem.h"
#include "engine/bigrams.h"
#include "engine/prefilter_hash.h"
#include "engine/rarity.h"
#include "engine/windows.h"

enum {
	WINDOW = 4, /* bytes */
	WORD_BITS = 32, /* of the bitmap */
	UNIT_BITS = 24,
	BIT = 16, /* sixteenths of a bit, in which costs are counted */
	PRICE_BITS = 4, /* of an entry of frequent_windows */
	PRICE_LEAST = 4, /* bits, of price 0 */
	RARE = 16, /* bits that a window costs which is not among them */
	RARE_OPEN = 14, /* the same of three bytes */
};

struct rarity {
	uint32_t slots[PREFILTER_HEADS][WORD_BITS]; /* windows of four bytes */
	uint32_t heads[PREFILTER_HEADS]; /* of three bytes */
};

/* The window's bytes as prefilter_window() gives them; 0: any byte. */
static uint32_t unpack_window(uint32_t packed)
{
	uint32_t window = 0;
	for (int i = 0; i < WINDOW; i++)
		window |= (packed >> (7 * (WINDOW - 1 - i)) & 0x7F) << (8 * i);
	return window;
}

struct rarity *rarity_new(void)
{
	struct rarity *rarity = mem_zalloc(1, sizeof(*rarity));
	size_t count = sizeof(frequent_windows) / sizeof(*frequent_windows);
	for (size_t i = 0; i < count; i++) {
		uint32_t entry = frequent_windows[i];
		uint32_t window = unpack_window(entry >> PRICE_BITS);
		uint32_t head = prefilter_hash(window);
		unsigned price = entry & ((1U << PRICE_BITS) - 1);
		uint32_t weight = 1U << (UNIT_BITS - PRICE_LEAST - price);
		if (window >> 24)
			rarity->slots[head][prefilter_bit(window)] += weight;
		else
			rarity->heads[head] += weight;
	}
	return rarity;
}

void rarity_free(struct rarity *rarity)
{
	free(rarity);
}

/* The row of a byte in the tables of whole texts. */
static unsigned symbol(unsigned char byte)
{
	static const char others[] = "_-. ";
	unsigned char folded = ascii_lower(byte);
	if (folded >= 'a' && folded <= 'z')
		return folded - 'a';
	if (folded >= '0' && folded <= '9')
		return (unsigned)(folded - '0') + 26;
	const char *place = memchr(others, folded, sizeof(others) - 1);
	return place ? (unsigned)(place - others) + 36 : TEXT_SYMBOLS - 1;
}

/* The estimate by letter pairs, in sixteenths of a bit. */
static unsigned chain_cost(const struct keyword *keyword, int offset)
{
	unsigned cost = 0;
	const unsigned char *text = (const unsigned char *)keyword->text;
	int first = offset < 0 ? 0 : offset;
	for (int i = first; i < offset + WINDOW && i < keyword->len; i++) {
		cost += i == first ? text_first_cost[symbol(text[i])]
				   : text_cost[symbol(text[i - 1])]
					      [symbol(text[i])];
	}
	return cost;
}

/* -log2 of WEIGHT, in sixteenths of a bit; between powers of two a line. */
static unsigned cost_of(uint32_t weight)
{
	unsigned bits = 0;
	while (weight >> bits > 1)
		bits++;
	unsigned rest = weight - (1U << bits);
	unsigned sixteenths =
		bits >= 4 ? rest >> (bits - 4) : rest << (4 - bits);
	return (UNIT_BITS - bits) * BIT - sixteenths;
}

/* The frequency of a window of which the frequent ones say nothing. */
static uint32_t rare_weight(
	const struct keyword *keyword, int offset, unsigned least)
{
	unsigned bits = chain_cost(keyword, offset) / BIT;
	if (bits < least)
		bits = least;
	return 1U << (bits < UNIT_BITS ? UNIT_BITS - bits : 0);
}

unsigned rarity_of(
	const struct rarity *rarity, const struct keyword *keyword, int offset)
{
	char bytes[WINDOW] = { 0 };
	bool open = false;

	for (int i = 0; i < WINDOW; i++) {
		int at = offset < 0 ? i : offset + i;
		if (at < keyword->len && (offset >= 0 || i + 1 < WINDOW))
			bytes[i] = keyword->text[at];
		else
			open = true;
	}
	uint32_t window = prefilter_window(bytes);
	uint32_t head = prefilter_hash(window);
	uint32_t weight = open ? rarity->heads[head]
			       : rarity->slots[head][prefilter_bit(window)];
	if (weight == 0)
		weight = rare_weight(keyword, offset, open ? RARE_OPEN : RARE);
	return cost_of(weight);
}
