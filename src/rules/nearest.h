/*
 * nearest.h - the known word that a mistyped one probably means.
 *
 * The words are offered one by one:
 *
 *     struct nearest nearest = { .word = "patern" };
 *     nearest_offer(&nearest, "pattern");
 *     nearest_offer(&nearest, "pair");
 *     nearest.best  ->  "pattern"
 */
#ifndef KAGIBAN_NEAREST_H
#define KAGIBAN_NEAREST_H

#include <stddef.h>

struct nearest {
	const char *word; /* borrowed: what was typed */
	const char *best; /* borrowed: the nearest so far; NULL: none is near */
	size_t distance; /* of best, in letters changed */
};

/*
 * Takes CANDIDATE as the best if it is nearer than the one before, and near at
 * all: at most a third of the typed letters differ (insertions, deletions,
 * replacements, swapped neighbours).
 */
void nearest_offer(struct nearest *nearest, const char *candidate);

#endif
