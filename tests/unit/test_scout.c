/*
 * test_scout.c - what is reported as worth a look, with vector instructions
 * and without.
 */
#include "unit.h"

#include "base/buf.h"
#include "engine/scout.h"

enum { ALL_LIMIT = 100000 };

/* Kinds by letter: run, percent sign, escape, continued line, joint. */
static const char letters[] = { 'r', 'p', 'e', 'c', 'j' };

static void list_sights(struct scout *scout, bool portable, struct buf *all)
{
	struct sight sight;

	scout->portable = portable;
	while (scout_next(scout, &sight)) {
		buf_append_byte(all, letters[sight.kind]);
		buf_append_number(all, sight.span.start);
		if (sight.kind == SIGHT_RUN) {
			buf_append_byte(all, '-');
			buf_append_number(all, sight.span.end);
		}
		buf_append_byte(all, ' ');
	}
}

/* What is seen in TEXT after PAD blanks, as if they were not there. */
static const struct {
	const char *name;
	const char *text;
	const char *sights; /* places are those of the text alone */
} cases[] = {
	{ "a run of text", "YSBsaW5lIG9mIHRleHQgaGVyZQ==", "r0-26 " },
	{ "a short one", "YSBsaW5lIG9mIHRleHQ", "" },
	{ "a name", "some_function_name_that_is_long_enough", "" },
	{ "a path", "/usr/share/doc/packages/something/else", "" },
	{ "hex of text", "61206c696e65206f66207465787420686572", "r0-36 " },
	{ "a hash", "da39a3ee5e6b4b0d3255bfef95601890afd80709", "" },
	{ "a percent sign", "a%20b", "p1 " },
	{ "another", "100% of it", "" },
	{ "a quote escaped", "\"a\\\"b\"", "e2 " },
	{ "a slash escaped", "a\\/b", "e1 " },
	{ "by number", "\\x41\\u0041", "e0 e4 " },
	{ "a backslash escaped", "a\\\\\"", "" },
	{ "a line end escaped", "a\\n", "" },
	{ "a line that goes on", "a\\\nb", "c1 " },
	{ "literals side by side", "\"a\" \"b\"", "j4 " },
	{ "over lines", "'a' +\n\t'b'", "j7 " },
	{ "with a prefix", "'a' . r'b'", "j6 " },
	{ "a list", "'a', 'b'", "" },
	{ "a doubled quote", "'a''b'", "" },
};

static void test_cases(void **state)
{
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < 2 * COUNT(cases); i++) {
		struct scout scout;
		struct buf all = BUF_INIT(1000);
		const char *text = cases[i / 2].text;

		scout_init(&scout, text, strlen(text));
		list_sights(&scout, i % 2 == 1, &all);
		failures += differs_string(cases[i / 2].name, buf_string(&all),
			cases[i / 2].sights);
		buf_release(&all);
	}
	assert_int_equal(failures, 0);
}

/* Wherever the blocks of 64 bytes are cut, the same is seen. */
static void test_offsets(void **state)
{
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		for (size_t pad = 0; pad < 130; pad++) {
			struct scout scout;
			struct sight sight;
			struct buf text = BUF_INIT(1000);
			size_t count = 0;
			size_t want = 0;

			for (size_t j = 0; j < pad; j++)
				buf_append_byte(&text, ',');
			buf_append_string(&text, cases[i].text);
			buf_append_string(&text, ",,");
			for (const char *at = cases[i].sights; *at; at++)
				want += *at == ' ';
			scout_init(&scout, text.data, text.len);
			while (scout_next(&scout, &sight))
				count++;
			failures += differs_int(cases[i].name, (long long)count,
				(long long)want);
			buf_release(&text);
		}
	}
	assert_int_equal(failures, 0);
}

/* Bytes of which sights are made, at random, seen by both. */
static void test_same(void **state)
{
	static const char bytes[] =
		"YSBsaW5lIG9mIHRleHQgaGVyZQabcXYZ0123456789+/-_%%\\\\\"\"''"
		"  \n\t.&|+urx$@\x80\xff,;:(";
	uint64_t random = 7;
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < 3000; i++) {
		struct scout scout;
		struct buf text = BUF_INIT(1000);
		struct buf wide = BUF_INIT(ALL_LIMIT);
		struct buf narrow = BUF_INIT(ALL_LIMIT);
		size_t len = next_random(&random) % 300;
		/* Long runs too: mostly from the first bytes. */
		size_t most = i % 2 ? sizeof(bytes) - 1 : 42;

		for (size_t j = 0; j < len; j++)
			buf_append_byte(
				&text, bytes[next_random(&random) % most]);
		for (int all = 0; all < 2; all++) {
			scout_init(&scout, buf_string(&text), text.len);
			scout.all_runs = all == 1;
			list_sights(&scout, false, &wide);
			scout_init(&scout, buf_string(&text), text.len);
			scout.all_runs = all == 1;
			list_sights(&scout, true, &narrow);
		}
		failures += differs_bytes(
			"random", wide.data, wide.len, narrow.data, narrow.len);
		buf_release(&text);
		buf_release(&wide);
		buf_release(&narrow);
	}
	assert_int_equal(failures, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases),
		cmocka_unit_test(test_offsets),
		cmocka_unit_test(test_same),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
