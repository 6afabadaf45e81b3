/*
 * template.c - finds the fields in the text of a template.
 */
#include <string.h>

#include "rules/template.h"

bool slice_equals(struct slice slice, const char *text)
{
	return slice.len == strlen(text) &&
	       memcmp(slice.text, text, slice.len) == 0;
}

/* Goes one brace or other byte on from AT and keeps account of the depth. */
static size_t step(struct slice text, size_t at, int *depth)
{
	if (text.text[at] == '}')
		--*depth;
	if (text.text[at] != '{')
		return at + 1;
	++*depth;
	return at + 1 < text.len && text.text[at + 1] == '{' ? at + 2 : at + 1;
}

/* The length of the field that begins at `{`; 0 if it is not closed. */
static size_t field_len(struct slice text)
{
	size_t at = 1;
	int depth = 1;

	while (at < text.len && depth > 0)
		at = step(text, at, &depth);
	return depth == 0 ? at : 0;
}

static struct piece make_field(struct slice text)
{
	struct piece piece = { PIECE_FIELD, text, { text.text + 1, 0 },
		{ NULL, 0 } };
	const char *colon = memchr(text.text, ':', text.len);

	if (colon == NULL) {
		piece.name.len = text.len - 2;
		return piece;
	}
	piece.name.len = (size_t)(colon - piece.name.text);
	piece.args.text = colon + 1;
	piece.args.len = text.len - piece.name.len - 3;
	return piece;
}

static void advance(struct slice *rest, size_t len)
{
	rest->text += len;
	rest->len -= len;
}

/* A field begins with a letter; any other brace stands for itself. */
static bool begins_field(struct slice text)
{
	char next;

	if (text.len < 2)
		return false;
	next = text.text[1];
	return (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z');
}

struct piece template_next(struct slice *rest)
{
	struct piece piece = { PIECE_END, { rest->text, 0 }, { NULL, 0 },
		{ NULL, 0 } };
	const char *brace;

	if (rest->len == 0)
		return piece;
	brace = memchr(rest->text, '{', rest->len);
	piece.kind = PIECE_TEXT;
	if (brace != rest->text) { /* text up to the brace */
		piece.text.len = brace == NULL ? rest->len
					       : (size_t)(brace - rest->text);
		advance(rest, piece.text.len);
		return piece;
	}
	if (!begins_field(*rest)) {
		piece.text.len = 1;
		advance(rest, rest->len > 1 && brace[1] == '{' ? 2 : 1);
		return piece;
	}
	piece.text.len = field_len(*rest);
	if (piece.text.len == 0) {
		piece.kind = PIECE_BROKEN;
		return piece;
	}
	advance(rest, piece.text.len);
	return make_field(piece.text);
}

struct slice template_split(struct slice *rest, char separator)
{
	struct slice taken = *rest;
	size_t at = 0;
	int depth = 0;

	while (at < taken.len) {
		if (depth == 0 && taken.text[at] == separator) {
			advance(rest, at + 1);
			taken.len = at;
			return taken;
		}
		at = step(taken, at, &depth);
	}
	*rest = (struct slice){ NULL, 0 };
	return taken;
}
