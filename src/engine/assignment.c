/*
 * assignment.c - from a keyword to the value given to its name.
 *
 * A small hand-written reader: it steps over what may stand between a name
 * and its value (closing quotes, brackets, a type, an operator), then takes
 * the value with or without quotes.  One reader for all languages is possible
 * because only the few shapes below occur:
 *
 *     name = value           "name": "value"       name := `value`
 *     name: Type = "value"   name => 'value'       define('name', 'value')
 *     <name>value</name>     name="x" value="y"    --name value
 *     setName("value")       ${name:-value}        名前：value
 *     f("name").set("value") variable "name" { default = "value" }
 */
#include <string.h>

#include "engine/assignment.h"
#include "engine/columns.h"
#include "engine/cursor.h"
#include "engine/literal.h"
#include "engine/operand.h"
#include "engine/record.h"
#include "engine/sibling.h"
#include "engine/written.h"

enum {
	NAME_MAX_LEN = 80, /* bytes a name may extend to either side */
	GAP_MAX = 60, /* bytes between a name and its value */
	BLOCK_MAX = 400, /* bytes of a block in which its default stands */
	ATTRIBUTES_MAX = 120, /* bytes of attributes before the value's */
	STRING_REACH = 300, /* bytes back to the quote that is still open */
	KEY_LEAST = 20, /* bytes of a key beside a secret */
};

/* A dot or dash belongs to a name between two of its letters. */
static bool joins_name(const char *text, size_t len, size_t at)
{
	return (text[at] == '-' || text[at] == '.') && at > 0 && at + 1 < len &&
	       is_name_byte((unsigned char)text[at - 1]) &&
	       is_name_byte((unsigned char)text[at + 1]);
}

/* What a keyword has beside the letters of a name: -pass, pass=. */
static bool is_beside_name(char byte)
{
	return (unsigned char)byte < 0x80 && !is_name_byte((unsigned char)byte);
}

static struct span extend_name(const char *text, size_t len, struct span name)
{
	while (span_len(name) > 1 && is_beside_name(text[name.start]))
		name.start++;
	while (span_len(name) > 1 && is_beside_name(text[name.end - 1]))
		name.end--;
	/* A colon of full width, too. */
	if (span_len(name) > 3 &&
		memcmp(text + name.end - 3, "\xef\xbc\x9a", 3) == 0)
		name.end -= 3;
	size_t first =
		name.start > NAME_MAX_LEN ? name.start - NAME_MAX_LEN : 0;
	size_t last =
		len - name.end > NAME_MAX_LEN ? name.end + NAME_MAX_LEN : len;
	while (name.start > first &&
		(is_name_byte((unsigned char)text[name.start - 1]) ||
			joins_name(text, len, name.start - 1)))
		name.start--;
	while (name.end < last &&
		(is_name_byte((unsigned char)text[name.end]) ||
			joins_name(text, len, name.end)))
		name.end++;
	return name;
}

/* Closing quotes and brackets round a name: d['name'], \"name\", name[]. */
static void skip_closers(struct cursor *cursor, struct written how)
{
	static const char *const closers[] = { "\\\"", "\\'", "\"", "'", "`",
		"**", "\xe2\x80\x9d", "\xe2\x80\x99", "\xe3\x80\x8d",
		"\xe3\x80\x91", "\xe3\x80\x8f", "&quot;", "]" };
	int byte = cursor_peek(cursor, 0);
	if (byte == ' ' || byte == '=' || byte == ':')
		return;
	while (cursor_take(cursor, "\\\\\\\"") ||
		CURSOR_TAKE_ANY(cursor, closers))
		continue;
	if (cursor_sees(cursor, "* ")) /* *name* of Lisp */
		cursor->at++;
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
	if (take_value_tag(&try))
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
		if (!cursor_take(&try, "\""))
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
		*cursor = try;
		return true;
	}
	if (!cursor_take(cursor, ">"))
		return false;
	try = *cursor;
	cursor_skip_space(&try);
	if (take_value_tag(&try))
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
	while (try.at < stop && cursor_peek(&try, 0) > 0 &&
		(is_name_byte(cursor_peek(&try, 0)) ||
			strchr("&*<>[].?|:'() ", cursor_peek(&try, 0))))
		try.at++;
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
		"||=", "\?\?=", "?=", "+=", "=", "::", ":", "||", "\?\?",
		"?:", "<-", "->", "is: ", "is ", "\xef\xbc\x9a", "\xef\xbc\x9d",
		"\xe3\x81\xaf" };
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

