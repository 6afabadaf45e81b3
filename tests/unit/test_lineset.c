/*
 * test_lineset.c - lines are known by their bytes without their end.
 */
#include "unit.h"

#include <stdbool.h>
#include <stdlib.h>

#include "source/lineset.h"

static const struct {
	const char *name;
	const char *text;
	size_t text_len;
	const char *line;
	size_t line_len;
	bool has;
} cases[] = {
	{ "the same", BYTES("a\nb\n"), BYTES("b\n"), true },
	{ "no newline at the end", BYTES("a\nb"), BYTES("b\n"), true },
	{ "no newline in the other", BYTES("a\nb\n"), BYTES("b"), true },
	{ "CRLF", BYTES("a\r\nb\r\n"), BYTES("b\n"), true },
	{ "CRLF in the other", BYTES("a\nb\n"), BYTES("b\r\n"), true },
	{ "a CR inside", BYTES("a\rb\n"), BYTES("ab\n"), false },
	{ "only one CR is an end", BYTES("a\r\r\n"), BYTES("a\n"), false },
	{ "a beginning", BYTES("abc\n"), BYTES("ab\n"), false },
	{ "an end", BYTES("abc\n"), BYTES("bc\n"), false },
	{ "an empty line", BYTES("a\n\nb\n"), BYTES("\n"), true },
	{ "no empty line", BYTES("a\nb\n"), BYTES("\n"), false },
	{ "an empty text", BYTES(""), BYTES("\n"), false },
	{ "NUL bytes", BYTES("a\0b\n"), BYTES("a\0b"), true },
	{ "other after a NUL", BYTES("a\0b\n"), BYTES("a\0c"), false },
	{ "bytes above 0x7f", BYTES("\xff\xfe\n"), BYTES("\xff\xfe"), true },
};

static void test_cases(void **state)
{
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct lineset set;

		lineset_init(&set, 0x1234 + i);
		lineset_add(&set, cases[i].text, cases[i].text_len);
		failures += differs_int(cases[i].name,
			lineset_has(&set, lineset_hash(set.seed, cases[i].line,
						  cases[i].line_len)),
			cases[i].has);
		lineset_release(&set);
	}
	assert_int_equal(failures, 0);
}

/* Every tenth number is left out; the set has to grow many times. */
static void test_growth(void **state)
{
	struct lineset set;
	char line[32];
	size_t failures = 0;

	(void)state;
	lineset_init(&set, 99);
	for (unsigned i = 0; i < 50000; i++) {
		int len = snprintf(line, sizeof(line), "line %u\n", i);
		if (i % 10 != 0)
			lineset_add(&set, line, (size_t)len);
	}
	assert_int_equal(set.count, 45000);
	for (unsigned i = 0; i < 50000 && failures < 5; i++) {
		int len = snprintf(line, sizeof(line), "line %u", i);
		failures += differs_int(line,
			lineset_has(&set,
				lineset_hash(set.seed, line, (size_t)len)),
			i % 10 != 0);
	}
	assert_int_equal(failures, 0);
	lineset_clear(&set);
	assert_false(lineset_has(&set, lineset_hash(set.seed, "line 1", 6)));
	lineset_add(&set, BYTES("line 7"));
	assert_true(lineset_has(&set, lineset_hash(set.seed, "line 7\n", 7)));
	assert_false(lineset_has(&set, lineset_hash(set.seed, "line 1", 6)));
	lineset_release(&set);
}

/* Over the ceiling of memory nothing breaks: what is left out is not seen. */
static void test_ceiling(void **state)
{
	struct lineset set;
	char line[32];
	size_t missing = 0;
	const unsigned many = 7000000;

	(void)state;
	lineset_init(&set, 5);
	for (unsigned i = 0; i < many; i++) {
		int len = snprintf(line, sizeof(line), "%x\n", i);
		lineset_add(&set, line, (size_t)len);
	}
	assert_true(set.capacity * sizeof(*set.slots) <= 64 * 1024 * 1024);
	for (unsigned i = 0; i < many; i += 1000) {
		int len = snprintf(line, sizeof(line), "%x", i);
		missing += !lineset_has(
			&set, lineset_hash(set.seed, line, (size_t)len));
	}
	assert_true(missing > 0);
	assert_true(missing < many / 1000 / 4);
	lineset_release(&set);
}

static uint64_t count_plainly(const char *text, size_t len)
{
	uint64_t count = 0;

	for (size_t i = 0; i < len; i++)
		count += text[i] == '\n';
	return count + (len > 0 && text[len - 1] != '\n');
}

static void test_count(void **state)
{
	static const char bytes[] = { '\n', '\n', '\r', 'a', '\x0b', '\x8a',
		'\0', '\xff' };
	char text[200];
	uint64_t random = 77;
	size_t failures = 0;

	(void)state;
	for (unsigned round = 0; round < 20000 && failures < 5; round++) {
		size_t len = next_random(&random) % sizeof(text);
		for (size_t i = 0; i < len; i++)
			text[i] = bytes[next_random(&random) % COUNT(bytes)];
		failures +=
			differs_int("lines", (long long)line_count(text, len),
				(long long)count_plainly(text, len));
	}
	assert_int_equal(failures, 0);
}

static void test_end(void **state)
{
	(void)state;
	assert_int_equal(line_end("a\nb", 3), 2);
	assert_int_equal(line_end("ab", 2), 2);
	assert_int_equal(line_end("\n\n", 2), 1);
	assert_int_equal(line_end("abc\n", 3), 3);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases),
		cmocka_unit_test(test_growth),
		cmocka_unit_test(test_ceiling),
		cmocka_unit_test(test_count),
		cmocka_unit_test(test_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
