/*
 * gitanswer.h - questions to git that need not be answered, and the words of
 * the answers.
 */
#ifndef KAGIBAN_GITANSWER_H
#define KAGIBAN_GITANSWER_H

#include <stdbool.h>

struct buf;

/* Runs git; whether it ended well, with its output in ANSWER, cleared first. */
bool gitanswer_ask(struct buf *answer, const char *const *args);

/*
 * Cuts the next line off *REST, a string that is written into, or the next
 * word of a line.  Returns NULL at the end; *REST may be NULL.
 */
char *gitanswer_line(char **rest);
char *gitanswer_word(char **rest);

#endif
