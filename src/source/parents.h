/*
 * parents.h - the commits that the next commit will have as parents.
 */
#ifndef KAGIBAN_PARENTS_H
#define KAGIBAN_PARENTS_H

#include <stddef.h>

#include "source/blob.h"

struct err;
struct gitrepo;

struct parents {
	unsigned char (*ids)[OBJECT_ID_SIZE]; /* owned; raw, HEAD first */
	size_t count; /* 0 before the first commit */
	size_t capacity;
};

/*
 * Finds them: HEAD; during a merge what MERGE_HEAD names; in the hook
 * pre-merge-commit, when that file is not there yet, what git names in the
 * environment (GITHEAD_<id>).  HOOK is the hook's name or NULL.  Returns 0 or
 * ERR_GIT; call parents_release() in either case.
 */
int parents_find(struct parents *parents, const struct gitrepo *repo,
	const char *hook, struct err *err);
void parents_release(struct parents *parents);

#endif
