/*
 * literal.c - values as the languages write them.
 */
#include <string.h>

#include "engine/cursor.h"
#include "engine/literal.h"

enum {
	QUOTED_MAX = 1024, /* bytes of a value in quotes */
	BARE_MAX = 512, /* of one without */
	LINE_REACH = 256, /* bytes back to the beginning of the line */
};

struct quote {
	char open[10];
	char close[8];
};

/* The quote that opens here, after a prefix such as r, b, L, @ or $. */
static const struct quote *take_quote(struct cursor *cursor)
{
	static const struct quote quotes[] = {
		{ "\\\\\\\"", "\\\\\\\"" },
		{ "\\\"", "\\\"" },
		{ "\\'", "\\'" },
		{ "\"", "\"" },
		{ "'", "'" },
		{ "``", "``" },
		{ "`", "`" },
		{ "**", "**" },
		{ "{|", "|}" },
		{ "&quot;", "&quot;" },
		{ "&#34;", "&#34;" },
		{ "[[", "]]" },
		{ "q(", ")" },
		{ "q{", "}" },
		{ "%q(", ")" },
		{ "%q{", "}" },
		{ "R\"(", ")\"" },
		{ "r#\"", "\"#" },
		{ "#\"", "\"#" },
		{ "<![CDATA[", "]]>" },
		{ "\xe2\x80\x9c", "\xe2\x80\x9d" },
		{ "\xe2\x80\x9d", "\xe2\x80\x9d" },
		{ "\xe2\x80\x9e", "\xe2\x80\x9c" },
		{ "\xe2\x80\x98", "\xe2\x80\x99" },
		{ "\xe3\x80\x8c", "\xe3\x80\x8d" },
		{ "\xe3\x80\x8e", "\xe3\x80\x8f" },
	};
	struct cursor try = *cursor;
	for (size_t prefix = 0; prefix < 3; prefix++) {
		int byte = cursor_peek(&try, 0);
		for (size_t i = 0; i < sizeof(quotes) / sizeof(quotes[0]);
			i++) {
			if ((unsigned char)quotes[i].open[0] != byte ||
				!cursor_take(&try, quotes[i].open))
				continue;
			*cursor = try;
			return &quotes[i];
		}
		if (byte <= 0 || !strchr("rRbBfFuUL@$N", byte))
			return NULL;
		try.at++;
	}
	return NULL;
}

/*
 * A text that begins on the line below its quotes, and ends on that line: the
 * closing quotes may stand on the next one.
 */
static bool read_line_below(
	struct cursor *cursor, const struct quote *quote, struct span *value)
{
	struct cursor try = *cursor;
	if (!cursor_take(&try, "\n") && !cursor_take(&try, "\r\n"))
		return false;
	cursor_skip_blanks(&try);
	value->start = try.at;
	while (cursor_peek(&try, 0) > ' ' &&
		try.at - value->start < QUOTED_MAX &&
		!cursor_sees(&try, quote->close))
		try.at++;
	value->end = try.at;
	cursor_skip_space(&try);
	if (!cursor_take(&try, quote->close))
		return false;
	*cursor = try;
	return value->end > value->start;
}

static bool read_quoted(
	struct cursor *cursor, const struct quote *quote, struct span *value)
{
	/* Triple quotes: the two that follow belong to the opening. */
	while (cursor_sees(cursor, quote->close) && cursor->at < cursor->len &&
		quote->close[1] == '\0' &&
		cursor_peek(cursor, 1) == quote->close[0])
		cursor->at += 2;
	if (read_line_below(cursor, quote, value))
		return true;
	value->start = cursor->at;
	while (cursor->at < cursor->len &&
		cursor->at - value->start < QUOTED_MAX) {
		int byte = cursor_peek(cursor, 0);
		if (byte == quote->close[0] ||
			byte == (unsigned char)quote->close[0]) {
			value->end = cursor->at;
			if (cursor_take(cursor, quote->close))
				return value->end > value->start;
		}
		if (byte == '\n')
			return false;
		cursor->at += byte == '\\' && quote->close[0] != '\\' ? 2 : 1;
	}
	return false;
}

/* Whether BYTE ends a value without quotes. */
static bool ends_bare(int byte)
{
	switch (byte) {
	case ',':
	case ';':
	case ')':
	case '}':
	case ']':
	case '<':
	case '>':
	case '"':
	case '\'':
	case '`':
	case '\\':
	case '|':
		return true;
	default:
		return false;
	}
}

