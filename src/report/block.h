/*
 * block.h - one secret in a text report: what it is and where it stands.
 */
#ifndef KAGIBAN_BLOCK_H
#define KAGIBAN_BLOCK_H

#include <stddef.h>

#include "model/finding.h"

struct page;

/*
 * Writes the block of FINDING; ID_DIGITS of its id if that is not 0, for
 * reports in which the advice below cannot name the one id that it means.
 */
void block_write(
	struct page *page, const struct finding *finding, unsigned id_digits);

/*
 * Adds "path:line" and the like, without a line's end; what the line has no
 * room for goes on at INDENT of the next one.
 */
void block_add_place(
	struct page *page, const struct place *place, size_t indent);

#endif
