/*
 * policy_files.h - the files that hold rules, exemptions and waivers: the
 * tree's .kagiban, /etc/kagiban, the user's, the repository's own, and the one
 * of --config.  A later one wins.
 */
#ifndef KAGIBAN_POLICY_FILES_H
#define KAGIBAN_POLICY_FILES_H

#include "cli/options.h"

struct buf;
struct err;
struct gitrepo;
struct policy;
struct pushed_ref;

struct policy_args {
	const struct options *options; /* borrowed */
	const struct gitrepo *repo; /* borrowed, NULL allowed */
	const struct pushed_ref *refs; /* borrowed; of a push */
	size_t ref_count;
	bool on_server; /* nothing of a person's counts, nor of what is pushed */
	/* The ref whose waivers count on a server; NULL or "": none.  Borrowed. */
	const char *waiver_ref;
};

/*
 * Adds all of these files to POLICY and finishes it; one that is not there is
 * no fault, but for that of --config.  With --no-config there are none.  The
 * tree's .kagiban is read from what is scanned: the index for staged changes
 * and messages, the first pushed tip that has one, the commit that a range
 * leaves out (HEAD if there is none), else the work tree, or HEAD in a bare
 * repository.  On a server it is
 * not read, but for the waivers of waiver_ref as it stands before the push,
 * nor is the user's.  Returns 0, ERR_CONFIG or ERR_RULE with file and line,
 * ERR_GIT, or ERR_IO.
 */
int policy_files_read(
	struct policy *policy, const struct policy_args *args, struct err *err);

/*
 * Appends the file PATH to OUT.  Returns 1, 0 if it is not there, ERR_CONFIG if
 * it is a link, no regular file or larger than OUT's ceiling, ERR_IO.
 */
int policy_file_load(const char *path, struct buf *out, struct err *err);

#endif
