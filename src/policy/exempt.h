/*
 * exempt.h - what the [kagiban] sections of the four files exempt: paths in
 * which findings do not count, and values that stand for a secret.
 *
 *     [kagiban]
 *             skipPath    = third_party/
 *             placeholder = swordfish
 */
#ifndef KAGIBAN_EXEMPT_H
#define KAGIBAN_EXEMPT_H

#include <stdbool.h>
#include <stddef.h>

struct err;
struct exempt;
struct match;
struct rulefile;

enum exemption {
	EXEMPT_NOT,
	EXEMPT_PATH, /* left out, and counted */
	EXEMPT_PLACEHOLDER, /* no secret */
	EXEMPT_TREES_PLACEHOLDER, /* none, says the tree: counted */
};

struct exempt *exempt_new(void); /* empty; caller owns */
void exempt_free(struct exempt *exempt); /* NULL allowed */

/* From now on what a file of the tree exempts does not count. */
void exempt_lock(struct exempt *exempt);

/*
 * Adds what FILE says.  Returns 0, or ERR_CONFIG with "NAME:LINE: ...": a key
 * without a value; an unknown key, unless file->warnings takes it.
 */
int exempt_add(
	struct exempt *exempt, const struct rulefile *file, struct err *err);

/*
 * Whether MATCH is exempt.  A path matches as in base/glob.h; a placeholder is
 * equal to the value, letters of either case being one.  What a file of the
 * tree says does not count for a token that a checksum proves.
 */
enum exemption exempt_match(
	const struct exempt *exempt, const struct match *match);

#endif
