/*
 * anchor.h - what a pattern's text says about where its matches begin.
 */
#ifndef KAGIBAN_ANCHOR_H
#define KAGIBAN_ANCHOR_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Whether every match of the PCRE2 pattern begins with KEYWORD: its letters
 * stand there literally (escaped signs count), none of them is optional, and
 * the pattern is not an alternation.  Says false when in doubt.  FOLD: case
 * does not matter.
 */
bool anchor_begins_with(const char *pattern, const char *keyword, bool fold);

/*
 * Whether the secret begins where the match begins: there is no group named
 * `secret`, or nothing stands before it.
 */
bool anchor_secret_first(const char *pattern);

/* How many leading bytes all of the NULL-ended texts have in common, and the
 * length of the shortest of them. */
size_t anchor_common(const char *const *texts);
size_t anchor_shortest(const char *const *texts);

#endif
