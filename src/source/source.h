/*
 * source.h - the sources: each yields chunks and counts what it covered.
 *
 * A source knows git or the file system and nothing of rules or findings.
 * Each returns 0 when it came to its end (what single files could not be
 * scanned stands in coverage->unscanned), or the negative error that ended
 * it: its own or the sink's.
 */
#ifndef KAGIBAN_SOURCE_H
#define KAGIBAN_SOURCE_H

#include <stdbool.h>
#include <stddef.h>

#include "model/chunk.h"
#include "model/coverage.h"
#include "source/halt.h"

struct gitrepo;
struct push_updates;

/* Bytes; larger files are read in windows and taken as added throughout. */
enum { SOURCE_MAX_BLOB = 64 * 1024 * 1024 };

/*
 * A first look at chunks whose commit is not known yet, and whose path is NULL
 * where they have several.  Returns 1 if something may be in the chunk,
 * wherever it lies, 0 if not, or a negative enum err_code.
 */
struct source_probe {
	chunk_fn take;
	void *payload; /* borrowed; one thread uses it at a time */
};

/* Is told of the objects done, or of the commits read if TOTAL is 0; may be called from another thread, but never from
 * two at once. */
struct source_progress {
	void (*step)(void *payload, uint64_t done, uint64_t total);
	void *payload; /* borrowed */
};

struct source_args {
	const struct gitrepo *repo; /* borrowed; NULL where none is needed */
	struct chunk_sink sink;
	struct coverage *coverage; /* borrowed, counted up */
	size_t max_blob; /* bytes, 0: SOURCE_MAX_BLOB */
	const char *hook; /* name of the git hook that runs us; NULL: none */
	struct halt halt; /* asked by the sources of commits and staged */
	const struct source_probe *probes; /* borrowed; one a job (history) */
	size_t jobs; /* threads that may run at once, at least 1 (history) */
	struct source_progress progress; /* step is NULL: nobody waits */
};

/* What `git commit` would record now: the index against HEAD and, during a
 * merge, the other parents.  REPO is needed. */
int staged_scan(const struct source_args *args, struct err *err);

/*
 * The commit message in the file PATH ("-": stdin).  All of it when no editor
 * ran (GIT_EDITOR is ":"), else up to the scissors line; comment lines count.
 * REPO may be NULL.
 */
int message_scan(
	const struct source_args *args, const char *path, struct err *err);

/*
 * The commits that `git rev-list` lists for REVISIONS (NULL-ended, at least
 * one), parents first: what each changes against all of its parents, its
 * message, the names of new files.  Returns ERR_USAGE if one of the revisions
 * is unknown.  REPO is needed.
 */
int range_scan(const struct source_args *args, char *const *revisions,
	struct err *err);

/*
 * What `git push` sends: the commits that are reachable from the new ids of
 * UPDATES (pushlines.h; they come back in another order) and not from what
 * REMOTE (a name or a URL, NULL: unknown) is known to have, that is its
 * remote-tracking refs and the old ids; the texts of tags, the names of the
 * refs, trees and blobs that are pushed as such.  REPO is needed.
 */
int push_scan(const struct source_args *args, struct push_updates *updates,
	const char *remote, struct err *err);

/* The same where it arrives: the commits that no ref reaches yet.  REPO is
 * needed. */
int receive_scan(const struct source_args *args, struct push_updates *updates,
	struct err *err);

/*
 * Files and folders (NULL-ended list), all lines taken as added.  Below a
 * folder git's ignore rules count if REPO is given and the folder is in it,
 * .git is left out, links are not followed; a path named itself is scanned
 * whatever it is.
 */
int files_scan(
	const struct source_args *args, char *const *paths, struct err *err);

/*
 * Every blob, every message and every name that refs reach, each once.  The
 * probes see all of it, without paths; what they suspect the sink sees again
 * with each of its paths and the first commit that brought it there, in the
 * order of the history.  REPO and probes are needed.
 */
int history_scan(const struct source_args *args, struct err *err);

/*
 * A patch that FD gives, as git diff, git log -p, git format-patch or diff -u
 * print it: the added lines with what stands round them, names of new files,
 * and the text between.  REPO may be NULL.
 */
int diff_scan(const struct source_args *args, int fd, struct err *err);

#endif
