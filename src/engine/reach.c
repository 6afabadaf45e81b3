/*
 * reach.c - from a name to the value given to it, in the syntaxes of programs,
 * settings, markup and command lines.
 */
#include <string.h>

#include "engine/ahead.h"
#include "engine/body.h"
#include "engine/cursor.h"
#include "engine/operand.h"
#include "engine/reach.h"
#include "engine/record.h"
#include "engine/tuple.h"

enum {
	GAP_MAX = 60, /* bytes between a name and its value */
	BLOCK_MAX = 400, /* bytes of a block in which its default stands */
	ATTRIBUTES_MAX = 120, /* bytes of attributes before the value's */
};

/* </b> of a name before its operator. */
static void skip_end_tag(struct cursor *cursor)
{
	static const char *const tags[] = { "</b>", "</strong>", "</em>",
		"</i>", "</code>", "</label>" };
	struct cursor try = *cursor;
	if (!CURSOR_TAKE_ANY(&try, tags))
		return;
	cursor_skip_blanks(&try);
	if (cursor_peek(&try, 0) == ':' || cursor_peek(&try, 0) == '=')
		*cursor = try;
}

/* Closing quotes and brackets round a name: d['name'], \"name\", name[]. */
static void skip_closers(struct cursor *cursor, struct written how)
{
	static const char *const closers[] = { "\\\"", "\\'", "\">>", "\"", "'",
		"``", "`", "**", "\xe2\x80\x9d", "\xe2\x80\x99", "\xe3\x80\x8d",
		"\xe3\x80\x91", "\xe3\x80\x8f", "&quot;", "]" };
	int byte = cursor_peek(cursor, 0);
	if (byte == ' ' || byte == '=' || byte == ':')
		return;
	while (cursor_take(cursor, "\\\\\\\"") ||
		CURSOR_TAKE_ANY(cursor, closers))
		continue;
	/* *name* of Lisp, *name*: of Markdown */
	if (cursor_sees(cursor, "* ") || cursor_sees(cursor, "*:"))
		cursor->at++;
	skip_end_tag(cursor);
	if (how.argument)
		cursor_take(cursor, ")");
	if (how.subscript)
		cursor_take(cursor, "}");
	if (cursor_take(cursor, "[")) {
		while (is_name_byte(cursor_peek(cursor, 0)))
			cursor->at++;
		cursor_take(cursor, "]");
	}
}

/* `, "value": ` and ` value=` after a quoted name: the value has a name too. */
static bool skip_value_name(struct cursor *cursor)
{
	struct cursor try = *cursor;
	size_t stop = try.at + GAP_MAX;
	while (try.at < stop && cursor_peek(&try, 0) > 0 &&
		strchr(" \t\r\n,", cursor_peek(&try, 0)))
		try.at++;
	if (!operand_take_name(&try))
		return false;
	*cursor = try;
	return true;
}

/* Steps over `<word>`; the word may be any of a few that hold values. */
static bool take_value_tag(struct cursor *cursor)
{
	static const char *const tags[] = { "<value>", "<Value>", "<string>",
		"<td>", "<dd>", "<code>", "<default>" };
	return CURSOR_TAKE_ANY(cursor, tags);
}

/* What follows the `>` of an element: its text, or one that holds a value. */
static bool skip_content(struct cursor *cursor)
{
	struct cursor try = *cursor;
	cursor_skip_space(&try);
	while (take_value_tag(&try))
		*cursor = try;
	return cursor_peek(cursor, 0) > ' ' && cursor_peek(cursor, 0) != '<';
}

/*
 * ` type="hidden" value=` and ` serializeAs="String"><value>`: other attributes
 * between those that hold the name and the value.
 */
static bool skip_attributes(struct cursor *cursor)
{
	struct cursor try = *cursor;
	size_t stop = try.at + ATTRIBUTES_MAX;
	while (try.at < stop && cursor_skip_blanks(&try)) {
		while (is_name_byte(cursor_peek(&try, 0)) ||
			cursor_peek(&try, 0) == ':' ||
			cursor_peek(&try, 0) == '-')
			try.at++;
		if (!cursor_take(&try, "=\""))
			return false;
		while (try.at < stop && cursor_peek(&try, 0) > 0 &&
			!strchr("\"\n<>", cursor_peek(&try, 0)))
			try.at++;
		/* #PasswordDigest */
		if (!cursor_take(&try, "\"") ||
			memcmp(try.text + try.at - 4, "est\"", 4) == 0)
			return false;
		struct cursor next = try;
		if (skip_value_name(&next) ||
			(cursor_take(&next, ">") && skip_content(&next))) {
			*cursor = next;
			return true;
		}
	}
	return false;
}

