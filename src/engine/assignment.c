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
#include "engine/cursor.h"
#include "engine/literal.h"

enum {
	NAME_MAX_LEN = 80, /* bytes a name may extend to either side */
	GAP_MAX = 60, /* bytes between a name and its value */
	BLOCK_MAX = 400, /* bytes of a block in which its default stands */
	STRING_REACH = 300, /* bytes back to the quote that is still open */
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

/* How a name was written decides what may follow it. */
struct written {
	bool quoted; /* "name" */
	bool flag; /* --name, -name */
	bool element; /* <name> or name="..."> */
	bool command; /* ENV name, export name, setenv name */
	bool member; /* name.something: a call of it gives no value */
	bool argument; /* the first of a call's: f("name" */
	bool first; /* of its line */
	bool cell; /* of a table: | name | */
	bool compared; /* strcmp(name, or {name, */
	bool listed; /* f(name, */
};

static bool ends_with_word(const char *text, size_t at, const char *word)
{
	size_t len = strlen(word);
	return at >= len && memcmp(text + at - len, word, len) == 0 &&
	       (at == len || !is_name_byte((unsigned char)text[at - len - 1]));
}

static size_t before_blanks(const char *text, size_t at)
{
	while (at > 0 && (text[at - 1] == ' ' || text[at - 1] == '\t'))
		at--;
	return at;
}

/* Whether the name is a quoted text directly behind an opening bracket. */
static bool is_first_argument(const char *text, size_t at)
{
	/* '#name' is a selector. */
	if (at > 0 && text[at - 1] == '#')
		at--;
	if (at == 0 || !is_quote_byte(text[at - 1]))
		return false;
	at--;
	/* 'input[name="name"' as well. */
	if (at > 0 && text[at - 1] == '=') {
		while (at > 0 && !is_quote_byte(text[at - 1]) &&
			text[at - 1] != '\n')
			at--;
		if (at == 0 || text[at - 1] == '\n')
			return false;
		at--;
	}
	at = before_blanks(text, at);
	return at > 0 && text[at - 1] == '(';
}

/*
 * Whether what stands before the name makes it a part of something else: a
 * path, a URN, a class (A::Token) - but not <ns:token>, :token or /token.
 */
static bool is_inner_part(const char *text, size_t at)
{
	if (at < 2 || (text[at - 1] != ':' && text[at - 1] != '/') ||
		ends_with_word(text, at, "env:"))
		return false;
	bool colon = text[--at] == ':';
	char before = text[at - 1];
	if (!is_name_byte((unsigned char)before) && before != text[at])
		return !colon && before == '.'; /* ./token */
	while (at > 0 && is_name_byte((unsigned char)text[at - 1]))
		at--;
	return !colon || at == 0 || text[at - 1] != '<';
}

static bool follows_command(const char *text, size_t at)
{
	static const char *const commands[] = { "ENV ", "ARG ", "setenv ",
		"set ", "set -x ", "set -gx ", "set -Ux ", "set -g ",
		"set -xg ", "setx ", "SetEnv ", "SETENV ", "machine ", "login ",
		"fastcgi_param ", "setx /M " };
	for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++) {
		if (ends_with_word(text, at, commands[i]))
			return true;
	}
	return false;
}

/* strcmp(name, "value") and name.equals("value"). */
static bool is_compared(const char *text, struct span name)
{
	static const char *const before[] = { "strcmp(", "strncmp(", "memcmp(",
		"strcasecmp(", "Equals(", "equals(", "Equal(", "compare(",
		"ConstantTimeCompare(", "wcscmp(" };
	static const char *const after[] = { ".equals", ".equalsIgnoreCase",
		".compareTo", ".compare", ".Equals", ".isEqualToString" };
	for (size_t i = 0; i < sizeof(before) / sizeof(before[0]); i++) {
		if (ends_with_word(text, name.start, before[i]))
			return true;
	}
	for (size_t i = 0; i < sizeof(after) / sizeof(after[0]); i++) {
		size_t len = strlen(after[i]);
		if (span_len(name) > len &&
			memcmp(text + name.end - len, after[i], len) == 0)
			return true;
	}
	return false;
}

