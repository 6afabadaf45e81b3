/*
 * test_rule.c - rules by id, in whatever order they stand.
 */
#include "unit.h"

#include "model/rule.h"

static void test_find(void **state)
{
	static const struct rule rules[] = {
		{ .id = "m" },
		{ .id = "a-token" },
		{ .id = "a-token-old" },
		{ .id = "z" },
	};
	static const struct {
		const char *id;
		const struct rule *found;
	} cases[] = {
		{ "m", &rules[0] },
		{ "a-token", &rules[1] },
		{ "a-token-old", &rules[2] },
		{ "z", &rules[3] },
		{ "a-", NULL },
		{ "A-TOKEN", NULL },
		{ "", NULL },
		{ "zz", NULL },
	};
	struct ruleset set = { .rules = rules, .rule_count = COUNT(rules) };
	struct ruleset empty = { .rules = NULL };
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		failures += differs_int(cases[i].id,
			ruleset_find(&set, cases[i].id) == cases[i].found, 1);
	assert_int_equal(failures, 0);
	assert_null(ruleset_find(&empty, "m"));
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_find),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
