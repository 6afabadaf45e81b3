/*
 * tuple.c - counts the names before a name and the values before its own.
 */
#include <stdbool.h>
#include <string.h>

#include "engine/cursor.h"
#include "engine/operand.h"
#include "engine/tuple.h"

enum {
	NAMES_MAX = 100, /* bytes of the names to either side */
	VALUES_MAX = 400, /* bytes of the values before the one looked for */
};

static bool is_in_names(int byte)
{
	return is_name_byte(byte) || (byte > 0 && strchr(", \t$@.", byte));
}

/* How many names stand before the one at AT; -1: it is no list of names. */
static int names_before(const char *text, size_t at)
{
	size_t least = at > NAMES_MAX ? at - NAMES_MAX : 0;
	int count = 0;
	while (at > least && is_in_names((unsigned char)text[at - 1])) {
		at--;
		count += text[at] == ',';
	}
	/* [user, password] = and (user, password) = */
	if (at > 0 && (text[at - 1] == '[' || text[at - 1] == '('))
		at--;
	while (at > least && is_in_names((unsigned char)text[at - 1])) {
		at--;
		if (text[at] == ',')
			return -1;
	}
	return at == 0 || strchr("\n;\"'", text[at - 1]) ? count : -1;
}

/* From behind the name to behind the `=`; whether it is one of a list. */
static bool skip_names(struct cursor *cursor, bool *listed)
{
	size_t stop = cursor->at + NAMES_MAX;
	while (cursor->at < stop && is_in_names(cursor_peek(cursor, 0))) {
		*listed |= cursor_peek(cursor, 0) == ',';
		cursor->at++;
	}
	if (cursor_peek(cursor, 0) == ']' || cursor_peek(cursor, 0) == ')')
		cursor->at++;
	cursor_skip_blanks(cursor);
	cursor_take(cursor, ":");
	return cursor_take(cursor, "=") && cursor_peek(cursor, 0) != '=';
}

/* Over one value and the comma behind it. */
static bool skip_value(struct cursor *cursor)
{
	int quote = cursor_peek(cursor, 0);
	size_t stop = cursor->at + VALUES_MAX;
	bool quoted = is_quote_byte(quote);
	cursor->at += quoted;
	while (cursor->at < stop && cursor_peek(cursor, 0) >= ' ' &&
		cursor_peek(cursor, 0) != (quoted ? quote : ',')) {
		if (!quoted && strchr("()[]{}\"'", cursor_peek(cursor, 0)))
			return false;
		cursor->at++;
	}
	cursor->at += quoted && cursor_peek(cursor, 0) == quote;
	cursor_skip_blanks(cursor);
	if (!cursor_take(cursor, ","))
		return false;
	cursor_skip_blanks(cursor);
	return true;
}

/* Whether another assignment follows: let a, b = "x", c = 1 */
static bool sees_assignment(struct cursor cursor)
{
	size_t stop = cursor.at + VALUES_MAX;
	int open = 0;
	for (; cursor.at < stop && cursor_peek(&cursor, 0) >= ' ';
		cursor.at++) {
		int byte = cursor_peek(&cursor, 0);
		if (open == 0 && byte == '=')
			return true;
		if (is_quote_byte(byte) && (open == 0 || open == byte))
			open = open == 0 ? byte : 0;
	}
	return false;
}

enum tuple tuple_reach(struct cursor *cursor, size_t name_start)
{
	struct cursor try = *cursor;
	int after = cursor_peek(cursor, 0);
	if (after <= 0 || !strchr(", ])", after))
		return TUPLE_NONE;
	int count = names_before(cursor->text, name_start);
	bool listed = count > 0;
	if (count < 0 || !skip_names(&try, &listed) || !listed)
		return TUPLE_NONE;
	cursor_skip_blanks(&try);
	if (cursor_peek(&try, 0) == '[' || cursor_peek(&try, 0) == '(')
		try.at++;
	while (count > 0 && skip_value(&try))
		count--;
	if (count > 0 || sees_assignment(try))
		return TUPLE_NONE;
	/* key, err := hex.DecodeString("x") */
	if (!is_quote_byte(cursor_peek(&try, 0)) && !operand_skip_wrapper(&try))
		return TUPLE_OTHER;
	*cursor = try;
	return TUPLE_LITERAL;
}
