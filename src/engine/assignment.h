/*
 * assignment.h - finds a value that is given to a name, in the syntaxes of
 * programs, settings, markup, command lines and prose.
 */
#ifndef KAGIBAN_ASSIGNMENT_H
#define KAGIBAN_ASSIGNMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/filekind.h"
#include "engine/varname.h"
#include "model/rule.h"
#include "model/span.h"

struct assignment {
	struct span name; /* the whole name round the keyword */
	struct span value; /* without its quotes; never empty */
	enum varname kind; /* never VARNAME_OTHER */
	bool quoted; /* a literal; else it ends at a blank or a bracket */
	bool embedded; /* bare, and both stand in a string of a program */
	bool ends_line; /* nothing but a comment follows it */
	bool tight; /* no blank between the `=` and it */
	bool given; /* by a `=`, a call or a command: no mere label */
	bool flag; /* --name value */
	bool command; /* ENV name value, setenv name value */
	bool listed; /* the next of a list: 'name', 'value' */
	bool paired; /* and nothing else is in the brackets */
	bool loose; /* nothing but a blank between the two: name value */
	bool account; /* a password in quotes, beside the user whose it is */
};

enum value_strength {
	VALUE_NONE, /* a placeholder, a reference, a word: no find */
	VALUE_GUESSABLE, /* what a person may have chosen as a password */
	VALUE_RANDOM, /* drawn by a machine */
};

struct judgement {
	enum value_strength strength;
	enum confidence confidence; /* of VALUE_RANDOM */
	int score;
	unsigned reasons; /* model/reason.h, or-ed */
};

/*
 * Looks at the name round KEYWORD in TEXT and for the value given to it, on
 * the same line or, in a few formats, the next.  Returns false if the name
 * says nothing of a secret or no value stands there.
 */
bool assignment_find(const char *text, size_t len, struct span keyword,
	struct assignment *assignment);

/*
 * Judges the value of an assignment in a file of that kind.  The score is the
 * sum of what speaks for a secret and against it (value.c has
 * the table); the reasons are those that held.
 */
struct judgement assignment_judge(const struct assignment *assignment,
	const char *text, enum file_kind file);

#endif
