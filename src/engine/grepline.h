/*
 * grepline.h - a line of a chunk as git grep -n prints it.
 */
#ifndef KAGIBAN_GREPLINE_H
#define KAGIBAN_GREPLINE_H

#include <stdint.h>

#include "model/chunk.h"

struct buf;

/* Bytes of a line to either side of a place in it; the rest is left out. */
enum { GREPLINE_REACH = 8192 };

/* The line in which byte AT of CHUNK's text stands, without its end. */
struct span grepline_span(const struct chunk *chunk, size_t at);

/*
 * Writes "PATH:NUMBER:LINE" to OUT, cleared first.  A commit message has the
 * path at which its hook is given it, what has no path that of stdin.  Returns
 * 0 or ERR_LIMIT (OUT's ceiling).
 */
int grepline_write(struct buf *out, const struct chunk *chunk, uint32_t number,
	struct span line);

#endif
