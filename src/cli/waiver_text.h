/*
 * waiver_text.h - writes an [allow] section as git's config syntax has it.
 */
#ifndef KAGIBAN_WAIVER_TEXT_H
#define KAGIBAN_WAIVER_TEXT_H

struct buf;

struct waiver_text {
	const char *id; /* 16 hex digits */
	const char *rule; /* NULL: left out */
	const char *path; /* a path, no pattern; NULL: left out */
	const char *reason; /* UTF-8 without control characters */
	const char *until; /* YYYY-MM-DD; NULL: left out */
};

/*
 * Appends the section to OUT, with quotes where the syntax needs them, so that
 * git and the strict reader read the same values back; the path stands there
 * as a pattern that matches nothing else.  A newline goes before it if OUT
 * does not end with one.  Returns 0 or ERR_LIMIT.
 */
int waiver_text_append(struct buf *out, const struct waiver_text *waiver);

#endif
