/*
 * prefilter.c - the search itself; prefilter.h explains the sieves.
 */
#include "base/mem.h"
#include "engine/bits.h"
#include "engine/prefilter_hash.h"
#include "engine/simd.h"

enum {
	ENOUGH = 4096, /* candidates after which a call comes back */
	STRIDE = 2, /* bytes from window to window */
	BLOCK = 16, /* windows that are tested before a branch */
	WINDOW = 4, /* bytes */
	/* What a block's test may read, the wide loads included. */
	BLOCK_REACH = STRIDE * BLOCK + 8,
	STRETCH = 4096, /* bytes that pass one sieve before the next */
};

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

static inline bool anchor_stands(
	const struct prefilter_entry *entry, uint32_t window)
{
	uint32_t open = entry->flags & PREFILTER_OPEN ? 0xFF000000u : 0;
	return ((entry->window ^ window) & ~open) == 0;
}

static void catch_entry(const struct catch *catch, size_t place,
	const struct prefilter_entry *entry)
{
	/* An offset of -1 wraps to one more, as it should. */
	size_t start = place - (size_t)(ptrdiff_t)entry->offset;
	const struct keyword *keyword = &catch->rules->keywords[entry->keyword];
	if (start <= catch->len &&
		prefilter_keyword_stands(
			keyword, catch->text + start, catch->len - start))
		catch_keyword(catch->found, start, entry->keyword);
}

/* The last sieve: the keywords with an anchor like WINDOW. */
static void catch_keywords(
	const struct catch *catch, size_t place, uint32_t window)
{
	const struct prefilter *prefilter = catch->rules->prefilter;
	const struct prefilter_entry *entry =
		&prefilter->entries[prefilter->heads[prefilter_hash(window)]];
	for (;; entry++) {
		if (anchor_stands(entry, window))
			catch_entry(catch, place, entry);
		if (entry->flags & PREFILTER_LAST)
			return;
	}
}

static inline uint32_t bitmap_has(
	const struct prefilter *prefilter, uint32_t window)
{
	return prefilter->bitmap[prefilter_hash(window)] >>
		       prefilter_bit(window) &
	       1;
}

/* Tests BLOCK windows from TEXT on; bit I of the answer is window I. */
static uint32_t test_block(const struct prefilter *prefilter, const char *text)
{
	uint32_t hits = 0;
	for (unsigned i = 0; i < BLOCK; i++) {
		uint32_t window = prefilter_window(text + STRIDE * i);
		hits |= bitmap_has(prefilter, window) << i;
	}
	return hits;
}

static const uint32_t TOP = 0x80000000u;

/* Places of windows that passed the first sieve, as distances. */
struct hits {
	uint16_t ahead[STRETCH / STRIDE + BLOCK];
	size_t count;
};

/*
 * Writes the bits of BITS down.  Four are written whether they are there or
 * not, since a wrong guess of their number would cost more than all four.
 */
static inline void hits_add(struct hits *hits, uint32_t bits, size_t ahead)
{
	uint16_t *out = &hits->ahead[hits->count];
	hits->count += bits_count(bits);
	for (unsigned i = 0; i < 4; i++) {
		out[i] = (uint16_t)(ahead + STRIDE * bits_lowest(bits | TOP));
		bits &= bits - 1;
	}
	for (unsigned i = 4; bits != 0; i++) {
		out[i] = (uint16_t)(ahead + STRIDE * bits_lowest(bits));
		bits &= bits - 1;
	}
}

/* The first sieve over whole blocks; returns how far it came. */
static size_t sieve_portable(const struct prefilter *prefilter,
	const char *text, size_t len, struct hits *hits)
{
	size_t ahead = 0;
	for (; len - ahead >= BLOCK_REACH; ahead += STRIDE * BLOCK)
		hits_add(hits, test_block(prefilter, text + ahead), ahead);
	return ahead;
}

#if HAVE_AVX2_CODE

/* The eight windows that begin at even places of the 18 bytes at TEXT. */
AVX2 static inline __m256i avx2_windows(const char *text)
{
	const __m256i spread = _mm256_setr_epi8(0, 1, 2, 3, 2, 3, 4, 5, 4, 5, 6,
		7, 6, 7, 8, 9, 0, 1, 2, 3, 2, 3, 4, 5, 4, 5, 6, 7, 6, 7, 8, 9);
	const void *low = text;
	const void *high = text + 8;
	__m256i bytes = _mm256_inserti128_si256(
		_mm256_castsi128_si256(_mm_loadu_si128(low)),
		_mm_loadu_si128(high), 1);
	return _mm256_or_si256(_mm256_shuffle_epi8(bytes, spread),
		_mm256_set1_epi32(0x20202020));
}

