/*
 * historyindex.c - which objects a history has, and where they came up.
 */
#include "base/hash.h"
#include "base/mem.h"
#include "source/historyindex.h"

enum { FIRST_SLOTS = 64 };

void historyindex_init(struct historyindex *index, size_t id_size)
{
	memset(index, 0, sizeof(*index));
	objectset_init(&index->objects, id_size);
	buf_init(&index->names, UINT32_MAX);
}

void historyindex_release(struct historyindex *index)
{
	objectset_release(&index->objects);
	buf_release(&index->names);
	free(index->paths);
	free(index->slots);
	free(index->entries);
	memset(index, 0, sizeof(*index));
}

void historyindex_add(struct historyindex *index, uint32_t object,
	uint32_t path, uint32_t commit)
{
	index->entries = mem_grow(index->entries, index->count,
		&index->capacity, sizeof(*index->entries));
	index->entries[index->count++] =
		(struct history_entry){ object, path, commit };
}

const char *historyindex_path(const struct historyindex *index, uint32_t path)
{
	if (path == HISTORY_NONE)
		return NULL;
	return index->names.data + index->paths[path];
}

/* The slot of PATH, or the free one where it belongs. */
static uint32_t *find_slot(const struct historyindex *index, const char *path)
{
	size_t mask = index->slot_count - 1;
	size_t at = (size_t)hash_line(index->objects.seed, path, strlen(path)) &
		    mask;

	while (index->slots[at] != 0 &&
		strcmp(historyindex_path(index, index->slots[at] - 1), path) !=
			0)
		at = (at + 1) & mask;
	return &index->slots[at];
}

static void grow_slots(struct historyindex *index)
{
	free(index->slots);
	index->slot_count =
		index->slot_count == 0 ? FIRST_SLOTS : 2 * index->slot_count;
	index->slots = mem_zalloc(index->slot_count, sizeof(*index->slots));
	for (size_t i = 0; i < index->path_count; i++)
		*find_slot(index, historyindex_path(index, (uint32_t)i)) =
			(uint32_t)i + 1;
}

uint32_t historyindex_add_path(struct historyindex *index, const char *path)
{
	if (index->path_count >= index->slot_count / 4 * 3)
		grow_slots(index);
	uint32_t *slot = find_slot(index, path);
	if (*slot != 0)
		return *slot - 1;
	uint32_t offset = (uint32_t)index->names.len;
	if (buf_append(&index->names, path, strlen(path) + 1) < 0)
		return HISTORY_NONE;
	index->paths = mem_grow(index->paths, index->path_count,
		&index->path_capacity, sizeof(*index->paths));
	index->paths[index->path_count++] = offset;
	*slot = (uint32_t)index->path_count;
	return *slot - 1;
}

uint32_t historyindex_find_path(
	const struct historyindex *index, const char *path)
{
	if (index->path_count == 0)
		return HISTORY_NONE;
	uint32_t slot = *find_slot(index, path);
	return slot == 0 ? HISTORY_NONE : slot - 1;
}

uint32_t *historyindex_sole_paths(const struct historyindex *index)
{
	const uint32_t several = HISTORY_NONE - 1;
	const uint32_t unseen = HISTORY_NONE - 2;
	size_t count = index->objects.count;
	uint32_t *sole = mem_zalloc(count, sizeof(*sole));

	for (size_t i = 0; i < count; i++)
		sole[i] = unseen;
	for (size_t i = 0; i < index->count; i++) {
		const struct history_entry *entry = &index->entries[i];
		uint32_t *path = &sole[entry->object];

		if (*path == unseen)
			*path = entry->path;
		else if (*path != entry->path)
			*path = several;
	}
	for (size_t i = 0; i < count; i++) {
		if (sole[i] == several || sole[i] == unseen)
			sole[i] = HISTORY_NONE;
	}
	return sole;
}
