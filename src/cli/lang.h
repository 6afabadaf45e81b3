/*
 * lang.h - the language of commands that scan nothing.
 */
#ifndef KAGIBAN_LANG_H
#define KAGIBAN_LANG_H

enum { LANG_SIZE = 32 }; /* bytes of a language's name, with its NUL */

struct options;

/*
 * Chooses the language that kagiban.lang names, as if it were --lang, unless
 * the command line has named one or the action is a scan, which reads all
 * settings by itself.  LANG keeps the name as long as OPTIONS is in use.  A
 * configuration that cannot be read is not this function's to complain of:
 * then the environment's language stays.
 */
void lang_choose(struct options *options, char lang[LANG_SIZE]);

#endif
