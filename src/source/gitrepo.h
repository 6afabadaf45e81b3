/*
 * gitrepo.h - the repository in which kagiban runs.
 *
 * Opened as git itself would in a hook: GIT_DIR, GIT_INDEX_FILE,
 * GIT_WORK_TREE, GIT_OBJECT_DIRECTORY and alternates count.  By libgit2 if it
 * can, else by git itself.
 */
#ifndef KAGIBAN_GITREPO_H
#define KAGIBAN_GITREPO_H

#include <stdbool.h>
#include <stddef.h>

#include "source/gitconfig.h"

struct buf;
struct catfile;
struct err;
struct git_repository;
struct gitrepo;
struct indexfile;
struct object_id;

/*
 * Opens the repository of the current folder (or of the environment).
 * Returns 0, 1 if there is none here, ERR_GIT if there is one that cannot be
 * opened.  Caller owns (gitrepo_free(), NULL allowed).
 */
int gitrepo_open(struct gitrepo **out, struct err *err);
void gitrepo_free(struct gitrepo *repo);

/*
 * From now on only what the system and the repository itself have set counts
 * for gitrepo_config(): for a server.  Call it before the first setting is
 * read.
 */
void gitrepo_as_server(struct gitrepo *repo);

/* Paths without a trailing slash, borrowed from REPO.  The git directory of
 * this worktree; the one shared by all worktrees; the top of the work tree,
 * NULL in a bare repository. */
const char *gitrepo_git_dir(const struct gitrepo *repo);
const char *gitrepo_common_dir(const struct gitrepo *repo);
const char *gitrepo_workdir(const struct gitrepo *repo);

/* The index of the commit that is being made; borrowed from REPO. */
const char *gitrepo_index_path(const struct gitrepo *repo);

/*
 * Reads that index, once; *INDEX is borrowed from REPO.  Returns as
 * indexfile_read() does: 0, 1 if it is left to git, or an error.
 */
int gitrepo_index(const struct indexfile **index, const struct gitrepo *repo,
	struct err *err);

/* libgit2's view of it, borrowed; NULL: only git can read it.  For the other
 * sources, as are the next two. */
struct git_repository *gitrepo_handle(const struct gitrepo *repo);

/* The bytes of an object id. */
size_t gitrepo_id_size(const struct gitrepo *repo);

/* What reads objects where libgit2 cannot; borrowed. */
struct catfile *gitrepo_catfile(const struct gitrepo *repo);

/* Notes that git has read an object for us; whether that has been noted, or
 * libgit2 cannot open the repository at all. */
void gitrepo_note_git(const struct gitrepo *repo);
bool gitrepo_is_through_git(const struct gitrepo *repo);

/*
 * Reads a setting such as "kagiban.block" at any scope into OUT (cleared
 * first).  Returns 1 if it is set, 0 if not, ERR_CONFIG if the configuration
 * cannot be read.  REPO may be NULL: then only the system's and the user's.
 */
int gitrepo_config(const struct gitrepo *repo, const char *name,
	struct buf *out, struct err *err);

/* Hands the settings of SECTION at any scope to TAKE, as gitconfig_each(); REPO
 * may be NULL, as above. */
int gitrepo_config_each(const struct gitrepo *repo, const char *section,
	gitconfig_fn take, void *payload, struct err *err);

/*
 * Finds the commit that HEAD names.  Returns 1, 0 before the first commit, or
 * ERR_GIT, ERR_IO.
 */
int gitrepo_head(
	const struct gitrepo *repo, struct object_id *id, struct err *err);

/* Whether there is no commit yet that HEAD could name. */
bool gitrepo_is_unborn(const struct gitrepo *repo);

/* Whether the oldest commits were left out when it was cloned or fetched
 * (gitrepository-layout(5), "shallow"). */
bool gitrepo_is_shallow(const struct gitrepo *repo);

#endif
