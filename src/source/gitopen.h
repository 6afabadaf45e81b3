/*
 * gitopen.h - opens a repository by libgit2 as git would in a hook.
 */
#ifndef KAGIBAN_GITOPEN_H
#define KAGIBAN_GITOPEN_H

#include <stdbool.h>

struct err;
struct git_repository;

enum {
	GITOPEN_NONE = 1, /* there is no repository here */
	GITOPEN_LEFT_TO_GIT = 2, /* there is, but libgit2 cannot open it */
};

/* Starts libgit2 with our settings; git_libgit2_shutdown() ends it.  Returns
 * 0 or ERR_GIT. */
int gitopen_start(struct err *err);

/*
 * Opens the repository of the current folder (or of the environment); caller
 * owns (git_repository_free()).  *BY_GIT says that the configuration has to
 * come from git.  Returns 0, one of the two above, or ERR_GIT, ERR_IO if git
 * does not trust it.
 */
int gitopen_handle(struct git_repository **out, bool *by_git, struct err *err);

/* Lets libgit2 keep more objects, for who reads many that resemble each
 * other: a commit's files are its child's old ones. */
void gitopen_keep_more(void);

/* What libgit2 last complained about; borrowed until its next call. */
const char *gitopen_complaint(void);

#endif
