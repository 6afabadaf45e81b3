/*
 * test_ere.c - extended regular expressions in PCRE2's dialect: held against
 * the C library's own, on a table and on patterns made at random.
 */
#include <regex.h>

#include "base/buf.h"
#include "base/err.h"
#include "engine/pattern.h"
#include "rules/ere.h"
#include "unit.h"

enum { ROUNDS = 6000, LINES = 8 };

/* Whether PATTERN, PCRE2's, matches in LINE; negative: it cannot say. */
static int matches(const char *pattern, const char *line)
{
	const struct rule rule = { .id = "x",
		.pattern = pattern,
		.edge = EDGE_NONE,
		.place = PLACE_LINE };
	const struct ruleset set = { .rules = &rule, .rule_count = 1 };
	struct patterns *patterns = patterns_new(&set);
	const struct pattern_query query = { 0, line, strlen(line), 0, false };
	struct pattern_hit hit;
	struct err err;

	int rc = pattern_find(patterns, &query, &hit, &err);
	if (rc < 0 && rc != ERR_LIMIT)
		print_error("%s: %s\n", pattern, err.message);
	patterns_free(patterns);
	return rc;
}

static int translate(struct buf *out, const char *ere, enum ere_reading reading)
{
	struct err err;

	buf_clear(out);
	return ere_translate(out, ere, strlen(ere), reading, &err);
}

static const struct {
	const char *ere;
	const char *pcre;
} cases[] = {
	{ "acme_[0-9a-f]{32}", "acme\\_[0-9a-f]{32}" },
	{ "(a|b)", "(?:a|b)" },
	{ "(a|b)\\1", "(a|b)\\g{1}" },
	{ "a+?", "a*" },
	{ "a++", "a+" },
	{ "a{2}+", "(?:a{2})+" },
	{ "a*{,3}", "(?:a*){0,3}" },
	{ "a{2,}", "a{2,}" },
	{ "a{x}", "a\\{x\\}" },
	{ "a)", "a\\)" },
	{ "[]a-]", "[\\-\\]a]" },
	{ "[^\"]", "[^\\x0a\\\"]" },
	{ "[/\\+=]", "[\\+\\/\\=\\\\]" },
	{ "[[:digit:]_]", "[0-9\\_]" },
	{ "[[.-.]-/[=a=]]", "[\\--\\/a]" },
	{ "\\d\\.\\w", "[0-9d]\\.\\w" },
	{ "\\<a\\>", "\\b(?=\\w)a\\b(?<=\\w)" },
	{ "\xc3\xa4 ", "[\\xc3][\\xa4][\\x20]" },
};

static void test_table(void **state)
{
	struct buf out = BUF_INIT(8192);
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		failures += differs_int(cases[i].ere,
			translate(&out, cases[i].ere, ERE_STRICT), 0);
		failures += differs_string(
			cases[i].ere, buf_string(&out), cases[i].pcre);
	}
	buf_release(&out);
	assert_int_equal(failures, 0);
}

static const struct {
	const char *ere;
	const char *message;
} faults[] = {
	{ "ab(", "a ( is not closed" },
	{ "ab[c", "byte 3: a [ is not closed" },
	{ "[[:foo:]]", "byte 1: there is no class of characters [:foo:]" },
	{ "[[.hyphen.]]", "byte 1: [.hyphen.] is no single character" },
	{ "[z-a]", "byte 1: a range in [ ] ends before it begins" },
	{ "[a-c-e]", "byte 1: a range in [ ] ends before it begins" },
	{ "[[:alpha:]-z]", "byte 1: a range in [ ] ends before it begins" },
	{ "a\\", "byte 2: a backslash at the end" },
	{ "(a\\1)", "byte 3: \\1 refers to no group before it" },
	{ "a{2,1}", "byte 2: a repetition of 2 to 1" },
	{ "a{40000}", "byte 2: a repetition of more than 32767" },
	{ "(?i)a", "byte 2: there is nothing before ? that could be repeated" },
	{ "a|*b", "byte 3: there is nothing before * that could be repeated" },
};

static void test_faults(void **state)
{
	struct buf out = BUF_INIT(8192);
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(faults); i++) {
		const char *ere = faults[i].ere;
		struct err err = { .message = "" };

		failures += differs_int(ere,
			ere_translate(&out, ere, strlen(ere), ERE_STRICT, &err),
			ERR_RULE);
		failures += differs_string(ere, err.message, faults[i].message);
		buf_clear(&out);
	}
	buf_release(&out);
	assert_int_equal(failures, 0);
}

