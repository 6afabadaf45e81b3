/*
 * rarity.h - how rarely the prefilter's tables answer for an anchor.
 *
 * An anchor is as good as its slot in the first sieve is quiet: besides the
 * anchor itself, whatever has the same hash passes there.  The frequent
 * windows are known (windows.h) and summed up by slot; what is not among them
 * is estimated as a chain of letters, the first one by its frequency in source
 * code, each next one by the cost of the pair (bigrams.h).
 */
#ifndef KAGIBAN_RARITY_H
#define KAGIBAN_RARITY_H

#include "model/rule.h"

struct rarity;

/* Caller owns; rarity_free(NULL) is fine. */
struct rarity *rarity_new(void);
void rarity_free(struct rarity *rarity);

/*
 * Sixteenths of a bit, the higher the rarer: of the slot of the window that
 * begins at OFFSET of KEYWORD.  OFFSET -1: a window of any byte and the first
 * three of the keyword; a window that sticks out at the end has any last byte.
 */
unsigned rarity_of(
	const struct rarity *rarity, const struct keyword *keyword, int offset);

#endif
