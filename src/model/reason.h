/*
 * reason.h - why a value given to a name was taken for a secret.
 */
#ifndef KAGIBAN_REASON_H
#define KAGIBAN_REASON_H

#include <stddef.h>

enum reason {
	REASON_PASSWORD = 1 << 0, /* the name is one of a password */
	REASON_SECRET = 1 << 1, /* of a secret, or of a service's key */
	REASON_TOKEN = 1 << 2, /* of a token of whatever kind */
	REASON_KEY = 1 << 3, /* of a key of whatever kind */
	REASON_LITERAL = 1 << 4, /* the value is written out */
	REASON_RANDOM = 1 << 5, /* its letters look drawn at random */
	REASON_LONG = 1 << 6,
	REASON_MIXED = 1 << 7, /* it has digits or signs */
	REASON_SHORT = 1 << 8,
	REASON_WORD = 1 << 9, /* it is one word */
	REASON_LOOSE = 1 << 10, /* no operator stands before it */
	REASON_VECTOR = 1 << 11, /* the file holds test vectors */
};

enum { REASON_COUNT = 12 };

/* The code of the reason 1 << NUMBER for machines: "password", "random". */
const char *reason_code(size_t number);

/* The same for people: a message id. */
const char *reason_text(size_t number);

#endif
