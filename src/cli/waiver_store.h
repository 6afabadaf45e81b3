/*
 * waiver_store.h - the file into which a person's waivers go: the team's
 * .kagiban, or this repository's own.
 */
#ifndef KAGIBAN_WAIVER_STORE_H
#define KAGIBAN_WAIVER_STORE_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/buf.h"
#include "rules/rulefile.h"

struct allow;
struct err;
struct gitrepo;

struct waiver_store {
	char *path; /* owned */
	const char *shown; /* how people call it; borrowed from it */
	struct buf text; /* owned; to be changed, then written */
	mode_t mode;
	bool is_new; /* there is no such file yet */
};

#define WAIVER_STORE_INIT                                                      \
	{                                                                      \
		NULL, NULL, BUF_INIT(RULEFILE_LIMIT), 0, false                 \
	}

struct waiver_store_args {
	const struct gitrepo *repo; /* borrowed */
	bool local; /* info/kagiban, not the team's */
};

/*
 * Reads the file, empty if it is not there, and adds its waivers to ALLOW.
 * Caller ends with waiver_store_release() whatever comes back.  Returns 0;
 * ERR_USAGE if there is no work tree to hold .kagiban; ERR_CONFIG, ERR_IO.
 */
int waiver_store_open(struct waiver_store *store,
	const struct waiver_store_args *args, struct allow *allow,
	struct err *err);

/*
 * Writes the text, atomically, if it can still be read.  Returns 0,
 * ERR_CONFIG, ERR_IO.
 */
int waiver_store_write(struct waiver_store *store, struct err *err);
void waiver_store_release(struct waiver_store *store);

#endif
