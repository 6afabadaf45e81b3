/*
 * gitconfig.h - settings of git's configuration at any scope.
 *
 * libgit2 reads the files; where something is in play that it does not see
 * (the environment's settings, config.worktree, some includes), git itself is
 * asked once and its answer kept.
 */
#ifndef KAGIBAN_GITCONFIG_H
#define KAGIBAN_GITCONFIG_H

#include <stdbool.h>

struct buf;
struct err;
struct git_repository;
struct gitconfig;

/*
 * Makes a reader for the repository HANDLE (libgit2's, borrowed; NULL: none
 * that libgit2 can open).  BY_GIT: never ask libgit2.  Nothing is read yet.
 * Caller owns (gitconfig_free(), NULL allowed).
 */
struct gitconfig *gitconfig_new(struct git_repository *handle, bool by_git);
void gitconfig_free(struct gitconfig *config);

/*
 * From now on only what the system and the repository itself have set counts:
 * on a server the user, the environment and `git -c` may be the pusher's.
 * Call it before anything is read.  Needs git 2.26.
 */
void gitconfig_as_server(struct gitconfig *config);

/*
 * Reads the setting NAME ("kagiban.block"; the last value wins; "true" where
 * it has none) into OUT, cleared first.  Returns 1 if it is set, 0 if not,
 * ERR_CONFIG if the configuration cannot be read, ERR_LIMIT (OUT's ceiling).
 */
int gitconfig_read(struct gitconfig *config, const char *name, struct buf *out,
	struct err *err);

/* Receives a setting, borrowed: its name as git has it (section and key in
 * lower case), its value, "true" where it has none. */
typedef void (*gitconfig_fn)(
	void *payload, const char *name, const char *value);

/*
 * Hands the settings of SECTION ("remote") to TAKE, in git's order.  Returns 0
 * or ERR_CONFIG.
 */
int gitconfig_each(struct gitconfig *config, const char *section,
	gitconfig_fn take, void *payload, struct err *err);

#endif
