/*
 * stagedfile.h - reads one file as it is staged.
 */
#ifndef KAGIBAN_STAGEDFILE_H
#define KAGIBAN_STAGEDFILE_H

struct buf;
struct err;
struct gitrepo;
struct object_id;

/*
 * Reads the staged content of PATH (from the top of the tree) into OUT,
 * cleared first.  Returns 1, 0 if it is not in the index, ERR_GIT, ERR_LIMIT
 * (OUT's ceiling) or ERR_INPUT if the entry is no regular file.
 */
int stagedfile_read(const struct gitrepo *repo, const char *path,
	struct buf *out, struct err *err);

/*
 * Appends the content of the blob ID to OUT.  Returns 1, ERR_GIT or ERR_LIMIT
 * (OUT's ceiling).
 */
int stagedfile_copy(const struct gitrepo *repo, const struct object_id *id,
	struct buf *out, struct err *err);

#endif
