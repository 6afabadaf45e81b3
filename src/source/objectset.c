/*
 * objectset.c - objects of git by their ids: open addressing over numbers, at
 * most three quarters full.
 */
#include <assert.h>

#include "base/hash.h"
#include "base/mem.h"
#include "source/objectset.h"

enum { FIRST_SLOTS = 64 };

void objectset_init(struct objectset *set, size_t id_size)
{
	struct hash_key key;

	memset(set, 0, sizeof(*set));
	hash_key_random(&key);
	set->id_size = id_size;
	set->seed = key.half[0];
}

void objectset_release(struct objectset *set)
{
	free(set->ids);
	free(set->flags);
	free(set->slots);
	memset(set, 0, sizeof(*set));
}

const unsigned char *objectset_id(const struct objectset *set, uint32_t number)
{
	return set->ids + (size_t)number * set->id_size;
}

/* The slot of the id that begins with LEN bytes, or the free one for it. */
static uint32_t *find_slot(
	const struct objectset *set, const unsigned char *id, size_t len)
{
	size_t mask = set->slot_count - 1;
	size_t at = (size_t)hash_line(set->seed, id, OBJECTSET_PREFIX) & mask;

	while (set->slots[at] != 0 &&
		memcmp(objectset_id(set, set->slots[at] - 1), id, len) != 0)
		at = (at + 1) & mask;
	return &set->slots[at];
}

static void grow_slots(struct objectset *set)
{
	free(set->slots);
	set->slot_count =
		set->slot_count == 0 ? FIRST_SLOTS : 2 * set->slot_count;
	set->slots = mem_zalloc(set->slot_count, sizeof(*set->slots));
	for (size_t i = 0; i < set->count; i++)
		*find_slot(set, objectset_id(set, (uint32_t)i), set->id_size) =
			(uint32_t)i + 1;
}

uint32_t objectset_add(struct objectset *set, const unsigned char *id)
{
	if (set->count >= set->slot_count / 4 * 3)
		grow_slots(set);
	uint32_t *slot = find_slot(set, id, set->id_size);
	if (*slot != 0)
		return *slot - 1;
	assert(set->count < UINT32_MAX - 1);
	size_t capacity = set->capacity;
	set->ids = mem_grow(set->ids, set->count, &capacity, set->id_size);
	set->flags = mem_grow(set->flags, set->count, &set->capacity, 1);
	memcpy(set->ids + set->count * set->id_size, id, set->id_size);
	set->flags[set->count++] = 0;
	*slot = (uint32_t)set->count;
	return *slot - 1;
}

static bool find(const struct objectset *set, const unsigned char *id,
	size_t len, uint32_t *number)
{
	if (set->count == 0)
		return false;
	uint32_t slot = *find_slot(set, id, len);
	if (slot == 0)
		return false;
	*number = slot - 1;
	return true;
}

bool objectset_find(
	const struct objectset *set, const unsigned char *id, uint32_t *number)
{
	return find(set, id, set->id_size, number);
}

bool objectset_find_prefix(const struct objectset *set,
	const unsigned char *prefix, uint32_t *number)
{
	return find(set, prefix, OBJECTSET_PREFIX, number);
}

void objectset_hex(
	char hex[OBJECT_HEX_SIZE], const struct objectset *set, uint32_t number)
{
	struct object_id id;

	objectid_set(&id, objectset_id(set, number), set->id_size);
	objectid_hex(hex, &id);
}
