/*
 * changes.h - the paths in which the index differs from a parent.
 */
#ifndef KAGIBAN_CHANGES_H
#define KAGIBAN_CHANGES_H

#include <stddef.h>
#include <stdint.h>

#include "source/objectid.h"

enum {
	MODE_TYPE = 0170000, /* the part of a mode that says what it is */
	MODE_FILE = 0100000,
	MODE_LINK = 0120000,
	MODE_TREE = 0040000,
	MODE_GITLINK = 0160000,
};

struct change {
	char *path; /* owned; from the top of the tree */
	uint32_t mode; /* in the index; 0: the path is gone */
	uint32_t old_mode; /* in the parent; 0: it was not there */
	struct object_id id; /* of no use where mode is 0 */
	struct object_id old_id; /* of no use where old_mode is 0 */
};

/* Sorted by the bytes of the path; no path twice. */
struct changes {
	struct change *list; /* owned */
	size_t count;
	size_t capacity;
};

/* Adds a change at the end; PATH (LEN bytes) is copied.  Returns it. */
struct change *changes_add(
	struct changes *changes, const char *path, size_t len);
void changes_release(struct changes *changes);

#endif
