/*
 * own.c - the exact values of this machine's own keys.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/hash.h"
#include "base/mem.h"
#include "engine/own.h"
#include "engine/own_forms.h"
#include "engine/placeholder.h"
#include "engine/randomness.h"
#include "engine/verify.h"

enum {
	WINDOW = 8, /* bytes */
	FORM_LIMIT = 4 * OWN_MOST, /* bytes of a form */
	LONG = 512, /* bytes; of longer values only the plain form is kept */
};

#define NOTHING UINT32_MAX

struct needle {
	char *text; /* owned */
	size_t len;
	size_t anchor; /* where its first window begins */
	uint32_t key; /* index */
};

/* One window of a needle; those with the same hash are chained. */
struct entry {
	uint64_t window;
	uint32_t needle;
	uint32_t offset; /* of the window in the needle */
	uint32_t next; /* index, or NOTHING */
};

struct own {
	const struct ruleset *set;
	const struct rule *rule;
	struct hash_key hash_key;
	struct own_key keys[OWN_KEYS];
	size_t key_count;
	struct needle *needles;
	size_t needle_count;
	size_t needle_capacity;
	struct entry *entries;
	size_t entry_count;
	size_t entry_capacity;
	uint32_t *heads; /* by hash: the first of a chain, or NOTHING */
	size_t head_count; /* a power of two, or 0 */
	uint64_t factor; /* odd; of the hash */
};

struct own *own_new(const struct ruleset *set)
{
	struct own *own = mem_zalloc(1, sizeof(*own));

	own->set = set;
	own->rule = ruleset_find(set, "own-key");
	if (own->rule && own->rule->state == RULE_OFF)
		own->rule = NULL;
	hash_key_random(&own->hash_key);
	own->factor = own->hash_key.half[0] | 1;
	return own;
}

/* A loop that no compiler takes for useless. */
static void wipe(char *text, size_t len)
{
	volatile char *bytes = text;

	for (size_t i = 0; i < len; i++)
		bytes[i] = 0;
}

void own_free(struct own *own)
{
	if (own == NULL)
		return;
	for (size_t i = 0; i < own->needle_count; i++) {
		wipe(own->needles[i].text, own->needles[i].len);
		free(own->needles[i].text);
	}
	for (size_t i = 0; i < own->key_count; i++)
		free(own->keys[i].origin);
	wipe((char *)own->entries, own->entry_count * sizeof(*own->entries));
	free(own->needles);
	free(own->entries);
	free(own->heads);
	free(own);
}

size_t own_count(const struct own *own)
{
	return own->key_count;
}

static uint64_t load(const char *text)
{
	uint64_t window;

	memcpy(&window, text, sizeof(window));
	return window;
}

static size_t slot_of(const struct own *own, uint64_t window)
{
	uint64_t hash = (window ^ window >> 29) * own->factor;

	return (size_t)(hash >> 32) & (own->head_count - 1);
}

static void link_entry(struct own *own, uint32_t index)
{
	uint32_t *head = &own->heads[slot_of(own, own->entries[index].window)];

	own->entries[index].next = *head;
	*head = index;
}

/* Keeps at least four slots for each entry. */
static void grow_heads(struct own *own)
{
	size_t count = own->head_count > 0 ? own->head_count : 1024;

	while (count < 4 * own->entry_count)
		count *= 2;
	if (count == own->head_count)
		return;
	own->heads = mem_resize(own->heads, count, sizeof(*own->heads));
	own->head_count = count;
	memset(own->heads, 0xff, count * sizeof(*own->heads));
	for (uint32_t i = 0; i < own->entry_count; i++)
		link_entry(own, i);
}

static void add_entry(struct own *own, uint32_t needle, size_t offset)
{
	struct entry *entry;

	own->entries = mem_grow(own->entries, own->entry_count,
		&own->entry_capacity, sizeof(*own->entries));
	entry = &own->entries[own->entry_count++];
	entry->window = load(own->needles[needle].text + offset);
	entry->needle = needle;
	entry->offset = (uint32_t)offset;
	entry->next = NOTHING;
}

