/*
 * value.h - a value in the judge's hands: what value.c, which scores it, asks
 * value_forms.c.
 */
#ifndef KAGIBAN_VALUE_H
#define KAGIBAN_VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "engine/assignment.h"
#include "engine/filekind.h"

/* What is judged, with what is asked for more than once. */
struct value {
	const struct assignment *assignment;
	const char *name;
	size_t name_len;
	const char *text;
	size_t len;
	enum file_kind file;
	bool random;
};

/* Without quotes it is an expression, unless the file holds mere values. */
bool value_is_expression(const struct value *value);

/* What people read: blanks, letters beyond ASCII. */
bool value_is_prose(const struct value *value);

/* Whether it is made like what is no secret: a reference, an id, a time ... */
bool value_is_harmless(const struct value *value);

/* Four groups of four letters, as Google writes a password of a program. */
bool value_is_grouped(const struct value *value);

/* Twelve to twenty-four short words: the seed of a wallet. */
bool value_is_seed(const struct value *value);

/*
 * default-token-xn8fg: words of one case between signs, beside which what is
 * left cannot be the secret.
 */
bool value_is_joined_words(const struct value *value);

/* Whether a byte from LOW to HIGH is in TEXT. */
static inline bool value_has_byte_between(
	const char *text, size_t len, unsigned char low, unsigned char high)
{
	for (size_t i = 0; i < len; i++) {
		unsigned char byte = (unsigned char)text[i];
		if (byte >= low && byte <= high)
			return true;
	}
	return false;
}

/* Whether one of BYTES is in the value. */
static inline bool value_has_any_byte(
	const struct value *value, const char *bytes)
{
	for (size_t i = 0; i < value->len; i++) {
		if (strchr(bytes, value->text[i]))
			return true;
	}
	return false;
}

#endif
