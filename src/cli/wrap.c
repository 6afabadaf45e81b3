/*
 * wrap.c - prints a paragraph in lines of limited width.
 */
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/escape.h"
#include "cli/wrap.h"
#include "report/columns.h"
#include "report/linebreak.h"

enum {
	WIDTH = 78,
	/* Stands for a blank in a word; no text that is escaped has it. */
	INNER_BLANK = '\037',
};

static void print_bytes(FILE *out, const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++)
		fputc(text[i] == INNER_BLANK ? ' ' : text[i], out);
}

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
		print_bytes(out, text, blanks + len);
		column += blanks + width;
		text += blanks + len;
	}
	fputc('\n', out);
}

void wrap_append_word(struct buf *out, const char *text)
{
	size_t start = out->len;

	escape_append_string(out, text, NULL);
	for (size_t i = start; i < out->len; i++)
		if (out->data[i] == ' ')
			out->data[i] = INNER_BLANK;
}

/* In lines that begin at INDENT, all but the first a bit further. */
static void print_command(const char *command, size_t indent)
{
	enum { JOINT = 2 }; /* columns of " \\" */
	size_t column = indent;
	const char *before = "";

	printf("%*s", (int)indent, "");
	while (*command != '\0') {
		size_t len = linebreak_shell_word(command);
		size_t width = columns_of(command, len);
		bool last = command[len] == '\0';

		if (*before &&
			column + 1 + width + (last ? 0 : JOINT) > WIDTH) {
			column = indent + JOINT;
			printf(" \\\n%*s", (int)column, "");
			before = "";
		}
		printf("%s%.*s", before, (int)len, command);
		column += strlen(before) + width;
		before = " ";
		command += len + (last ? 0 : 1);
	}
	putchar('\n');
}

void wrap_command(const char *command, size_t column, size_t indent)
{
	size_t width = columns_of(command, strlen(command));

	if (!isatty(STDOUT_FILENO) || column + width <= WIDTH) {
		puts(command);
		return;
	}
	putchar('\n');
	print_command(command, indent);
}

void wrap_say(const char *text, size_t indent)
{
	if (isatty(STDOUT_FILENO)) {
		wrap_print(stdout, text, 0, indent);
		return;
	}
	print_bytes(stdout, text, strlen(text));
	fputc('\n', stdout);
}
