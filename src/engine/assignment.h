/*
 * assignment.h - finds a value that is given to a name, in the syntaxes of
 * programs, settings, markup, command lines and prose.
 */
#ifndef KAGIBAN_ASSIGNMENT_H
#define KAGIBAN_ASSIGNMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/varname.h"
#include "model/span.h"

struct assignment {
	struct span name; /* the whole name round the keyword */
	struct span value; /* without its quotes; never empty */
	enum varname kind; /* never VARNAME_OTHER */
	bool quoted; /* a literal; else it ends at a blank or a bracket */
	bool ends_line; /* nothing but a comment follows it */
};

enum value_strength {
	VALUE_NONE, /* a placeholder, a reference, a word: no find */
	VALUE_GUESSABLE, /* what a person may have chosen as a password */
	VALUE_RANDOM, /* drawn by a machine */
};

/*
 * Looks at the name round KEYWORD in TEXT and for the value given to it, on
 * the same line or, in a few formats, the next.  Returns false if the name
 * says nothing of a secret or no value stands there.
 */
bool assignment_find(const char *text, size_t len, struct span keyword,
	struct assignment *assignment);

/*
 * Judges the value of an assignment in the file PATH (NULL: not known); the
 * kind of file decides whether a word without quotes can be a literal.
 */
enum value_strength assignment_judge(const struct assignment *assignment,
	const char *text, const char *path);

#endif
