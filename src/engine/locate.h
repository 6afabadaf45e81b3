/*
 * locate.h - the place of a byte of a chunk for people.
 *
 * The last place is remembered, and the next one is counted from there, so
 * that all places of a chunk together cost about one pass over it.
 */
#ifndef KAGIBAN_LOCATE_H
#define KAGIBAN_LOCATE_H

#include "model/chunk.h"

struct locator {
	const struct chunk *chunk; /* borrowed */
	size_t offset; /* of the last place */
	size_t line_start; /* of its line */
	uint32_t line; /* its number, from the chunk's first_line on */
};

/* Begins at the chunk's start. */
void locator_init(struct locator *locator, const struct chunk *chunk);

/* The position of byte AT; line 0 in binary content. */
struct position locator_find(struct locator *locator, size_t at);

#endif
