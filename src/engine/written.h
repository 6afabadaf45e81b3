/*
 * written.h - how a name is written, which decides what may follow it.
 */
#ifndef KAGIBAN_WRITTEN_H
#define KAGIBAN_WRITTEN_H

#include <stdbool.h>
#include <stddef.h>

#include "model/span.h"

struct written {
	bool quoted; /* "name" */
	bool flag; /* --name, -name */
	bool element; /* <name> or name="..."> */
	bool command; /* ENV name, export name, setenv name */
	bool member; /* name.something: a call of it gives no value */
	bool argument; /* the first of a call's: f("name" */
	bool first; /* of its line */
	bool cell; /* of a table: | name | */
	bool compared; /* strcmp(name, or {name, */
	bool listed; /* f(name, */
	bool subscript; /* x{name} */
	bool defined; /* #define name */
	bool attribute; /* <x name="name" */
	bool opened; /* the first within brackets, in quotes: ["name" */
	bool below; /* and the brackets are those of a list, not of a call */
	bool symbol; /* :name */
	bool placed; /* ${name} at the beginning of a line: of Robot Framework */
};

/* How NAME, which holds KEYWORD, is written in TEXT of LEN bytes. */
struct written written_how(
	const char *text, size_t len, struct span name, struct span keyword);

/*
 * Whether what stands before the name at AT makes it a part of something else:
 * a path, a URN, a class (A::Token) - but not <ns:token>, :token or /token.
 */
bool written_is_part(const char *text, size_t at);

/* "next page token": of requests, as page_token is. */
bool written_of_request(const char *text, size_t at);

#endif
