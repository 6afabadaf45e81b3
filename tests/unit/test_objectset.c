/*
 * test_objectset.c - objects keep the number under which they were added.
 */
#include "unit.h"

#include "source/objectset.h"

enum { MANY = 20000 };

/* An id that is made of a number; the first bytes are often the same. */
static void make_id(unsigned char id[SHA256_ID_SIZE], uint32_t number)
{
	memset(id, 0, SHA256_ID_SIZE);
	id[0] = (unsigned char)(number % 7);
	memcpy(id + OBJECTSET_PREFIX, &number, sizeof(number));
}

static void add_and_find(size_t id_size)
{
	struct objectset set;
	unsigned char id[SHA256_ID_SIZE];
	size_t failures = 0;
	uint32_t found;

	objectset_init(&set, id_size);
	make_id(id, 1);
	assert_false(objectset_find(&set, id, &found));
	for (uint32_t i = 0; i < 300; i++) {
		make_id(id, i);
		failures += differs_int("new", objectset_add(&set, id), i);
		failures += differs_int("again", objectset_add(&set, id), i);
	}
	for (uint32_t i = 0; i < 300; i++) {
		make_id(id, i);
		failures += differs_int(
			"found", objectset_find(&set, id, &found), 1);
		failures += differs_int("number", found, i);
		failures +=
			differs_bytes("id", (const char *)objectset_id(&set, i),
				id_size, (const char *)id, id_size);
	}
	make_id(id, 300);
	assert_false(objectset_find(&set, id, &found));
	assert_int_equal(set.count, 300);
	assert_int_equal(failures, 0);
	objectset_release(&set);
}

static void test_sizes(void **state)
{
	(void)state;
	add_and_find(SHA1_ID_SIZE);
	add_and_find(SHA256_ID_SIZE);
}

/* Ids as they are, all different from their first byte on. */
static void test_prefix(void **state)
{
	struct objectset set;
	uint64_t random = 5;
	uint64_t id[3];
	size_t failures = 0;
	uint32_t found;

	(void)state;
	objectset_init(&set, SHA1_ID_SIZE);
	for (uint32_t i = 0; i < MANY; i++) {
		id[0] = id[1] = id[2] = next_random(&random);
		objectset_add(&set, (unsigned char *)id);
		set.flags[i] = (unsigned char)i;
	}
	random = 5;
	for (uint32_t i = 0; i < MANY && failures < 5; i++) {
		id[0] = next_random(&random);
		failures += differs_int("found",
			objectset_find_prefix(
				&set, (unsigned char *)id, &found),
			1);
		failures += differs_int("number", found, i);
		failures +=
			differs_int("flags", set.flags[i], (unsigned char)i);
		id[0]++;
		failures += differs_int("another",
			objectset_find_prefix(
				&set, (unsigned char *)id, &found),
			0);
	}
	assert_int_equal(failures, 0);
	objectset_release(&set);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sizes),
		cmocka_unit_test(test_prefix),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
