/*
 * written.c - how a name is written.
 */
#include <string.h>

#include "engine/cursor.h"
#include "engine/written.h"

enum { CELL_REACH = 24 }; /* bytes of a cell before the name */

static bool ends_with_word(const char *text, size_t at, const char *word)
{
	size_t len = strlen(word);
	return at >= len && memcmp(text + at - len, word, len) == 0 &&
	       (at == len || !is_name_byte((unsigned char)text[at - len - 1]));
}

/* Whether the name is a quoted text directly behind an opening bracket. */
static bool is_first_argument(const char *text, size_t at)
{
	/* '#name' is a selector. */
	if (at > 0 && text[at - 1] == '#')
		at--;
	/* 'input[name="name"]' and 'input[name=name]' as well. */
	bool bare = at > 5 && memcmp(text + at - 5, "name=", 5) == 0;
	if (at == 0 || (!is_quote_byte(text[at - 1]) && !bare))
		return false;
	at -= !bare;
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

bool written_is_part(const char *text, size_t at)
{
	if (at < 2 || (text[at - 1] != ':' && text[at - 1] != '/') ||
		ends_with_word(text, at, "env:") ||
		ends_with_word(text, at, "Env:"))
		return false;
	bool colon = text[--at] == ':';
	char before = text[at - 1];
	/* A comment, and the scopes of Vim: g:token. */
	if (!colon && before == '/' &&
		(at < 2 || strchr(" \t\n", text[at - 2])))
		return false;
	if (colon && strchr("gsbwlvt", before) &&
		(at < 2 || text[at - 2] == ' '))
		return false;
	if (!is_name_byte((unsigned char)before) && before != text[at])
		return !colon && before == '.'; /* ./token */
	while (at > 0 && is_name_byte((unsigned char)text[at - 1]))
		at--;
	return !colon || at == 0 || text[at - 1] != '<';
}

bool written_of_request(const char *text, size_t at)
{
	static const char *const words[] = { "page ", "continuation ", "sync ",
		"csrf ", "CSRF " };
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (ends_with_word(text, at, words[i]))
			return true;
	}
	return false;
}

static bool follows_command(const char *text, size_t at)
{
	static const char *const commands[] = { "ENV ", "ARG ", "setenv ",
		"set ", "%let ", "set -x ", "set -gx ", "set -Ux ", "set -g ",
		"set -xg ", "setx ", "SetEnv ", "SETENV ", "machine ", "login ",
		"fastcgi_param ", "setx /M ", "proxy_set_header ",
		"set-header ", "add_header " };
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

/* name="name", android:name='name', key="name". */
static bool is_name_attribute(const char *text, size_t at)
{
	static const char *const names[] = {
		"name=", "key=", "id=", "Name=", "Key=", "property="
	};
	for (size_t i = 0; at > 0 && i < sizeof(names) / sizeof(names[0]);
		i++) {
		if (ends_with_word(text, at - 1, names[i]))
			return true;
	}
	return false;
}

/* ["name", {"name", also on a line of its own; setenv "name". */
static bool is_opened(const char *text, size_t at, const char *brackets)
{
	if (at == 0 || !is_quote_byte(text[at - 1]))
		return false;
	at--;
	size_t before = before_blanks(text, at);
	if (before < at && (ends_with_word(text, before, "setenv") ||
				   ends_with_word(text, before, "setEnv") ||
				   ends_with_word(text, before, "putenv")))
		return true;
	if (before > 0 && text[before - 1] == '\n')
		before = before_blanks(text, before - 1);
	return before > 0 && strchr(brackets, text[before - 1]);
}

/* $ENV{name}, $self->{'name'}; but not ${name}. */
static bool is_subscript(const char *text, size_t at)
{
	if (at > 0 && (text[at - 1] == '\'' || text[at - 1] == '"'))
		at--;
	return at > 1 && text[at - 1] == '{' &&
	       (text[at - 2] == '>' || text[at - 2] == '}' ||
		       is_name_byte((unsigned char)text[at - 2]));
}

/* Whether nothing but a word or two stands between a pipe and AT. */
static bool begins_cell(const char *text, size_t at)
{
	size_t least = at > CELL_REACH ? at - CELL_REACH : 0;
	while (at > least &&
		(ascii_is_alnum(text[at - 1]) || strchr(" *`_", text[at - 1])))
		at--;
	return at > 0 && text[at - 1] == '|';
}

struct written written_how(
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
	how.argument = is_first_argument(text, name.start) ||
		       ends_with_word(text, name.start, "define(") ||
		       ends_with_word(text, name.start, "let(:") ||
		       ends_with_word(text, name.start, "String\", \"") ||
		       ends_with_word(text, name.start, "string\", \"");
	how.first = edge == '\n';
	how.cell = begins_cell(text, margin);
	how.compared = is_compared(text, name) || before == '{';
	how.listed = before == '(';
	how.subscript = is_subscript(text, name.start);
	how.attribute = how.quoted && is_name_attribute(text, name.start);
	how.opened = is_opened(text, name.start, "[{(");
	how.below = is_opened(text, name.start, "[{");
	how.symbol = before == ':' && name.start > 1 &&
		     strchr(" (", text[name.start - 2]);
	how.placed = before == '{' && name.start > 1 &&
		     text[name.start - 2] == '$' &&
		     (name.start == 2 || text[name.start - 3] == '\n');
	how.defined = ends_with_word(text, name.start, "define ");
	how.command = (before == ' ' || before == '"' || before == '\'') &&
		      follows_command(text, name.start);
	how.command |= how.placed;
	return how;
}
