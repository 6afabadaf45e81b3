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
 */
#include <string.h>

#include "engine/ascii.h"
#include "engine/assignment.h"

enum {
	NAME_MAX_LEN = 80, /* bytes a name may extend to either side */
	GAP_MAX = 60, /* bytes between a name and its value */
	VALUE_MAX = 1024,
};

/* A reader's place in the text. */
struct cursor {
	const char *text;
	size_t len;
	size_t at;
};

static int peek(const struct cursor *cursor, size_t ahead)
{
	return cursor->at + ahead < cursor->len
		       ? (unsigned char)cursor->text[cursor->at + ahead]
		       : -1;
}

static bool looking_at(const struct cursor *cursor, const char *word)
{
	size_t len = strlen(word);
	return cursor->len - cursor->at >= len &&
	       memcmp(cursor->text + cursor->at, word, len) == 0;
}

static bool take(struct cursor *cursor, const char *word)
{
	if (!looking_at(cursor, word))
		return false;
	cursor->at += strlen(word);
	return true;
}

static bool take_any(
	struct cursor *cursor, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (take(cursor, words[i]))
			return true;
	}
	return false;
}

#define TAKE_ANY(cursor, words)                                                \
	take_any((cursor), (words), sizeof(words) / sizeof((words)[0]))

static bool skip_blanks(struct cursor *cursor)
{
	size_t start = cursor->at;
	while (peek(cursor, 0) == ' ' || peek(cursor, 0) == '\t' ||
		take(cursor, "\xe3\x80\x80"))
		cursor->at += peek(cursor, 0) == ' ' || peek(cursor, 0) == '\t';
	return cursor->at > start;
}

/* BYTE may be -1, behind the text's end. */
static bool is_name_byte(int byte)
{
	return ascii_is_alnum((char)byte) || byte == '_';
}

/* A dot or dash belongs to a name between two of its letters. */
static bool joins_name(const char *text, size_t len, size_t at)
{
	return (text[at] == '-' || text[at] == '.') && at > 0 && at + 1 < len &&
	       is_name_byte((unsigned char)text[at - 1]) &&
	       is_name_byte((unsigned char)text[at + 1]);
}

