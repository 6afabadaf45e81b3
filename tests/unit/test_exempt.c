/*
 * test_exempt.c - which matches [kagiban] sections exempt.
 */
#include "base/err.h"
#include "base/mem.h"
#include "model/match.h"
#include "policy/exempt.h"
#include "rules/rulefile.h"
#include "unit.h"

#define KAGIBAN "[kagiban]\n"

static const struct {
	const char *text;
	const char *path;
	enum exemption from_tree;
	enum exemption own;
	enum exemption proven_from_tree;
	enum exemption proven_own;
} cases[] = {
	{ "", "a.c", EXEMPT_NOT, EXEMPT_NOT, EXEMPT_NOT, EXEMPT_NOT },
	{ KAGIBAN "skipPath = a.c\n", "a.c", EXEMPT_PATH, EXEMPT_PATH,
		EXEMPT_NOT, EXEMPT_PATH },
	{ KAGIBAN "skipPath = a.c\n", "b.c", EXEMPT_NOT, EXEMPT_NOT, EXEMPT_NOT,
		EXEMPT_NOT },
	{ KAGIBAN "skipPath = a.c\n", NULL, EXEMPT_NOT, EXEMPT_NOT, EXEMPT_NOT,
		EXEMPT_NOT },
	{ KAGIBAN "skipPath = third/\n", "x/third/a.c", EXEMPT_PATH,
		EXEMPT_PATH, EXEMPT_NOT, EXEMPT_PATH },
	{ KAGIBAN "skipPath = a.c\nskipPath =\n", "a.c", EXEMPT_NOT, EXEMPT_NOT,
		EXEMPT_NOT, EXEMPT_NOT },
	{ KAGIBAN "placeholder = Swordfish\n", "a.c", EXEMPT_TREES_PLACEHOLDER,
		EXEMPT_PLACEHOLDER, EXEMPT_NOT, EXEMPT_NOT },
	{ KAGIBAN "placeholder = sword\n", "a.c", EXEMPT_NOT, EXEMPT_NOT,
		EXEMPT_NOT, EXEMPT_NOT },
	{ "[allow]\nskipPath = a.c\n", "a.c", EXEMPT_NOT, EXEMPT_NOT,
		EXEMPT_NOT, EXEMPT_NOT },
};

static enum exemption ask(
	const char *text, const char *path, bool from_tree, bool proven)
{
	const struct rulefile file = { "f", text, strlen(text), from_tree,
		NULL };
	const struct rule rule = { .id = "some-token", .proven = proven };
	const struct chunk chunk = {
		.text = "x = swordfish", .len = 13, .path = path
	};
	const struct match match = {
		.chunk = &chunk, .rule = &rule, .secret = { 4, 13 }
	};
	struct exempt *exempt = exempt_new();
	struct err err = { .message = "" };

	assert_int_equal(exempt_add(exempt, &file, &err), 0);
	enum exemption result = exempt_match(exempt, &match);
	exempt_free(exempt);
	return result;
}

static void test_match(void **state)
{
	int failures = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const char *text = cases[i].text;
		const char *path = cases[i].path;

		if (ask(text, path, true, false) != cases[i].from_tree ||
			ask(text, path, false, false) != cases[i].own ||
			ask(text, path, true, true) !=
				cases[i].proven_from_tree ||
			ask(text, path, false, true) != cases[i].proven_own) {
			print_error("%zu: %s\n", i, text);
			failures++;
		}
	}
	assert_int_equal(failures, 0);
}

/* A locked one takes nothing from the tree, and its own all the same. */
static void test_lock(void **state)
{
	static const char text[] = KAGIBAN "skipPath = *.c\n";
	const struct rule rule = { .id = "some-token" };
	const struct chunk chunk = { .text = "x", .len = 1, .path = "a.c" };
	const struct match match = {
		.chunk = &chunk, .rule = &rule, .secret = { 0, 1 }
	};
	struct rulefile file = { "f", text, sizeof(text) - 1, true, NULL };
	struct exempt *exempt = exempt_new();
	struct err err;

	(void)state;
	exempt_lock(exempt);
	assert_int_equal(exempt_add(exempt, &file, &err), 0);
	assert_int_equal(exempt_match(exempt, &match), EXEMPT_NOT);
	file.from_tree = false;
	assert_int_equal(exempt_add(exempt, &file, &err), 0);
	assert_int_equal(exempt_match(exempt, &match), EXEMPT_PATH);
	exempt_free(exempt);
}

static const struct {
	const char *text;
	const char *message;
} faults[] = {
	{ KAGIBAN "skipPath\n", "f:2: expected = and a value after skippath" },
	{ KAGIBAN "\nskipPth = x\n",
		"f:3: unknown key skippth in [kagiban]; is it skippath?" },
	{ KAGIBAN "block = x\n",
		"f:2: unknown key block in [kagiban]; settings are set by "
		"git config kagiban.block" },
};

static void test_faults(void **state)
{
	int failures = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(faults) / sizeof(*faults); i++) {
		const char *text = faults[i].text;
		const struct rulefile file = { "f", text, strlen(text), true,
			NULL };
		struct exempt *exempt = exempt_new();
		struct err err = { .message = "" };

		if (exempt_add(exempt, &file, &err) != ERR_CONFIG ||
			strcmp(err.message, faults[i].message) != 0) {
			print_error("%s: %s\n", text, err.message);
			failures++;
		}
		exempt_free(exempt);
	}
	assert_int_equal(failures, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_match),
		cmocka_unit_test(test_lock),
		cmocka_unit_test(test_faults),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
