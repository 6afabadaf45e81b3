/*
 * treelist.h - all paths of a tree, by `git ls-tree`.
 */
#ifndef KAGIBAN_TREELIST_H
#define KAGIBAN_TREELIST_H

#include <stdint.h>

struct err;
struct object_id;

/* Receives a path that is no folder, from the top of the tree. */
typedef int (*treelist_fn)(void *payload, uint32_t mode,
	const struct object_id *id, const char *path, struct err *err);

/*
 * Lists TREE, what git takes for a tree.  Returns 0, what the callback
 * returned, ERR_GIT if git cannot read it, ERR_IO.
 */
int treelist_read(
	const char *tree, treelist_fn take, void *payload, struct err *err);

#endif
