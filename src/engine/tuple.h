/*
 * tuple.h - user, password = "x", "value"
 */
#ifndef KAGIBAN_TUPLE_H
#define KAGIBAN_TUPLE_H

#include <stddef.h>

struct cursor;

enum tuple {
	TUPLE_NONE, /* the name is not one of several on the left of an `=` */
	TUPLE_LITERAL, /* the cursor is at the literal in its place */
	TUPLE_OTHER, /* something else stands in its place */
};

/* Looks for the value of the name from NAME_START to the cursor. */
enum tuple tuple_reach(struct cursor *cursor, size_t name_start);

#endif
