/*
 * test_objectid.c - ids in hex and back, of both lengths and of no other.
 */
#include "unit.h"

#include "source/objectid.h"

#define TWENTY "0123456789abcdef0123456789abcdef01234567"
#define THIRTY_TWO TWENTY "89abcdef0123456789abcdef"

static const struct {
	const char *name;
	const char *hex;
	size_t size; /* 0: refused */
} cases[] = {
	{ "SHA-1", TWENTY, SHA1_ID_SIZE },
	{ "SHA-256", THIRTY_TWO, SHA256_ID_SIZE },
	{ "empty", "", 0 },
	{ "a digit less", "123456789abcdef0123456789abcdef01234567", 0 },
	{ "a digit more", TWENTY "8", 0 },
	{ "capitals", "0123456789ABCDEF0123456789ABCDEF01234567", 0 },
	{ "no digit", "g123456789abcdef0123456789abcdef01234567", 0 },
	{ "no last digit", "0123456789abcdef0123456789abcdef0123456 ", 0 },
};

static void test_hex(void **state)
{
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct object_id id;
		char hex[OBJECT_HEX_SIZE];
		bool read =
			objectid_read(&id, cases[i].hex, strlen(cases[i].hex));

		failures += differs_int(cases[i].name, read, cases[i].size > 0);
		failures += differs_int(
			cases[i].name, id.size, (long long)cases[i].size);
		objectid_hex(hex, &id);
		failures += differs_string(cases[i].name, hex,
			cases[i].size > 0 ? cases[i].hex : "");
	}
	assert_int_equal(failures, 0);
}

static void test_order(void **state)
{
	struct object_id one;
	struct object_id two;
	const unsigned char raw[SHA1_ID_SIZE] = { 0x01, 0xff };

	(void)state;
	objectid_read(&one, TWENTY, strlen(TWENTY));
	objectid_set(&two, one.bytes, SHA1_ID_SIZE);
	assert_true(objectid_equal(&one, &two));
	objectid_set(&two, raw, sizeof(raw));
	assert_false(objectid_equal(&one, &two));
	assert_true(objectid_compare(&one, &two) < 0);
	assert_true(objectid_compare(&two, &one) > 0);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_hex),
		cmocka_unit_test(test_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
