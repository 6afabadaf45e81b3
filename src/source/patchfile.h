/*
 * patchfile.h - which file a part of a patch is about, from its header.
 *
 *     diff --git a/old.c b/new.c         git diff, git log -p, format-patch
 *     rename from old.c
 *     rename to new.c
 *     --- a/old.c
 *     +++ b/new.c
 *
 *     diff -ru one/x.c two/x.c           diff -u
 *     --- one/x.c<tab>2026-01-01 ...
 *     +++ two/x.c<tab>2026-01-02 ...
 *
 * The path is that of the new side, without what the two sides were called:
 * a/ and b/, one/ and two/, or nothing.
 */
#ifndef KAGIBAN_PATCHFILE_H
#define KAGIBAN_PATCHFILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

struct patchfile {
	struct buf head; /* owned; what follows "diff --git " */
	struct buf old; /* owned; of "---"; "" if it is not known */
	struct buf new; /* owned; of "+++" */
	struct buf renamed; /* owned; of "rename to", "copy to", "diff --cc" */
	struct buf path; /* owned; see patchfile_path() */
	bool known; /* a header was read */
	bool is_new; /* the path was not there before */
	bool is_gone; /* it is not there afterwards */
	bool has_lines; /* a hunk or a binary patch was seen */
};

void patchfile_init(struct patchfile *file);
void patchfile_release(struct patchfile *file);
void patchfile_clear(struct patchfile *file); /* forgets the file */

/*
 * Takes a line of a header, without its end.  Returns whether it is one; a
 * line that begins with "diff " or "Index: " is to come after
 * patchfile_clear().
 */
bool patchfile_take(struct patchfile *file, const char *line, size_t len);

/* Whether LINE begins the header of another file. */
bool patchfile_begins(const char *line, size_t len);

/* The path, NUL-terminated, borrowed until the next call; NULL: not known. */
const char *patchfile_path(struct patchfile *file);

#endif
