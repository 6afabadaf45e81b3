/*
 * wholechunk.h - chunks that are added throughout.
 */
#ifndef KAGIBAN_WHOLECHUNK_H
#define KAGIBAN_WHOLECHUNK_H

#include "model/chunk.h"

/*
 * Hands CHUNK to SINK with all of its text added (its own `added` is not
 * looked at); an empty text is left out.  Returns 0 or what the sink returned.
 */
int wholechunk_scan(const struct chunk_sink *sink, const struct chunk *chunk,
	struct err *err);

#endif