static struct span extend_name(const char *text, size_t len, struct span name)
{
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
static void skip_closers(struct cursor *cursor)
{
	static const char *const closers[] = { "\\\"", "\\'", "\"", "'", "`",
		"\xe2\x80\x9d", "\xe2\x80\x99", "\xe3\x80\x8d", "]" };
	while (TAKE_ANY(cursor, closers))
		continue;
	if (take(cursor, "[")) {
		while (is_name_byte(peek(cursor, 0)))
			cursor->at++;
		take(cursor, "]");
	}
}

/* `, "value": ` and ` value=` after a quoted name: the value has a name too. */
static bool skip_value_name(struct cursor *cursor)
{
	static const char *const names[] = { "value", "Value", "VALUE",
		"content", "default" };
	static const char *const quotes[] = { "\\\"", "\"", "'" };
	struct cursor try = *cursor;
	size_t stop = try.at + GAP_MAX;
	while (try.at < stop &&
		(peek(&try, 0) == ' ' || peek(&try, 0) == '\t' ||
			peek(&try, 0) == '\n' || peek(&try, 0) == '\r' ||
			peek(&try, 0) == ','))
		try.at++;
	TAKE_ANY(&try, quotes);
	if (!TAKE_ANY(&try, names))
		return false;
	TAKE_ANY(&try, quotes);
	skip_blanks(&try);
	if (!take(&try, ":") && !take(&try, "="))
		return false;
	*cursor = try;
	return true;
}

/* `>` of an element or, for property lists, `</key><string>`. */
static bool skip_markup(struct cursor *cursor)
{
	struct cursor try = *cursor;
	if (take(&try, "</key>")) {
		while (peek(&try, 0) == ' ' || peek(&try, 0) == '\n' ||
			peek(&try, 0) == '\t' || peek(&try, 0) == '\r')
			try.at++;
		if (!take(&try, "<string>"))
			return false;
		*cursor = try;
		return true;
	}
	return take(cursor, ">");
}

/* `: Type =` and ` Type =`: what stands between a name and its `=`. */
static bool skip_type(struct cursor *cursor)
{
	struct cursor try = *cursor;
	bool colon = take(&try, ":");
	if (!skip_blanks(&try) && !colon)
		return false;
	size_t stop = try.at + GAP_MAX;
	size_t start = try.at;
	while (try.at < stop && peek(&try, 0) > 0 &&
		(is_name_byte(peek(&try, 0)) ||
			strchr("&*<>[].?|:' ", peek(&try, 0))))
		try.at++;
	if (try.at == start || peek(&try, 0) != '=' || peek(&try, 1) == '=' ||
		peek(&try, 1) == '>')
		return false;
	try.at++;
	*cursor = try;
	return true;
}

/* An operator that needs no further look, longest first. */
static bool take_operator(struct cursor *cursor)
{
	static const char *const operators[] = { ":::=", "::=", ":=", ":-",
		"===", "!==", "==", "!=", "=>", "||=", "\?\?=", "?=", "+=", "=",
		"::", ":", "||", "\?\?", "<-", "->", "\xef\xbc\x9a",
		"\xef\xbc\x9d", "\xe3\x81\xaf" };
	return TAKE_ANY(cursor, operators);
}

static bool is_quote_byte(int byte)
{
	return byte == '"' || byte == '\'' || byte == '`';
}

static bool is_quote(const struct cursor *cursor)
{
	return is_quote_byte(peek(cursor, 0));
}

/* How a name was written decides what may follow it. */
struct written {
	bool quoted; /* "name" */
	bool flag; /* --name, -name */
	bool element; /* <name> or name="..."> */
	bool command; /* ENV name, export name, setenv name */
	bool member; /* name.something: a call of it gives no value */
	bool argument; /* the first of a call's: f("name" */
};

static bool ends_with_word(const char *text, size_t at, const char *word)
{
	size_t len = strlen(word);
	return at >= len && memcmp(text + at - len, word, len) == 0 &&
	       (at == len || !is_name_byte((unsigned char)text[at - len - 1]));
}

/* Whether the name is a quoted text directly behind an opening bracket. */
static bool is_first_argument(const char *text, size_t at)
{
	if (at == 0)
		return false;
	char quote = text[--at];
	if (!is_quote_byte(quote))
		return false;
	while (at > 0 && (text[at - 1] == ' ' || text[at - 1] == '\t'))
		at--;
	return at > 0 && text[at - 1] == '(';
}

/*
 * Whether what stands before the name makes it a part of something else: a
 * path, a URN, a class (A::Token) - but not <ns:token>.
 */
static bool is_inner_part(const char *text, size_t at)
{
	if (at == 0 || (text[at - 1] != ':' && text[at - 1] != '/'))
		return false;
	bool colon = text[--at] == ':';
	if (!colon && (at == 0 || text[at - 1] == ' '))
		return false; /* a flag: /password:x */
	while (at > 0 && is_name_byte((unsigned char)text[at - 1]))
		at--;
	return !colon || at == 0 || text[at - 1] != '<';
}

static struct written written_how(
	const char *text, size_t len, struct span name, struct span keyword)
{
	static const char *const commands[] = { "ENV ", "ARG ", "setenv ",
		"set ", "machine ", "login " };
	struct written how = { 0 };
	char before = name.start > 0 ? text[name.start - 1] : '\n';
	char after = name.end < len ? text[name.end] : '\n';
	how.quoted = is_quote_byte(after);
	how.flag = before == '-';
	how.element = before == '<' || after == '<' || before == ':';
	how.member =
		memchr(text + keyword.end, '.', name.end - keyword.end) != NULL;
	how.argument = is_first_argument(text, name.start);
	for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++)
		how.command |= ends_with_word(text, name.start, commands[i]);
	return how;
}

/* Steps from behind the name to the value; false if none is given to it. */
static bool reach_value(struct cursor *cursor, struct written how)
{
	size_t name_end = cursor->at;
	skip_closers(cursor);
	if (skip_value_name(cursor))
		return true;
	/* Behind a quote ` x=` is the next attribute. */
	bool closed = cursor->at > name_end && peek(cursor, 0) == ' ';
	if (!closed && skip_type(cursor))
		return true;
	struct cursor start = *cursor;
	bool blank = skip_blanks(cursor);
	if (take_operator(cursor))
		return true;
	if (skip_markup(cursor))
		return how.element || how.quoted;
	if (take(cursor, ",") && how.argument) {
		skip_blanks(cursor);
		return is_quote(cursor);
	}
	*cursor = start;
	if (take(cursor, "(")) {
		if (how.member)
			return false;
		skip_blanks(cursor);
		return is_quote(cursor) || peek(cursor, 0) == '@';
	}
	if (blank)
		skip_blanks(cursor);
	if (!blank || how.quoted)
		return false;
	/* A backtick after a word is a document's code, not a value. */
	return how.flag || how.command ||
	       (is_quote(cursor) && peek(cursor, 0) != '`');
}

