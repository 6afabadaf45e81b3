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

/*
 * Adds all of these files to POLICY and finishes it; one that is not there is
 * no fault, but for that of --config.  With --no-config there are none.  The
 * tree's .kagiban is read from what is scanned: the index for staged changes
 * and messages, else the work tree.  REPO may be NULL.  Returns 0,
 * ERR_CONFIG or ERR_RULE with file and line, or ERR_IO.
 */
int policy_files_read(struct policy *policy, const struct gitrepo *repo,
	const struct options *options, struct err *err);

/*
 * Appends the file PATH to OUT.  Returns 1, 0 if it is not there, ERR_CONFIG if
 * it is a link, no regular file or larger than OUT's ceiling, ERR_IO.
 */
int policy_file_load(const char *path, struct buf *out, struct err *err);

#endif
