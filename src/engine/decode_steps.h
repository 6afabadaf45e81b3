/*
 * decode_steps.h - what the files of the decoder share: each undoes one kind
 * of encoding at a place that scout.c has seen.
 *
 * A step fills decoder->out, region included, and returns true, or returns
 * false if there is nothing to be undone.  It never goes back behind
 * decoder->done.
 */
#ifndef KAGIBAN_DECODE_STEPS_H
#define KAGIBAN_DECODE_STEPS_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/ascii.h"
#include "engine/decode.h"
#include "engine/digits.h"

enum {
	DECODE_PIECE = 256 * 1024, /* bytes undone at a time */
	DECODE_OVERLAP = 8 * 1024, /* bytes that two pieces of a run share */
	DECODE_CONTEXT = 256, /* bytes before it that are shown to the rules */
	DECODE_REACH = 2048, /* the same for what is undone in its line */
	DECODE_LEAST = 15, /* bytes; no form is shorter */
};

/*
 * decode_digits.c: collects the digits from BASE on, also from further lines
 * that hold nothing else, up to DECODE_PIECE; returns where they end.
 */
size_t decode_collect(
	struct digits *digits, const struct chunk *chunk, size_t base);

/* Behind up to two `=` at AT; whether a line ends at AT. */
size_t decode_skip_padding(const struct chunk *chunk, size_t at);
bool decode_is_line_end(const struct chunk *chunk, size_t at);

/* decode_run.c: base64 and hex, also over lines. */
bool decode_run(struct decoder *decoder, struct span run);

/* decode_escapes.c */
bool decode_percent(struct decoder *decoder, size_t at);
bool decode_escapes(struct decoder *decoder, size_t at);

/* decode_pieces.c: literals and lines that are joined. */
bool decode_join(struct decoder *decoder, size_t at);
/* The same from the literal that ends with the quote at AT. */
bool decode_join_literal(struct decoder *decoder, size_t at);

bool decode_continued(struct decoder *decoder, size_t at);
bool decode_lines(struct decoder *decoder, struct span run);

/* Whether the literal that ends with the quote at AT goes on in another. */
bool decode_joins_next(const struct chunk *chunk, size_t at);

/* decoded.c: empties the output; its region begins at START. */
void decoded_begin(struct decoded *out, size_t start, unsigned encoding);

/* Makes room for the bytes to come. */
void decoded_grow(struct decoded *out);

/* Adds a byte that comes from [START, END) of the text. */
static inline void decoded_put(
	struct decoded *out, char byte, size_t start, size_t end)
{
	if (out->len + 1 >= out->capacity)
		decoded_grow(out);
	out->text[out->len] = byte;
	out->origins[out->len].start = (uint32_t)(start - out->region.start);
	out->origins[out->len].end = (uint32_t)(end - out->region.start);
	out->len++;
}

/* Adds the bytes of TEXT from START to END as they are. */
void decoded_copy(
	struct decoded *out, const char *text, size_t start, size_t end);

/*
 * Ends the region at END, and adds what closes it in the text: quotes,
 * brackets, a comma, the line's end.
 */
void decoded_close(struct decoded *out, const struct chunk *chunk, size_t end);

/*
 * Where the context of what stands at AT begins: in its line, at most REACH
 * bytes before it, not before the last region.
 */
size_t decode_context(const struct decoder *decoder, size_t at, size_t reach);

/* A byte of which tokens, URLs and the like are made. */
static inline bool is_token_byte(char byte)
{
	return digit_value(byte) < NO_DIGIT || byte == '.' || byte == ':' ||
	       byte == '@' || byte == '=' || byte == '~' || byte == '%' ||
	       byte == '$' || byte == '!';
}

#endif