/* `"name" {` and, in the block, a line `default =`. */
static bool skip_block(struct cursor *cursor)
{
	struct cursor try = *cursor;
	cursor_skip_blanks(&try);
	if (!cursor_take(&try, "{"))
		return false;
	size_t stop = try.at + BLOCK_MAX;
	while (try.at < stop && cursor_peek(&try, 0) >= 0 &&
		cursor_peek(&try, 0) != '}') {
		bool begun = cursor_take(&try, "\n");
		cursor_skip_blanks(&try);
		if (begun && operand_take_name(&try)) {
			*cursor = try;
			return true;
		}
		if (cursor_peek(&try, 0) != '\n' && cursor_peek(&try, 0) != '}')
			try.at++;
	}
	return false;
}

/* `>` of an element or, for property lists, `</key><string>`. */
static bool skip_markup(struct cursor *cursor)
{
	struct cursor try = *cursor;
	if (cursor_take(&try, "</")) {
		while (is_name_byte(cursor_peek(&try, 0)))
			try.at++;
		if (!cursor_take(&try, ">"))
			return false;
		cursor_skip_space(&try);
		if (!take_value_tag(&try))
			return false;
		take_value_tag(&try);
		*cursor = try;
		return true;
	}
	if (!cursor_take(cursor, ">"))
		return false;
	try = *cursor;
	cursor_skip_space(&try);
	/* An element's text may stand in a line of its own. */
	if (take_value_tag(&try) || cursor_peek(&try, 0) != '<')
		*cursor = try;
	return true;
}

/* What follows the `=` that fills up base64, or belongs to another operator. */
static bool ends_value(int byte)
{
	return byte <= 0 || strchr("=>\r\n,;}])", byte);
}

/*
 * Whether the LEN bytes before `=` are those of a type: a word or two and a
 * blank.  In `token refresh ok span=` the last word is the name.
 */
static bool is_type(const char *text, size_t len)
{
	size_t blanks = 0;
	/* VARCHAR2(20) := */
	len -= text[len - 1] == ':' && len > 1;
	for (size_t i = 0; i + 1 < len; i++)
		blanks += text[i] == ' ' && text[i + 1] != ' ';
	return text[len - 1] == ' ' && blanks <= 1;
}

/* `: Type =` and ` Type =`: what stands between a name and its `=`. */
static bool skip_type(struct cursor *cursor)
{
	struct cursor try = *cursor;
	bool colon = cursor_take(&try, ":");
	if (!cursor_skip_blanks(&try) && !colon)
		return false;
	size_t stop = try.at + GAP_MAX;
	size_t start = try.at;
	size_t quotes = 0;
	while (try.at < stop && cursor_peek(&try, 0) > 0 &&
		(is_name_byte(cursor_peek(&try, 0)) ||
			strchr("&*<>[].?|:'() ", cursor_peek(&try, 0)))) {
		/* Not those of a lifetime: &'static str */
		quotes += cursor_peek(&try, 0) == '\'' &&
			  !strchr("&<", try.text[try.at - 1]);
		try.at++;
	}
	/* Within a literal the `=` is its own. */
	if (quotes % 2 != 0)
		return false;
	if (try.at == start || cursor_peek(&try, 0) != '=' ||
		ends_value(cursor_peek(&try, 1)) ||
		(!colon && !is_type(cursor->text + start, try.at - start)))
		return false;
	try.at++;
	*cursor = try;
	return true;
}

/* `).val(`, `.unwrap_or(`: a call on what was found by the name. */
static bool skip_setter(struct cursor *cursor)
{
	static const char *const setters[] = { "val(", "value(", "type(",
		"fill(", "sendKeys(", "SendKeys(", "send_keys(", "setValue(",
		"setText(", "set_text(", "typeText(", "input(", "set(",
		"unwrap_or(", "unwrap_or_else(|_| ", "unwrap_or_else(|| ",
		"orElse(", "getOrElse(", "clear().type(", "setData(" };
	struct cursor try = *cursor;
	while (cursor_take(&try, ")"))
		continue;
	if (!cursor_take(&try, ".") || !CURSOR_TAKE_ANY(&try, setters) ||
		!is_quote_byte(cursor_peek(&try, 0)))
		return false;
	*cursor = try;
	return true;
}

