/*
 * locate.c - the place of a byte of a chunk for people.
 */
#include <string.h>

#include "engine/locate.h"

void locator_init(struct locator *locator, const struct chunk *chunk)
{
	locator->chunk = chunk;
	locator->offset = 0;
	locator->line_start = 0;
	locator->line = chunk->first_line;
}

static void go_forward(struct locator *locator, size_t at)
{
	const char *text = locator->chunk->text;

	while (locator->offset < at) {
		const char *newline = memchr(
			text + locator->offset, '\n', at - locator->offset);
		if (!newline)
			break;
		locator->line_start = (size_t)(newline - text) + 1;
		locator->offset = locator->line_start;
		locator->line++;
	}
	locator->offset = at;
}

/* A pair's id may stand some lines before its secret. */
static void go_back(struct locator *locator, size_t at)
{
	const char *text = locator->chunk->text;

	while (locator->line_start > at) {
		locator->line_start--;
		while (locator->line_start > 0 &&
			text[locator->line_start - 1] != '\n')
			locator->line_start--;
		locator->line--;
	}
	locator->offset = at;
}

struct position locator_find(struct locator *locator, size_t at)
{
	struct position position = { 0, 0 };

	if (locator->chunk->kind == CHUNK_BINARY)
		return position;
	if (at >= locator->offset)
		go_forward(locator, at);
	else
		go_back(locator, at);
	position.line = locator->line;
	position.column = (uint32_t)(at - locator->line_start) + 1;
	if (locator->line_start == 0)
		position.column += (uint32_t)locator->chunk->columns_before;
	return position;
}
