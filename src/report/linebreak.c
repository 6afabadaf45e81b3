/*
 * linebreak.c - where a line of text may end.
 *
 * Japanese has no blanks between words: a line may end between most of its
 * characters.
 */
#include "report/linebreak.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/utf.h"
#include "report/columns.h"

/* The bytes of the character at TEXT, which is not its end. */
static size_t character_len(const char *text, size_t len)
{
	uint32_t code;
	size_t size = utf8_decode(text, len, &code);

	return size == 0 ? 1 : size;
}

/* The same, or those of a piece in backquotes that begins there. */
static size_t piece_len(const char *text, size_t len)
{
	const char *end = *text == '`' ? memchr(text + 1, '`', len - 1) : NULL;

	return end ? (size_t)(end - text) + 1 : character_len(text, len);
}

/* Whether the character of SIZE bytes at TEXT is one of the list SET. */
static bool is_one_of(const char *set, const char *text, size_t size)
{
	while (*set != '\0') {
		size_t len = character_len(set, strlen(set));

		if (len == size && memcmp(set, text, size) == 0)
			return true;
		set += len;
	}
	return false;
}

enum { WIDOW_LIMIT = 64 }; /* bytes; what is longer is a line */

static const char opening[] = "([「『（［｛〈《【";
static const char closing[] = ".,:;!?)]%\"、。」』）］｝〉》】：；！？"
			      "・ー々…〜ぁぃぅぇぉっゃゅょゎ"
			      "ァィゥェォッャュョヮヵヶ";

/* Whether TEXT is one character, with marks: too little for a line. */
static bool is_widow(const char *text)
{
	size_t rest = strnlen(text, WIDOW_LIMIT);
	size_t len = rest > 0 ? character_len(text, rest) : 0;

	if (rest == WIDOW_LIMIT)
		return false;
	while (len < rest) {
		size_t size = character_len(text + len, rest - len);

		if (!is_one_of(closing, text + len, size))
			return false;
		len += size;
	}
	return true;
}

/*
 * Whether a line may break between two neighbours, the first of which has SIZE
 * bytes and the other NEXT: only beside a wide character, not behind an opening
 * mark, not before what may not begin a line in Japanese, and not before the
 * last character of all.
 */
static bool may_break(const char *text, size_t size, size_t next)
{
	if (columns_of(text, size) != 2 && columns_of(text + size, next) != 2)
		return false;
	return !is_one_of(opening, text, size) &&
	       !is_one_of(closing, text + size, next) && !is_widow(text + size);
}

size_t linebreak_next(const char *text)
{
	size_t rest = strlen(text);
	size_t len = 0;

	while (len < rest && text[len] != ' ') {
		size_t size = piece_len(text + len, rest - len);
		size_t end = len + size;

		if (end < rest && text[end] != ' ' &&
			may_break(text + len, size,
				piece_len(text + end, rest - end)))
			return end;
		len = end;
	}
	return len;
}

size_t linebreak_shell_word(const char *command)
{
	size_t len = 0;
	char quote = '\0'; /* that is open */
	bool plain = false; /* a backslash means nothing in them */

	while (command[len] && (quote || command[len] != ' ')) {
		char byte = command[len++];

		if (byte == '\\' && !plain && command[len]) {
			len++;
		} else if (byte == quote) {
			quote = '\0';
			plain = false;
		} else if (!quote && (byte == '\'' || byte == '"')) {
			quote = byte;
			plain = byte == '\'' &&
				(len < 2 || command[len - 2] != '$');
		}
	}
	return len;
}
