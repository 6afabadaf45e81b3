/*
 * stagedfile.h - reads files as they are staged.
 */
#ifndef KAGIBAN_STAGEDFILE_H
#define KAGIBAN_STAGEDFILE_H

#include <stddef.h>

struct buf;
struct err;
struct gitrepo;
struct object_id;
struct wanted_file;

/*
 * Reads the staged content of COUNT files.  Returns 0 with each of them seen
 * to, or, if the index cannot be read, ERR_GIT, ERR_IO, ERR_LIMIT, ERR_INPUT.
 */
int stagedfile_read(const struct gitrepo *repo, struct wanted_file *files,
	size_t count, struct err *err);

/*
 * Appends the content of the blob ID to OUT.  Returns 1, ERR_GIT or ERR_LIMIT
 * (OUT's ceiling).
 */
int stagedfile_copy(const struct gitrepo *repo, const struct object_id *id,
	struct buf *out, struct err *err);

#endif
