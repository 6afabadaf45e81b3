/*
 * table.c - numbers by 64-bit hash: open addressing, at most half full.
 */
#include <assert.h>

#include "base/mem.h"
#include "base/table.h"

struct table_slot {
	uint64_t hash;
	uint32_t number_plus_one; /* 0: the slot is free */
};

enum { FIRST_SLOTS = 16 };

void table_init(struct table *table)
{
	table->slots = NULL;
	table->slot_count = 0;
	table->used = 0;
}

void table_release(struct table *table)
{
	free(table->slots);
	table_init(table);
}

/* The slot of HASH, or the free one where it belongs. */
static struct table_slot *find_slot(const struct table *table, uint64_t hash)
{
	size_t mask = table->slot_count - 1;
	size_t at = (size_t)(hash ^ hash >> 32) & mask;

	while (table->slots[at].number_plus_one != 0 &&
		table->slots[at].hash != hash)
		at = (at + 1) & mask;
	return &table->slots[at];
}

static void grow(struct table *table)
{
	struct table larger = { NULL, 0, table->used };
	size_t doubled = table->slot_count * 2;

	larger.slot_count = doubled == 0 ? FIRST_SLOTS : doubled;
	larger.slots = mem_zalloc(larger.slot_count, sizeof(*larger.slots));
	for (size_t i = 0; i < table->slot_count; i++) {
		const struct table_slot *slot = &table->slots[i];

		if (slot->number_plus_one != 0)
			*find_slot(&larger, slot->hash) = *slot;
	}
	free(table->slots);
	*table = larger;
}

bool table_get(const struct table *table, uint64_t hash, uint32_t *number)
{
	const struct table_slot *slot;

	if (table->used == 0)
		return false;
	slot = find_slot(table, hash);
	if (slot->number_plus_one == 0)
		return false;
	if (number != NULL)
		*number = slot->number_plus_one - 1;
	return true;
}

void table_put(struct table *table, uint64_t hash, uint32_t number)
{
	struct table_slot *slot;

	assert(number < UINT32_MAX);
	if (table->used >= table->slot_count / 2)
		grow(table);
	slot = find_slot(table, hash);
	if (slot->number_plus_one == 0)
		table->used++;
	slot->hash = hash;
	slot->number_plus_one = number + 1;
}
