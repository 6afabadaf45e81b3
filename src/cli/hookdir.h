/*
 * hookdir.h - in which folder git looks for the hooks of this repository.
 */
#ifndef KAGIBAN_HOOKDIR_H
#define KAGIBAN_HOOKDIR_H

#include <stdbool.h>

struct err;

struct hookdir {
	char *path; /* owned; absolute: where git looks now */
	char *top; /* owned; absolute: of the work tree; NULL: not in one */
	char *common; /* owned; absolute: the repository's own folder */
	char *setting; /* owned; core.hooksPath as written, NULL: not set */
	char *origin; /* owned; where that is set, NULL: not set */
	bool is_bare;
	bool is_off; /* core.hooksPath is empty or names no folder */
	bool is_tracked; /* in the work tree: git sees the hooks as files */
};

/*
 * Asks git about the repository of the current folder.  Linked worktrees,
 * submodules, bare repositories and core.hooksPath are git's own answer.
 * Returns 0; ERR_USAGE if there is no repository here, or if a relative
 * core.hooksPath cannot be told from here; ERR_GIT, ERR_IO.
 */
int hookdir_find(struct hookdir *dir, struct err *err);

/* Returns 0, or ERR_CONFIG if git looks for hook files nowhere. */
int hookdir_check(const struct hookdir *dir, struct err *err);

/* Frees the strings; a zeroed struct is allowed. */
void hookdir_release(struct hookdir *dir);

#endif
