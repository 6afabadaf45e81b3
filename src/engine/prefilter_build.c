/*
 * prefilter_build.c - makes the tables of the prefilter from the keywords.
 *
 * Of the possible anchors the rarest are taken (rarity.h), and those that few
 * other keywords have.
 */
#include <assert.h>
#include <stdint.h>

#include "base/mem.h"
#include "engine/prefilter_hash.h"
#include "engine/rarity.h"

enum {
	ANCHOR = 4, /* bytes of a window */
	ANCHOR_LEAST = 3, /* the last one may be left open */
	DEARER = 32, /* sixteenths of a bit */
	CROWDED = 4, /* the same, for each keyword with the same anchor */
	CROWD_MOST = 12,
};

/* What anchors are chosen by. */
struct choice {
	struct rarity *rarity; /* owned */
	uint16_t *crowd; /* owned; keywords by head */
};

/* The window of the anchor at OFFSET; what lies outside the keyword is 0. */
static uint32_t anchor_window(const struct keyword *keyword, int offset)
{
	char bytes[ANCHOR] = { 0 };
	for (int i = 0; i < ANCHOR; i++) {
		if (offset + i >= 0 && offset + i < keyword->len)
			bytes[i] = keyword->text[offset + i];
	}
	return prefilter_window(bytes);
}

/*
 * What speaks for the anchor at OFFSET: that it is rare, and that few other
 * keywords have it, since all that have it are compared where it stands.
 */
static int anchor_value(
	const struct keyword *keyword, int offset, const struct choice *choice)
{
	uint32_t head = prefilter_hash(anchor_window(keyword, offset));
	int others = choice->crowd[head];
	if (others > CROWD_MOST)
		others = CROWD_MOST;
	return (int)rarity_of(choice->rarity, keyword, offset) -
	       CROWDED * others;
}

/* The best anchor that begins at an even (PARITY 0) or odd (1) place. */
static int8_t best_anchor(
	const struct keyword *keyword, int parity, const struct choice *choice)
{
	const struct rarity *rarity = choice->rarity;
	int best = parity == 0 ? 0 : 1;
	if (best + ANCHOR_LEAST > keyword->len)
		return -1;
	/* The window before a short keyword takes more room in the bitmap. */
	if (keyword->len == ANCHOR && parity == 1 &&
		rarity_of(rarity, keyword, -1) >
			rarity_of(rarity, keyword, 1) + DEARER)
		return -1;
	for (int offset = best + 2; offset + ANCHOR_LEAST <= keyword->len;
		offset += 2) {
		if (anchor_value(keyword, offset, choice) >
			anchor_value(keyword, best, choice))
			best = offset;
	}
	return (int8_t)best;
}

struct anchor {
	struct prefilter_entry entry;
	uint32_t hash;
};

struct anchors {
	struct anchor *list; /* owned */
	size_t count;
	size_t capacity;
};

/* An anchor of four settled bytes; the keyword goes on after it, or ends. */
static void bitmap_set(struct prefilter *prefilter,
	const struct keyword *keyword, int offset, uint32_t window)
{
	uint32_t second = prefilter_second(window);
	int after = offset + ANCHOR;

	prefilter->bitmap[prefilter_hash(window)] |= (uint32_t)1
						     << prefilter_bit(window);
	if (after < keyword->len)
		prefilter->whole[second] |=
			(uint32_t)1
			<< ((unsigned char)keyword->text[after] & 31);
	else
		prefilter->whole[second] = 0xFFFFFFFFu;
}

/*
 * An anchor of three settled bytes, with which the keyword ends; BEFORE is the
 * byte before it in the keyword, if it has one.
 */
static void bitmap_set_open(
	struct prefilter *prefilter, uint32_t window, const char *before)
{
	uint32_t *word = &prefilter->open[prefilter_second_open(window)];

	prefilter->bitmap[prefilter_hash(window)] = 0xFFFFFFFFu;
	if (before)
		*word |= (uint32_t)1 << ((unsigned char)*before & 31);
	else
		*word = 0xFFFFFFFFu;
}

/* A window of any byte and the first three of a keyword. */
static void bitmap_set_overhanging(struct prefilter *prefilter, uint32_t window)
{
	prefilter->bitmap[prefilter_hash(window)] |= (uint32_t)1
						     << prefilter_bit(window);
	prefilter->open[prefilter_second_open(window >> 8)] = 0xFFFFFFFFu;
}

