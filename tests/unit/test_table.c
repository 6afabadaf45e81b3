/*
 * test_table.c - numbers by hash, against a plain array.
 */
#include "unit.h"

#include "base/table.h"

enum { KEYS = 3000 };

/* Random puts and gets over few hashes, some of them all alike below. */
static void test_against_array(void **state)
{
	static uint32_t numbers[KEYS];
	static unsigned char known[KEYS];
	struct table table;
	uint64_t random = 1;
	size_t failures = 0;

	(void)state;
	table_init(&table);
	for (size_t i = 0; i < 100000 && failures < 10; i++) {
		size_t key = next_random(&random) % KEYS;
		uint64_t hash = key % 2 == 0 ? (uint64_t)key << 40 : key;
		uint32_t number = 0;

		if (next_random(&random) % 3 == 0) {
			numbers[key] = (uint32_t)(i * 2654435761U) / 2;
			known[key] = 1;
			table_put(&table, hash, numbers[key]);
		}
		failures += differs_int(
			"known", table_get(&table, hash, &number), known[key]);
		failures += differs_int("number", number, numbers[key]);
	}
	assert_int_equal(failures, 0);
	table_release(&table);
	assert_false(table_get(&table, 0, NULL));
	table_release(&table);
}

static void test_edges(void **state)
{
	static const uint64_t hashes[] = { 0, 1, UINT64_MAX, 1ULL << 32 };
	struct table table = { NULL, 0, 0 };
	uint32_t number;

	(void)state;
	for (size_t i = 0; i < COUNT(hashes); i++)
		assert_false(table_get(&table, hashes[i], NULL));
	for (uint32_t i = 0; i < COUNT(hashes); i++)
		table_put(&table, hashes[i], UINT32_MAX - 1 - i);
	for (uint32_t i = 0; i < COUNT(hashes); i++) {
		assert_true(table_get(&table, hashes[i], &number));
		assert_int_equal(number, UINT32_MAX - 1 - i);
	}
	assert_int_equal(table.used, COUNT(hashes));
	table_release(&table);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_against_array),
		cmocka_unit_test(test_edges),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
