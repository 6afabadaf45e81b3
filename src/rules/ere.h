/*
 * ere.h - a POSIX extended regular expression in PCRE2's dialect.
 *
 * As GNU's grep -E reads it in the C locale: bytes; a class names its members
 * without escapes; no part of a match is a newline.  `\d`, `\D` and `\t`, which
 * POSIX leaves open, mean what they do on macOS as well as their letter.
 */
#ifndef KAGIBAN_ERE_H
#define KAGIBAN_ERE_H

#include <stddef.h>

struct buf;
struct err;

enum { ERE_LONGEST = 4096 }; /* bytes */

enum ere_reading {
	ERE_STRICT, /* as git grep -E: a repetition of nothing is an error */
	ERE_LENIENT, /* as grep -E, which passes over it */
};

/*
 * Appends to OUT what matches as ERE (LEN bytes) does.  Which of several
 * matches is found, and how long it is, may differ.  Returns 0, or ERR_RULE
 * with what is wrong and where (OUT's ceiling among it).
 */
int ere_translate(struct buf *out, const char *ere, size_t len,
	enum ere_reading reading, struct err *err);

#endif
