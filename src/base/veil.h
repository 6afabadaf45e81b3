/*
 * veil.h - remembers which secrets were found in this run without keeping
 * them, so that they can be masked wherever else they stand.
 *
 * Only the length and a keyed hash of a secret are kept; the key lives for
 * one run.  A text is searched by hashing each window of a known length.
 */
#ifndef KAGIBAN_VEIL_H
#define KAGIBAN_VEIL_H

#include <stddef.h>

struct veil;

/* Makes an empty veil; caller owns (veil_free(), NULL allowed). */
struct veil *veil_new(void);
void veil_free(struct veil *veil);

/*
 * Remembers the LEN bytes at SECRET.  Below 6 bytes nothing is remembered:
 * masking so short a text everywhere would garble the report.  One that is a
 * mere word, of up to 15 letters and perhaps a number of two digits, is not
 * looked for in paths, where it is no secret but a name.
 */
void veil_add(struct veil *veil, const char *secret, size_t len);

/*
 * Finds the first secret in TEXT at or after FROM.  Returns its length and
 * sets *START, or returns 0 if there is none.  VEIL may be NULL.
 */
size_t veil_find(const struct veil *veil, const char *text, size_t len,
	size_t from, size_t *start);

#endif
