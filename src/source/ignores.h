/*
 * ignores.h - what git ignores below a folder.
 *
 * git itself is asked, once a folder: its answer is right for every kind of
 * index, and names a folder that is ignored as a whole only once.
 */
#ifndef KAGIBAN_IGNORES_H
#define KAGIBAN_IGNORES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

struct err;
struct gitrepo;

struct ignores {
	struct buf answer; /* owned; the paths, a NUL after each */
	const char **paths; /* owned; into answer, sorted */
	size_t count;
	size_t capacity;
};

/*
 * Reads what is ignored below FOLDER: nothing, if it is not in the work tree
 * of REPO (NULL allowed) or is itself ignored.  Tracked files are never
 * ignored.  IGNORES need not be initialised; ignores_release() it whatever
 * comes back.  Returns 0, ERR_GIT, ERR_IO, ERR_LIMIT.
 */
int ignores_read(struct ignores *ignores, const struct gitrepo *repo,
	const char *folder, struct err *err);
void ignores_release(struct ignores *ignores);

/*
 * Whether git's ignore rules cover PATH, from the top of the work tree.  Asks
 * libgit2 alone: no, where it cannot read the repository.
 */
bool ignores_path(const struct gitrepo *repo, const char *path);

/* Whether PATH, from FOLDER, is ignored; that of a folder ends in a slash. */
bool ignores_has(const struct ignores *ignores, const char *path);

#endif