struct quote {
	char open[4];
	char close[4];
};

/* The quote that opens here, after a prefix such as r, b, L, @ or $. */
static const struct quote *take_quote(struct cursor *cursor)
{
	static const struct quote quotes[] = {
		{ "\\\"", "\\\"" },
		{ "\\'", "\\'" },
		{ "\"", "\"" },
		{ "'", "'" },
		{ "`", "`" },
		{ "\xe2\x80\x9c", "\xe2\x80\x9d" },
		{ "\xe2\x80\x9d", "\xe2\x80\x9d" },
		{ "\xe2\x80\x98", "\xe2\x80\x99" },
		{ "\xe3\x80\x8c", "\xe3\x80\x8d" },
		{ "\xe3\x80\x8e", "\xe3\x80\x8f" },
	};
	struct cursor try = *cursor;
	for (size_t prefix = 0; prefix < 3; prefix++) {
		for (size_t i = 0; i < sizeof(quotes) / sizeof(quotes[0]);
			i++) {
			if (!take(&try, quotes[i].open))
				continue;
			*cursor = try;
			return &quotes[i];
		}
		int byte = peek(&try, 0);
		if (byte <= 0 || !strchr("rRbBfFuUL@$", byte))
			return NULL;
		try.at++;
	}
	return NULL;
}

static bool read_quoted(
	struct cursor *cursor, const struct quote *quote, struct span *value)
{
	/* Triple quotes: the two that follow belong to the opening. */
	while (looking_at(cursor, quote->close) && cursor->at < cursor->len &&
		quote->close[1] == '\0' && peek(cursor, 1) == quote->close[0])
		cursor->at += 2;
	value->start = cursor->at;
	while (cursor->at < cursor->len &&
		cursor->at - value->start < VALUE_MAX) {
		int byte = peek(cursor, 0);
		if (looking_at(cursor, quote->close)) {
			value->end = cursor->at;
			take(cursor, quote->close);
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

static bool read_bare(struct cursor *cursor, struct span *value)
{
	/* key-{id}: a brace that was opened may be closed. */
	bool braced = false;
	value->start = cursor->at;
	while (peek(cursor, 0) > ' ' && cursor->at - value->start < VALUE_MAX) {
		int byte = peek(cursor, 0);
		if (ends_bare(byte) && !(braced && byte == '}'))
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

static bool at_line_end(struct cursor cursor)
{
	while (peek(&cursor, 0) == ';' || peek(&cursor, 0) == ',' ||
		peek(&cursor, 0) == '\r')
		cursor.at++;
	bool blank = skip_blanks(&cursor);
	int byte = peek(&cursor, 0);
	return byte < 0 || byte == '\n' || byte == '\r' ||
	       looking_at(&cursor, "</") ||
	       (blank && (byte == '#' || looking_at(&cursor, "//")));
}

static bool read_value(struct cursor *cursor, struct assignment *assignment)
{
	skip_blanks(cursor);
	const struct quote *quote = take_quote(cursor);
	assignment->quoted = quote != NULL;
	bool found = quote ? read_quoted(cursor, quote, &assignment->value)
			   : read_bare(cursor, &assignment->value);
	assignment->ends_line = found && at_line_end(*cursor);
	return found;
}

bool assignment_find(const char *text, size_t len, struct span keyword,
	struct assignment *assignment)
{
	struct span name = extend_name(text, len, keyword);
	assignment->name = name;
	assignment->kind = varname_judge(text + name.start, span_len(name));
	if (assignment->kind == VARNAME_OTHER ||
		is_inner_part(text, name.start))
		return false;
	struct cursor cursor = { text, len, name.end };
	struct written how = written_how(text, len, name, keyword);
	if (!reach_value(&cursor, how))
		return false;
	/* <user>:<password>@host is a template; an element has an end. */
	bool element = how.element && text[cursor.at - 1] == '>';
	if (!read_value(&cursor, assignment))
		return false;
	return !element || looking_at(&cursor, "</");
}