/* `) { 'value' }`: what a call gives if nothing is found by the name. */
static bool skip_given_block(struct cursor *cursor)
{
	struct cursor try = *cursor;
	cursor_skip_blanks(&try);
	if (!cursor_take(&try, "{"))
		return false;
	cursor_skip_blanks(&try);
	if (!is_quote_byte(cursor_peek(&try, 0)))
		return false;
	*cursor = try;
	return true;
}

/* An operator that needs no further look, longest first. */
static bool take_operator(struct cursor *cursor)
{
	static const char *const operators[] = { ":::=", "::=", ":=", ":-",
		"===", "!==", "==", "!=", "=>", "=~",
		"||=", "\?\?=", "?=", "+=", ".=", "=", "::", ":", "||", "\?\?",
		"?:", "<-", "->", "\xe2\x86\x92", "\n: ", "is: ", "is ",
		"\xef\xbc\x9a", "\xef\xbc\x9d", "\xe3\x81\xaf" };
	return CURSOR_TAKE_ANY(cursor, operators);
}

/* `Password (initial): x`: a remark between the name and its operator. */
static void skip_remark(struct cursor *cursor)
{
	struct cursor try = *cursor;
	cursor_skip_blanks(&try);
	bool wide = cursor_take(&try, "\xef\xbc\x88");
	if (!wide && !cursor_take(&try, "("))
		return;
	size_t stop = try.at + GAP_MAX / 2;
	while (try.at < stop && cursor_peek(&try, 0) > 0 &&
		!strchr("\"'`$()\n=:,", cursor_peek(&try, 0)) &&
		!cursor_sees(&try, "\xef\xbc\x89"))
		try.at++;
	if (!cursor_take(&try, wide ? "\xef\xbc\x89" : ")"))
		return;
	struct cursor next = try;
	cursor_skip_blanks(&next);
	int byte = cursor_peek(&next, 0);
	if (byte == ':' || byte == 0xEF)
		*cursor = next;
}

/* `{ get; set; } =`: a property of C#. */
static void skip_accessors(struct cursor *cursor)
{
	struct cursor try = *cursor;
	cursor_skip_blanks(&try);
	if (!cursor_take(&try, "{ get;"))
		return;
	while (cursor_peek(&try, 0) > 0 && !strchr("}\n", cursor_peek(&try, 0)))
		try.at++;
	if (cursor_take(&try, "}"))
		*cursor = try;
}

/* `name("value")` and `f("name", "value")`. */
static bool reach_argument(struct cursor *cursor, struct written how)
{
	struct cursor next = *cursor;
	size_t comma = cursor->at;
	cursor_skip_blanks(&next);
	if (cursor_take(&next, ",")) {
		bool inner = cursor->text[cursor->at - 1] == ')';
		*cursor = next;
		if (how.below && is_quote_byte(cursor->text[comma - 1]))
			cursor_skip_space(cursor);
		cursor_skip_blanks(cursor);
		/* f("name"), g("value"): two of a list. */
		if (inner && !is_quote_byte(cursor_peek(cursor, 0)))
			return false;
		cursor_take(cursor, "with: ");
		cursor_take(cursor, "<<");
		operand_skip_wrapper(cursor);
		return (how.argument || how.flag || how.quoted ||
			       how.compared || how.listed || how.symbol) &&
		       is_quote_byte(cursor_peek(cursor, 0));
	}
	if (!cursor_take(cursor, "(") && !cursor_take(cursor, "{\""))
		return false;
	if (cursor->text[cursor->at - 1] == '"')
		cursor->at--;
	if (how.member && !how.compared)
		return false;
	cursor_skip_space(cursor);
	operand_skip_wrapper(cursor);
	return is_quote_byte(cursor_peek(cursor, 0)) ||
	       cursor_peek(cursor, 0) == '@';
}

/* `- --name` and `- value` on the next line. */
static bool skip_to_item(struct cursor *cursor)
{
	struct cursor try = *cursor;
	if (!cursor_take_item(&try) || cursor_peek(&try, 0) == '-')
		return false;
	*cursor = try;
	return true;
}

