/*
 * test_coverage.c - what could not be scanned is kept with its reason.
 */
#include "unit.h"

#include "model/coverage.h"

static void test_unscanned(void **state)
{
	struct coverage coverage;
	char name[16];

	(void)state;
	coverage_init(&coverage);
	assert_int_equal(coverage.files, 0);
	for (unsigned i = 0; i < 100; i++) {
		(void)snprintf(name, sizeof(name), "file %u", i);
		coverage_add_unscanned(&coverage, name, "broken");
	}
	assert_int_equal(coverage.unscanned_count, 100);
	for (unsigned i = 0; i < 100; i++) {
		(void)snprintf(name, sizeof(name), "file %u", i);
		assert_string_equal(coverage.unscanned[i].name, name);
		assert_string_equal(coverage.unscanned[i].reason, "broken");
	}
	coverage.files = 7;
	coverage_release(&coverage);
	assert_int_equal(coverage.files, 0);
	assert_int_equal(coverage.unscanned_count, 0);
	coverage_release(&coverage);
}

static void test_unscanned_at(void **state)
{
	static const struct {
		const char *commit;
		const char *path;
		const char *name;
	} cases[] = {
		{ "0123456789abcdef", "a/b c", "0123456789 a/b c" },
		{ "0123456789abcdef", "", "0123456789" },
		{ "0123456789abcdef", NULL, "0123456789" },
		{ NULL, "a/b", "a/b" },
		{ NULL, NULL, "" },
	};
	struct coverage coverage;
	size_t failures = 0;

	(void)state;
	coverage_init(&coverage);
	for (size_t i = 0; i < COUNT(cases); i++) {
		coverage_add_unscanned_at(
			&coverage, cases[i].commit, cases[i].path, "broken");
		failures += differs_string(
			"name", coverage.unscanned[i].name, cases[i].name);
		failures += differs_string(
			"reason", coverage.unscanned[i].reason, "broken");
	}
	coverage_release(&coverage);
	assert_int_equal(failures, 0);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_unscanned),
		cmocka_unit_test(test_unscanned_at),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