/* grep -E passes over a repetition of nothing. */
static void test_lenient(void **state)
{
	struct buf out = BUF_INIT(8192);

	(void)state;
	assert_int_equal(translate(&out, "*.pem", ERE_LENIENT), 0);
	assert_string_equal(buf_string(&out), ".pem");
	assert_int_equal(translate(&out, "(?:a|^+b)", ERE_LENIENT), 0);
	assert_string_equal(buf_string(&out), "(?:\\:a|^b)");
	buf_release(&out);
}

/* No part of a match is a newline, whatever could stand for one. */
static void test_newline(void **state)
{
	static const char *const patterns[] = { "a[^x]b", "a\\sb", "a\\Wb",
		"a[[:space:]]b", "a[[:cntrl:]]b", "a\\Db", "a.b", "a[\t-~]b" };
	struct buf out = BUF_INIT(8192);
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(patterns); i++) {
		failures += differs_int(patterns[i],
			translate(&out, patterns[i], ERE_STRICT), 0);
		failures += differs_int(
			patterns[i], matches(buf_string(&out), "a\nb"), 0);
	}
	buf_release(&out);
	assert_int_equal(failures, 0);
}

/* What random patterns are made of, one piece after the other. */
static const char *const pieces[] = { "a", "b", "c", "_", "-", ".", "\"", " ",
	"\\.", "\\/", "(", "(", ")", ")", "|", "*", "+", "?", "{2}", "{,2}",
	"{1,}", "{1,2}", "{", "}", "[ab]", "[^a]", "[^]a]", "[]-]", "[a-c_]",
	"[[:alpha:]]", "[^[:space:]]", "[[:punct:]a]", "[\\.]", "[a\\-c]",
	"[[.-.]]", "[[=a=]b]", "^", "$", "\\<", "\\>", "\\b", "\\B", "\\w",
	"\\W", "\\s", "\\S", "\\`", "\\'" };

static const char letters[] = "aaabbbc_-. \"}{)([]|*\\\t";

static void random_pattern(uint64_t *state, char *pattern, size_t size)
{
	uint64_t count = 1 + next_random(state) % 9;

	pattern[0] = '\0';
	for (uint64_t i = 0; i < count; i++) {
		const char *piece = pieces[next_random(state) % COUNT(pieces)];

		if (strlen(pattern) + strlen(piece) + 1 < size)
			memcpy(pattern + strlen(pattern), piece,
				strlen(piece) + 1);
	}
}

static void random_line(uint64_t *state, char *line, size_t size)
{
	size_t len = next_random(state) % size;

	for (size_t i = 0; i < len; i++)
		line[i] = letters[next_random(state) % (sizeof(letters) - 1)];
	line[len] = '\0';
}

static size_t compare_on_lines(uint64_t *state, const char *pattern,
	const regex_t *regex, const struct buf *translated, size_t *found)
{
	size_t failures = 0;

	for (int i = 0; i < LINES; i++) {
		char line[24];

		random_line(state, line, sizeof(line));
		int want = regexec(regex, line, 0, NULL, 0) == 0;
		int got = matches(buf_string(translated), line);
		*found += (size_t)want;
		if (got == want || got == ERR_LIMIT)
			continue;
		print_error("%s (%s) on \"%s\": got %d\n", pattern,
			buf_string(translated), line, got);
		failures++;
	}
	return failures;
}

/*
 * What the library takes is taken here, with the same result; what it refuses
 * may be taken, as a brace is that begins no interval.
 */
static void test_random(void **state)
{
	struct buf out = BUF_INIT(8192);
	uint64_t seed = 1;
	size_t failures = 0;
	size_t compared = 0;
	size_t found = 0;

	(void)state;
	for (int round = 0; round < ROUNDS && failures < 20; round++) {
		char pattern[64];
		regex_t regex;

		random_pattern(&seed, pattern, sizeof(pattern));
		if (regcomp(&regex, pattern, REG_EXTENDED | REG_NEWLINE) != 0)
			continue;
		failures += differs_int(
			pattern, translate(&out, pattern, ERE_STRICT), 0);
		failures +=
			compare_on_lines(&seed, pattern, &regex, &out, &found);
		compared++;
		regfree(&regex);
	}
	buf_release(&out);
	print_message(
		"%zu patterns compared, %zu lines found\n", compared, found);
	assert_int_equal(failures, 0);
	assert_true(compared > ROUNDS / 4 && found > ROUNDS / 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_table),
		cmocka_unit_test(test_faults),
		cmocka_unit_test(test_lenient),
		cmocka_unit_test(test_newline),
		cmocka_unit_test(test_random),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
