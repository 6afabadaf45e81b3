/*
 * template.h - finds the fields in the text of a template.
 *
 * `{name:arguments}` is a field; `{{`, and a brace that no letter follows, is a
 * literal brace.  Both nest: each opening brace in the arguments needs a
 * closing one.
 *
 *     token: {base64-of:{"id":"{hex:8}"}} end
 *            ^-- field --------------- ^
 */
#ifndef KAGIBAN_TEMPLATE_H
#define KAGIBAN_TEMPLATE_H

#include <stdbool.h>
#include <stddef.h>

/* A part of a template; borrowed. */
struct slice {
	const char *text;
	size_t len;
};

bool slice_equals(struct slice slice, const char *text);

enum piece_kind {
	PIECE_END,
	PIECE_TEXT, /* `text` stands for itself */
	PIECE_FIELD,
	PIECE_BROKEN, /* `text` begins a field that is not closed */
};

struct piece {
	enum piece_kind kind;
	struct slice text; /* the literal, or the field with its braces */
	struct slice name; /* of a field */
	struct slice args; /* behind its colon; text NULL: there is none */
};

/* Takes the next piece off the front of REST. */
struct piece template_next(struct slice *rest);

/*
 * Takes what stands before the first SEPARATOR that is in no field off the
 * front of REST, and the separator too.  Without one takes all; REST->text is
 * then NULL.
 */
struct slice template_split(struct slice *rest, char separator);

#endif
