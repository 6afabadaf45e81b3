/*
 * varname.h - what the name of a variable, key, field or flag says about its
 * value.
 *
 * A name is split into parts at punctuation and at steps of case
 * (`dbPassword2` is db, password, 2) and judged by whole parts, so that
 * `monkey`, `author` and `tokenize` say nothing.
 */
#ifndef KAGIBAN_VARNAME_H
#define KAGIBAN_VARNAME_H

#include <stddef.h>

enum varname {
	VARNAME_OTHER, /* says nothing, or that the value is no secret */
	VARNAME_KEY, /* a key of something: one of many that are no secrets */
	VARNAME_TOKEN, /* a token: a service's, or a parser's */
	VARNAME_SECRET, /* a key, token or secret of a service */
	VARNAME_PASSWORD, /* chosen by a person: need not be random */
};

/* Judges the LEN bytes of a name, ASCII or UTF-8. */
enum varname varname_judge(const char *name, size_t len);

#endif
