/*
 * hunk.h - the head of a hunk and what its lines are.
 *
 *     @@ -1,3 +1,4 @@ f()           one parent
 *     @@@ -1,3 -1,3 +1,4 @@@ f()   two: each line has two columns
 */
#ifndef KAGIBAN_HUNK_H
#define KAGIBAN_HUNK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { HUNK_PARENTS = 64 }; /* a merge of more is no hunk that we know */

struct hunk {
	uint32_t line; /* of the new side's first line, from 1 */
	size_t parents;
	uint64_t old[HUNK_PARENTS]; /* lines of each parent that are to come */
	uint64_t new; /* lines of the new side that are to come */
	bool open; /* it says no numbers: it ends with the first other line */
	bool brings_file; /* the old side has no line at all */
};

enum hunk_line {
	HUNK_KNOWN, /* in the new side and in a parent */
	HUNK_ADDED, /* in the new side and in no parent */
	HUNK_OLD, /* not in the new side */
	HUNK_WRONG, /* no line of a hunk */
};

/* Reads the head of a hunk, LEN bytes without its end.  Returns false if LINE
 * is none. */
bool hunk_read(struct hunk *hunk, const char *line, size_t len);

/* What the line with these columns (hunk->parents bytes) is; it is counted. */
enum hunk_line hunk_take(struct hunk *hunk, const char *columns);

/* Whether all lines have come. */
bool hunk_is_over(const struct hunk *hunk);

#endif
