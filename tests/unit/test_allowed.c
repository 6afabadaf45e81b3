/*
 * test_allowed.c - the lines in which findings do not count: what matches, who
 * said so, what a locked list takes, and what is wrong with an expression.
 */
#include "base/err.h"
#include "base/warnings.h"
#include "policy/allowed.h"
#include "rules/rulefile.h"
#include "unit.h"

static const struct {
	const char *name;
	const char *file; /* a .gitallowed */
	const char *line;
	enum allowance want;
} cases[] = {
	{ "anywhere", "dummy", "a.c:12:x dummy y", ALLOWED_BY_TREE },
	{ "not as a word only", "umm", "a.c:12:x dummy y", ALLOWED_BY_TREE },
	{ "case", "Dummy", "a.c:12:x dummy y", ALLOWED_NOT },
	{ "a path", "^tests/.*:[0-9]+:", "tests/a:1:x", ALLOWED_BY_TREE },
	{ "another path", "^tests/.*:[0-9]+:", "a/tests/a:1:x", ALLOWED_NOT },
	{ "a line's end", "x$", "a:1:y x", ALLOWED_BY_TREE },
	{ "a line's number", "^a:1:", "a:11:x", ALLOWED_NOT },
	{ "the second", "y\nx", "a:1:x", ALLOWED_BY_TREE },
	{ "a comment", "#x\n \t# x\n", "a:1:#x # x", ALLOWED_NOT },
	{ "blank lines", "\n \n\t\n\r\n", "a:1: \t ", ALLOWED_NOT },
	{ "blanks count", " x ", "a:1:yxy x", ALLOWED_NOT },
	{ "a line that ends in CR LF", "x\r\ny", "a:1:ax", ALLOWED_BY_TREE },
	{ "nothing", "z*", "a:1:x", ALLOWED_NOT },
	{ "a star at the beginning", "*.c", "a.c:1:x", ALLOWED_BY_TREE },
	{ "no file", "", "a:1:x", ALLOWED_NOT },
};

static struct rulefile file_of(const char *text, bool from_tree)
{
	return (struct rulefile){ ".gitallowed", text, strlen(text), from_tree,
		NULL };
}

static void test_match(void **state)
{
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct allowed *allowed = allowed_new();
		const struct rulefile file = file_of(cases[i].file, true);
		const char *line = cases[i].line;
		struct err err = { .message = "" };

		failures += differs_int(cases[i].name,
			allowed_add_file(allowed, &file, &err), 0);
		failures += differs_int(cases[i].name,
			allowed_match(allowed, line, strlen(line), NULL),
			cases[i].want);
		allowed_free(allowed);
	}
	assert_int_equal(failures, 0);
}

/* One's own come first; a locked list takes no others. */
static void test_lock(void **state)
{
	struct allowed *allowed = allowed_new();
	const struct rulefile tree = file_of("x", true);
	const struct rulefile own = file_of("y", false);
	struct err err;

	(void)state;
	assert_int_equal(allowed_add(allowed, "s", "both", 4, &err), 0);
	assert_int_equal(allowed_add_file(allowed, &tree, &err), 0);
	assert_int_equal(
		allowed_match(allowed, "x both", 6, NULL), ALLOWED_BY_SETTING);
	assert_int_equal(allowed_match(allowed, "x", 1, NULL), ALLOWED_BY_TREE);
	allowed_free(allowed);
	allowed = allowed_new();
	allowed_lock(allowed);
	assert_int_equal(allowed_add_file(allowed, &tree, &err), 0);
	assert_int_equal(allowed_count(allowed), 0);
	assert_int_equal(allowed_add_file(allowed, &own, &err), 0);
	assert_int_equal(allowed_match(allowed, "x", 1, NULL), ALLOWED_NOT);
	assert_int_equal(
		allowed_match(allowed, "y", 1, NULL), ALLOWED_BY_SETTING);
	allowed_free(allowed);
}

/* A fault ends it, or is a warning and the rest counts. */
static void test_faults(void **state)
{
	static const char text[] = "x\n\n(\ny\n[z-a]\n";
	struct warnings warnings = { .count = 0 };
	struct allowed *allowed = allowed_new();
	struct rulefile file = file_of(text, true);
	struct err err = { .message = "" };

	(void)state;
	assert_int_equal(allowed_add_file(allowed, &file, &err), ERR_RULE);
	assert_string_equal(err.message, ".gitallowed:3: a ( is not closed");
	allowed_free(allowed);
	allowed = allowed_new();
	file.warnings = &warnings;
	assert_int_equal(allowed_add_file(allowed, &file, &err), 0);
	assert_int_equal(allowed_count(allowed), 2);
	assert_int_equal(warnings.count, 2);
	assert_string_equal(
		warnings.list[0], ".gitallowed:3: a ( is not closed");
	warnings_release(&warnings);
	allowed_free(allowed);
}

/* One that runs into its limit allows nothing, and is named. */
static void test_limit(void **state)
{
	static const char slow[] = "(a+a+)+[bc]";
	struct warnings warnings = { .count = 0 };
	struct allowed *allowed = allowed_new();
	char line[4000];
	struct err err;

	(void)state;
	memset(line, 'a', sizeof(line));
	assert_int_equal(
		allowed_add(allowed, "the name", slow, strlen(slow), &err), 0);
	assert_int_equal(allowed_match(allowed, line, sizeof(line), &warnings),
		ALLOWED_NOT);
	assert_int_equal(warnings.count, 1);
	assert_non_null(strstr(warnings.list[0], "the name"));
	warnings_release(&warnings);
	allowed_free(allowed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_match),
		cmocka_unit_test(test_lock),
		cmocka_unit_test(test_faults),
		cmocka_unit_test(test_limit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
