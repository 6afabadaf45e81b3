/*
 * remoterefs.h - what a remote is known to have: the refs that track it.
 */
#ifndef KAGIBAN_REMOTEREFS_H
#define KAGIBAN_REMOTEREFS_H

#include <stddef.h>

struct err;
struct gitrepo;

/* Options of `git rev-list` that name refs. */
struct remoterefs {
	char **options; /* owned, as are the strings; NULL-ended */
	size_t count;
	size_t capacity;
};

/*
 * Makes the options that stand for the remote-tracking refs of REMOTE (NULL,
 * or a URL that is not configured: none), from its fetch refspecs.  Only refs
 * below refs/remotes/ count: others may be the person's own.  REFS need not be
 * initialised; remoterefs_release() it whatever comes back.  Returns 0, or
 * ERR_CONFIG if the configuration cannot be read.
 */
int remoterefs_find(struct remoterefs *refs, const struct gitrepo *repo,
	const char *remote, struct err *err);
void remoterefs_release(struct remoterefs *refs);

#endif
