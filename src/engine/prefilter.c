/*
 * prefilter.c - the search itself; prefilter.h explains the three sieves.
 */
#include <stdbool.h>

#include "base/mem.h"
#include "engine/prefilter_hash.h"

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>
#define HAVE_AVX2_CODE 1
#else
#define HAVE_AVX2_CODE 0
#endif

/* A call comes back when it has about so many candidates. */
enum { ENOUGH = 4096 };

/* Where the candidates of one call go. */
struct catch
{
	const struct ruleset *rules;
	const char *text;
	size_t len;
	struct candidates *found;
};

bool prefilter_keyword_stands(
	const struct keyword *keyword, const char *text, size_t len)
{
	if (keyword->len > len)
		return false;
	if (!keyword->fold)
		return memcmp(keyword->text, text, keyword->len) == 0;
	for (size_t i = 0; i < keyword->len; i++) {
		if (ascii_lower((unsigned char)text[i]) !=
			(unsigned char)keyword->text[i])
			return false;
	}
	return true;
}

static void catch_keyword(
	struct candidates *found, size_t start, uint16_t keyword)
{
	found->list = mem_grow(found->list, found->count, &found->capacity,
		sizeof(*found->list));
	found->list[found->count].start = start;
	found->list[found->count].keyword = keyword;
	found->count++;
}

/* The third sieve: the keywords whose anchor hashes to HASH. */
static void catch_keywords(struct catch *catch, size_t place, uint32_t hash)
{
	const struct prefilter *prefilter = catch->rules->prefilter;
	size_t index = prefilter->heads[prefilter_head(hash)];
	if (index == 0)
		return;
	const struct prefilter_entry *entry = &prefilter->entries[index - 1];
	for (;; entry++) {
		const struct keyword *keyword =
			&catch->rules->keywords[entry->keyword];
		size_t start = place - entry->offset;
		if (place >= entry->offset &&
			prefilter_keyword_stands(keyword, catch->text + start,
				catch->len - start)) {
			catch_keyword(catch->found, start, entry->keyword);
		}
		if (entry->last)
			return;
	}
}

/* The second sieve; PLACE has at least three bytes before the end. */
static inline void catch_at(struct catch *catch, size_t place)
{
	const unsigned char *bytes = (const unsigned char *)catch->text + place;
	uint32_t hash = prefilter_hash(prefilter_fold(bytes));
	if (catch->rules->prefilter->bitmap[hash / 8] >> hash % 8 & 1)
		catch_keywords(catch, place, hash);
}

/* One byte at a time; also for the last bytes of a text. */
static size_t scan_bytes(struct catch *catch, size_t from, size_t to)
{
	const struct prefilter *prefilter = catch->rules->prefilter;
	const unsigned char *text = (const unsigned char *)catch->text;
	for (size_t i = from; i < to; i++) {
		unsigned buckets = 0xFF;
		for (size_t j = 0; j < 3; j++) {
			unsigned char byte = text[i + j];
			buckets &= prefilter->low[j][byte & 15] &
				   prefilter->high[j][byte >> 4];
		}
		if (buckets == 0)
			continue;
		catch_at(catch, i);
		if (catch->found->count >= ENOUGH)
			return i + 1;
	}
	return to;
}

#if HAVE_AVX2_CODE

struct avx2_masks {
	__m256i low[PREFILTER_ANCHOR];
	__m256i high[PREFILTER_ANCHOR];
};

__attribute__((target("avx2"))) static inline __m256i avx2_table(
	const uint8_t table[16])
{
	return _mm256_broadcastsi128_si256(
		_mm_loadu_si128((const __m128i *)(const void *)table));
}

/* The buckets that the bytes at TEXT allow at anchor position J. */
__attribute__((target("avx2"))) static inline __m256i avx2_buckets(
	const struct avx2_masks *masks, const char *text, size_t j)
{
	const __m256i nibble = _mm256_set1_epi8(15);
	__m256i bytes =
		_mm256_loadu_si256((const __m256i *)(const void *)(text + j));
	__m256i low = _mm256_and_si256(bytes, nibble);
	__m256i high = _mm256_and_si256(_mm256_srli_epi16(bytes, 4), nibble);
	return _mm256_and_si256(_mm256_shuffle_epi8(masks->low[j], low),
		_mm256_shuffle_epi8(masks->high[j], high));
}

/* Scans whole blocks of 32 places that lie, with their anchors, below TO. */
__attribute__((target("avx2"))) static size_t scan_avx2(
	struct catch *catch, size_t from, size_t to)
{
	const struct prefilter *prefilter = catch->rules->prefilter;
	struct avx2_masks masks;
	for (size_t j = 0; j < PREFILTER_ANCHOR; j++) {
		masks.low[j] = avx2_table(prefilter->low[j]);
		masks.high[j] = avx2_table(prefilter->high[j]);
	}
	size_t i = from;
	for (; to - i >= 32 + PREFILTER_ANCHOR; i += 32) {
		const char *text = catch->text + i;
		__m256i buckets = avx2_buckets(&masks, text, 0);
		for (size_t j = 1; j < PREFILTER_ANCHOR; j++)
			buckets = _mm256_and_si256(
				buckets, avx2_buckets(&masks, text, j));
		__m256i none =
			_mm256_cmpeq_epi8(buckets, _mm256_setzero_si256());
		uint32_t places = ~(uint32_t)_mm256_movemask_epi8(none);
		while (places != 0) {
			catch_at(catch, i + (size_t)__builtin_ctz(places));
			places &= places - 1;
		}
		if (catch->found->count >= ENOUGH)
			return i + 32;
	}
	return i;
}

static bool use_avx2(const struct prefilter_text *scan)
{
	return !scan->portable && __builtin_cpu_supports("avx2");
}

#else

static size_t scan_avx2(struct catch *catch, size_t from, size_t to)
{
	(void)catch;
	(void)to;
	return from;
}

static bool use_avx2(const struct prefilter_text *scan)
{
	(void)scan;
	return false;
}

#endif

void prefilter_scan(const struct ruleset *rules, struct prefilter_text *scan,
	struct candidates *found)
{
	struct catch catch = { rules, scan->text, scan->len, found };
	size_t position = scan->position;

	found->count = 0;
	if (use_avx2(scan))
		position = scan_avx2(&catch, position, scan->len);
	if (found->count < ENOUGH && scan->len - position >= 3)
		position = scan_bytes(&catch, position, scan->len - 2);
	if (found->count < ENOUGH)
		position = scan->len;
	scan->position = position;
}
