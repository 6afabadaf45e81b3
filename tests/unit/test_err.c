/*
 * test_err.c - err_set() and err_context(): codes, texts, cuts.
 */
#include "unit.h"

#include "base/err.h"

static void test_set(void **state)
{
	struct err err;

	(void)state;
	assert_int_equal(err_set(&err, ERR_RULE, "%s:%u: no pattern", "a", 7U),
		ERR_RULE);
	assert_int_equal(err.code, ERR_RULE);
	assert_string_equal(err.message, "a:7: no pattern");
}

static void test_context(void **state)
{
	struct err err;

	(void)state;
	err_set(&err, ERR_IO, "cannot read");
	assert_int_equal(err_context(&err, "rule %s", "x"), ERR_IO);
	assert_string_equal(err.message, "rule x: cannot read");
	assert_int_equal(err_context(&err, "file"), ERR_IO);
	assert_string_equal(err.message, "file: rule x: cannot read");
}

/* The message that is replaced may be one of the arguments. */
static void test_own_message_as_argument(void **state)
{
	struct err err;

	(void)state;
	err_set(&err, ERR_IO, "cannot read");
	err_set(&err, ERR_GIT, "git: %s!", err.message);
	assert_string_equal(err.message, "git: cannot read!");
}

/* Whatever the lengths, the message ends in a NUL within the struct. */
static void test_cut(void **state)
{
	static const size_t lengths[] = { 0, 1, 1020, 1021, 1022, 1023, 1024,
		1025, 3000 };
	char text[3001];
	struct err err;
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(lengths); i++) {
		size_t want = lengths[i] < 1023 ? lengths[i] : 1023;

		memset(text, 'x', lengths[i]);
		text[lengths[i]] = '\0';
		err_set(&err, ERR_INPUT, "%s", text);
		failures += differs_int(
			"set", (long long)strlen(err.message), (long long)want);
		err_set(&err, ERR_INPUT, "tail");
		err_context(&err, "%s", text);
		want = lengths[i] + 6 < 1023 ? lengths[i] + 6 : 1023;
		failures += differs_int("context",
			(long long)strlen(err.message), (long long)want);
	}
	assert_int_equal(failures, 0);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_set),
		cmocka_unit_test(test_context),
		cmocka_unit_test(test_own_message_as_argument),
		cmocka_unit_test(test_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
