/*
 * columns.h - the value of a column in INSERT INTO t (a, name) VALUES (1, 'x').
 */
#ifndef KAGIBAN_COLUMNS_H
#define KAGIBAN_COLUMNS_H

#include <stdbool.h>
#include <stddef.h>

struct cursor;

/*
 * If the name from NAME_START to the cursor is one of a list of columns before
 * VALUES, steps to the literal in its place in the first row.  Returns false,
 * the cursor as it was, if not, or if no literal in quotes stands there.
 */
bool columns_reach(struct cursor *cursor, size_t name_start);

#endif
