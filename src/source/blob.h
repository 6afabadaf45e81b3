/*
 * blob.h - reads git's objects by id, blobs above all.
 */
#ifndef KAGIBAN_BLOB_H
#define KAGIBAN_BLOB_H

#include "base/buf.h"
#include "source/objectid.h"

struct err;
struct git_odb_object;
struct gitrepo;

struct blob {
	const char *data; /* borrowed from object or copy */
	size_t len;
	struct git_odb_object *object; /* owned; libgit2's, or NULL */
	struct buf copy; /* owned; what git has said, or empty */
};

/*
 * Reads the object ID as it is stored, whatever it is, and says what; a
 * replacement (git-replace) does not count.  Returns as blob_read().
 */
int object_read(struct blob *object, enum object_type *type,
	const struct gitrepo *repo, const struct object_id *id,
	struct err *err);

/*
 * Reads the blob ID.  Returns 0 (then blob_release() it), or ERR_GIT if it is
 * missing, broken or no blob; ERR_IO.
 */
int blob_read(struct blob *blob, const struct gitrepo *repo,
	const struct object_id *id, struct err *err);
void blob_release(struct blob *blob); /* may be repeated */

/* Finds the size in bytes and the type of an object.  Returns 0, ERR_GIT or
 * ERR_IO. */
int object_size(size_t *size, enum object_type *type,
	const struct gitrepo *repo, const struct object_id *id,
	struct err *err);

/* Finds the size of a blob in bytes.  Returns 0, ERR_GIT or ERR_IO. */
int blob_size(size_t *size, const struct gitrepo *repo,
	const struct object_id *id, struct err *err);

#endif
