/*
 * reach.h - from a name to the value given to it.
 */
#ifndef KAGIBAN_REACH_H
#define KAGIBAN_REACH_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/written.h"

struct cursor;

/*
 * Steps from behind the name, which begins at NAME_START and is written like
 * that, to the value, which in a record may stand before it.  False if none is
 * given to it.
 */
bool reach_value(struct cursor *cursor, struct written how, size_t name_start);

#endif
