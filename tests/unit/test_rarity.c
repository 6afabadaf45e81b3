/*
 * test_rarity.c - the frequency of anchors: known windows, estimates, slots.
 */
#include "engine/ascii.h"
#include "engine/prefilter_hash.h"
#include "engine/rarity.h"
#include "unit.h"

static unsigned of(const struct rarity *rarity, const char *text, int offset)
{
	struct keyword keyword = { .text = text, .len = (uint8_t)strlen(text) };

	return rarity_of(rarity, &keyword, offset);
}

/* What the frequent windows say, where letter pairs say the contrary. */
static void test_frequent(void **state)
{
	struct rarity *rarity = rarity_new();

	(void)state;
	assert_true(of(rarity, "the ", 0) < of(rarity, "thx_", 0));
	assert_true(of(rarity, "server_key", 0) < of(rarity, "server_key", 6));
	assert_true(of(rarity, "cryptocompare", 0) <
		    of(rarity, "cryptocompare", 4));
	rarity_free(rarity);
}

/* Three bytes and any one are no rarer than with the one that is meant. */
static void test_open(void **state)
{
	static const char *const words[] = { "tion", "data", "self", "func",
		"xqzj", "key_", "://a" };
	struct rarity *rarity = rarity_new();
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(words); i++) {
		char three[] = { words[i][0], words[i][1], words[i][2], '\0' };

		if (of(rarity, three, 0) > of(rarity, words[i], 0) ||
			of(rarity, words[i], -1) > of(rarity, words[i], 0)) {
			print_error("%s: rarer when open\n", words[i]);
			failures++;
		}
	}
	assert_int_equal(failures, 0);
	rarity_free(rarity);
}

/* A rare window in the slot of a frequent one costs what that one costs. */
static void test_slot(void **state)
{
	struct rarity *rarity = rarity_new();
	uint32_t head = prefilter_hash(prefilter_window("the "));
	size_t same = 0;

	(void)state;
	for (uint32_t i = 1; i < 1U << 21 && same == 0; i++) {
		char text[] = { (char)(i & 0x7F), (char)(i >> 7 & 0x7F),
			(char)(i >> 14), ' ', '\0' };
		uint32_t window = prefilter_window(text);

		if (memchr(text, '\0', 3) != NULL || !ascii_is_alnum(text[0]) ||
			window == prefilter_window("the ") ||
			prefilter_hash(window) != head)
			continue;
		same++;
		assert_int_equal(of(rarity, text, 0), of(rarity, "the ", 0));
	}
	assert_int_equal(same, 1);
	rarity_free(rarity);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_frequent),
		cmocka_unit_test(test_open),
		cmocka_unit_test(test_slot),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
