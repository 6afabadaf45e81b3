/*
 * decoded.c - what was undone, byte by byte, and what of its line goes with it.
 */
#include <string.h>

#include "base/mem.h"
#include "engine/decode_steps.h"

enum { CLOSERS = 4 /* bytes behind a region that belong to it */ };

void decoded_begin(struct decoded *out, size_t start, unsigned encoding)
{
	out->len = 0;
	out->region.start = start;
	out->region.end = start;
	out->encoding = encoding;
	out->binary = false;
	out->literal = false;
}

void decoded_grow(struct decoded *out)
{
	out->capacity = out->capacity ? 2 * out->capacity : 1024;
	out->text = mem_resize(out->text, out->capacity, 1);
	out->origins =
		mem_resize(out->origins, out->capacity, sizeof(*out->origins));
}

void decoded_copy(
	struct decoded *out, const char *text, size_t start, size_t end)
{
	for (size_t i = start; i < end; i++)
		decoded_put(out, text[i], i, i + 1);
}

static bool is_closer(char byte)
{
	static const char closers[] = "\"'`;,)]}";
	return memchr(closers, byte, sizeof(closers) - 1) != NULL;
}

void decoded_close(struct decoded *out, const struct chunk *chunk, size_t end)
{
	size_t last = chunk->len - end > CLOSERS ? end + CLOSERS : chunk->len;

	out->region.end = end;
	while (end < last && is_closer(chunk->text[end]))
		end++;
	if (end < last && chunk->text[end] == '\n')
		end++;
	decoded_copy(out, chunk->text, out->region.end, end);
	decoded_put(out, '\0', end, end);
	out->len--;
}

size_t decode_context(const struct decoder *decoder, size_t at, size_t reach)
{
	const char *text = decoder->chunk->text;
	size_t first = at > reach ? at - reach : 0;

	if (first < decoder->done)
		first = decoder->done;
	while (at > first && text[at - 1] != '\n')
		at--;
	return at;
}

struct span decoded_origin(const struct decoded *decoded, struct span span)
{
	struct span origin = { decoded->region.start, decoded->region.start };

	if (span.start >= decoded->len || span.end <= span.start)
		return origin;
	origin.start += decoded->origins[span.start].start;
	origin.end += decoded->origins[span.end - 1].end;
	return origin;
}
