/*
 * waiver_file.h - changes the [allow] sections of a file and leaves the rest
 * of it, comments and order, byte for byte.
 *
 * New sections stand in the order of their ids among those that are there, so
 * that two people who add one each rarely touch the same lines; and the last
 * line of a section ends with the id in a comment, so that git's union merge
 * of two that do cannot weave them into each other:
 *
 *     [allow "5f3c9a1e2b7d4c60"]
 *             reason = used in tests # stripe-secret-key 5f3c9a1e2b7d4c60
 */
#ifndef KAGIBAN_WAIVER_FILE_H
#define KAGIBAN_WAIVER_FILE_H

#include <stdbool.h>
#include <stddef.h>

struct buf;
struct err;

struct waiver_text {
	const char *id; /* 16 hex digits, lower case */
	const char *rule; /* narrows the waiver; NULL: left out */
	const char *note; /* of one line, for the comment; NULL: none */
	const char *path; /* a path, no pattern; NULL: left out */
	const char *reason; /* UTF-8 without control characters */
	const char *until; /* YYYY-MM-DD; NULL: left out */
};

/*
 * Puts the COUNT sections of LIST, which is sorted by id, into TEXT, with
 * quotes where the syntax needs them, so that git and the strict reader read
 * the same values back; the path stands there as a pattern that matches nothing
 * else.  NAME is for messages.  Returns 0, ERR_CONFIG if TEXT cannot be read,
 * ERR_LIMIT (TEXT's ceiling).
 */
int waiver_file_insert(struct buf *text, const char *name,
	const struct waiver_text *list, size_t count, struct err *err);

/* Whether the [allow] section ID, as it stands there, is to be removed. */
typedef bool (*waiver_file_fn)(void *payload, const char *id);

/*
 * Removes the [allow] sections that DROP names, with the lines up to the next
 * section; comments directly above that stay.  Returns their number,
 * ERR_CONFIG if TEXT cannot be read.
 */
int waiver_file_remove(struct buf *text, const char *name, waiver_file_fn drop,
	void *payload, struct err *err);

#endif
