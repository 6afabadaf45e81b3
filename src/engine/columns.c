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

/* From behind the name to behind `) VALUES (`. */
static bool skip_to_row(struct cursor *cursor)
{
	size_t stop = cursor->at + LIST_MAX;
	while (cursor->at < stop && cursor_peek(cursor, 0) > 0 &&
		(is_name_byte(cursor_peek(cursor, 0)) ||
			strchr(", \t\r\n\"`[]", cursor_peek(cursor, 0))))
		cursor->at++;
	if (!cursor_take(cursor, ")"))
		return false;
	cursor_skip_space(cursor);
	if (cursor->len - cursor->at < 8 ||
		!fold_starts_with(cursor->text + cursor->at, 6, "values"))
		return false;
	cursor->at += 6;
	cursor_skip_space(cursor);
	return cursor_take(cursor, "(");
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
static bool skip_values(struct cursor *cursor, int count)
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

bool columns_reach(struct cursor *cursor, size_t name_start)
{
	struct cursor try = *cursor;
	int byte = cursor_peek(cursor, 0);
	if (byte <= 0 || !strchr(",)\"`] \n", byte))
		return false;
	if (!skip_to_row(&try))
		return false;
	int count = columns_before(cursor->text, name_start);
	if (count < 0 || !skip_values(&try, count) ||
		(cursor_peek(&try, 0) != '\'' && !cursor_sees(&try, "N'")))
		return false;
	*cursor = try;
	return true;
}
