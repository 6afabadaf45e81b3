/*
 * objectid.h - the name of an object in git: SHA-1 or SHA-256.
 */
#ifndef KAGIBAN_OBJECTID_H
#define KAGIBAN_OBJECTID_H

#include <stdbool.h>
#include <stddef.h>

enum {
	SHA1_ID_SIZE = 20, /* bytes */
	SHA256_ID_SIZE = 32,
	OBJECT_HEX_SIZE = 2 * SHA256_ID_SIZE + 1, /* in hex, with its NUL */
};

enum object_type { /* as libgit2 numbers them */
	OBJECT_NONE,
	OBJECT_COMMIT,
	OBJECT_TREE,
	OBJECT_BLOB,
	OBJECT_TAG,
};

struct object_id {
	unsigned char bytes[SHA256_ID_SIZE]; /* zeros behind size */
	unsigned char size; /* bytes in use: one of the two above; 0: no id */
};

/* Makes ID of SIZE raw bytes. */
void objectid_set(struct object_id *id, const unsigned char *raw, size_t size);

/*
 * Reads the LEN hex digits at HEX.  Returns false, and leaves ID empty, if
 * there are other characters or if it is no length of an id.
 */
bool objectid_read(struct object_id *id, const char *hex, size_t len);

/* Writes ID in hex, NUL-terminated. */
void objectid_hex(char hex[OBJECT_HEX_SIZE], const struct object_id *id);

bool objectid_equal(const struct object_id *one, const struct object_id *two);

/* The order of the bytes, for qsort() and bsearch(). */
int objectid_compare(const void *one, const void *two);

#endif
