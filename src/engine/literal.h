/*
 * literal.h - reads the value that begins at a cursor: in quotes, or bare up
 * to a blank or a bracket.
 */
#ifndef KAGIBAN_LITERAL_H
#define KAGIBAN_LITERAL_H

#include <stdbool.h>

#include "model/span.h"

struct cursor;

struct literal {
	struct span span; /* without its quotes; never empty */
	bool quoted;
};

/*
 * Reads the value at CURSOR, which is left behind it.  False if none stands
 * there, it is empty, or its quote does not close on the line.
 */
bool literal_read(struct cursor *cursor, struct literal *literal);

#endif
