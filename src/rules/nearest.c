/*
 * nearest.c - the known word that a mistyped one probably means.
 */
#include <string.h>

#include "rules/nearest.h"

enum { WORD_MAX = 64 }; /* longer words are near to nothing */

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/*
 * The optimal string alignment distance, row by row: rows[i % 3][j] is the
 * distance of the first i bytes of A from the first j of B.
 */
static size_t distance(const char *a, size_t a_len, const char *b, size_t b_len)
{
	size_t rows[3][WORD_MAX + 1];

	for (size_t j = 0; j <= b_len; j++)
		rows[0][j] = j;
	for (size_t i = 1; i <= a_len; i++) {
		const size_t *above = rows[(i - 1) % 3];
		const size_t *two_above = rows[(i + 1) % 3];
		size_t *row = rows[i % 3];

		row[0] = i;
		for (size_t j = 1; j <= b_len; j++) {
			row[j] = least(above[j], row[j - 1]) + 1;
			row[j] = least(
				row[j], above[j - 1] + (a[i - 1] != b[j - 1]));
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] &&
				a[i - 2] == b[j - 1])
				row[j] = least(row[j], two_above[j - 2] + 1);
		}
	}
	return rows[a_len % 3][b_len];
}

void nearest_offer(struct nearest *nearest, const char *candidate)
{
	size_t word_len = strlen(nearest->word);
	size_t len = strlen(candidate);
	size_t found;

	if (word_len > WORD_MAX || len > WORD_MAX)
		return;
	found = distance(nearest->word, word_len, candidate, len);
	if (found > (word_len + 2) / 3)
		return;
	if (nearest->best != NULL && found >= nearest->distance)
		return;
	nearest->best = candidate;
	nearest->distance = found;
}
