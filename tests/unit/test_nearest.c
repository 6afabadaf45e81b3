/*
 * test_nearest.c - the known word that a mistyped one probably means.
 */
#include "unit.h"

#include "rules/nearest.h"

static void test_nearest(void **state)
{
	static const struct {
		const char *word;
		const char *candidates[4];
		const char *best;
		size_t distance;
	} cases[] = {
		{ "pattern", { "pattern", "near" }, "pattern", 0 },
		{ "patern", { "pair", "pattern", "near" }, "pattern", 1 },
		{ "pattren", { "pattern" }, "pattern", 1 },
		{ "keywrods", { "keyword" }, "keyword", 2 },
		{ "exampel", { "entropy", "example" }, "example", 1 },
		{ "x", { "near" }, NULL, 0 },
		{ "ab", { "ba", "abc" }, "ba", 1 },
		{ "completely", { "pattern", "near", "check" }, NULL, 0 },
		{ "", { "a" }, NULL, 0 },
	};
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct nearest nearest = { .word = cases[i].word };

		for (size_t j = 0; cases[i].candidates[j] != NULL; j++)
			nearest_offer(&nearest, cases[i].candidates[j]);
		failures += differs_string(
			cases[i].word, nearest.best, cases[i].best);
		failures +=
			differs_int(cases[i].word, (long long)nearest.distance,
				(long long)cases[i].distance);
	}
	assert_int_equal(failures, 0);
}

static void test_long_words(void **state)
{
	char word[66];
	struct nearest nearest = { .word = word };

	(void)state;
	memset(word, 'a', sizeof(word));
	word[65] = '\0';
	nearest_offer(&nearest, word);
	assert_null(nearest.best);
	word[64] = '\0';
	nearest_offer(&nearest, word);
	assert_non_null(nearest.best);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_nearest),
		cmocka_unit_test(test_long_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
