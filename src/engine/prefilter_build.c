/*
 * prefilter_build.c - makes the tables of the prefilter from the keywords.
 *
 * The rarity of an anchor is estimated as that of a chain of letters: the
 * first one by its frequency in source code, each next one by the cost of the
 * pair (bigrams.h).
 */
#include <assert.h>
#include <stdint.h>

#include "base/mem.h"
#include "engine/bigrams.h"
#include "engine/prefilter_hash.h"

enum {
	ANCHOR = 4, /* bytes of a window */
	ANCHOR_LEAST = 3, /* the last one may be left open */
	DEARER = 32, /* sixteenths of a bit */
	CROWDED = 4, /* the same, for each keyword with the same anchor */
	CROWD_MOST = 12,
};

/* The row of a byte in the tables of whole texts. */
static unsigned symbol(unsigned char byte)
{
	static const char others[] = "_-. ";
	unsigned char folded = ascii_lower(byte);
	if (folded >= 'a' && folded <= 'z')
		return folded - 'a';
	if (folded >= '0' && folded <= '9')
		return (unsigned)(folded - '0') + 26;
	const char *place = memchr(others, folded, sizeof(others) - 1);
	return place ? (unsigned)(place - others) + 36 : TEXT_SYMBOLS - 1;
}

/* How rare the window at OFFSET is: the higher the better. */
static unsigned anchor_cost(const struct keyword *keyword, int offset)
{
	unsigned cost = 0;
	const unsigned char *text = (const unsigned char *)keyword->text;
	int first = offset < 0 ? 0 : offset;
	for (int i = first; i < offset + ANCHOR && i < keyword->len; i++) {
		cost += i == first ? text_first_cost[symbol(text[i])]
				   : text_cost[symbol(text[i - 1])]
					      [symbol(text[i])];
	}
	return cost;
}

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
	const struct keyword *keyword, int offset, const uint16_t *crowd)
{
	uint32_t head = prefilter_hash(anchor_window(keyword, offset));
	int others = crowd[head] < CROWD_MOST ? crowd[head] : CROWD_MOST;
	return (int)anchor_cost(keyword, offset) - CROWDED * others;
}

/* The best anchor that begins at an even (PARITY 0) or odd (1) place. */
static int8_t best_anchor(
	const struct keyword *keyword, int parity, const uint16_t *crowd)
{
	int best = parity == 0 ? 0 : 1;
	if (best + ANCHOR_LEAST > keyword->len)
		return -1;
	/* The window before a short keyword takes more room in the bitmap. */
	if (keyword->len == ANCHOR && parity == 1 &&
		anchor_cost(keyword, -1) > anchor_cost(keyword, 1) + DEARER)
		return -1;
	for (int offset = best + 2; offset + ANCHOR_LEAST <= keyword->len;
		offset += 2) {
		if (anchor_value(keyword, offset, crowd) >
			anchor_value(keyword, best, crowd))
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
	const struct keyword *keyword, uint16_t index, uint16_t *crowd)
{
	assert(keyword->len >= ANCHOR_LEAST);
	for (int parity = 0; parity < 2; parity++) {
		int8_t offset = best_anchor(keyword, parity, crowd);
		if (offset < 0) {
			add_overhanging(prefilter, anchors, keyword, index);
			continue;
		}
		add_anchor(prefilter, anchors, keyword, index, offset);
		crowd[prefilter_hash(anchor_window(keyword, offset))]++;
	}
}

struct prefilter *prefilter_build(const struct keyword *keywords, size_t count)
{
	struct prefilter *prefilter = mem_zalloc(1, sizeof(*prefilter));
	uint16_t *crowd = mem_zalloc(PREFILTER_HEADS, sizeof(*crowd));
	struct anchors anchors = { NULL, 0, 0 };
	for (size_t i = 0; i < count; i++)
		add_keyword(
			prefilter, &anchors, &keywords[i], (uint16_t)i, crowd);
	if (anchors.count > 0)
		qsort(anchors.list, anchors.count, sizeof(*anchors.list),
			compare_hash);
	assert(anchors.count < UINT16_MAX);
	link_heads(prefilter, &anchors);
	free(anchors.list);
	free(crowd);
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
