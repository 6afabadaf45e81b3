/*
 * window.h - reads what is too large to be held, window by window.
 *
 * Bytes go in as they come; chunks of about 1 MiB come out, cut at newlines
 * where there are any, each beginning with up to 8 KiB of the one before it,
 * so that what crosses a cut is whole in one of them.  All is taken as added.
 */
#ifndef KAGIBAN_WINDOW_H
#define KAGIBAN_WINDOW_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/utf.h"
#include "model/chunk.h"

struct coverage;
struct err;

struct window {
	const struct chunk_sink *sink; /* borrowed */
	struct coverage *coverage; /* borrowed, counted up */
	const char *path; /* borrowed */
	const char *commit; /* borrowed, or NULL */
	struct buf raw; /* owned; UTF-16 that is not decoded yet */
	struct buf text; /* owned; what no chunk has had, and its overlap */
	size_t overlap; /* bytes at the start of text that a chunk has had */
	size_t columns_before; /* of its first line, before text */
	uint32_t line; /* of text's first byte, from 1 */
	enum text_encoding encoding;
	bool in_head; /* of the chunks; may be set after window_init() */
	bool known; /* the encoding */
};

/* Begins a file; its path and commit stay borrowed until window_end(). */
void window_init(struct window *window, const struct chunk_sink *sink,
	struct coverage *coverage, const char *path, const char *commit);
void window_release(struct window *window);

/* Takes the next LEN bytes.  Returns 0 or what the sink returned. */
int window_feed(
	struct window *window, const char *data, size_t len, struct err *err);

/* Hands on the rest and counts the file.  Returns as window_feed(). */
int window_end(struct window *window, struct err *err);

struct object_piece;

/*
 * Takes PIECE, of which the first has begun the window; the last one ends and
 * releases it.  Returns as window_feed().
 */
int window_take(struct window *window, const struct object_piece *piece,
	struct err *err);

#endif
