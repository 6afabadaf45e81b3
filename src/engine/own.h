/*
 * own.h - the exact values of this machine's own keys, plain or encoded.
 *
 * A value is kept in memory alone, and wiped when it is let go.  Of each of
 * its forms eight windows of eight bytes, one beginning a byte after the
 * other, go into a table.  A text is looked at in every eighth place only: in
 * whatever place a form stands, one of its windows lies there.
 *
 *     text    ....|....xxxxxxxxxxxxxxxx....      x: a form
 *                 |       ^ a place that is looked at, and a window of x
 */
#ifndef KAGIBAN_OWN_H
#define KAGIBAN_OWN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/match.h"

struct own;
struct ruleset;

/* What is told of a key that was found. */
struct own_key {
	char *origin; /* owned; the place it was read from, for people */
	uint64_t id; /* of the plain value: secret_id() */
	size_t len; /* of the plain value, in bytes */
};

enum {
	OWN_LEAST = 16, /* bytes of a value; a shorter one could be chance */
	OWN_MOST = 8192, /* bytes */
	OWN_KEYS = 256, /* values that are kept */
};

/* An empty collection; caller owns.  SET is borrowed: its rule for these. */
struct own *own_new(const struct ruleset *set);

/* Wipes and frees; NULL allowed. */
void own_free(struct own *own);

/*
 * Keeps a copy of VALUE, which was read from ORIGIN (copied).  Returns whether
 * it is kept: not if it is too short or too long, does not look random, is a
 * documented example, is known already, or if there are OWN_KEYS.
 */
bool own_add(
	struct own *own, const char *value, size_t len, const char *origin);

/* How many are kept. */
size_t own_count(const struct own *own);

/*
 * Adds a match of the rule own-key for each place in CHUNK where a value
 * stands plain, in base64 at any alignment, in hex or percent-encoded.
 */
void own_search(const struct own *own, const struct chunk *chunk,
	struct matches *matches);

#endif
