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

#include "engine/assignment.h"
#include "engine/placeholder.h"
#include "engine/randomness.h"

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

static bool is_name_byte(int byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
	       (byte >= '0' && byte <= '9') || byte == '_';
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
	if (quote != '"' && quote != '\'' && quote != '`')
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
	return how.flag || how.command || is_quote(cursor);
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

static bool read_bare(struct cursor *cursor, struct span *value)
{
	bool braced =
		false; /* key-{id}: a brace that was opened may be closed */
	value->start = cursor->at;
	while (peek(cursor, 0) > ' ' && cursor->at - value->start < VALUE_MAX) {
		int byte = peek(cursor, 0);
		if (strchr(",;)}]<>\"'`\\|", byte) && !(braced && byte == '}'))
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

/* Whether the place is in a call's arguments or list: os.getenv("X"). */
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
	if (!reach_value(&cursor, written_how(text, len, name, keyword)))
		return false;
	return read_value(&cursor, assignment);
}

/* Endings of files in which a bare word can be a literal. */
static bool is_settings_file(const char *path)
{
	static const char *const endings[] = { ".env", ".ini", ".cfg", ".conf",
		".config", ".properties", ".yml", ".yaml", ".toml", ".sh",
		".bash", ".zsh", ".fish", ".txt", ".md", ".rst", ".adoc",
		".tfvars", ".netrc", ".pgpass", ".npmrc", ".pypirc", ".cnf",
		".ps1", ".bat", ".cmd", ".sql", ".xml", ".plist", ".log",
		".csv", ".tsv", ".service", "Dockerfile", "credentials",
		".dist", ".local", ".sample", ".example", ".template", ".html",
		".htm", ".http", ".rest", ".org", ".tex" };
	if (!path)
		return true;
	const char *slash = strrchr(path, '/');
	const char *name = slash ? slash + 1 : path;
	if (strncmp(name, ".env", 4) == 0 || !strchr(name, '.'))
		return true;
	size_t len = strlen(name);
	for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
		size_t end = strlen(endings[i]);
		if (len >= end && strcmp(name + len - end, endings[i]) == 0)
			return true;
	}
	return false;
}

static bool has_byte_between(
	const char *value, size_t len, unsigned char low, unsigned char high)
{
	for (size_t i = 0; i < len; i++) {
		unsigned char byte = (unsigned char)value[i];
		if (byte >= low && byte <= high)
			return true;
	}
	return false;
}

static bool equal_folded(const char *a, const char *b, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (((a[i] ^ b[i]) & ~0x20) != 0)
			return false;
	}
	return true;
}

/* ^1.0.0, ~2.3, 12.04: digits and dots. */
static bool is_version(const char *value, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (!strchr("0123456789.^~<>=", value[i]))
			return false;
	}
	return memchr(value, '.', len) != NULL;
}

/* What a person may have chosen, and no code would have there. */
static bool is_guessable(const struct assignment *assignment, const char *value,
	size_t len, bool settings)
{
	if (assignment->kind != VARNAME_PASSWORD || len < 4 || len > 64)
		return false;
	if (!assignment->quoted && (!settings || !assignment->ends_line))
		return false;
	if (has_byte_between(value, len, 0, ' ') ||
		has_byte_between(value, len, 0x80, 0xFF) ||
		is_version(value, len) || placeholder_is(value, len))
		return false;
	bool digit = has_byte_between(value, len, '0', '9');
	bool sign = has_byte_between(value, len, '!', '#') ||
		    has_byte_between(value, len, '%', '&') ||
		    memchr(value, '@', len) || memchr(value, '$', len) ||
		    memchr(value, '^', len) || memchr(value, '*', len);
	/* A bare lower-case word is as likely a name as a password. */
	return digit || sign || (settings && len >= 6);
}

/* ECDHE-PSK-AES256-CCM8: words and numbers in capitals, joined by signs. */
static bool is_shouted_name(const char *value, size_t len)
{
	size_t signs = 0;
	for (size_t i = 0; i < len; i++) {
		bool sign = value[i] == '-' || value[i] == '_';
		signs += sign;
		if (!sign && !(value[i] >= 'A' && value[i] <= 'Z') &&
			!(value[i] >= '0' && value[i] <= '9'))
			return false;
	}
	return signs > 0 && bigram_bits(value, len) < 6.3;
}

/* "\x6d\x61\x73": bytes spelt out, as in tables of constants. */
static bool is_spelt_bytes(const char *value, size_t len)
{
	size_t count = 0;
	for (size_t i = 0; i + 1 < len; i++)
		count += value[i] == '\\' && value[i + 1] == 'x';
	return count >= 3;
}

/* 8-4-4-4-12 hex digits: an id, unless the name is one of a key. */
static bool is_uuid(const char *value, size_t len)
{
	static const char form[] = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
	if (len != sizeof(form) - 1)
		return false;
	for (size_t i = 0; i < len; i++) {
		bool dash = value[i] == '-';
		if (dash != (form[i] == '-'))
			return false;
	}
	return true;
}

static bool is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

/* RFC 3339: a date with a time. */
static bool is_time(const char *value, size_t len)
{
	static const char form[] = "0000-00-00T00:00";
	if (len < sizeof(form) - 1)
		return false;
	for (size_t i = 0; i < sizeof(form) - 1; i++) {
		if (form[i] == '0' ? !is_digit(value[i]) : value[i] != form[i])
			return false;
	}
	return true;
}

static bool holds(const char *value, size_t len, const char *word)
{
	size_t word_len = strlen(word);
	for (size_t i = 0; i + word_len <= len; i++) {
		if (memcmp(value + i, word, word_len) == 0)
			return true;
	}
	return false;
}

/* What looks drawn by a machine and is no secret, or was cut to show it. */
static bool is_harmless(
	const struct assignment *assignment, const char *text, size_t len)
{
	const char *value = text + assignment->value.start;
	const char *name = text + assignment->name.start;
	size_t name_len = span_len(assignment->name);
	bool token =
		name_len >= 5 && equal_folded(name + name_len - 5, "token", 5);
	if (token && is_uuid(value, len))
		return true;
	return is_time(value, len) || holds(value, len, "...") ||
	       holds(value, len, "%s") || holds(value, len, "\xe2\x80\xa6");
}

enum value_strength assignment_judge(
	const struct assignment *assignment, const char *text, const char *path)
{
	const char *value = text + assignment->value.start;
	size_t len = span_len(assignment->value);
	size_t name_len = span_len(assignment->name);
	bool settings = is_settings_file(path);

	if (placeholder_is_reference(value, len) ||
		is_shouted_name(value, len) || is_spelt_bytes(value, len))
		return VALUE_NONE;
	if (len == name_len &&
		equal_folded(value, text + assignment->name.start, len))
		return VALUE_NONE;
	if (is_harmless(assignment, text, len))
		return VALUE_NONE;
	size_t least = assignment->kind == VARNAME_PASSWORD ? 12 : 14;
	bool bare_code = !assignment->quoted && !settings;
	if (len >= least && !bare_code && looks_random(value, len) &&
		!has_byte_between(value, len, 0, ' ') &&
		!placeholder_is_filler(value, len))
		return VALUE_RANDOM;
	if (is_guessable(assignment, value, len, settings))
		return VALUE_GUESSABLE;
	return VALUE_NONE;
}
