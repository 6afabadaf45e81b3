/*
 * blob.h - reads the content of git's blobs by id.
 */
#ifndef KAGIBAN_BLOB_H
#define KAGIBAN_BLOB_H

#include <stddef.h>

struct err;
struct git_odb_object;
struct gitrepo;

enum {
	OBJECT_ID_SIZE = 20, /* bytes of an object id */
	OBJECT_HEX_SIZE = 41, /* of one in hex, with its NUL */
};

struct blob {
	const char *data; /* borrowed from object; not NUL-terminated */
	size_t len;
	struct git_odb_object *object; /* owned */
};

/*
 * Reads the blob whose raw id is ID.  Returns 0 (then blob_release() it), or
 * ERR_GIT if it is missing, broken or no blob.
 */
int blob_read(struct blob *blob, const struct gitrepo *repo,
	const unsigned char *id, struct err *err);
void blob_release(struct blob *blob);

/* Finds the size of a blob in bytes.  Returns 0 or ERR_GIT. */
int blob_size(size_t *size, const struct gitrepo *repo, const unsigned char *id,
	struct err *err);

/* Writes the raw id ID as a string of hex digits. */
void blob_id_hex(char hex[OBJECT_HEX_SIZE], const unsigned char *id);

#endif
