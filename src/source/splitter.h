/*
 * splitter.h - cuts what comes in pieces at a separator.
 */
#ifndef KAGIBAN_SPLITTER_H
#define KAGIBAN_SPLITTER_H

#include <stddef.h>

#include "base/buf.h"

struct err;

/* Receives what stands before a separator (LEN bytes and a NUL), borrowed. */
typedef int (*splitter_fn)(
	void *payload, char *token, size_t len, struct err *err);

struct splitter {
	splitter_fn take;
	void *payload;
	struct buf token; /* owned; up to the next separator */
	char separator;
	int rc; /* what TAKE last returned */
};

/* A token may have up to LIMIT bytes. */
void splitter_init(struct splitter *splitter, char separator, size_t limit,
	splitter_fn take, void *payload);
void splitter_release(struct splitter *splitter);

/*
 * Takes the next bytes; fits gitchild_fn with the splitter as its payload.
 * Returns 0, what TAKE returned, or ERR_LIMIT for a token that is too long.
 */
int splitter_feed(void *payload, const char *data, size_t len, struct err *err);

#endif
