/*
 * revlist.h - the commits of a range, as `git rev-list` lists them: the
 * parents before their children.
 *
 * git knows shallow clones, alternates, commit graphs and every format of a
 * repository.  Replacements and grafts do not count: what leaves are the
 * commits themselves.
 */
#ifndef KAGIBAN_REVLIST_H
#define KAGIBAN_REVLIST_H

#include <stddef.h>

#include "source/objectid.h"

struct buf;
struct err;
struct halt;

struct revlist_args {
	const char *const
		*options; /* more of rev-list's, NULL-ended, or NULL */
	const char *input; /* revisions, a line each; none begins with a dash */
	size_t input_len;
	const struct halt *halt; /* borrowed */
};

struct commit_ids {
	struct object_id id;
	const struct object_id *parents; /* borrowed until the next commit */
	size_t parent_count;
};

/* Takes a commit.  Returns 0 or, to end the list, a negative enum err_code. */
typedef int (*revlist_fn)(
	void *payload, const struct commit_ids *commit, struct err *err);

/*
 * Lists the commits.  Returns 0; 1 if git refuses, with what it says in ERR;
 * what TAKE or the halt returned; ERR_IO.
 */
int revlist_run(const struct revlist_args *args, revlist_fn take, void *payload,
	struct err *err);

#endif