/* The brackets and quotes that close a sentence in Chinese and Japanese. */
static bool sees_full_stop(const struct cursor *cursor)
{
	static const char *const stops[] = { "\xe3\x80\x82", "\xe3\x80\x81",
		"\xe3\x80\x8d", "\xe3\x80\x8f", "\xef\xbc\x89", "\xef\xbc\x8c",
		"\xe3\x80\x80", "\xe2\x80\x9d" };
	struct cursor try = *cursor;
	return cursor_peek(cursor, 0) >= 0xE2 && CURSOR_TAKE_ANY(&try, stops);
}

/*
 * A bracket in the middle of a value that none on its line has opened: a sign
 * of a password.
 */
static bool is_unopened(const struct cursor *cursor, int byte)
{
	static const char brackets[] = ")(]["; /* closing, opening */
	const char *closing = memchr(brackets, byte, sizeof(brackets) - 1);
	size_t at = cursor->at;
	size_t least = at > LINE_REACH ? at - LINE_REACH : 0;
	if (!closing || (closing - brackets) % 2 != 0 ||
		!ascii_is_alnum((char)cursor_peek(cursor, 1)))
		return false;
	while (at > least && cursor->text[at - 1] != '\n') {
		if (cursor->text[--at] == closing[1])
			return false;
	}
	return at == 0 || cursor->text[at - 1] == '\n';
}

/* `&name=`: the next of a form's fields, or of a URL's parameters. */
static bool sees_parameter(const struct cursor *cursor)
{
	size_t ahead = 1;
	if (cursor_peek(cursor, 0) != '&')
		return false;
	while (is_name_byte(cursor_peek(cursor, ahead)) && ahead < 40)
		ahead++;
	return ahead > 1 && cursor_peek(cursor, ahead) == '=';
}

static bool read_bare(struct cursor *cursor, struct span *value)
{
	/* key-{id}: a brace that was opened may be closed. */
	bool braced = false;
	value->start = cursor->at;
	while (cursor_peek(cursor, 0) > ' ' &&
		cursor->at - value->start < BARE_MAX) {
		int byte = cursor_peek(cursor, 0);
		if ((ends_bare(byte) && !(braced && byte == '}') &&
			    !is_unopened(cursor, byte)) ||
			sees_full_stop(cursor) || sees_parameter(cursor))
			break;
		braced = byte == '{' || (braced && byte != '}');
		cursor->at++;
	}
	value->end = cursor->at;
	/* The full stop of a sentence is not the value's; an ellipsis is. */
	bool cut = value->end - value->start > 3 &&
		   memcmp(cursor->text + value->end - 3, "...", 3) == 0;
	while (!cut && value->end > value->start &&
		strchr(".:!?", cursor->text[value->end - 1]))
		value->end--;
	return value->end > value->start;
}

/* <<~NAME, <<-NAME, <<<NAME: the line below, if NAME ends it there. */
static bool read_here_document(struct cursor *cursor, struct span *value)
{
	struct cursor try = *cursor;
	struct span name;
	if (!cursor_take(&try, "<<"))
		return false;
	if (cursor_peek(&try, 0) > 0 && strchr("<~-", cursor_peek(&try, 0)))
		try.at++;
	bool quoted =
		cursor_peek(&try, 0) == '\'' || cursor_peek(&try, 0) == '"';
	try.at += quoted;
	name.start = try.at;
	while (is_name_byte(cursor_peek(&try, 0)))
		try.at++;
	name.end = try.at;
	if (quoted && cursor_peek(&try, 0) > ' ')
		try.at++;
	if (span_len(name) < 2 || !cursor_take(&try, "\n"))
		return false;
	cursor_skip_blanks(&try);
	value->start = try.at;
	while (cursor_peek(&try, 0) > ' ' && try.at - value->start < BARE_MAX)
		try.at++;
	value->end = try.at;
	cursor_skip_space(&try);
	if (try.len - try.at < span_len(name) ||
		memcmp(try.text + try.at, try.text + name.start,
			span_len(name)) != 0)
		return false;
	*cursor = try;
	return value->end > value->start;
}

bool literal_read(struct cursor *cursor, struct literal *literal)
{
	static const struct quote inner = { "\\\"", "\\\"" };
	literal->quoted = read_here_document(cursor, &literal->span);
	if (literal->quoted)
		return true;
	const struct quote *quote = take_quote(cursor);
	literal->quoted = quote != NULL;
	/* "\"value\"": a literal of what is generated. */
	if (quote && quote->open[0] == '"' && cursor_take(cursor, inner.open))
		quote = &inner;
	return quote ? read_quoted(cursor, quote, &literal->span)
		     : read_bare(cursor, &literal->span);
}
