/*
 * warnings.h - what a run wants to say beside its result.
 *
 * For what is odd and no error: an unknown key in a file that a newer program
 * may know.  At most WARNINGS_MAX are kept; more are dropped.
 */
#ifndef KAGIBAN_WARNINGS_H
#define KAGIBAN_WARNINGS_H

#include <stddef.h>

enum { WARNINGS_MAX = 10 };

/* All zero is empty. */
struct warnings {
	char *list[WARNINGS_MAX]; /* owned */
	size_t count;
};

/* Adds TEXT (copied), unless it is full or has it already. */
void warnings_add(struct warnings *warnings, const char *text);
void warnings_release(struct warnings *warnings); /* empty afterwards */

#endif