/* getToken("x"), find_key("x"): the value says which. */
static bool asks_for(const char *name, size_t len)
{
	static const char *const verbs[] = { "get", "fetch", "find", "load",
		"lookup" };
	struct cursor verb = { name, len, 0 };
	for (size_t i = len; i > 0 && verb.at == 0; i--)
		verb.at = name[i - 1] == '.' ? i : 0;
	return CURSOR_TAKE_ANY(&verb, verbs) &&
	       (cursor_peek(&verb, 0) == '_' ||
		       ascii_is_upper((char)cursor_peek(&verb, 0)));
}

/* `name("value")` and `f("name", "value")`. */
static bool reach_argument(struct cursor *cursor, struct written how)
{
	struct cursor next = *cursor;
	cursor_skip_blanks(&next);
	if (cursor_take(&next, ",")) {
		bool inner = cursor->text[cursor->at - 1] == ')';
		*cursor = next;
		cursor_skip_blanks(cursor);
		/* f("name"), g("value"): two of a list. */
		if (inner && !is_quote_byte(cursor_peek(cursor, 0)))
			return false;
		cursor_take(cursor, "<<");
		operand_skip_wrapper(cursor);
		return (how.argument || how.flag || how.quoted ||
			       how.compared || how.listed) &&
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

/* Steps from behind the name to the value; false if none is given to it. */
static bool reach_value(struct cursor *cursor, struct written how)
{
	static const char *const before_quotes[] = { "or ", "eq ", "to ",
		"TO " };
	size_t name_end = cursor->at;
	skip_closers(cursor, how);
	if (skip_value_name(cursor) || (how.quoted && skip_block(cursor)) ||
		(how.attribute && skip_attributes(cursor)))
		return true;
	/* Behind a quote ` x=` is the next attribute. */
	bool closed = cursor->at > name_end && cursor_peek(cursor, 0) == ' ';
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
	if (how.cell && cursor_take(cursor, "|"))
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
	if (cursor->at != start.at || !cursor_skip_blanks(cursor))
		return false;
	if (!blank || how.quoted)
		return false;
	/* A backtick after a word is a document's code, not a value. */
	return how.flag || how.command || how.first ||
	       cursor_sees(cursor, "@\"") ||
	       (is_quote_byte(cursor_peek(cursor, 0)) &&
		       cursor_peek(cursor, 0) != '`');
}

/* `name:` behind a comma: the next of {name: value, name: value}. */
static bool sees_next_name(struct cursor cursor)
{
	size_t start = cursor.at;
	while (is_name_byte(cursor_peek(&cursor, 0)))
		cursor.at++;
	return cursor.at > start && cursor_take(&cursor, ": ");
}

/* Whether nothing but a comment follows, or the next of a list. */
static bool at_line_end(struct cursor cursor)
{
	bool inner = cursor_peek(&cursor, 0) == ',';
	while (cursor_peek(&cursor, 0) > 0 &&
		strchr(";,\r}])", cursor_peek(&cursor, 0)))
		cursor.at++;
	bool blank = cursor_skip_blanks(&cursor);
	int byte = cursor_peek(&cursor, 0);
	if ((inner && blank && sees_next_name(cursor)) ||
		cursor_take(&cursor, "}\n") || cursor_take(&cursor, "}\r"))
		return true;
	return byte < 0 || byte == '\n' || byte == '\r' || byte == '|' ||
	       cursor_sees(&cursor, "</") || cursor_sees(&cursor, "-->") ||
	       cursor_sees(&cursor, "*/") ||
	       (blank && (byte == '#' || cursor_sees(&cursor, "//")));
}

/* Whether a line begins as comments do. */
static bool is_comment(const char *line, size_t len)
{
	static const char *const starts[] = { "//", "#", "/*", "* ", "<!--",
		"--", ";" };
	struct cursor cursor = { line, len, 0 };
	cursor_skip_blanks(&cursor);
	return CURSOR_TAKE_ANY(&cursor, starts) &&
	       !cursor_sees(&cursor, "define");
}

/*
 * Whether a quote is open before AT on its line: the name and its value stand
 * in a string, as in "password=x host=y".
 */
static bool is_in_string(const char *text, size_t at)
{
	size_t start = at;
	size_t least = at > STRING_REACH ? at - STRING_REACH : 0;
	char open = '\0';
	while (start > least && text[start - 1] != '\n')
		start--;
	if (is_comment(text + start, at - start))
		return true;
	for (size_t i = start; i < at; i++) {
		if (text[i] == '\\')
			i++;
		else if (text[i] == '\'' && open == '\0' && i > start + 1 &&
			 ascii_is_letter(text[i - 1]) &&
			 ascii_is_letter(text[i - 2]))
			continue; /* an apostrophe */
		else if (open != '\0' ? text[i] == open
				      : is_quote_byte(text[i]))
			open = open != '\0' ? '\0' : text[i];
	}
	return open != '\0';
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

/* What the place between name and value says of the value. */
static void note_place(struct assignment *assignment, const char *text,
	struct written how, size_t operator_end)
{
	size_t start = assignment->value.start;
	if (start < assignment->name.start) {
		*assignment = (struct assignment){ assignment->name,
			assignment->value, assignment->kind,
			.quoted = assignment->quoted,
			.ends_line = assignment->ends_line, .given = true };
		return;
	}
	bool touches = start == operator_end && start > 0;
	assignment->tight =
		touches && (text[start - 1] == '=' || text[start - 1] == '-');
	assignment->given = memchr(text + assignment->name.end, '=',
				    start - assignment->name.end) != NULL ||
			    how.flag || how.command || how.argument;
	assignment->flag = how.flag;
	assignment->command = how.command;
	assignment->listed = (how.quoted || how.listed) && !how.argument &&
			     !how.flag && !how.compared &&
			     memchr(text + assignment->name.end, ',',
				     start - assignment->name.end) != NULL &&
			     !assignment->given &&
			     memchr(text + assignment->name.end, ':',
				     start - assignment->name.end) == NULL;
	assignment->loose =
		how.first && !assignment->given &&
		text[operator_end - 1] == ' ' &&
		memchr(text + assignment->name.end, ':',
			operator_end - assignment->name.end) == NULL;
	assignment->embedded = !assignment->quoted && !how.element &&
			       is_in_string(text, assignment->name.start);
}

/* {user: "x", password: "y"} */
static void note_account(
	struct assignment *assignment, const char *text, size_t len)
{
	static const char *const words[] = { "user", "login", "mail", "host" };
	struct span pair = { assignment->name.start, assignment->value.end };
	assignment->account = assignment->kind == VARNAME_PASSWORD &&
			      assignment->quoted && !assignment->given &&
			      !assignment->listed &&
			      sibling_has(text, len, pair, words,
				      sizeof(words) / sizeof(words[0]));
}

/*
 * {key: "x", secret: "y"}: the key of an account.  Of a mere "key" that is not
 * beside a secret nothing is known.
 */
static bool is_key_of_pair(
	const struct assignment *assignment, const char *text, size_t len)
{
	static const char *const words[] = { "secret" };
	struct span pair = { assignment->name.start, assignment->value.end };
	return assignment->quoted && span_len(assignment->value) >= KEY_LEAST &&
	       sibling_has(text, len, pair, words, 1);
}

bool assignment_find(const char *text, size_t len, struct span keyword,
	struct assignment *assignment)
{
	struct span name = extend_name(text, len, keyword);
	assignment->name = name;
	assignment->kind = varname_judge(text + name.start, span_len(name));
	bool call = name.end < len && text[name.end] == '(';
	bool mere = span_len(name) == 3 &&
		    fold_starts_with(text + name.start, 3, "key");
	if ((assignment->kind == VARNAME_OTHER && !mere) ||
		(call && asks_for(text + name.start, span_len(name))) ||
		(!call && written_is_part(text, name.start)) ||
		written_of_request(text, name.start))
		return false;
	struct cursor cursor = { text, len, name.end };
	struct written how = written_how(text, len, name, keyword);
	if (columns_reach(&cursor, name.start))
		how.argument = true;
	else if (!reach_beside(&cursor, how, name.start) &&
		 !reach_value(&cursor, how))
		return false;
	/* <user>:<password>@host is a template; an element has an end. */
	bool element = how.element && text[cursor.at - 1] == '>';
	size_t operator_end = cursor.at;
	struct literal literal;
	cursor_skip_blanks(&cursor);
	if (!literal_read(&cursor, &literal))
		return false;
	assignment->value = literal.span;
	assignment->quoted = literal.quoted;
	assignment->ends_line = at_line_end(cursor);
	note_place(assignment, text, how, operator_end);
	if (mere && (element || call || !is_key_of_pair(assignment, text, len)))
		return false;
	if (mere)
		assignment->kind = VARNAME_KEY;
	note_account(assignment, text, len);
	return !element || cursor_sees(&cursor, "</");
}
