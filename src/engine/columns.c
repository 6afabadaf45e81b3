/*
 * columns.c - counts the columns before a name and the values before its own.
 */
#include <string.h>

#include "engine/columns.h"
#include "engine/cursor.h"

enum {
	LIST_MAX = 500, /* bytes of a list of columns, to either side */
	ROW_MAX = 2000, /* bytes of the values before the one looked for */
};

/* Of `t (id, "name`: how many columns stand before the name; -1: no list. */
static int columns_before(const char *text, size_t at)
{
	size_t least = at > LIST_MAX ? at - LIST_MAX : 0;
	int count = 0;
	while (at > least) {
		int byte = (unsigned char)text[--at];
		if (byte == '(')
			return count;
		count += byte == ',';
		if (!is_name_byte(byte) && !strchr(", \t\r\n\"`[]", byte))
			return -1;
	}
	return -1;
}

/* From behind the name to behind the list's bracket; how many follow it. */
static bool skip_columns(struct cursor *cursor, size_t *count)
{
	size_t stop = cursor->at + LIST_MAX;
	*count = 0;
	while (cursor->at < stop && cursor_peek(cursor, 0) > 0 &&
		(is_name_byte(cursor_peek(cursor, 0)) ||
			strchr(", \t\r\n\"`[]", cursor_peek(cursor, 0)))) {
		*count += cursor_peek(cursor, 0) == ',';
		cursor->at++;
	}
	return cursor_take(cursor, ")");
}

/* WORD in any case, and the space round it. */
static bool take_word(struct cursor *cursor, const char *word)
{
	size_t len = strlen(word);
	cursor_skip_space(cursor);
	if (!fold_starts_with(
		    cursor->text + cursor->at, cursor->len - cursor->at, word))
		return false;
	cursor->at += len;
	cursor_skip_space(cursor);
	return true;
}

/* From behind the name to behind `) VALUES (`. */
static bool skip_to_row(struct cursor *cursor)
{
	size_t after;
	return skip_columns(cursor, &after) && take_word(cursor, "values") &&
	       cursor_take(cursor, "(");
}

static void skip_quoted(struct cursor *cursor)
{
	cursor->at++;
	while (cursor_peek(cursor, 0) > 0 && cursor_peek(cursor, 0) != '\'')
		cursor->at += cursor_peek(cursor, 0) == '\\' &&
					      cursor_peek(cursor, 1) > 0
				      ? 2
				      : 1;
	cursor_take(cursor, "'");
}

/* Over COUNT values and the commas behind them. */
static bool skip_values(struct cursor *cursor, size_t count)
{
	size_t stop = cursor->at + ROW_MAX;
	size_t depth = 0;
	while (count > 0 && cursor->at < stop) {
		int byte = cursor_peek(cursor, 0);
		if (byte <= 0 || byte == ';' || (byte == ')' && depth == 0))
			return false;
		depth += byte == '(';
		depth -= byte == ')';
		count -= byte == ',' && depth == 0;
		if (byte == '\'')
			skip_quoted(cursor);
		else
			cursor->at++;
	}
	cursor_skip_space(cursor);
	return count == 0;
}

/* Whether a list of columns may go on at the cursor. */
static bool sees_column(const struct cursor *cursor)
{
	int byte = cursor_peek(cursor, 0);
	return byte > 0 && strchr(",)\"`] \n", byte);
}

static bool sees_literal(const struct cursor *cursor)
{
	return cursor_peek(cursor, 0) == '\'' || cursor_sees(cursor, "N'");
}

bool columns_reach_row(struct cursor *cursor, size_t name_start, size_t *column)
{
	struct cursor try = *cursor;
	if (!sees_column(cursor) || !skip_to_row(&try))
		return false;
	int count = columns_before(cursor->text, name_start);
	if (count < 0)
		return false;
	*column = (size_t)count;
	*cursor = try;
	return true;
}

bool columns_reach(struct cursor *cursor, size_t name_start)
{
	struct cursor try = *cursor;
	size_t column;
	if (!columns_reach_row(&try, name_start, &column) ||
		!skip_values(&try, column) || !sees_literal(&try))
		return false;
	*cursor = try;
	return true;
}

/* To behind the bracket that closes the row. */
static bool skip_row(struct cursor *cursor)
{
	size_t stop = cursor->at + ROW_MAX;
	size_t depth = 0;
	while (cursor->at < stop) {
		int byte = cursor_peek(cursor, 0);
		if (byte <= 0 || byte == ';')
			return false;
		if (byte == '\'') {
			skip_quoted(cursor);
			continue;
		}
		cursor->at++;
		if (byte == ')' && depth == 0)
			return true;
		depth += byte == '(';
		depth -= byte == ')';
	}
	return false;
}

bool columns_next(struct cursor *cursor, size_t column, struct span *value)
{
	*value = (struct span){ 0, 0 };
	if (!skip_row(cursor))
		return false;
	cursor_skip_space(cursor);
	if (!cursor_take(cursor, ","))
		return false;
	cursor_skip_space(cursor);
	if (!cursor_take(cursor, "(") || !skip_values(cursor, column))
		return false;
	if (!sees_literal(cursor))
		return true;
	cursor_take(cursor, "N");
	value->start = cursor->at + 1;
	skip_quoted(cursor);
	value->end = cursor->at > value->start ? cursor->at - 1 : cursor->at;
	return true;
}

bool columns_reach_lines(
	struct cursor *cursor, size_t name_start, size_t *column, size_t *width)
{
	struct cursor try = *cursor;
	size_t after;
	if (!sees_column(cursor) || !skip_columns(&try, &after) ||
		!take_word(&try, "from") || !take_word(&try, "stdin"))
		return false;
	int count = columns_before(cursor->text, name_start);
	while (cursor_peek(&try, 0) > 0 && cursor_peek(&try, 0) != ';' &&
		cursor_peek(&try, 0) != '\n')
		try.at++;
	if (count < 0 || !cursor_take(&try, ";"))
		return false;
	cursor_take(&try, "\r");
	if (!cursor_take(&try, "\n"))
		return false;
	*column = (size_t)count;
	*width = (size_t)count + 1 + after;
	*cursor = try;
	return true;
}
