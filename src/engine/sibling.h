/*
 * sibling.h - what is given beside a name and its value: a user beside a
 * password, a secret beside a key.
 */
#ifndef KAGIBAN_SIBLING_H
#define KAGIBAN_SIBLING_H

#include <stdbool.h>
#include <stddef.h>

#include "model/span.h"

/*
 * Whether a name that holds one of COUNT words, in letters of either case, is
 * given something by `:` or `=` near PAIR, a name with its value.
 */
bool sibling_has(const char *text, size_t len, struct span pair,
	const char *const *words, size_t count);

#endif
