/*
 * wrap.c - prints a paragraph in lines of limited width.
 */
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/utf.h"
#include "cli/wrap.h"
#include "report/columns.h"

enum { WIDTH = 78 };

/* The bytes of the character at TEXT, which is not its end. */
static size_t character_len(const char *text, size_t len)
{
	uint32_t code;
	size_t size = utf8_decode(text, len, &code);

	return size == 0 ? 1 : size;
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

/*
 * Whether a line may break between two neighbours, the first of which has SIZE
 * bytes and the other NEXT: only beside a wide character, not behind an opening
 * mark, and not before what may not begin a line in Japanese.
 */
static bool may_break(const char *text, size_t size, size_t next)
{
	static const char opening[] = "([「『（［｛〈《【";
	static const char closing[] = ".,:;!?)]%\"、。」』）］｝〉》】：；！？"
				      "・ー々…〜ぁぃぅぇぉっゃゅょゎ"
				      "ァィゥェォッャュョヮヵヶ";

	if (columns_of(text, size) != 2 && columns_of(text + size, next) != 2)
		return false;
	return !is_one_of(opening, text, size) &&
	       !is_one_of(closing, text + size, next);
}

/* The bytes up to the next place where a line may break. */
static size_t word_len(const char *text)
{
	size_t rest = strlen(text);
	size_t len = 0;
	bool quoted = false;

	while (len < rest && (quoted || text[len] != ' ')) {
		size_t size = character_len(text + len, rest - len);
		size_t end = len + size;

		if (text[len] == '`')
			quoted = !quoted && strchr(text + end, '`') != NULL;
		if (!quoted && end < rest && text[end] != ' ' &&
			may_break(text + len, size,
				character_len(text + end, rest - end)))
			return end;
		len = end;
	}
	return len;
}

void wrap_print(FILE *out, const char *text, size_t column, size_t indent)
{
	text += strspn(text, " ");
	while (*text != '\0') {
		size_t blanks = strspn(text, " ");
		size_t len = word_len(text + blanks);
		size_t width = columns_of(text + blanks, len);

		if (column + blanks + width > WIDTH && column > indent) {
			fprintf(out, "\n%*s", (int)indent, "");
			column = indent;
			text += blanks;
			blanks = 0;
		}
		fwrite(text, 1, blanks + len, out);
		column += blanks + width;
		text += blanks + len;
	}
	fputc('\n', out);
}
