/*
 * body.c - reads the head of a function up to the literal that it returns.
 */
#include <string.h>

#include "engine/body.h"
#include "engine/cursor.h"

enum { HEAD_MAX = 120 }; /* bytes of parameters and of a type */

/* `(user, password: str)`; whether no other bracket is in it. */
static bool skip_parameters(struct cursor *cursor)
{
	size_t stop = cursor->at + HEAD_MAX;
	if (!cursor_take(cursor, "("))
		return false;
	while (cursor->at < stop && cursor_peek(cursor, 0) > 0 &&
		!strchr("(){}\"'`;\n", cursor_peek(cursor, 0)))
		cursor->at++;
	return cursor_take(cursor, ")");
}

/* A type, or what is said of one: `: Promise<string> `, ` throws X`. */
static void skip_type(struct cursor *cursor)
{
	size_t stop = cursor->at + HEAD_MAX;
	while (cursor->at < stop && cursor_peek(cursor, 0) > 0 &&
		(is_name_byte(cursor_peek(cursor, 0)) ||
			strchr(":<>[]?*&., \t", cursor_peek(cursor, 0))) &&
		!cursor_sees(cursor, ":\n") && !cursor_sees(cursor, ":\r"))
		cursor->at++;
	cursor_take(cursor, "->");
}

/* Whether `def ` stands before the name. */
static bool is_defined(const char *text, size_t at)
{
	return at >= 4 && memcmp(text + at - 4, "def ", 4) == 0;
}

/* `{ return `, `:` and a line with `return`, `=>`, and Ruby's line end. */
static bool skip_opening(struct cursor *cursor, size_t name_start, bool call)
{
	if (call && (cursor_sees(cursor, "=>") ||
			    (cursor_peek(cursor, 0) == '=' &&
				    cursor_peek(cursor, 1) == ' '))) {
		cursor->at += 2;
		return true;
	}
	bool ruby =
		is_defined(cursor->text, name_start) &&
		(cursor_peek(cursor, 0) == '\n' || cursor_take(cursor, ";"));
	bool python = call && cursor_take(cursor, ":");
	cursor_skip_space(cursor);
	if (!ruby && !python && !cursor_take(cursor, "{"))
		return false;
	cursor_skip_space(cursor);
	if (cursor_take(cursor, "get")) {
		cursor_skip_space(cursor);
		if (!cursor_take(cursor, "{"))
			return false;
		cursor_skip_space(cursor);
	}
	return cursor_take(cursor, "return ") || ruby;
}

bool body_reach(struct cursor *cursor, size_t name_start)
{
	struct cursor try = *cursor;
	cursor_take(&try, " = ");
	bool call = skip_parameters(&try);
	if (!call && cursor_peek(&try, 0) != ':' && !cursor_sees(&try, " {") &&
		!is_defined(cursor->text, name_start))
		return false;
	for (size_t arrows = 0; arrows < 2; arrows++)
		skip_type(&try);
	if (!skip_opening(&try, name_start, call))
		return false;
	cursor_skip_blanks(&try);
	if (!is_quote_byte(cursor_peek(&try, 0)) && !cursor_sees(&try, "@\""))
		return false;
	*cursor = try;
	return true;
}
