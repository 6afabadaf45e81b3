/*
 * decode.h - undoes what is encoded in a text, one piece after the other.
 *
 * What scout.c reports is tried; what was undone becomes a text of its own,
 * with some of the line before it, so that the rules see
 *
 *     greeting: aGVsbG8gd29ybGQ=         as       greeting: hello world
 *
 * and each of its bytes knows where it comes from.  The regions of the pieces
 * do not overlap (long ones are cut, and then a little), and nothing gets
 * longer by being undone: one level costs no more than the text's length.
 */
#ifndef KAGIBAN_DECODE_H
#define KAGIBAN_DECODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/scout.h"
#include "model/chunk.h"
#include "model/span.h"

/* Where a byte comes from, counted from the region's start. */
struct origin {
	uint32_t start;
	uint32_t end;
};

/* What was undone; borrowed from the decoder until its next step. */
struct decoded {
	char *text; /* owned, NUL-terminated */
	struct origin *origins; /* owned; one a byte */
	size_t len;
	size_t capacity; /* of both */
	struct span region; /* of the text it stands in */
	unsigned encoding; /* enum encoding */
	bool binary; /* its text lies among other bytes */
	bool literal; /* no program's text: each value in it is one */
};

/* Base64 digits with their places, line ends and the like left out. */
struct digits {
	unsigned char *value; /* owned; 0 to 63 */
	uint32_t *at; /* owned; from the region's start */
	size_t count;
	size_t capacity;
};

struct decoder {
	const struct chunk *chunk; /* borrowed */
	struct scout scout;
	size_t done; /* end of the last region */
	size_t looked; /* runs that begin before it were looked at */
	size_t resume; /* where a run that was cut goes on; 0: nowhere */
	bool manifest; /* a Kubernetes Secret: short values are encoded */
	bool yaml; /* a line may go on in the next one */
	struct digits digits;
	struct decoded out;
};

/* Releases what the decoder owns; a zeroed one is fine. */
void decoder_release(struct decoder *decoder);

/* Begins with CHUNK (borrowed until the last step); memory is kept. */
void decoder_start(struct decoder *decoder, const struct chunk *chunk);

/* Fills decoder->out with the next text that was undone, or returns false. */
bool decoder_next(struct decoder *decoder);

/* Where SPAN of what was undone comes from, in the text it stands in. */
struct span decoded_origin(const struct decoded *decoded, struct span span);

#endif
