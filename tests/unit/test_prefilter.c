/*
 * test_prefilter.c - the prefilter against a naive search: every keyword of
 * the built-in rules at every alignment, at the ends of a text, and in random
 * texts; with and without the wide code.
 */
#include "unit.h"

#include <stdlib.h>

#include "engine/prefilter.h"

/* A repeatable source of numbers (a linear congruential generator). */
static uint32_t draw(uint64_t *seed)
{
	*seed = *seed * UINT64_C(6364136223846793005) +
		UINT64_C(1442695040888963407);
	return (uint32_t)(*seed >> 33);
}

static int compare(const void *a, const void *b)
{
	const struct candidate *left = a;
	const struct candidate *right = b;

	if (left->start != right->start)
		return left->start < right->start ? -1 : 1;
	return (int)left->keyword - (int)right->keyword;
}

static size_t scan(const char *text, size_t len, bool portable,
	struct candidate *out, size_t room)
{
	struct prefilter_text query = { text, len, 0, portable };
	struct candidates found = { 0 };
	size_t count = 0;

	while (query.position < len) {
		prefilter_scan(&builtin_ruleset, &query, &found);
		for (size_t i = 0; i < found.count && count < room; i++)
			out[count++] = found.list[i];
	}
	free(found.list);
	qsort(out, count, sizeof(*out), compare);
	return count;
}

enum { KEYWORDS_MAX = 8192 };

/* Whether KEYWORD may begin with BYTE, in either case. */
static bool may_begin(const struct keyword *keyword, size_t byte)
{
	return ((unsigned char)keyword->text[0] | 0x20) == (byte | 0x20);
}

/* The keywords that may begin with BYTE, in their order; *COUNT of them. */
static const uint16_t *keywords_at(unsigned char byte, size_t *count)
{
	static uint16_t lists[256 * KEYWORDS_MAX / 64];
	static size_t ends[256];
	size_t end = 0;

	assert_true(builtin_ruleset.keyword_count <= KEYWORDS_MAX);
	for (size_t i = 0; i < 256 && ends[255] == 0; i++) {
		for (size_t k = 0; k < builtin_ruleset.keyword_count; k++) {
			if (!may_begin(&builtin_ruleset.keywords[k], i))
				continue;
			assert_true(end < sizeof(lists) / sizeof(lists[0]));
			lists[end++] = (uint16_t)k;
		}
		ends[i] = end;
	}
	size_t start = byte > 0 ? ends[byte - 1] : 0;
	*count = ends[byte] - start;
	return lists + start;
}

static size_t scan_naively(
	const char *text, size_t len, struct candidate *out, size_t room)
{
	size_t count = 0;

	for (size_t i = 0; i < len; i++) {
		size_t most;
		const uint16_t *list =
			keywords_at((unsigned char)text[i], &most);
		for (size_t k = 0; k < most && count < room; k++) {
			if (prefilter_keyword_stands(
				    &builtin_ruleset.keywords[list[k]],
				    text + i, len - i)) {
				out[count].start = i;
				out[count++].keyword = list[k];
			}
		}
	}
	return count;
}

enum { ROOM = 4096 };

static size_t differs_scan(const char *name, const char *text, size_t len)
{
	static struct candidate want[ROOM];
	static struct candidate got[ROOM];
	size_t failures = 0;
	size_t count = scan_naively(text, len, want, ROOM);

	for (int portable = 0; portable < 2; portable++) {
		size_t found = scan(text, len, portable != 0, got, ROOM);

		failures +=
			differs_int(name, (long long)found, (long long)count);
		for (size_t i = 0; i < found && i < count; i++)
			failures += compare(&got[i], &want[i]) != 0;
	}
	return failures;
}

/* Each keyword after 0 to 40 bytes, and before as many. */
static void test_alignments(void **state)
{
	size_t failures = 0;

	(void)state;
	for (size_t k = 0; k < builtin_ruleset.keyword_count; k++) {
		const struct keyword *keyword = &builtin_ruleset.keywords[k];
		size_t before = k % 41;
		size_t after = k / 41 % 41;

		for (size_t shift = 0; shift < 4; shift++) {
			char text[256];
			size_t len = before + shift + keyword->len + after;

			memset(text, '~', sizeof(text));
			memcpy(text + before + shift, keyword->text,
				keyword->len);
			failures += differs_scan(keyword->text, text, len);
		}
	}
	assert_int_equal(failures, 0);
}

/* Pieces of keywords, letters of either case, and other bytes. */
static void test_random_texts(void **state)
{
	static char text[20000];
	uint64_t seed = 7;
	size_t failures = 0;

	(void)state;
	for (size_t round = 0; round < 8; round++) {
		size_t len = 0;

		while (len + 80 < sizeof(text)) {
			const struct keyword *keyword =
				&builtin_ruleset.keywords
					 [draw(&seed) %
						 builtin_ruleset.keyword_count];
			size_t take = draw(&seed) % 3 == 0
					      ? keyword->len
					      : draw(&seed) % keyword->len;

			memcpy(text + len, keyword->text, take);
			if (draw(&seed) % 2 == 0 && text[len] >= 'a' &&
				text[len] <= 'z')
				text[len] = (char)(text[len] & 0xDF);
			len += take;
			text[len++] = (char)draw(&seed);
		}
		failures += differs_scan("random text", text, len);
	}
	assert_int_equal(failures, 0);
}

/* More candidates than one call gives back. */
static void test_many(void **state)
{
	const struct keyword *keyword = &builtin_ruleset.keywords[0];
	size_t times = 20000;
	char *text = malloc(times * 64);
	struct candidate *got = malloc(times * 8 * sizeof(*got));
	size_t len = 0;

	(void)state;
	assert_non_null(text);
	assert_non_null(got);
	for (size_t i = 0; i < times; i++) {
		memcpy(text + len, keyword->text, keyword->len);
		len += keyword->len;
		text[len++] = '\n';
	}
	size_t count = scan(text, len, false, got, times * 8);
	size_t seen = 0;

	for (size_t i = 0; i < count; i++)
		seen += got[i].keyword == 0;
	free(text);
	free(got);
	assert_int_equal(seen, times);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_alignments),
		cmocka_unit_test(test_random_texts),
		cmocka_unit_test(test_many),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
