/*
 * lineset.c - the lines of a text as a set of 64-bit hashes.
 */
#include "base/hash.h"
#include "base/mem.h"
#include "source/lineset.h"

enum {
	FIRST_CAPACITY = 256,
	CAPACITY_LIMIT = 8 * 1024 * 1024, /* slots of 8 bytes */
};

void lineset_init(struct lineset *set, uint64_t seed)
{
	memset(set, 0, sizeof(*set));
	set->seed = seed;
}

void lineset_release(struct lineset *set)
{
	free(set->slots);
	lineset_init(set, set->seed);
}

void lineset_clear(struct lineset *set)
{
	if (set->count > 0)
		memset(set->slots, 0, set->capacity * sizeof(*set->slots));
	set->count = 0;
}

size_t line_end(const char *text, size_t len)
{
	const char *newline = memchr(text, '\n', len);
	return newline != NULL ? (size_t)(newline - text) + 1 : len;
}

uint64_t lineset_hash(uint64_t seed, const char *line, size_t len)
{
	if (len > 0 && line[len - 1] == '\n')
		len--;
	if (len > 0 && line[len - 1] == '\r')
		len--;
	uint64_t hash = hash_line(seed, line, len);
	return hash != 0 ? hash : 1;
}

/* The slot of HASH: where it is, or where it would go. */
static size_t find_slot(const uint64_t *slots, size_t capacity, uint64_t hash)
{
	size_t slot = (size_t)hash & (capacity - 1);
	while (slots[slot] != 0 && slots[slot] != hash)
		slot = (slot + 1) & (capacity - 1);
	return slot;
}

static void grow(struct lineset *set)
{
	size_t capacity =
		set->capacity == 0 ? FIRST_CAPACITY : set->capacity * 2;
	uint64_t *slots = mem_zalloc(capacity, sizeof(*slots));

	for (size_t i = 0; i < set->capacity; i++) {
		if (set->slots[i] != 0)
			slots[find_slot(slots, capacity, set->slots[i])] =
				set->slots[i];
	}
	free(set->slots);
	set->slots = slots;
	set->capacity = capacity;
}

static void add_hash(struct lineset *set, uint64_t hash)
{
	if (set->count >= set->capacity - set->capacity / 4) {
		if (set->capacity >= CAPACITY_LIMIT)
			return;
		grow(set);
	}
	size_t slot = find_slot(set->slots, set->capacity, hash);
	if (set->slots[slot] == 0)
		set->count++;
	set->slots[slot] = hash;
}

void lineset_add(struct lineset *set, const char *text, size_t len)
{
	while (len > 0) {
		size_t line_len = line_end(text, len);
		add_hash(set, lineset_hash(set->seed, text, line_len));
		text += line_len;
		len -= line_len;
	}
}

bool lineset_has(const struct lineset *set, uint64_t hash)
{
	if (set->count == 0)
		return false;
	return set->slots[find_slot(set->slots, set->capacity, hash)] != 0;
}

/* Eight bytes at a time: a byte that equals '\n' becomes 0x80, others 0. */
uint64_t line_count(const char *text, size_t len)
{
	const uint64_t low = 0x7f7f7f7f7f7f7f7f;
	const uint64_t newlines = 0x0a0a0a0a0a0a0a0a;
	const uint64_t ones = 0x0101010101010101;
	uint64_t count = len > 0 && text[len - 1] != '\n';

	for (; len >= 8; text += 8, len -= 8) {
		uint64_t word;
		memcpy(&word, text, sizeof(word));
		word ^= newlines;
		uint64_t found = ~(((word & low) + low) | word | low);
		count += ((found >> 7) * ones) >> 56;
	}
	for (; len > 0; text++, len--)
		count += *text == '\n';
	return count;
}
