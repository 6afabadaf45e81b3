/*
 * table.h - numbers by 64-bit hash.
 *
 * For hashes that come from hash_keyed(), hash_line() under a random seed or
 * a digest: the hash stands for the thing, and equal hashes are one thing.
 */
#ifndef KAGIBAN_TABLE_H
#define KAGIBAN_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct table_slot;

/* All zero is an empty table. */
struct table {
	struct table_slot *slots; /* owned */
	size_t slot_count; /* a power of two, or 0 */
	size_t used; /* at most half of them */
};

void table_init(struct table *table);
void table_release(struct table *table); /* empty afterwards */

/* Whether HASH is known; if so its number goes to *NUMBER (NULL allowed). */
bool table_get(const struct table *table, uint64_t hash, uint32_t *number);

/* Gives HASH a NUMBER below UINT32_MAX; one it had is replaced. */
void table_put(struct table *table, uint64_t hash, uint32_t number);

#endif
