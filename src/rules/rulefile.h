/*
 * rulefile.h - the strict reader of git's configuration syntax, from memory.
 *
 * A file in somebody's tree is hostile input: there are no includes, nothing
 * is opened, and every error names file and line and what was expected.  What
 * git accepts this reader accepts with the same result, except for what the
 * next paragraph refuses.
 *
 * Refused: bytes that are no UTF-8, a NUL, more than RULEFILE_LIMIT bytes, a
 * `\b` in a value (a backspace: whoever writes it means a pattern's word
 * boundary), a key before the first section header.  An `include.path` is an
 * ordinary, unknown entry.
 */
#ifndef KAGIBAN_RULEFILE_H
#define KAGIBAN_RULEFILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct err;
struct warnings;

enum { RULEFILE_LIMIT = 1024 * 1024 }; /* bytes */

/* A file that was read, for those who take sections from it; all borrowed. */
struct rulefile {
	const char *name; /* for messages */
	const char *text;
	size_t len; /* bytes of text, at most RULEFILE_LIMIT */
	bool from_tree; /* it comes from what is scanned: by anybody */
	/* Takes "NAME:LINE: ..." of names that are not known, so that an older
	 * program is not locked out.  NULL: these are errors. */
	struct warnings *warnings;
};

/*
 * What becomes of an unknown name: ERR (filled by the caller, without a place)
 * goes to the warnings and 0 comes back, or it stays an error, both with
 * "NAME:LINE: " before it.
 */
int rulefile_unknown(
	const struct rulefile *file, uint32_t line, struct err *err);

/* One `key = value` with its section; all strings borrowed until the call
 * returns. */
struct rulefile_entry {
	const char *section; /* lower case */
	const char *subsection; /* as written; NULL if there is none */
	const char *key; /* lower case; NULL for a section header itself */
	const char *value; /* unquoted; NULL for `key` without `=` (true) */
	uint32_t line; /* where the key stands, from 1 */
};

/* Receives each header and entry in order; a negative return ends it. */
typedef int (*rulefile_fn)(
	void *payload, const struct rulefile_entry *entry, struct err *err);

/*
 * Parses the LEN bytes at TEXT; NAME is the file's name for messages.
 * Returns 0, ERR_CONFIG with "NAME:LINE: what is wrong", or what TAKE gave.
 */
int rulefile_parse(const char *name, const char *text, size_t len,
	rulefile_fn take, void *payload, struct err *err);

/*
 * Reads a value as git reads a boolean: true yes on 1 / false no off 0 ""
 * (case does not matter), NULL is true.  Returns 1, 0 or ERR_CONFIG.
 */
int rulefile_boolean(const char *value, struct err *err);

/*
 * Reads a value as git reads a number: decimal with an optional k, m or g.
 * Returns 0 or ERR_CONFIG.
 */
int rulefile_number(const char *value, uint64_t *number, struct err *err);

#endif
