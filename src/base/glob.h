/*
 * glob.h - matches a path against a pattern as git's attribute files do.
 */
#ifndef KAGIBAN_GLOB_H
#define KAGIBAN_GLOB_H

#include <stdbool.h>

/*
 * Whether PATH (slashes, no leading one) matches PATTERN: `*` and `?` do not
 * match a slash, `[...]` is a class, a double star stands for any number of
 * folders, a backslash takes the next byte literally.  A pattern without a slash is
 * held against the last part of the path, one with a slash against the whole;
 * one that ends in a slash covers all below that folder; a slash at the end
 * alone does not count as one, so `build/` is any folder of that name and
 * `/build/` the one at the top.  Linear in practice, bounded by
 * strlen(PATTERN) * strlen(PATH).
 */
bool glob_match(const char *pattern, const char *path);

#endif