static struct written written_how(
	const char *text, size_t len, struct span name, struct span keyword)
{
	struct written how = { 0 };
	char before = name.start > 0 ? text[name.start - 1] : '\n';
	char after = name.end < len ? text[name.end] : '\n';
	size_t margin = before_blanks(text, name.start);
	char edge = margin > 0 ? text[margin - 1] : '\n';
	how.quoted = is_quote_byte(after);
	how.flag = before == '-';
	how.element = before == '<' || after == '<' || before == ':';
	/* A keyword may end behind the name: auth". */
	how.member = keyword.end < name.end &&
		     memchr(text + keyword.end, '.', name.end - keyword.end);
	how.argument = is_first_argument(text, name.start);
	how.first = edge == '\n';
	how.cell = edge == '|';
	how.compared = is_compared(text, name) || before == '{';
	how.listed = before == '(';
	how.command = (before == ' ' || before == '"' || before == '\'') &&
		      follows_command(text, name.start);
	return how;
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
	if (how.argument)
		cursor_take(cursor, ")");
	if (cursor_take(cursor, "[")) {
		while (is_name_byte(cursor_peek(cursor, 0)))
			cursor->at++;
		cursor_take(cursor, "]");
	}
}

static bool take_value_word(struct cursor *cursor)
{
	static const char *const names[] = { "value", "Value", "VALUE",
		"content", "default", "android:value" };
	static const char *const quotes[] = { "\\\"", "\"", "'" };
	CURSOR_TAKE_ANY(cursor, quotes);
	if (!CURSOR_TAKE_ANY(cursor, names))
		return false;
	CURSOR_TAKE_ANY(cursor, quotes);
	cursor_skip_blanks(cursor);
	return cursor_take(cursor, ":") || cursor_take(cursor, "=");
}

/* `, "value": ` and ` value=` after a quoted name: the value has a name too. */
static bool skip_value_name(struct cursor *cursor)
{
	struct cursor try = *cursor;
	size_t stop = try.at + GAP_MAX;
	while (try.at < stop && cursor_peek(&try, 0) > 0 &&
		strchr(" \t\r\n,", cursor_peek(&try, 0)))
		try.at++;
	if (!take_value_word(&try))
		return false;
	*cursor = try;
	return true;
}

/* `{ "value": ` behind the operator. */
static void skip_value_object(struct cursor *cursor)
{
	struct cursor try = *cursor;
	if (!cursor_take(&try, "{"))
		return;
	cursor_skip_space(&try);
	if (take_value_word(&try))
		*cursor = try;
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
		if (begun && take_value_word(&try)) {
			*cursor = try;
			return true;
		}
		if (cursor_peek(&try, 0) != '\n' && cursor_peek(&try, 0) != '}')
			try.at++;
	}
	return false;
}

/* Steps over `<word>`; the word may be any of a few that hold values. */
static bool take_value_tag(struct cursor *cursor)
{
	static const char *const tags[] = { "<value>", "<Value>", "<string>",
		"<td>", "<dd>", "<code>", "<default>" };
	return CURSOR_TAKE_ANY(cursor, tags);
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
		ends_value(cursor_peek(&try, 1)))
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

/* Whether the LEN bytes before a bracket name a function that changes nothing. */
static bool is_wrapper(const char *text, size_t len)
{
	static const char *const names[] = { "byte", "from", "Some", "Secret",
		"SecretStr", "String", "string", "str", "bytes", "b64decode",
		"atob", "encode", "GetBytes", "QString", "QStringLiteral",
		"QLatin1String", "QByteArray", "TEXT", "_T", "F", "PSTR", "of",
		"just", "Just", "Ok", "Buffer", "SecureString", "u", "raw",
		"SecretKeySpec", "SymmetricSecurityKey", "bytearray",
		"SecretString", "Password", "unicode", "N", "StringValue",
		"Value", "String_", "base64_decode", "Trim", "trim", "strdup",
		"NSString", "SecStr" };
	size_t start = len;
	/* []byte */
	while (start > 0 && is_name_byte((unsigned char)text[start - 1]))
		start--;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (strlen(names[i]) == len - start &&
			memcmp(text + start, names[i], len - start) == 0)
			return true;
	}
	/* (const char *)"..." */
	return len == 0;
}

