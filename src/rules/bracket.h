/*
 * bracket.h - a bracket expression of POSIX ([^a-z[:digit:]]) as a set of
 * bytes, in the C locale.
 */
#ifndef KAGIBAN_BRACKET_H
#define KAGIBAN_BRACKET_H

#include <stddef.h>
#include <stdint.h>

struct buf;
struct err;

/* Which bytes are members: bit N % 8 of bits[N / 8]. */
struct byte_set {
	uint8_t bits[32];
};

/*
 * Reads the expression whose `[` stands at *AT of the LEN bytes at TEXT, and
 * moves *AT behind its `]`.  A newline is never a member.  Returns 0 or
 * ERR_RULE.
 */
int bracket_read(struct byte_set *set, const char *text, size_t len, size_t *at,
	struct err *err);

/* Appends SET as a class of PCRE2.  Returns 0 or ERR_LIMIT (OUT's ceiling). */
int bracket_write(struct buf *out, const struct byte_set *set);

#endif
