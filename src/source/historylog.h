/*
 * historylog.h - what every commit of a repository brought, the oldest first.
 *
 * By one `git log`: of a merge only what is as it is in none of its parents,
 * renames as a new path, each commit after its parents.
 */
#ifndef KAGIBAN_HISTORYLOG_H
#define KAGIBAN_HISTORYLOG_H

#include <stddef.h>
#include <stdint.h>

#include "source/objectid.h"
#include "source/splitter.h"

struct buf;
struct err;

/* What comes of it; each returns 0 or a negative error that ends the reading. */
struct historylog_sink {
	int (*commit)(
		void *payload, const struct object_id *id, struct err *err);
	/* A path that the commit in hand brings: its mode and its object; PATH
	 * is NUL-terminated and borrowed. */
	int (*entry)(void *payload, uint32_t mode, const struct object_id *id,
		const char *path, struct err *err);
	void *payload;
};

/* Takes git's words as they come; for historylog_run() and tests. */
struct historylog {
	const struct historylog_sink *sink; /* borrowed */
	struct splitter tokens; /* ended by NULs */
	struct object_id id; /* of the entry whose path is to come */
	uint32_t mode;
	int expects_path; /* the next token is one */
	int rc; /* the sink's */
};

void historylog_init(
	struct historylog *log, const struct historylog_sink *sink);
void historylog_release(struct historylog *log);

/* Fits gitchild_fn.  Returns 0, what the sink returned, ERR_GIT if that is no
 * answer of git's, ERR_LIMIT for a path that is too long. */
int historylog_feed(
	void *payload, const char *data, size_t len, struct err *err);

/*
 * Reads the commits of all refs, of HEAD and of the HEADs of other worktrees.
 * Returns 0; 1 if git gave up before the end, ERRORS then has what it says; or
 * a negative error: ERR_IO if git cannot be started, the sink's.
 */
int historylog_run(const struct historylog_sink *sink, struct buf *errors,
	struct err *err);

#endif
