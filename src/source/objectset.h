/*
 * objectset.h - objects of git by their ids: each has a number, in the order
 * in which they were added, and a byte of flags.
 *
 * Ids are kept raw and one after the other, since a history has millions.
 */
#ifndef KAGIBAN_OBJECTSET_H
#define KAGIBAN_OBJECTSET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "source/objectid.h"

enum { OBJECTSET_PREFIX = 8 }; /* bytes that tell two ids apart, nearly */

struct objectset {
	unsigned char *ids; /* owned */
	unsigned char *flags; /* owned; the caller's, 0 at first */
	uint32_t *slots; /* owned; number + 1, 0: free */
	size_t id_size; /* bytes of an id */
	size_t count; /* below UINT32_MAX */
	size_t capacity;
	size_t slot_count; /* a power of two, or 0 */
	uint64_t seed; /* so that nobody can aim at a slot */
};

/* Makes SET empty, for ids of ID_SIZE bytes. */
void objectset_init(struct objectset *set, size_t id_size);
void objectset_release(struct objectset *set);

/* The number of the object ID (raw bytes), which is added if it is new. */
uint32_t objectset_add(struct objectset *set, const unsigned char *id);

/* Whether ID (raw bytes) is in SET; if so *NUMBER is set. */
bool objectset_find(
	const struct objectset *set, const unsigned char *id, uint32_t *number);

/* The same by the first OBJECTSET_PREFIX bytes of an id. */
bool objectset_find_prefix(const struct objectset *set,
	const unsigned char *prefix, uint32_t *number);

/* The raw id of an object, borrowed until one is added. */
const unsigned char *objectset_id(const struct objectset *set, uint32_t number);

/* Writes the id of an object in hex, NUL-terminated. */
void objectset_hex(char hex[OBJECT_HEX_SIZE], const struct objectset *set,
	uint32_t number);

#endif
