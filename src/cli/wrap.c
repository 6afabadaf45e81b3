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

/* The bytes up to the next place where a line may break. */
static size_t word_len(const char *text)
{
	size_t rest = strlen(text);
	size_t len = 0;

	while (len < rest && text[len] != ' ') {
		size_t size = character_len(text + len, rest - len);
		bool wide = columns_of(text + len, size) == 2;

		if (wide && len > 0)
			break;
		len += size;
		if (wide)
			break;
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
