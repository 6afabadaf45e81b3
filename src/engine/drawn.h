/*
 * drawn.h - whether a value was drawn at random, in whatever layout.
 */
#ifndef KAGIBAN_DRAWN_H
#define KAGIBAN_DRAWN_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Whether looks_random() holds for the text, or for what is left of it without
 * its layout: the word before `prod-4f6a...`, `0x`, the dashes of groups of one
 * length.  A UUID counts as drawn.
 */
bool drawn_at_random(const char *text, size_t len);

/*
 * Whether a password of 12 to 64 bytes is a mixture that a generator makes:
 * letters of both cases, digits and signs that take turns, and no words with
 * signs for letters.  More of it may be signs than looks_random() allows.
 */
bool drawn_with_signs(const char *text, size_t len);

/* Groups of one length between dashes that hold digits: XXXX-XXXX-XXXX-XXXX. */
bool drawn_in_groups(const char *text, size_t len);

/* 8-4-4-4-12 hex digits with a version and a variant of RFC 9562. */
bool drawn_is_uuid(const char *text, size_t len);

#endif
