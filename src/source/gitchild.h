/*
 * gitchild.h - git as a child process, for what libgit2 cannot do.
 *
 * No shell; the git that called us by its absolute path (GIT_EXEC_PATH), else
 * the first in PATH; GIT_NO_LAZY_FETCH=1, GIT_OPTIONAL_LOCKS=0, no
 * replaced objects, no grafts, no pager, no prompt, LC_ALL=C.
 */
#ifndef KAGIBAN_GITCHILD_H
#define KAGIBAN_GITCHILD_H

#include <stdbool.h>
#include <stddef.h>

struct buf;
struct err;
struct halt;

struct gitchild_args {
	const char *const *args; /* after "git", NULL-ended */
	const char *dir; /* where it runs; NULL: here */
	const char *const *env; /* more "NAME=value", NULL-ended, or NULL */
	const char *input; /* written to its stdin, or NULL: /dev/null */
	size_t input_len;
	bool clean_env; /* take GIT_DIR, GIT_INDEX_FILE ... out first */
	bool keep_language; /* leave the user's LC_ALL alone */
	const struct halt *halt; /* asked while git is waited for; or NULL */
};

/*
 * Runs git, appends what it prints on stdout to OUT (NULL: dropped) and what
 * it prints on stderr to ERRORS (NULL: passed through; what goes over its
 * ceiling is dropped).  Returns its exit status (0 to 255; 128 + N if signal
 * N ended it), ERR_IO if it could not be started, or ERR_LIMIT if OUT is full.
 */
int gitchild_run(const struct gitchild_args *args, struct buf *out,
	struct buf *errors, struct err *err);

/* Receives stdout piece by piece; a negative return ends the child. */
typedef int (*gitchild_fn)(
	void *payload, const char *data, size_t len, struct err *err);

/*
 * Runs git and hands on its stdout as it comes; stderr goes to ERRORS as in
 * gitchild_run().  Returns its exit status, the negative value that TAKE or
 * the halt returned, or ERR_IO.
 */
int gitchild_stream(const struct gitchild_args *args, gitchild_fn take,
	void *payload, struct buf *errors, struct err *err);

/*
 * What git complained about: the first line of ERRORS without "fatal: ",
 * borrowed until ERRORS changes (the line's end becomes a NUL there).
 */
const char *gitchild_complaint(struct buf *errors);

/*
 * Appends the absolute path of the git that gitchild_run() starts to OUT.
 * Returns 0, ERR_IO if there is none, or ERR_LIMIT (OUT's ceiling).
 */
int gitchild_find(struct buf *out, struct err *err);

#endif
