/*
 * prefilter_build.c - makes the tables of the prefilter from the keywords.
 *
 * The anchor of a keyword is its rarest run of bytes, by a rough count of how
 * often a byte stands in source code.  Anchors that look alike share a bucket,
 * so that the masks of a bucket let few other bytes through.
 */
#include <assert.h>
#include <stdint.h>

#include "base/mem.h"
#include "engine/prefilter_hash.h"

enum { BUCKETS = 8 };

/*
 * Bytes from the most to the least frequent in source code and documentation,
 * letters folded; what is not listed is rarer than all of these.
 */
static const char by_frequency[] =
	" etaoinsrlcdupm_fhg,.\t-(*)0bv;/=:1\"y>x2k<'w\\3{}6845[]97#jz&q+|!";

/* How frequent a byte is: 64 for a blank, 1 for what is not listed. */
static unsigned byte_cost(unsigned char byte)
{
	const char *place = memchr(
		by_frequency, ascii_lower(byte), sizeof(by_frequency) - 1);
	if (!place)
		return 1;
	return (unsigned)(sizeof(by_frequency) -
			  (size_t)(place - by_frequency));
}

/* An anchor's cost grows with the frequency of each of its bytes. */
static uint64_t anchor_cost(const struct keyword *keyword, size_t offset)
{
	uint64_t cost = 1;
	for (size_t i = 0; i < PREFILTER_ANCHOR; i++) {
		bool inside = offset + i < keyword->len;
		cost *= inside ? byte_cost((unsigned char)
						   keyword->text[offset + i])
			       : 64;
	}
	return cost;
}

static uint8_t rarest_anchor(const struct keyword *keyword)
{
	uint8_t best = 0;
	for (uint8_t offset = 1; offset + 3 <= keyword->len; offset++) {
		if (anchor_cost(keyword, offset) < anchor_cost(keyword, best))
			best = offset;
	}
	return best;
}

static const unsigned char *anchor_bytes(
	const struct keyword *keywords, const struct prefilter_entry *entry)
{
	const char *text = keywords[entry->keyword].text;
	return (const unsigned char *)text + entry->offset;
}

/* Lets BYTE through the masks of one position for one bucket. */
static void mask_add(struct prefilter *prefilter, size_t position,
	unsigned char byte, uint8_t bucket)
{
	prefilter->low[position][byte & 15] |= bucket;
	prefilter->high[position][byte >> 4] |= bucket;
}

static void mask_add_anchor(struct prefilter *prefilter,
	const struct keyword *keyword, size_t offset, uint8_t bucket)
{
	for (size_t i = 0; i < PREFILTER_ANCHOR; i++) {
		if (offset + i >= keyword->len) {
			for (size_t nibble = 0; nibble < 16; nibble++) {
				prefilter->low[i][nibble] |= bucket;
				prefilter->high[i][nibble] |= bucket;
			}
			continue;
		}
		unsigned char byte = (unsigned char)keyword->text[offset + i];
		mask_add(prefilter, i, byte, bucket);
		if (keyword->fold && byte >= 'a' && byte <= 'z')
			mask_add(prefilter, i, byte & 0xDF, bucket);
	}
}

struct order {
	struct prefilter_entry entry;
	uint32_t hash;
	uint32_t folded; /* anchor's bytes, the first one highest */
};

static int compare_folded(const void *a, const void *b)
{
	const struct order *left = a;
	const struct order *right = b;
	if (left->folded != right->folded)
		return left->folded < right->folded ? -1 : 1;
	return (int)left->entry.keyword - (int)right->entry.keyword;
}

static int compare_head(const void *a, const void *b)
{
	const struct order *left = a;
	const struct order *right = b;
	uint32_t left_head = prefilter_head(left->hash);
	uint32_t right_head = prefilter_head(right->hash);
	if (left_head != right_head)
		return left_head < right_head ? -1 : 1;
	return (int)left->entry.keyword - (int)right->entry.keyword;
}

static void order_keywords(
	struct order *order, const struct keyword *keywords, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		assert(keywords[i].len >= 3);
		order[i].entry.keyword = (uint16_t)i;
		order[i].entry.offset = rarest_anchor(&keywords[i]);
		const unsigned char *bytes =
			anchor_bytes(keywords, &order[i].entry);
		uint32_t folded = prefilter_fold(bytes);
		order[i].hash = prefilter_hash(folded);
		order[i].folded = (folded & 0xFF) << 16 | (folded & 0xFF00) |
				  folded >> 16;
	}
}

static void link_heads(struct prefilter *prefilter,
	struct prefilter_entry *entries, const struct order *order)
{
	size_t count = prefilter->entry_count;
	for (size_t i = 0; i < count; i++) {
		uint32_t head = prefilter_head(order[i].hash);
		entries[i] = order[i].entry;
		entries[i].last = i + 1 == count ||
				  prefilter_head(order[i + 1].hash) != head;
		if (prefilter->heads[head] == 0)
			prefilter->heads[head] = (uint16_t)(i + 1);
		prefilter->bitmap[order[i].hash / 8] |=
			(uint8_t)(1u << order[i].hash % 8);
	}
	prefilter->entries = entries;
}

struct prefilter *prefilter_build(const struct keyword *keywords, size_t count)
{
	assert(count < UINT16_MAX);
	struct prefilter *prefilter = mem_zalloc(1, sizeof(*prefilter));
	struct prefilter_entry *entries = mem_zalloc(count, sizeof(*entries));
	struct order *order = mem_zalloc(count, sizeof(*order));

	prefilter->entry_count = count;
	order_keywords(order, keywords, count);
	if (count > 0)
		qsort(order, count, sizeof(*order), compare_folded);
	for (size_t i = 0; i < count; i++) {
		const struct prefilter_entry *entry = &order[i].entry;
		const struct keyword *keyword = &keywords[entry->keyword];
		uint8_t bucket = (uint8_t)(1u << i * BUCKETS / count);
		mask_add_anchor(prefilter, keyword, entry->offset, bucket);
		if (keyword->len > prefilter->longest)
			prefilter->longest = keyword->len;
	}
	if (count > 0)
		qsort(order, count, sizeof(*order), compare_head);
	link_heads(prefilter, entries, order);
	free(order);
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
