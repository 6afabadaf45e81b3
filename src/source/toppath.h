/*
 * toppath.h - the path by which git knows a file: from the top of the tree.
 */
#ifndef KAGIBAN_TOPPATH_H
#define KAGIBAN_TOPPATH_H

#include <stdbool.h>

struct buf;

/*
 * Puts into OUT (cleared first) what PATH, as a person names it from the
 * current folder, is called from the folder TOP on: "a/b", "" for TOP itself.
 * Links in the folders on the way are followed, one at the end of PATH is not.
 * TOP is absolute and without links, as realpath() gives it.  Returns false,
 * and leaves OUT empty, if it is not below TOP or its folder is not there.
 */
bool toppath_find(struct buf *out, const char *top, const char *path);

#endif
