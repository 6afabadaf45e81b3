/*
 * ahead.h - a literal that stands before the name it is given to.
 *
 *     setValue("value", forHTTPHeaderField: "X-Api-Key")
 *     "value".equals(token)     'value' === token     MOVE 'value' TO PASSWORD
 */
#ifndef KAGIBAN_AHEAD_H
#define KAGIBAN_AHEAD_H

#include <stdbool.h>
#include <stddef.h>

struct cursor;

/*
 * Moves the cursor to the quote of the literal before the name at NAME_START.
 * False, the cursor as it was, if none is given to it.
 */
bool ahead_reach(struct cursor *cursor, size_t name_start);

#endif
