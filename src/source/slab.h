/*
 * slab.h - text that comes piece by piece and leaves in chunks.
 *
 * Pieces are added lines or known ones.  What grows over 1 MiB is handed on,
 * and the next chunk begins with up to 8 KiB of it, so that what crosses a cut
 * is whole in one of them.
 */
#ifndef KAGIBAN_SLAB_H
#define KAGIBAN_SLAB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "model/chunk.h"

struct err;

struct slab {
	const struct chunk_sink *sink; /* borrowed */
	struct chunk place; /* path, commit, kind of the chunks; borrowed */
	struct buf text; /* owned */
	struct span *added; /* owned; spans of text */
	size_t added_count;
	size_t added_capacity;
	size_t overlap; /* bytes at the start that a chunk has had */
	uint32_t line; /* of text's first byte */
	size_t columns_before; /* of that line, before text */
	bool has_news; /* something was added behind the overlap */
};

void slab_init(struct slab *slab, const struct chunk_sink *sink);
void slab_release(struct slab *slab);

/*
 * Begins a text whose first line has the number LINE; what was not flushed is
 * dropped.  PLACE gives path, commit and kind of its chunks, all borrowed
 * until slab_flush().
 */
void slab_start(struct slab *slab, const struct chunk *place, uint32_t line);

/* Appends LEN bytes, added or known.  Returns 0 or what the sink returned. */
int slab_append(struct slab *slab, const char *data, size_t len, bool added,
	struct err *err);

/* Takes the last byte away again, if it is a newline. */
void slab_drop_newline(struct slab *slab);

/* Hands on what is left, if anything of it is added, and empties the slab.
 * Returns 0 or what the sink returned. */
int slab_flush(struct slab *slab, struct err *err);

#endif
