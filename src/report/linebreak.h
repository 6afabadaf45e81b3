/*
 * linebreak.h - where a line of text may end.
 */
#ifndef KAGIBAN_LINEBREAK_H
#define KAGIBAN_LINEBREAK_H

#include <stddef.h>

/*
 * Returns the bytes of TEXT, which begins with no blank, up to the next place
 * where a line may end: at a blank, beside a wide character, at the end.  No
 * line begins with a closing mark, ends with an opening one, or is made of the
 * last character alone; and what stands in backquotes (a command, to be
 * copied) is one piece, blanks and all.
 */
size_t linebreak_next(const char *text);

/*
 * Returns the bytes of the first word of COMMAND, as a shell takes it: a line
 * that is to be copied may end behind it, with a backslash.
 */
size_t linebreak_shell_word(const char *command);

#endif
