/*
 * wrap.h - prints a paragraph in lines of limited width.
 */
#ifndef KAGIBAN_WRAP_H
#define KAGIBAN_WRAP_H

#include <stddef.h>
#include <stdio.h>

/*
 * Prints TEXT and a newline.  The first line begins at COLUMN, where OUT
 * already is; each further one is indented by INDENT blanks; none goes beyond
 * column 78.  Lines break at blanks and beside wide characters, which need none,
 * but no line begins with a closing mark or ends with an opening one; a longer
 * word stands on a line of its own.  What stands in `back quotes` is one word: a
 * command is copied in one piece.
 */
void wrap_print(FILE *out, const char *text, size_t column, size_t indent);

#endif
