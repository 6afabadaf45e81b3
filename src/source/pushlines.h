/*
 * pushlines.h - what git tells a hook of a push on its stdin, a line a ref.
 *
 *     pre-push       refs/heads/main 3dc4... refs/heads/main df9e...
 *     pre-receive    df9e... 3dc4... refs/heads/main
 *
 * Nothing is guessed: a line that is not exactly such a line is an error,
 * since a push that is not understood cannot be scanned.
 */
#ifndef KAGIBAN_PUSHLINES_H
#define KAGIBAN_PUSHLINES_H

#include <stdbool.h>
#include <stddef.h>

#include "source/objectid.h"

struct err;

struct push_format {
	bool of_receive; /* the lines are those of pre-receive */
	size_t id_size; /* bytes of an object id */
};

struct push_update {
	char *local; /* owned; what the person named; NULL on a server */
	char *ref; /* owned; its name on the remote */
	struct object_id old_id; /* what it is there; size 0: there is none */
	struct object_id new_id; /* what it will be; size 0: it goes away */
};

struct push_updates {
	struct push_update *list; /* owned */
	size_t count;
	size_t capacity;
};

/*
 * Reads the LEN bytes at TEXT.  UPDATES need not be initialised;
 * pushlines_release() it whatever comes back.  Returns 0, or ERR_INPUT with
 * the number of the wrong line and the line.
 */
int pushlines_parse(struct push_updates *updates, const char *text, size_t len,
	const struct push_format *format, struct err *err);

/* The same of all that stdin gives.  Also returns ERR_IO, ERR_LIMIT. */
int pushlines_read(struct push_updates *updates,
	const struct push_format *format, struct err *err);
void pushlines_release(struct push_updates *updates);

#endif