/* `[]byte("`, `String::from("`, `(char *)"`: a value in its wrapping. */
static bool skip_wrapper(struct cursor *cursor)
{
	struct cursor try = *cursor;
	size_t start = try.at;
	while (try.at < start + GAP_MAX && cursor_peek(&try, 0) > 0 &&
		(is_name_byte(cursor_peek(&try, 0)) ||
			strchr(".:[]<>*& ", cursor_peek(&try, 0))))
		try.at++;
	if (cursor_peek(&try, 0) != '(' ||
		!is_wrapper(try.text + start, try.at - start))
		return false;
	bool cast = try.at == start;
	try.at++;
	while (cast && try.at < start + GAP_MAX && cursor_peek(&try, 0) > 0 &&
		(is_name_byte(cursor_peek(&try, 0)) ||
			strchr("*& ", cursor_peek(&try, 0))))
		try.at++;
	if (cast && !cursor_take(&try, ")"))
		return false;
	cursor_skip_blanks(&try);
	if (!is_quote_byte(cursor_peek(&try, 0)) &&
		cursor_peek(&try, 1) != '"' && cursor_peek(&try, 1) != '\'')
		return false;
	*cursor = try;
	return true;
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

/* Behind the operator: a line end or a bracket before a quote, a YAML tag. */
static void skip_to_literal(struct cursor *cursor)
{
	static const char *const tags[] = { "!!str ", "!!binary ", "|-\n",
		"|\n", ">-\n", ">\n" };
	struct cursor try = *cursor;
	cursor_skip_blanks(cursor);
	skip_value_object(cursor);
	cursor_skip_blanks(cursor);
	try = *cursor;
	if (CURSOR_TAKE_ANY(&try, tags)) {
		cursor_skip_blanks(&try);
		*cursor = try;
		return;
	}
	while (try.at < cursor->at + GAP_MAX &&
		(cursor_take(&try, "\n") || cursor_take(&try, "\r") ||
			cursor_take(&try, "(") || cursor_take(&try, "\\\n") ||
			cursor_skip_blanks(&try)))
		continue;
	if (cursor_take(cursor, "** ")) /* **Name:** value */
		return;
	cursor_take(&try, "<<"); /* a binary of Erlang */
	if (is_quote_byte(cursor_peek(&try, 0)))
		*cursor = try;
	else
		skip_wrapper(cursor);
}

/* `name("value")` and `f("name", "value")`. */
static bool reach_argument(struct cursor *cursor, struct written how)
{
	struct cursor next = *cursor;
	cursor_skip_blanks(&next);
	if (cursor_take(&next, ",")) {
		*cursor = next;
		cursor_skip_blanks(cursor);
		cursor_take(cursor, "<<");
		skip_wrapper(cursor);
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
	skip_wrapper(cursor);
	return is_quote_byte(cursor_peek(cursor, 0)) ||
	       cursor_peek(cursor, 0) == '@';
}

/* Steps from behind the name to the value; false if none is given to it. */
static bool reach_value(struct cursor *cursor, struct written how)
{
	size_t name_end = cursor->at;
	skip_closers(cursor, how);
	if (skip_value_name(cursor) || (how.quoted && skip_block(cursor)))
		return true;
	/* Behind a quote ` x=` is the next attribute. */
	bool closed = cursor->at > name_end && cursor_peek(cursor, 0) == ' ';
	if (!closed && skip_type(cursor)) {
		skip_to_literal(cursor);
		return true;
	}
	if (skip_setter(cursor))
		return true;
	skip_remark(cursor);
	skip_accessors(cursor);
	struct cursor start = *cursor;
	bool blank = cursor_skip_blanks(cursor);
	if (take_operator(cursor)) {
		skip_to_literal(cursor);
		return true;
	}
	if (how.cell && cursor_take(cursor, "|"))
		return true;
	if (cursor_take(cursor, "or ") || cursor_take(cursor, "eq "))
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

static bool at_line_end(struct cursor cursor)
{
	while (cursor_peek(&cursor, 0) > 0 &&
		strchr(";,\r}])", cursor_peek(&cursor, 0)))
		cursor.at++;
	bool blank = cursor_skip_blanks(&cursor);
	int byte = cursor_peek(&cursor, 0);
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

/* What the place between name and value says of the value. */
static void note_place(struct assignment *assignment, const char *text,
	struct written how, size_t operator_end)
{
	size_t start = assignment->value.start;
	bool touches = start == operator_end && start > 0;
	assignment->tight =
		touches && (text[start - 1] == '=' || text[start - 1] == '-');
	assignment->given = memchr(text + assignment->name.end, '=',
				    start - assignment->name.end) != NULL ||
			    how.flag || how.command || how.argument;
	assignment->flag = how.flag;
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

bool assignment_find(const char *text, size_t len, struct span keyword,
	struct assignment *assignment)
{
	struct span name = extend_name(text, len, keyword);
	assignment->name = name;
	assignment->kind = varname_judge(text + name.start, span_len(name));
	bool call = name.end < len && text[name.end] == '(';
	if (assignment->kind == VARNAME_OTHER ||
		(!call && is_inner_part(text, name.start)))
		return false;
	struct cursor cursor = { text, len, name.end };
	struct written how = written_how(text, len, name, keyword);
	if (!reach_value(&cursor, how))
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
	return !element || cursor_sees(&cursor, "</");
}