/* The middle is what values of one kind do not have in common. */
static void add_needle(struct own *own, const struct buf *form)
{
	struct needle *needle;
	uint32_t index = (uint32_t)own->needle_count;

	if (form->len < OWN_LEAST)
		return;
	own->needles = mem_grow(own->needles, own->needle_count,
		&own->needle_capacity, sizeof(*own->needles));
	needle = &own->needles[own->needle_count++];
	needle->text = mem_copy(form->data, form->len);
	needle->len = form->len;
	needle->anchor = (form->len - (2 * WINDOW - 1)) / 2;
	needle->key = (uint32_t)(own->key_count - 1);
	for (size_t i = 0; i < WINDOW; i++)
		add_entry(own, index, needle->anchor + i);
}

static void add_forms(struct own *own, const char *value, size_t len)
{
	struct buf form = BUF_INIT(FORM_LIMIT);
	size_t first = own->entry_count;
	size_t forms = len > LONG ? 1 : OWN_FORMS;

	for (size_t i = 0; i < forms; i++) {
		if (own_form(i, value, len, &form) == 0)
			add_needle(own, &form);
	}
	if (own->head_count < 4 * own->entry_count)
		grow_heads(own);
	else
		for (size_t i = first; i < own->entry_count; i++)
			link_entry(own, (uint32_t)i);
	if (form.data != NULL)
		wipe(form.data, form.capacity);
	buf_release(&form);
}

static bool is_known(const struct own *own, uint64_t id)
{
	for (size_t i = 0; i < own->key_count; i++) {
		if (own->keys[i].id == id)
			return true;
	}
	return false;
}

bool own_add(struct own *own, const char *value, size_t len, const char *origin)
{
	struct own_key *key;

	if (len < OWN_LEAST || len > OWN_MOST || own->key_count == OWN_KEYS ||
		!own->rule || !looks_random(value, len) ||
		placeholder_is_reference(value, len) ||
		secret_is_public(own->set, value, len) ||
		is_known(own, secret_id(value, len)))
		return false;
	key = &own->keys[own->key_count++];
	key->origin = mem_copy_string(origin);
	key->id = secret_id(value, len);
	key->len = len;
	add_forms(own, value, len);
	return true;
}

static void add_match(const struct own *own, const struct chunk *chunk,
	const struct needle *needle, size_t start, struct matches *matches)
{
	struct match *match;

	matches->list = mem_grow(matches->list, matches->count,
		&matches->capacity, sizeof(*matches->list));
	match = &matches->list[matches->count++];
	*match = (struct match){ 0 };
	match->chunk = chunk;
	match->rule = own->rule;
	match->own = &own->keys[needle->key];
	match->confidence = own->rule->confidence;
	match->secret = (struct span){ start, start + needle->len };
	match->whole = match->secret;
}

/* What has the window that stands at AT. */
static void try_place(const struct own *own, const struct chunk *chunk,
	size_t at, struct matches *matches)
{
	uint64_t window = load(chunk->text + at);
	uint32_t index = own->heads[slot_of(own, window)];

	for (; index != NOTHING; index = own->entries[index].next) {
		const struct entry *entry = &own->entries[index];
		const struct needle *needle = &own->needles[entry->needle];

		if (entry->window != window || at < entry->offset ||
			chunk->len - (at - entry->offset) < needle->len)
			continue;
		if (memcmp(chunk->text + at - entry->offset, needle->text,
			    needle->len) == 0)
			add_match(own, chunk, needle, at - entry->offset,
				matches);
	}
}

void own_search(const struct own *own, const struct chunk *chunk,
	struct matches *matches)
{
	if (own->entry_count == 0)
		return;
	for (size_t at = 0; at + WINDOW <= chunk->len; at += WINDOW)
		try_place(own, chunk, at, matches);
}
