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
#include "engine/body.h"
#include "engine/columns.h"
#include "engine/cursor.h"
#include "engine/literal.h"
#include "engine/reach.h"
#include "engine/section.h"
#include "engine/sibling.h"
#include "engine/written.h"

enum {
	NAME_MAX_LEN = 80, /* bytes a name may extend to either side */
	STRING_REACH = 300, /* bytes back to the quote that is still open */
	KEY_LEAST = 20, /* bytes of the value of a mere "key" */
	LINE_REACH = 200, /* bytes back on its line */
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

/* Nothing but a closing bracket behind the quote: ["name", "value"] */
static bool closes_pair(struct cursor cursor)
{
	cursor_take(&cursor, ">>");
	cursor_skip_space(&cursor);
	cursor_take(&cursor, ",");
	cursor_skip_space(&cursor);
	int byte = cursor_peek(&cursor, 0);
	return byte > 0 && strchr("]})", byte);
}

/* "name" "value" and ("name" . "value"): no operator between them. */
static bool is_adjoined(const char *text, const struct assignment *assignment)
{
	for (size_t i = assignment->name.end; i < assignment->value.start;
		i++) {
		if (!strchr("\\\"'` .", text[i]))
			return false;
	}
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
	/* A backtick after a word is a document's code, seldom a value. */
	assignment->listed |=
		assignment->quoted && text[start - 1] == '`' && !how.first &&
		!how.flag && !how.command && operator_end > 0 &&
		text[operator_end - 1] == ' ' && is_adjoined(text, assignment);
	assignment->listed |= assignment->quoted && how.opened &&
			      is_adjoined(text, assignment);
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

/* key = "x", but not <x key="x">, key == "x" or PublicKey(key="x"). */
static bool is_given_key(const struct assignment *assignment, const char *text)
{
	static const char *const words[] = { "public", "pubkey" };
	size_t start = assignment->name.start;
	size_t end = assignment->name.end;
	size_t line = start;
	if (!assignment->given || assignment->flag ||
		assignment->value.start < end)
		return false;
	size_t gap = assignment->value.start - end;
	while (line > 0 && start - line < LINE_REACH && text[line - 1] != '\n')
		line--;
	const char *tag = text + start;
	while (tag > text + line && tag[-1] != '<' && tag[-1] != '>')
		tag--;
	return !text_find(text + end, gap, "==") &&
	       !text_find(text + end, gap, "!=") &&
	       (tag == text + line || tag[-1] == '>') &&
	       !fold_has_any(text + line, start - line, words,
		       sizeof(words) / sizeof(words[0]));
}

/*
 * {key: "x", secret: "y"}: the key of an account; {"Jwt": {"Key": "x"}}.  Of
 * any other mere "key" that is not given nothing is known.
 */
static bool is_telling_key(
	const struct assignment *assignment, const char *text, size_t len)
{
	static const char *const words[] = { "secret" };
	static const char *const sections[] = { "jwt", "token", "signing",
		"encrypt", "crypto", "cipher", "hmac" };
	struct span pair = { assignment->name.start, assignment->value.end };
	if (!assignment->quoted || span_len(assignment->value) < KEY_LEAST)
		return false;
	if (is_given_key(assignment, text) ||
		sibling_has(text, len, pair, words, 1))
		return true;
	struct span section = section_name(text, assignment->name.start);
	return fold_has_any(text + section.start, span_len(section), sections,
		sizeof(sections) / sizeof(sections[0]));
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

bool assignment_find(const char *text, size_t len, struct span keyword,
	struct assignment *assignment)
{
	struct span name = extend_name(text, len, keyword);
	assignment->name = name;
	assignment->kind = varname_judge(text + name.start, span_len(name));
	bool call = name.end < len && text[name.end] == '(';
	bool mere = span_len(name) == 3 &&
		    fold_starts_with(text + name.start, 3, "key");
	/* const getToken = () => "x" */
	bool arrow =
		len - name.end > 4 && memcmp(text + name.end, " = (", 4) == 0;
	bool asks =
		(call || arrow) && asks_for(text + name.start, span_len(name));
	if (asks && assignment->kind == VARNAME_OTHER)
		assignment->kind = varname_judge(
			text + name.start + 3, span_len(name) - 3);
	if ((assignment->kind == VARNAME_OTHER && !mere) ||
		(!call && written_is_part(text, name.start)) ||
		written_of_request(text, name.start))
		return false;
	struct cursor cursor = { text, len, name.end };
	struct written how = written_how(text, len, name, keyword);
	if (columns_reach(&cursor, name.start))
		how.argument = true;
	else if (asks ? !body_reach(&cursor, name.start)
		      : !reach_value(&cursor, how, name.start))
		return false;
	/* <user>:<password>@host is a template; an element has an end. */
	bool element =
		how.element && cursor.at > 0 && text[cursor.at - 1] == '>';
	size_t operator_end = cursor.at;
	struct literal literal;
	cursor_skip_blanks(&cursor);
	if (!literal_read(&cursor, &literal))
		return false;
	assignment->value = literal.span;
	assignment->quoted = literal.quoted;
	assignment->ends_line = at_line_end(cursor);
	note_place(assignment, text, how, operator_end);
	if (mere && (element || call || !is_telling_key(assignment, text, len)))
		return false;
	if (mere)
		assignment->kind = VARNAME_KEY;
	assignment->paired =
		assignment->listed &&
		(how.opened || assignment->kind == VARNAME_PASSWORD) &&
		closes_pair(cursor);
	note_account(assignment, text, len);
	return !element || cursor_sees(&cursor, "</");
}