/* As bitmap_has() for eight windows; bit I of the answer is window I. */
AVX2 static inline uint32_t avx2_test(
	const struct prefilter *prefilter, __m256i windows)
{
	const __m256i factor = _mm256_set1_epi32((int)prefilter_factor);
	__m256i hash = _mm256_srli_epi32(
		_mm256_mullo_epi32(_mm256_slli_epi32(windows, 8), factor),
		32 - PREFILTER_HASH_BITS);
	__m256i words = _mm256_i32gather_epi32(
		(const int *)(const void *)prefilter->bitmap, hash, 4);
	/* The wanted bit becomes the sign; only five bits of a shift count. */
	__m256i last = _mm256_and_si256(
		_mm256_srli_epi32(windows, 24), _mm256_set1_epi32(31));
	__m256i signs = _mm256_sllv_epi32(
		words, _mm256_sub_epi32(_mm256_set1_epi32(31), last));
	return (uint32_t)_mm256_movemask_ps(_mm256_castsi256_ps(signs));
}

AVX2 static size_t sieve_avx2(const struct prefilter *prefilter,
	const char *text, size_t len, struct hits *hits)
{
	size_t ahead = 0;
	for (; len - ahead >= BLOCK_REACH; ahead += STRIDE * BLOCK) {
		const char *block = text + ahead;
		uint32_t low = avx2_test(prefilter, avx2_windows(block));
		uint32_t high =
			avx2_test(prefilter, avx2_windows(block + BLOCK));
		hits_add(hits, low | high << BLOCK / 2, ahead);
	}
	return ahead;
}

#else

static size_t sieve_avx2(const struct prefilter *prefilter, const char *text,
	size_t len, struct hits *hits)
{
	return sieve_portable(prefilter, text, len, hits);
}

#endif

static inline uint32_t second_has(const struct prefilter *prefilter,
	uint32_t window, unsigned char before, unsigned char after)
{
	uint32_t whole =
		prefilter->whole[prefilter_second(window)] >> (after & 31);
	uint32_t open =
		prefilter->open[prefilter_second_open(window)] >> (before & 31);
	uint32_t overhanging =
		prefilter->open[prefilter_second_open(window >> 8)] >>
		(window & 31);
	return (whole | open | overhanging) & 1;
}

/*
 * The second sieve.  Every hit is written and the count decides, for the same
 * reason as above.  The byte after a window is within the block's reach; at
 * the very start of a text (FIRST) there is none before it.
 */
static void hits_thin(struct hits *hits, const struct prefilter *prefilter,
	const char *text, bool first)
{
	size_t kept = 0;
	for (size_t i = 0; i < hits->count; i++) {
		uint16_t ahead = hits->ahead[i];
		const char *place = text + ahead;
		const char *before = place - !(first && ahead == 0);
		hits->ahead[kept] = ahead;
		kept += second_has(prefilter, prefilter_window(place),
			(unsigned char)*before, (unsigned char)place[WINDOW]);
	}
	hits->count = kept;
}

/* Scans stretch by stretch; returns where it stopped. */
static size_t scan_blocks(
	const struct catch *catch, size_t place, bool portable)
{
	const struct prefilter *prefilter = catch->rules->prefilter;
	const bool wide = !portable && simd_has_avx2();
	while (catch->len - place >= BLOCK_REACH &&
		catch->found->count < ENOUGH) {
		struct hits hits;
		const char *text = catch->text + place;
		size_t len = catch->len - place;
		hits.count = 0;
		if (len > STRETCH)
			len = STRETCH;
		size_t came =
			wide ? sieve_avx2(prefilter, text, len, &hits)
			     : sieve_portable(prefilter, text, len, &hits);
		hits_thin(&hits, prefilter, text, place == 0);
		for (size_t i = 0; i < hits.count; i++) {
			size_t ahead = hits.ahead[i];
			catch_keywords(catch, place + ahead,
				prefilter_window(text + ahead));
		}
		place += came;
	}
	return place;
}

/* The last windows, which may hang over the text's end. */
static void scan_rest(const struct catch *catch, size_t place)
{
	for (; place < catch->len; place += STRIDE) {
		char bytes[WINDOW] = { 0 };
		size_t left = catch->len - place;
		memcpy(bytes, catch->text + place,
			left < WINDOW ? left : WINDOW);
		uint32_t window = prefilter_window(bytes);
		if (bitmap_has(catch->rules->prefilter, window))
			catch_keywords(catch, place, window);
	}
}

void prefilter_scan(const struct ruleset *rules, struct prefilter_text *scan,
	struct candidates *found)
{
	struct catch catch = { rules, scan->text, scan->len, found };
	found->count = 0;
	scan->position = scan_blocks(&catch, scan->position, scan->portable);
	if (found->count >= ENOUGH)
		return;
	scan_rest(&catch, scan->position);
	scan->position = scan->len;
}
