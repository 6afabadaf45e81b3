/*
 * test_treeentry.c - entries of a tree, one after the other, and what is none.
 */
#include "unit.h"

#include "source/treeentry.h"

#define ID "01234567890123456789"

static const struct {
	const char *name;
	const char *text; /* "/" stands for a NUL */
	const char *names; /* of the entries, a blank behind each */
	unsigned mode; /* of the last one */
	size_t left; /* bytes behind the last one */
} cases[] = {
	{ "nothing", "", "", 0, 0 },
	{ "a file", "100644 a/" ID, "a ", 0100644, 0 },
	{ "two", "100644 a/" ID "40000 b c/" ID, "a b c ", 040000, 0 },
	{ "a program", "100755 a/" ID, "a ", 0100755, 0 },
	{ "an old mode", "100664 a/" ID, "a ", 0100644, 0 },
	{ "zeros before it", "040000 a/" ID, "a ", 040000, 0 },
	{ "a link", "120000 a/" ID, "a ", 0120000, 0 },
	{ "a submodule", "160000 a/" ID, "a ", 0160000, 0 },
	{ "no kind of file", "10000 a/" ID, "a ", 0160000, 0 },
	{ "no mode", " a/" ID, "", 0, 23 },
	{ "no octal mode", "100844 a/" ID, "", 0, 29 },
	{ "a mode that is too long", "00100644 a/" ID, "", 0, 31 },
	{ "a mode alone", "100644", "", 0, 6 },
	{ "no name", "100644 /" ID, "", 0, 28 },
	{ "a name without an end", "100644 abcdef", "", 0, 13 },
	{ "an id that is cut short", "100644 a/0123456789012345678", "", 0,
		28 },
	{ "a good one before it", "100644 a/" ID "1", "a ", 0100644, 1 },
};

static size_t check(size_t i)
{
	char text[128];
	char names[64] = "";
	size_t used = 0;
	size_t len = strlen(cases[i].text);
	struct tree_entry entry = { .mode = 0 };
	const char *at = text;

	for (size_t k = 0; k < len; k++)
		text[k] = cases[i].text[k];
	for (size_t k = 0; k < len; k++) {
		if (text[k] == '/')
			text[k] = '\0';
	}
	while (treeentry_read(&entry, &at, text + len, 20)) {
		memcpy(names + used, entry.name, entry.len);
		used += entry.len;
		names[used++] = ' ';
	}
	names[used] = '\0';
	return differs_string(cases[i].name, names, cases[i].names) +
	       differs_int(cases[i].name, entry.mode, cases[i].mode) +
	       differs_int(cases[i].name, text + len - at,
		       (long long)cases[i].left);
}

static void test_entries(void **state)
{
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		failures += check(i);
	assert_int_equal(failures, 0);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_entries),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
