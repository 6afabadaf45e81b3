/*
 * wholechunk.c - chunks that are added throughout.
 */
#include "source/wholechunk.h"

int wholechunk_scan(const struct chunk_sink *sink, const struct chunk *chunk,
	struct err *err)
{
	struct chunk whole = *chunk;
	struct span all = { 0, chunk->len };

	if (chunk->len == 0)
		return 0;
	whole.added = &all;
	whole.added_count = 1;
	return sink->take(sink->payload, &whole, err);
}
