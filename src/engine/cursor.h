/*
 * cursor.h - a reader's place in a text, and how it goes on.
 */
#ifndef KAGIBAN_CURSOR_H
#define KAGIBAN_CURSOR_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "engine/ascii.h"

struct cursor {
	const char *text;
	size_t len;
	size_t at;
};

/* The byte AHEAD of the cursor, -1 behind the text's end. */
static inline int cursor_peek(const struct cursor *cursor, size_t ahead)
{
	return cursor->at + ahead < cursor->len
		       ? (unsigned char)cursor->text[cursor->at + ahead]
		       : -1;
}

static inline bool cursor_sees(const struct cursor *cursor, const char *word)
{
	size_t len = strlen(word);
	return cursor->len - cursor->at >= len &&
	       memcmp(cursor->text + cursor->at, word, len) == 0;
}

/* Steps over WORD if it stands here. */
static inline bool cursor_take(struct cursor *cursor, const char *word)
{
	if (!cursor_sees(cursor, word))
		return false;
	cursor->at += strlen(word);
	return true;
}

/* Steps over the first of COUNT words that stands here. */
static inline bool cursor_take_any(
	struct cursor *cursor, const char *const *words, size_t count)
{
	int byte = cursor_peek(cursor, 0);
	for (size_t i = 0; i < count; i++) {
		/* Most differ in the first byte: no call for these. */
		if ((unsigned char)words[i][0] == byte &&
			cursor_take(cursor, words[i]))
			return true;
	}
	return false;
}

#define CURSOR_TAKE_ANY(cursor, words)                                         \
	cursor_take_any((cursor), (words), sizeof(words) / sizeof((words)[0]))

/* Steps over spaces and tabs, the ideographic space too; whether there was one.
 */
static inline bool cursor_skip_blanks(struct cursor *cursor)
{
	size_t start = cursor->at;
	for (;;) {
		int byte = cursor_peek(cursor, 0);
		if (byte == ' ' || byte == '\t')
			cursor->at++;
		else if (byte != 0xE3 || !cursor_take(cursor, "\xe3\x80\x80"))
			return cursor->at > start;
	}
}

/* Steps over blanks and line ends. */
static inline void cursor_skip_space(struct cursor *cursor)
{
	do {
		cursor_skip_blanks(cursor);
	} while (cursor_take(cursor, "\n") || cursor_take(cursor, "\r"));
}

/* To the text of an item of a list in YAML on the next line. */
static inline bool cursor_take_item(struct cursor *cursor)
{
	struct cursor try = *cursor;
	cursor_take(&try, "\r");
	if (!cursor_take(&try, "\n"))
		return false;
	cursor_skip_blanks(&try);
	if (!cursor_take(&try, "- "))
		return false;
	*cursor = try;
	return true;
}

/* Where the spaces and tabs before AT begin. */
static inline size_t before_blanks(const char *text, size_t at)
{
	while (at > 0 && (text[at - 1] == ' ' || text[at - 1] == '\t'))
		at--;
	return at;
}

/* The same of line ends as well. */
static inline size_t before_space(const char *text, size_t at)
{
	while (at > 0 && strchr(" \t\r\n", text[at - 1]))
		at--;
	return at;
}

/* BYTE may be -1, behind the text's end. */
static inline bool is_name_byte(int byte)
{
	return ascii_is_alnum((char)byte) || byte == '_';
}

static inline bool is_quote_byte(int byte)
{
	return byte == '"' || byte == '\'' || byte == '`';
}

#endif