/* `}` and two blanks at least. */
static bool skip_gap(struct cursor *cursor)
{
	struct cursor try = *cursor;
	if (!cursor_take(&try, "}  "))
		return false;
	cursor_skip_blanks(&try);
	*cursor = try;
	return true;
}

/* A value with nothing but blanks before it, where such things are written. */
static bool reach_adjoined(struct cursor *cursor, struct written how)
{
	if (!cursor_skip_blanks(cursor))
		return false;
	/* ("name" "value"), ("name" . "value") */
	if ((how.opened || how.listed) &&
		(cursor_take(cursor, ". ") || how.opened))
		return cursor_peek(cursor, 0) == '"';
	if (how.quoted)
		return false;
	return how.flag || how.command || how.first ||
	       cursor_sees(cursor, "@\"") ||
	       is_quote_byte(cursor_peek(cursor, 0));
}

/* What joins a name and its value in some formats, other than an operator. */
static bool skip_joint(struct cursor *cursor, struct written how, bool marked)
{
	static const char *const dashes[] = { "- ", "\xe2\x80\x93 ",
		"\xe2\x80\x94 " };
	if (how.cell && cursor_take(cursor, "|"))
		return true;
	/* **Name** - value */
	return operand_skip_directive(cursor) ||
	       (how.flag && skip_to_item(cursor)) ||
	       (how.placed && skip_gap(cursor)) ||
	       (marked && CURSOR_TAKE_ANY(cursor, dashes));
}

/* To a value that follows the name. */
static bool reach_behind(struct cursor *cursor, struct written how)
{
	static const char *const before_quotes[] = { "or ", "eq ", "to ",
		"TO " };
	size_t name_end = cursor->at;
	skip_closers(cursor, how);
	if (skip_value_name(cursor) || (how.quoted && skip_block(cursor)) ||
		((how.attribute || how.element) && skip_attributes(cursor)))
		return true;
	/* Behind a quote ` x=` is the next attribute, behind a tag a text. */
	bool closed = cursor->at > name_end &&
		      (cursor_peek(cursor, 0) == ' ' ||
			      cursor->text[cursor->at - 1] == '>');
	if (!closed && skip_type(cursor)) {
		record_inside(cursor, name_end);
		operand_reach(cursor, how.element);
		return true;
	}
	if (skip_setter(cursor) || (how.argument && skip_given_block(cursor)))
		return true;
	skip_remark(cursor);
	skip_accessors(cursor);
	struct cursor start = *cursor;
	bool blank = cursor_skip_blanks(cursor);
	bool compares = cursor_sees(cursor, "==") || cursor_sees(cursor, "!=");
	if (take_operator(cursor)) {
		record_inside(cursor, name_end);
		operand_reach(cursor, how.element || compares);
		return true;
	}
	bool marked =
		start.at > name_end && strchr("*`", cursor->text[start.at - 1]);
	if (skip_joint(cursor, how, blank && marked))
		return true;
	if (blank && CURSOR_TAKE_ANY(cursor, before_quotes))
		return is_quote_byte(cursor_peek(cursor, 0));
	if (how.defined && cursor_take(cursor, "("))
		return is_quote_byte(cursor_peek(cursor, 0));
	if (skip_markup(cursor))
		return how.element || how.quoted;
	*cursor = start;
	if (reach_argument(cursor, how))
		return true;
	*cursor = start;
	return reach_adjoined(cursor, how);
}

/* {"name": "x", "value": "y"}, in either order; --x, default="y". */
static bool reach_beside(
	struct cursor *cursor, struct written how, size_t name_start)
{
	struct cursor try = *cursor;
	bool labelled = record_has_label(cursor->text, name_start);
	if (!labelled && !(how.flag && how.quoted))
		return false;
	skip_closers(&try, how);
	if (!record_forward(&try) &&
		(!labelled || !record_backward(&try, name_start)))
		return false;
	*cursor = try;
	return true;
}

bool reach_value(struct cursor *cursor, struct written how, size_t name_start)
{
	struct cursor start = *cursor;
	if (reach_beside(cursor, how, name_start))
		return true;
	enum tuple tuple = tuple_reach(cursor, name_start);
	if (tuple != TUPLE_NONE)
		return tuple == TUPLE_LITERAL;
	if (body_reach(cursor, name_start) || reach_behind(cursor, how))
		return true;
	*cursor = start;
	return ahead_reach(cursor, name_start);
}
