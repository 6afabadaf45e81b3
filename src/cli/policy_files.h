/*
 * policy_files.h - the files that hold waivers, from the widest to the
 * narrowest: /etc/kagiban, the user's, the repository's own, the tree's.
 */
#ifndef KAGIBAN_POLICY_FILES_H
#define KAGIBAN_POLICY_FILES_H

#include "cli/options.h"

struct allow;
struct buf;
struct err;
struct gitrepo;

/*
 * Adds the waivers of all four files to ALLOW; one that is not there is no
 * fault.  The tree's .kagiban is read from what is scanned: the index for
 * staged changes and messages, the work tree for files.  REPO may be NULL.
 * Returns 0, ERR_CONFIG with file and line, or ERR_IO.
 */
int policy_files_read(struct allow *allow, const struct gitrepo *repo,
	enum action action, struct err *err);

/*
 * Appends the file PATH to OUT.  Returns 1, 0 if it is not there, ERR_CONFIG if
 * it is a link, no regular file or larger than OUT's ceiling, ERR_IO.
 */
int policy_file_load(const char *path, struct buf *out, struct err *err);

#endif
