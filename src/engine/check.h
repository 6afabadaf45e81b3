/*
 * check.h - further tests of a match, by name: checksums, structure,
 * randomness.  docs/RULES.md lists them; a new one is a function and a row in
 * the table of check.c.
 */
#ifndef KAGIBAN_CHECK_H
#define KAGIBAN_CHECK_H

#include <stdbool.h>

struct match;

/* The row (from 1) of the check of that name; 0 if there is none. */
int check_find(const char *name);

/* The name of a row; "none" for 0. */
const char *check_name(int check);

/* How many there are, the row 0 that is none included. */
int check_count(void);

/* Whether a row is a checksum: no text passes it by chance. */
bool check_proves(int check);

/*
 * Whether MATCH passes the check; may set its confidence, its account and
 * whether it is encrypted.
 */
bool check_passes(int check, struct match *match);

#endif
