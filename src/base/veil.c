/*
 * veil.c - remembers secrets by length and keyed hash.
 *
 * A window of a text is first looked up by a rolling polynomial hash, whose
 * base is drawn per run and which costs two multiplications a byte; only
 * where that is known the keyed hash of the window decides.
 *
 *     lengths  20, 40         each length rolls over the text once
 *     table    rolling hash   -> number of the entry
 *     entries  length, keyed hash
 */
#include <stdbool.h>
#include <stdint.h>

#include "base/hash.h"
#include "base/mem.h"
#include "base/table.h"
#include "base/veil.h"

enum { SHORTEST = 6 };

struct entry {
	size_t len;
	uint64_t hash;
};

struct veil {
	struct hash_key key;
	uint64_t base; /* odd */
	struct table table;
	struct entry *entries; /* owned */
	size_t entry_count;
	size_t entry_capacity;
	size_t *lengths; /* owned; distinct, in no order */
	size_t length_count;
	size_t length_capacity;
};

struct veil *veil_new(void)
{
	struct veil *veil = mem_zalloc(1, sizeof(*veil));
	struct hash_key second;

	hash_key_random(&veil->key);
	hash_key_random(&second);
	veil->base = second.half[0] | 1;
	return veil;
}

void veil_free(struct veil *veil)
{
	if (veil == NULL)
		return;
	table_release(&veil->table);
	free(veil->entries);
	free(veil->lengths);
	free(veil);
}

static uint64_t roll_in(uint64_t base, uint64_t rolling, char byte)
{
	return rolling * base + (unsigned char)byte + 1;
}

static uint64_t roll_all(uint64_t base, const char *text, size_t len)
{
	uint64_t rolling = 0;

	for (size_t i = 0; i < len; i++)
		rolling = roll_in(base, rolling, text[i]);
	return rolling;
}

/* The weight that a window's first byte has when it rolls out: base^len. */
static uint64_t power(uint64_t base, size_t exponent)
{
	uint64_t result = 1;

	for (; exponent > 0; exponent >>= 1, base *= base)
		if (exponent & 1)
			result *= base;
	return result;
}

/* The length is part of it: the table knows only hashes. */
static uint64_t table_hash(uint64_t rolling, size_t len)
{
	return (rolling ^ (uint64_t)len << 40) * 0x9e3779b97f4a7c15u;
}

static bool is_known(
	const struct veil *veil, uint64_t rolling, const char *text, size_t len)
{
	const struct entry *entry;
	uint32_t number;

	if (!table_get(&veil->table, table_hash(rolling, len), &number))
		return false;
	entry = &veil->entries[number];
	return entry->len == len &&
	       entry->hash == hash_keyed(&veil->key, text, len);
}

static void add_length(struct veil *veil, size_t len)
{
	for (size_t i = 0; i < veil->length_count; i++)
		if (veil->lengths[i] == len)
			return;
	veil->lengths = mem_grow(veil->lengths, veil->length_count,
		&veil->length_capacity, sizeof(*veil->lengths));
	veil->lengths[veil->length_count++] = len;
}

void veil_add(struct veil *veil, const char *secret, size_t len)
{
	uint64_t rolling;

	if (len < SHORTEST || veil->entry_count >= UINT32_MAX - 1)
		return;
	rolling = roll_all(veil->base, secret, len);
	if (is_known(veil, rolling, secret, len))
		return;
	veil->entries = mem_grow(veil->entries, veil->entry_count,
		&veil->entry_capacity, sizeof(*veil->entries));
	veil->entries[veil->entry_count].len = len;
	veil->entries[veil->entry_count].hash =
		hash_keyed(&veil->key, secret, len);
	table_put(&veil->table, table_hash(rolling, len),
		(uint32_t)veil->entry_count);
	veil->entry_count++;
	add_length(veil, len);
}

/*
 * The first window of LEN bytes that is known and starts before LAST; LAST
 * if there is none.  TEXT has at least LEN bytes.
 */
static size_t find_of_length(const struct veil *veil, const char *text,
	size_t size, size_t len, size_t last)
{
	uint64_t leaving = power(veil->base, len);
	uint64_t rolling = roll_all(veil->base, text, len);

	for (size_t start = 0; start < last; start++) {
		if (is_known(veil, rolling, text + start, len))
			return start;
		if (start + len >= size)
			break;
		rolling = roll_in(veil->base, rolling, text[start + len]) -
			  leaving * ((unsigned char)text[start] + 1u);
	}
	return last;
}

size_t veil_find(const struct veil *veil, const char *text, size_t len,
	size_t from, size_t *start)
{
	size_t found = 0;
	size_t first = SIZE_MAX;

	if (veil == NULL || veil->entry_count == 0 || from >= len)
		return 0;
	for (size_t i = 0; i < veil->length_count; i++) {
		size_t wanted = veil->lengths[i];
		/* At the same start the longer secret is the one to mask. */
		size_t last = wanted > found && found > 0 ? first + 1 : first;
		size_t at;

		if (wanted > len - from)
			continue;
		at = find_of_length(
			veil, text + from, len - from, wanted, last);
		if (at == last)
			continue;
		first = at;
		found = wanted;
	}
	if (found > 0)
		*start = from + first;
	return found;
}
