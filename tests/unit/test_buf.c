/*
 * test_buf.c - bytes that grow up to a ceiling.
 */
#include "unit.h"

#include "base/buf.h"
#include "base/err.h"

static const struct {
	const char *name;
	size_t limit;
	size_t first; /* lengths of two appends */
	size_t second;
	int first_rc;
	int second_rc;
	size_t len; /* after both */
} limit_cases[] = {
	{ "fits", 10, 4, 6, 0, 0, 10 },
	{ "one over", 10, 4, 7, 0, ERR_LIMIT, 4 },
	{ "first over", 10, 11, 10, ERR_LIMIT, 0, 10 },
	{ "nothing allowed", 0, 1, 0, ERR_LIMIT, 0, 0 },
	{ "nothing added", 5, 0, 0, 0, 0, 0 },
	{ "no ceiling", SIZE_MAX, 100, 200, 0, 0, 300 },
	{ "ceiling below the first allocation", 3, 2, 2, 0, ERR_LIMIT, 2 },
};

static void test_limits(void **state)
{
	char text[300];
	size_t failures = 0;

	(void)state;
	memset(text, 'x', sizeof(text));
	for (size_t i = 0; i < COUNT(limit_cases); i++) {
		const char *name = limit_cases[i].name;
		struct buf buf = BUF_INIT(limit_cases[i].limit);

		failures += differs_int(name,
			buf_append(&buf, text, limit_cases[i].first),
			limit_cases[i].first_rc);
		failures += differs_int(name,
			buf_append(&buf, text, limit_cases[i].second),
			limit_cases[i].second_rc);
		failures += differs_int(name, (long long)buf.len,
			(long long)limit_cases[i].len);
		failures +=
			differs_int(name, (long long)strlen(buf_string(&buf)),
				(long long)limit_cases[i].len);
		buf_release(&buf);
	}
	assert_int_equal(failures, 0);
}

static void test_numbers(void **state)
{
	static const struct {
		unsigned long long number;
		const char *text;
	} cases[] = {
		{ 0, "0" },
		{ 9, "9" },
		{ 10, "10" },
		{ 1234567890, "1234567890" },
		{ UINT64_MAX, "18446744073709551615" },
	};
	struct buf buf = BUF_INIT(100);
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		buf_clear(&buf);
		buf_append_number(&buf, cases[i].number);
		failures += differs_string(
			cases[i].text, buf_string(&buf), cases[i].text);
	}
	buf_release(&buf);
	assert_int_equal(failures, 0);
}

static void test_reserve(void **state)
{
	struct buf buf = BUF_INIT(1000);
	char *room;

	(void)state;
	assert_string_equal(buf_string(&buf), "");
	buf_append_string(&buf, "ab");
	room = buf_reserve(&buf, 998);
	assert_non_null(room);
	assert_string_equal(buf_string(&buf), "ab");
	memset(room, 'c', 998);
	buf.len += 998;
	assert_int_equal(strlen(buf_string(&buf)), 1000);
	assert_null(buf_reserve(&buf, 1));
	assert_non_null(buf_reserve(&buf, 0));
	assert_null(buf_reserve(&buf, SIZE_MAX));
	buf_release(&buf);
}

/* A buf without a ceiling does not compute past the end of size_t. */
static void test_overflow(void **state)
{
	struct buf buf = BUF_INIT(SIZE_MAX);

	(void)state;
	buf_append_byte(&buf, 'a');
	assert_null(buf_reserve(&buf, SIZE_MAX - 1));
	assert_null(buf_reserve(&buf, SIZE_MAX));
	assert_string_equal(buf_string(&buf), "a");
	buf_release(&buf);
}

static void test_reuse(void **state)
{
	struct buf buf;

	(void)state;
	buf_init(&buf, 8);
	buf_clear(&buf);
	buf_append_string(&buf, "12345678");
	buf_clear(&buf);
	assert_string_equal(buf_string(&buf), "");
	assert_int_equal(buf_append(&buf, "a\0b", 3), 0);
	assert_int_equal(buf_append(&buf, NULL, 0), 0);
	assert_int_equal(buf.len, 3);
	assert_memory_equal(buf.data, "a\0b", 4);
	buf_release(&buf);
	assert_int_equal(buf.limit, 8);
	buf_append_byte(&buf, 'z');
	assert_string_equal(buf_string(&buf), "z");
	buf_release(&buf);
	buf_release(&buf);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_limits),
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_reserve),
		cmocka_unit_test(test_overflow),
		cmocka_unit_test(test_reuse),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