static void anchors_add(struct anchors *anchors, struct prefilter_entry entry)
{
	anchors->list = mem_grow(anchors->list, anchors->count,
		&anchors->capacity, sizeof(*anchors->list));
	struct anchor *anchor = &anchors->list[anchors->count++];
	anchor->entry = entry;
	anchor->hash = prefilter_hash(entry.window);
}

/* A keyword of three bytes at an odd place: any byte may stand before it. */
static void add_overhanging(struct prefilter *prefilter,
	struct anchors *anchors, const struct keyword *keyword, uint16_t index)
{
	for (unsigned i = 0; i < 256; i++) {
		if (!(i & 0x20))
			continue;
		char bytes[ANCHOR] = { (char)i, keyword->text[0],
			keyword->text[1], keyword->text[2] };
		uint32_t window = prefilter_window(bytes);
		bitmap_set_overhanging(prefilter, window);
		struct prefilter_entry entry = { window, index, -1, 0 };
		anchors_add(anchors, entry);
	}
}

static void add_anchor(struct prefilter *prefilter, struct anchors *anchors,
	const struct keyword *keyword, uint16_t index, int8_t offset)
{
	uint32_t window = anchor_window(keyword, offset);
	struct prefilter_entry entry = { window, index, offset, 0 };
	if (keyword->len - offset >= ANCHOR) {
		bitmap_set(prefilter, keyword, offset, window);
	} else {
		entry.flags = PREFILTER_OPEN;
		bitmap_set_open(prefilter, window,
			offset > 0 ? &keyword->text[offset - 1] : NULL);
	}
	anchors_add(anchors, entry);
}

static int compare_hash(const void *a, const void *b)
{
	const struct anchor *left = a;
	const struct anchor *right = b;
	if (left->hash != right->hash)
		return left->hash < right->hash ? -1 : 1;
	if (left->entry.keyword != right->entry.keyword)
		return left->entry.keyword < right->entry.keyword ? -1 : 1;
	if (left->entry.offset != right->entry.offset)
		return left->entry.offset - right->entry.offset;
	return left->entry.window < right->entry.window
		       ? -1
		       : left->entry.window > right->entry.window;
}

static void link_heads(struct prefilter *prefilter, struct anchors *anchors)
{
	struct prefilter_entry *entries =
		mem_zalloc(anchors->count + 1, sizeof(*entries));
	/* No window is 0, since the case bits are always set. */
	entries[0].flags = PREFILTER_LAST;
	for (size_t i = 0; i < anchors->count; i++) {
		const struct anchor *anchor = &anchors->list[i];
		struct prefilter_entry *entry = &entries[i + 1];
		*entry = anchor->entry;
		if (i + 1 == anchors->count ||
			anchors->list[i + 1].hash != anchor->hash)
			entry->flags |= PREFILTER_LAST;
		if (prefilter->heads[anchor->hash] == 0)
			prefilter->heads[anchor->hash] = (uint16_t)(i + 1);
	}
	prefilter->entries = entries;
	prefilter->entry_count = anchors->count + 1;
}

static void add_keyword(struct prefilter *prefilter, struct anchors *anchors,
	const struct keyword *keyword, uint16_t index,
	const struct choice *choice)
{
	assert(keyword->len >= ANCHOR_LEAST);
	for (int parity = 0; parity < 2; parity++) {
		int8_t offset = best_anchor(keyword, parity, choice);
		if (offset < 0) {
			add_overhanging(prefilter, anchors, keyword, index);
			continue;
		}
		add_anchor(prefilter, anchors, keyword, index, offset);
		choice->crowd[prefilter_hash(anchor_window(keyword, offset))]++;
	}
}

struct prefilter *prefilter_build(const struct keyword *keywords, size_t count)
{
	struct prefilter *prefilter = mem_zalloc(1, sizeof(*prefilter));
	struct choice choice = { rarity_new(),
		mem_zalloc(PREFILTER_HEADS, sizeof(uint16_t)) };
	struct anchors anchors = { NULL, 0, 0 };
	for (size_t i = 0; i < count; i++)
		add_keyword(prefilter, &anchors, &keywords[i], (uint16_t)i,
			&choice);
	if (anchors.count > 0)
		qsort(anchors.list, anchors.count, sizeof(*anchors.list),
			compare_hash);
	assert(anchors.count < UINT16_MAX);
	link_heads(prefilter, &anchors);
	free(anchors.list);
	free(choice.crowd);
	rarity_free(choice.rarity);
	return prefilter;
}

void prefilter_free(struct prefilter *prefilter)
{
	if (!prefilter)
		return;
	/* Built tables own their entries; constant ones never come here. */
	free((void *)(uintptr_t)prefilter->entries);
	free(prefilter);
}
