/*
 * wrap.h - prints a paragraph in lines of limited width.
 */
#ifndef KAGIBAN_WRAP_H
#define KAGIBAN_WRAP_H

#include <stddef.h>
#include <stdio.h>

struct buf;

/*
 * Prints TEXT and a newline.  The first line begins at COLUMN, where OUT
 * already is; each further one is indented by INDENT blanks; none goes beyond
 * column 78.  Lines break at blanks and beside wide characters, which need none,
 * but no line begins with a closing mark or ends with an opening one; a longer
 * word stands on a line of its own.  What stands in `back quotes` is one word: a
 * command is copied in one piece.
 */
void wrap_print(FILE *out, const char *text, size_t column, size_t indent);

/*
 * Appends foreign TEXT, escaped, to OUT, as one word for wrap_print() and
 * wrap_say(), blanks and all.
 */
void wrap_append_word(struct buf *out, const char *text);

/*
 * Prints COMMAND and a newline on stdout, which is at COLUMN: on a terminal, if
 * it has no room there, in lines of its own from INDENT on, joined by
 * backslashes, so that it can be copied.
 */
void wrap_command(const char *command, size_t column, size_t indent);

/*
 * Prints TEXT and a newline on stdout: as wrap_print() on a terminal, INDENT
 * for all but the first line, else in one line, for programs that look for it.
 */
void wrap_say(const char *text, size_t indent);

#endif
