/*
 * parents.h - the commits that the next commit will have as its parents.
 */
#ifndef KAGIBAN_PARENTS_H
#define KAGIBAN_PARENTS_H

#include <stdbool.h>
#include <stddef.h>

#include "source/objectid.h"

struct err;
struct gitrepo;

enum { PARENT_LIMIT = 64 }; /* more are left out: their lines count as added */

struct parents {
	struct object_id ids[PARENT_LIMIT];
	size_t count; /* 0 before the first commit */
};

/*
 * Finds HEAD, the commits of MERGE_HEAD and, in the hook pre-merge-commit,
 * when there is no MERGE_HEAD yet, those that git names in GITHEAD_<id>.
 * HOOK is the hook that runs us, or NULL.  Returns 0, or ERR_GIT if HEAD
 * cannot be read.
 */
int parents_find(struct parents *parents, const struct gitrepo *repo,
	const char *hook, struct err *err);

#endif
