/*
 * test_verify.c - ids as git itself computes them, places of bytes, edges.
 */
#include "unit.h"

#include "base/err.h"
#include "engine/locate.h"
#include "engine/pattern.h"
#include "engine/verify.h"

/*
 * printf 'kagiban\0%s' TEXT | git hash-object --stdin | cut -c1-16
 */
static const struct {
	const char *secret;
	uint64_t id;
} ids[] = {
	{ "abcdef", UINT64_C(0x660f9e8388000d18) },
	{ "", UINT64_C(0x1478c0bfe7d41e6c) },
	{ "0123456789012345678901234567890123456789"
	  "0123456789012345678901234567890123456789"
	  "0123456789012345678901234567890123456789",
		UINT64_C(0x7cb6726740729f3f) },
};

static void test_ids(void **state)
{
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(ids); i++)
		failures += differs_hex(ids[i].secret,
			secret_id(ids[i].secret, strlen(ids[i].secret)),
			ids[i].id);
	assert_int_equal(failures, 0);
}

static void test_place_ids(void **state)
{
	char text[FINDING_ID_SIZE];
	uint64_t id = place_id("rule", "a/b", "name", 4);

	(void)state;
	assert_true(id == place_id("rule", "a/b", "name", 4));
	assert_true(id != place_id("rule", "a/c", "name", 4));
	assert_true(id != place_id("rules", "a/b", "name", 4));
	assert_true(id != place_id("rule", "a/b", "names", 5));
	assert_true(id != place_id("rule", NULL, "name", 4));
	id_write(UINT64_C(0x0123456789abcdef), text);
	assert_string_equal(text, "0123456789abcdef");
}

static const struct {
	size_t at;
	uint32_t line;
	uint32_t column;
} places[] = {
	{ 0, 7, 4 },
	{ 2, 7, 6 },
	{ 3, 8, 1 },
	{ 9, 10, 3 },
	{ 4, 8, 2 }, /* back */
	{ 3, 8, 1 },
	{ 1, 7, 5 },
	{ 10, 10, 4 },
	{ 10, 10, 4 },
};

static void test_places(void **state)
{
	static const char text[] = "ab\ncd\n\nefgh\n";
	const struct chunk chunk = { .text = text,
		.len = sizeof(text) - 1,
		.first_line = 7,
		.columns_before = 3 };
	struct locator locator;
	size_t failures = 0;

	(void)state;
	locator_init(&locator, &chunk);
	for (size_t i = 0; i < COUNT(places); i++) {
		struct position got = locator_find(&locator, places[i].at);

		failures += differs_int("line", got.line, places[i].line);
		failures += differs_int("column", got.column, places[i].column);
	}
	assert_int_equal(failures, 0);
}

static const struct {
	const char *before;
	enum rule_edge edge;
	bool may_begin;
	uint16_t shown; /* bytes of the token's public beginning */
} edges[] = {
	{ "", EDGE_WORD, true, 0 },
	{ "=", EDGE_WORD, true, 0 },
	{ "-", EDGE_WORD, true, 0 },
	{ "x", EDGE_WORD, false, 0 },
	{ "_", EDGE_WORD, false, 0 },
	{ "7", EDGE_WORD, false, 0 },
	{ "x-", EDGE_DASH, false, 0 },
	{ "--", EDGE_DASH, false, 0 },
	{ "${X:-", EDGE_DASH, true, 0 },
	{ "n5-", EDGE_DASH, true, 6 },
	{ "x-", EDGE_BASE64, false, 6 },
	{ "/", EDGE_BASE64, false, 0 },
	{ "key=", EDGE_BASE64, true, 0 },
	{ "==", EDGE_BASE64, false, 0 },
	{ "x", EDGE_NONE, true, 0 },
	{ "\\n", EDGE_WORD, true, 0 },
	{ "\\\\n", EDGE_WORD, true, 0 },
	{ "%3D", EDGE_WORD, true, 0 },
	{ "\\x3d", EDGE_WORD, true, 0 },
	{ "\\u003d", EDGE_WORD, true, 0 },
	{ "3d", EDGE_WORD, false, 0 },
	{ "n", EDGE_WORD, false, 0 },
};

static void test_edges(void **state)
{
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(edges); i++) {
		const struct rule rule = { .edge = edges[i].edge,
			.shown = edges[i].shown };

		failures += differs_int(edges[i].before,
			pattern_left_edge(&rule, edges[i].before,
				strlen(edges[i].before)),
			edges[i].may_begin);
	}
	assert_int_equal(failures, 0);
}

/* A pattern that PCRE2 does not take is an error with the rule's name. */
static void test_bad_pattern(void **state)
{
	static const struct rule rule = { .id = "broken", .pattern = "a(b" };
	static const struct ruleset set = { .rules = &rule, .rule_count = 1 };
	const struct pattern_query query = { .text = "ab", .len = 2 };
	struct patterns *patterns = patterns_new(&set);
	struct pattern_hit hit;
	struct err err;

	(void)state;
	assert_int_equal(pattern_find(patterns, &query, &hit, &err), ERR_RULE);
	assert_non_null(strstr(err.message, "broken"));
	patterns_free(patterns);
	patterns_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ids),
		cmocka_unit_test(test_place_ids),
		cmocka_unit_test(test_places),
		cmocka_unit_test(test_edges),
		cmocka_unit_test(test_bad_pattern),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
