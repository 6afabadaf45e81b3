/*
 * addedlines.h - cuts the added lines of a text into chunks.
 *
 * A line is added if it stands in no old side.  A chunk is a run of added
 * lines with up to 20 lines and 4 KiB of the text before and after it; runs
 * whose surroundings touch are one chunk:
 *
 *     old     new        chunk
 *     ---     ---        -----
 *     a       a          a
 *     b       b2         b2   <- span
 *     c       c          c
 *             d          d    <- span
 */
#ifndef KAGIBAN_ADDEDLINES_H
#define KAGIBAN_ADDEDLINES_H

#include "model/chunk.h"

struct err;
struct lineset;

/*
 * Hands the added lines of the text in WHOLE (its `added` is not looked at)
 * to SINK, and counts them into *LINES.  A line is old if it is in one of the
 * OLD_COUNT sets at OLD, which have one seed; without any set all lines are
 * added, in one chunk.  Returns 0 or what the sink returned.
 */
int addedlines_scan(const struct chunk *whole, const struct lineset *old,
	size_t old_count, const struct chunk_sink *sink, uint64_t *lines,
	struct err *err);

#endif
