/*
 * changes.c - the paths in which the index differs from a parent.
 */
#include "base/mem.h"
#include "source/changes.h"

struct change *changes_add(
	struct changes *changes, const char *path, size_t len)
{
	changes->list = mem_grow(changes->list, changes->count,
		&changes->capacity, sizeof(*changes->list));
	struct change *change = &changes->list[changes->count++];
	memset(change, 0, sizeof(*change));
	change->path = mem_copy(path, len);
	return change;
}

void changes_release(struct changes *changes)
{
	for (size_t i = 0; i < changes->count; i++)
		free(changes->list[i].path);
	free(changes->list);
	memset(changes, 0, sizeof(*changes));
}
