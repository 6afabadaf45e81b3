/*
 * gitchild.h - git as a child process, for what libgit2 cannot do.
 *
 * No shell; the git that called us by its absolute path (GIT_EXEC_PATH), else
 * the first in PATH; GIT_NO_LAZY_FETCH=1, GIT_OPTIONAL_LOCKS=0, no pager, no
 * prompt, LC_ALL=C.
 */
#ifndef KAGIBAN_GITCHILD_H
#define KAGIBAN_GITCHILD_H

#include <stdbool.h>
#include <stddef.h>

struct buf;
struct err;

struct gitchild_args {
	const char *const *args; /* after "git", NULL-ended */
	const char *dir; /* where it runs; NULL: here */
	const char *const *env; /* more "NAME=value", NULL-ended, or NULL */
	const char *input; /* written to its stdin, or NULL: /dev/null */
	size_t input_len;
	bool clean_env; /* take GIT_DIR, GIT_INDEX_FILE ... out first */
	bool keep_language; /* leave the user's LC_ALL alone */
};

/*
 * Runs git, appends what it prints on stdout to OUT and what it prints on
 * stderr to ERRORS (NULL: passed through).  Returns its exit status (0 to
 * 255; 128 + N if signal N ended it), ERR_IO if it could not be started, or
 * ERR_LIMIT.
 */
int gitchild_run(const struct gitchild_args *args, struct buf *out,
	struct buf *errors, struct err *err);

/* Receives stdout piece by piece; a negative return ends the child. */
typedef int (*gitchild_fn)(
	void *payload, const char *data, size_t len, struct err *err);

/*
 * Runs git and hands on its stdout as it comes.  Returns its exit status, the
 * negative value that TAKE returned, or ERR_IO.
 */
int gitchild_stream(const struct gitchild_args *args, gitchild_fn take,
	void *payload, struct err *err);

#endif
