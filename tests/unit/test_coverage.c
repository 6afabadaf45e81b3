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

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_unscanned),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
