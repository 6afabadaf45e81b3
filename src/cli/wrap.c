/*
 * wrap.c - prints a paragraph in lines of limited width.
 */
#include <string.h>

#include "cli/wrap.h"
#include "report/columns.h"
#include "report/linebreak.h"

enum { WIDTH = 78 };

void wrap_print(FILE *out, const char *text, size_t column, size_t indent)
{
	text += strspn(text, " ");
	while (*text != '\0') {
		size_t blanks = strspn(text, " ");
		size_t len = linebreak_next(text + blanks);
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
