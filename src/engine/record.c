/*
 * record.c - reads objects, elements and blocks of labels and what they hold.
 *
 * Whichever order they have, they are read forwards: for a value before its
 * name, from the bracket or dash at which the record begins.
 */
#include <string.h>

#include "engine/cursor.h"
#include "engine/operand.h"
#include "engine/record.h"

enum { RECORD_MAX = 300 }; /* bytes between the name and its value */

static const char *const quotes[] = { "\\\"", "\"", "'" };

/* What is between two labels of a record. */
static void skip_between(struct cursor *cursor)
{
	while (cursor_peek(cursor, 0) > 0 &&
		strchr(" \t\r\n,;", cursor_peek(cursor, 0)))
		cursor->at++;
}

/* A literal in quotes, to the end of its line at most. */
static bool skip_quoted(struct cursor *cursor, const char *quote)
{
	while (cursor_peek(cursor, 0) > 0 && cursor_peek(cursor, 0) != '\n') {
		if (cursor_take(cursor, quote))
			return true;
		cursor->at += cursor_peek(cursor, 0) == '\\' &&
					      cursor_peek(cursor, 1) > 0
				      ? 2
				      : 1;
	}
	return false;
}

/* `text`, "text", true: what a label holds that is not the value. */
static bool skip_held(struct cursor *cursor)
{
	for (size_t i = 0; i < sizeof(quotes) / sizeof(quotes[0]); i++) {
		if (cursor_take(cursor, quotes[i]))
			return skip_quoted(cursor, quotes[i]);
	}
	size_t start = cursor->at;
	while (cursor_peek(cursor, 0) >= ' ' &&
		!strchr(",;{}[]<>\"", cursor_peek(cursor, 0)))
		cursor->at++;
	return cursor->at > start;
}

/* `type: "text"` */
static bool skip_label(struct cursor *cursor)
{
	CURSOR_TAKE_ANY(cursor, quotes);
	size_t start = cursor->at;
	while (is_name_byte(cursor_peek(cursor, 0)) ||
		cursor_peek(cursor, 0) == '-')
		cursor->at++;
	if (cursor->at == start)
		return false;
	CURSOR_TAKE_ANY(cursor, quotes);
	cursor_skip_blanks(cursor);
	if (!cursor_take(cursor, ":") && !cursor_take(cursor, "="))
		return false;
	cursor_skip_blanks(cursor);
	return skip_held(cursor);
}

/* To what the value's label holds, if that stands before STOP. */
static bool find_value(struct cursor *cursor, size_t stop)
{
	struct cursor try = *cursor;
	skip_between(&try);
	while (try.at < stop) {
		struct cursor value = try;
		if (operand_take_name(&value)) {
			cursor_skip_blanks(&value);
			*cursor = value;
			return true;
		}
		if (!skip_label(&try))
			return false;
		skip_between(&try);
	}
	return false;
}

bool record_forward(struct cursor *cursor)
{
	return find_value(cursor, cursor->at + RECORD_MAX);
}

/* Before an opening quote, which may have been escaped. */
static size_t before_quote(const char *text, size_t at)
{
	if (at > 0 && (text[at - 1] == '"' || text[at - 1] == '\''))
		at--;
	return at > 0 && text[at - 1] == '\\' ? at - 1 : at;
}

/* Where the label of the name at AT begins; AT itself if there is none. */
static size_t label_start(const char *text, size_t at)
{
	static const char *const labels[] = { "name", "Name", "NAME", "key",
		"Key", "KEY", "ParameterKey", "parameterKey", "id", "Id",
		"property", "variable", "provide" };
	size_t end = before_blanks(text, before_quote(text, at));
	if (end == 0 || (text[end - 1] != ':' && text[end - 1] != '='))
		return at;
	end = before_quote(text, before_blanks(text, end - 1));
	size_t start = end;
	while (start > 0 && is_name_byte((unsigned char)text[start - 1]))
		start--;
	for (size_t i = 0; i < sizeof(labels) / sizeof(labels[0]); i++) {
		if (strlen(labels[i]) == end - start &&
			memcmp(text + start, labels[i], end - start) == 0)
			return before_quote(text, start);
	}
	return at;
}

bool record_has_label(const char *text, size_t at)
{
	return label_start(text, at) < at;
}

/* Whether an item of a list in YAML begins with the dash before AT. */
static bool begins_item(const char *text, size_t at)
{
	if (text[at - 1] != '-' || text[at] != ' ')
		return false;
	at = before_blanks(text, at - 1);
	return at == 0 || text[at - 1] == '\n';
}

/* Where the record round AT begins; 0 if it does not. */
static size_t record_start(const char *text, size_t at)
{
	size_t least = at > RECORD_MAX ? at - RECORD_MAX : 0;
	for (; at > least; at--) {
		char byte = text[at - 1];
		if (strchr("{<(", byte) || begins_item(text, at))
			return at;
		if (strchr("}>)", byte))
			return 0;
	}
	return 0;
}

bool record_backward(struct cursor *cursor, size_t at)
{
	size_t stop = label_start(cursor->text, at);
	size_t start = record_start(cursor->text, stop);
	struct cursor try = { cursor->text, cursor->len, start };
	if (start == 0)
		return false;
	/* The name of an element. */
	while (cursor->text[start - 1] == '<' && cursor_peek(&try, 0) > ' ')
		try.at++;
	if (!find_value(&try, stop) || try.at >= stop)
		return false;
	*cursor = try;
	return true;
}

/* The blanks at the beginning of the line of AT; of a list, with its dash. */
static size_t indent_of(const char *text, size_t at)
{
	size_t start = at;
	size_t indent = 0;
	while (start > 0 && text[start - 1] != '\n' && at - start < RECORD_MAX)
		start--;
	while (start + indent < at && strchr(" -", text[start + indent]))
		indent++;
	return indent;
}

/* Whether each line from START to END is indented by more than INDENT. */
static bool is_deeper(const char *text, size_t start, size_t end, size_t indent)
{
	for (size_t i = start; i < end; i++) {
		size_t blanks = 0;
		if (text[i] != '\n')
			continue;
		while (i + 1 + blanks < end && text[i + 1 + blanks] == ' ')
			blanks++;
		if (blanks <= indent)
			return false;
	}
	return true;
}

bool record_inside(struct cursor *cursor, size_t at)
{
	struct cursor try = *cursor;
	cursor_skip_blanks(&try);
	bool braced = cursor_take(&try, "{");
	if (!braced && cursor_peek(&try, 0) != '\n' &&
		cursor_peek(&try, 0) != '\r')
		return false;
	if (!find_value(&try, try.at + RECORD_MAX) ||
		(!braced && !is_deeper(try.text, cursor->at, try.at,
				    indent_of(try.text, at))))
		return false;
	*cursor = try;
	return true;
}
