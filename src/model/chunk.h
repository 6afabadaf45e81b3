/*
 * chunk.h - the first joint: what a source hands to the pipeline.
 *
 * A chunk is one or more runs of added lines of one file (or message, or
 * name) with some unchanged lines round them.  It is cut from the new side
 * without copying: the pointers are borrowed and valid until the sink returns.
 */
#ifndef KAGIBAN_CHUNK_H
#define KAGIBAN_CHUNK_H

#include <stdbool.h>

#include "model/span.h"

struct err;

enum chunk_kind {
	CHUNK_TEXT, /* lines of a file */
	CHUNK_BINARY, /* bytes of a file that has no lines */
	CHUNK_MESSAGE, /* a commit message or the text of a tag */
	CHUNK_NAME, /* a path, a ref name: the text is the name itself */
};

struct chunk {
	const char *text; /* bytes, not NUL-terminated */
	size_t len; /* of text */
	const struct span *added; /* sorted, disjoint spans of text */
	size_t added_count; /* at least 1 */
	const char *path; /* NUL-terminated, as git has it; NULL: none, or not
			     known */
	const char *commit; /* object id in hex; NULL: not committed yet */
	uint32_t first_line; /* number of text's first line, from 1 */
	/* Bytes of that line that stand before text, 0 unless it is cut. */
	size_t columns_before;
	enum chunk_kind kind;
	bool in_head; /* of a history: HEAD has this content at this path */
	/*
	 * A text that the pipeline has undone within a source's chunk; for the
	 * source's own all of them are 0.  Its added spans and its first line
	 * mean nothing.
	 */
	unsigned depth; /* how many encodings were undone, one in the other */
	unsigned encodings; /* which: enum encoding, or-ed */
	bool literal; /* no program's text: each value in it is one */
};

/*
 * Receives the chunks of a source, in its order.  Returns 0 or, to end the
 * scan, a negative enum err_code with ERR filled; the source hands it on.
 */
typedef int (*chunk_fn)(
	void *payload, const struct chunk *chunk, struct err *err);

struct chunk_sink {
	chunk_fn take;
	void *payload; /* borrowed by the source for the length of the scan */
};

#endif
