/*
 * lang.h - the language of commands that scan nothing.
 */
#ifndef KAGIBAN_LANG_H
#define KAGIBAN_LANG_H

struct options;

/*
 * Chooses the language that kagiban.lang names, unless the command line has
 * named one.  A configuration that cannot be read is not this function's to
 * complain of: then the environment's language stays.
 */
void lang_choose(const struct options *options);

#endif
