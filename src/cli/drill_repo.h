/*
 * drill_repo.h - the repository in which the drill is played.
 *
 * Real git, real hooks, nobody's configuration: HOME, the XDG folders and the
 * system's configuration are kept out, and so is a repository that we happen
 * to be called in.  Configuration in the environment (GIT_CONFIG_COUNT,
 * `git -c`) stays: where it switches hooks off, the drill must fail.
 */
#ifndef KAGIBAN_DRILL_REPO_H
#define KAGIBAN_DRILL_REPO_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/buf.h"

struct err;

struct drill_repo {
	char *home; /* owned; absolute */
	char *path; /* owned; absolute: the top of the work tree */
	struct buf output; /* what the last git printed, both streams */
};

/*
 * Makes the repository in FOLDER, which is empty, installs the hooks of
 * --install with PROGRAM in it, and changes this process's environment for
 * good.  Whoever calls it ends with drill_repo_release().  Returns 0, or a
 * negative code.
 */
int drill_repo_make(struct drill_repo *repo, const char *folder,
	const char *program, struct err *err);
void drill_repo_release(struct drill_repo *repo); /* a zeroed one too */

/* Writes TEXT to the file NAME of the work tree.  Returns 0 or ERR_IO. */
int drill_repo_write(const struct drill_repo *repo, const char *name,
	const char *text, struct err *err);

/*
 * Puts the LEN bytes at TEXT there as the hook NAME with MODE, in the place of
 * what is there; TEXT NULL: takes that away.  Returns 0 or ERR_IO.
 */
struct drill_hook {
	const char *name;
	const char *text;
	size_t len;
	mode_t mode;
};
int drill_repo_set_hook(const struct drill_repo *repo,
	const struct drill_hook *hook, struct err *err);

/* Runs git there; returns its status, ERR_IO or ERR_LIMIT. */
int drill_repo_git(
	struct drill_repo *repo, const char *const *args, struct err *err);

/* How many commits there are; negative on failure. */
int drill_repo_count(struct drill_repo *repo, struct err *err);

#endif
