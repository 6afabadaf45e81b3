/*
 * tuple.h - user, password = "x", "value"
 */
#ifndef KAGIBAN_TUPLE_H
#define KAGIBAN_TUPLE_H

#include <stdbool.h>
#include <stddef.h>

struct cursor;

/*
 * If the name from NAME_START to the cursor is one of several on the left of
 * an `=`, steps to the literal in its place on the right.  False, the cursor as
 * it was, if not, or if no literal in quotes stands there.
 */
bool tuple_reach(struct cursor *cursor, size_t name_start);

#endif
