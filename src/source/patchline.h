/*
 * patchline.h - takes the lines of a patch that stand outside of its hunks:
 * headers of files, of commits and of mails, heads of hunks, text.
 */
#ifndef KAGIBAN_PATCHLINE_H
#define KAGIBAN_PATCHLINE_H

#include <stddef.h>

struct err;
struct patch;

/*
 * Takes a line, NUL-terminated, LEN bytes without its end.  May set
 * patch->state.  Returns 0 or what the sink returned.
 */
int patchline_take(
	struct patch *patch, const char *line, size_t len, struct err *err);

/* Ends the text and the file in hand.  Returns as patchline_take(). */
int patchline_end(struct patch *patch, struct err *err);

/* Notes that something of the file in hand could not be scanned. */
void patchline_note(struct patch *patch, const char *reason);

#endif
