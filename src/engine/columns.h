/*
 * columns.h - the value of a column in INSERT INTO t (a, name) VALUES (1, 'x').
 */
#ifndef KAGIBAN_COLUMNS_H
#define KAGIBAN_COLUMNS_H

#include <stdbool.h>
#include <stddef.h>

#include "model/span.h"

struct cursor;

/*
 * If the name from NAME_START to the cursor is one of a list of columns before
 * VALUES, steps to the literal in its place in the first row.  Returns false,
 * the cursor as it was, if not, or if no literal in quotes stands there.
 */
bool columns_reach(struct cursor *cursor, size_t name_start);

/* Steps behind the bracket of the first row, and counts the columns before. */
bool columns_reach_row(
	struct cursor *cursor, size_t name_start, size_t *column);

/*
 * From within a row into the next one, and to what stands in COLUMN: VALUE is
 * empty if that is no literal in quotes.  False if no row follows.
 */
bool columns_next(struct cursor *cursor, size_t column, struct span *value);

/*
 * COPY t (a, name) FROM stdin;  Steps to the line below, and counts the columns
 * before the name and all of them.
 */
bool columns_reach_lines(struct cursor *cursor, size_t name_start,
	size_t *column, size_t *width);

#endif
