/*
 * test_waiver_file.c - sections put into a file and taken out of it, the rest
 * staying byte for byte.
 */
#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "cli/waiver_file.h"
#include "unit.h"

#define A "1111111111111111"
#define B "5555555555555555"
#define C "9999999999999999"
#define OLD(id) "[allow \"" id "\"]\n\treason = old\n"
#define NEW(id) "[allow \"" id "\"]\n\treason = new # " id "\n"

static const struct {
	const char *before;
	const char *id; /* of the new one */
	const char *after;
} insertions[] = {
	{ "", B, NEW(B) },
	{ "# ours\n", B, "# ours\n" NEW(B) },
	{ "# no newline", B, "# no newline\n" NEW(B) },
	{ OLD(A), B, OLD(A) NEW(B) },
	{ OLD(C), B, NEW(B) OLD(C) },
	{ OLD(A) OLD(C), B, OLD(A) NEW(B) OLD(C) },
	{ OLD(A) "\n# about C\n; more\n" OLD(C), B,
		OLD(A) "\n" NEW(B) "# about C\n; more\n" OLD(C) },
	{ OLD(C) OLD(A), B, NEW(B) OLD(C) OLD(A) },
	{ "[kagiban]\n\tskipPath = x\n" OLD(C), B,
		"[kagiban]\n\tskipPath = x\n" NEW(B) OLD(C) },
	{ OLD(A) "[rule \"x\"]\n\tenabled = no\n", B,
		OLD(A) "[rule \"x\"]\n\tenabled = no\n" NEW(B) },
	{ "[allow \"99999999\"] reason = short\r\n", B,
		NEW(B) "[allow \"99999999\"] reason = short\r\n" },
};

static void test_insert(void **state)
{
	int failures = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(insertions) / sizeof(*insertions); i++) {
		const struct waiver_text waiver = { .id = insertions[i].id,
			.reason = "new" };
		struct buf text = BUF_INIT(10000);
		struct err err = { .message = "" };

		buf_append_string(&text, insertions[i].before);
		if (waiver_file_insert(&text, "f", &waiver, 1, &err) < 0 ||
			strcmp(buf_string(&text), insertions[i].after) != 0) {
			print_error("%zu: %s\n%s", i, err.message,
				buf_string(&text));
			failures++;
		}
		buf_release(&text);
	}
	assert_int_equal(failures, 0);
}

static void test_insert_several(void **state)
{
	const struct waiver_text list[] = {
		{ .id = A, .reason = "a; \"b\" \\ #" },
		{ .id = B,
			.rule = "some-token",
			.path = "a*b",
			.reason = " x",
			.until = "2030-01-01" },
		{ .id = C, .note = "a-rule", .path = "a/b", .reason = "new" },
	};
	struct buf text = BUF_INIT(10000);
	struct err err;

	(void)state;
	buf_append_string(&text, OLD("3333333333333333"));
	assert_int_equal(waiver_file_insert(&text, "f", list, 3, &err), 0);
	assert_string_equal(buf_string(&text),
		"[allow \"" A "\"]\n\treason = \"a; \\\"b\\\" \\\\ #\" # " A
		"\n" OLD(
			"3333333333333333") "[allow \"" B
					    "\"]\n\trule = some-token\n\tpath "
					    "= \"/a\\\\*b\"\n\tuntil = "
					    "2030-01-01\n\treason = \" x\" # " B
					    "\n"
					    "[allow \"" C
					    "\"]\n\tpath = a/b\n\treason = new "
					    "# a-rule " C "\n");
	buf_release(&text);
}

static const struct {
	const char *before;
	const char *after; /* without B */
	int removed;
} removals[] = {
	{ "", "", 0 },
	{ OLD(A), OLD(A), 0 },
	{ OLD(B), "", 1 },
	{ OLD(A) OLD(B) OLD(C), OLD(A) OLD(C), 1 },
	{ "# head\n\n" OLD(B) "\n# about C\n" OLD(C),
		"# head\n\n# about C\n" OLD(C), 1 },
	{ OLD(B) "\tuntil = 2020-01-01\n" OLD(B) OLD(A), OLD(A), 2 },
	{ "[rule \"" B "\"]\n\tenabled = no\n",
		"[rule \"" B "\"]\n\tenabled = no\n", 0 },
};

static bool is_b(void *payload, const char *id)
{
	(void)payload;
	return strcmp(id, B) == 0;
}

static void test_remove(void **state)
{
	int failures = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(removals) / sizeof(*removals); i++) {
		struct buf text = BUF_INIT(10000);
		struct err err = { .message = "" };

		buf_append_string(&text, removals[i].before);
		int rc = waiver_file_remove(&text, "f", is_b, NULL, &err);
		if (rc != removals[i].removed ||
			strcmp(buf_string(&text), removals[i].after) != 0) {
			print_error("%zu: %d %s\n%s", i, rc, err.message,
				buf_string(&text));
			failures++;
		}
		buf_release(&text);
	}
	assert_int_equal(failures, 0);
}

static void test_faults(void **state)
{
	const struct waiver_text waiver = { .id = A, .reason = "new" };
	struct buf text = BUF_INIT(100);
	struct err err;

	(void)state;
	buf_append_string(&text, "[allow\n");
	assert_int_equal(
		waiver_file_insert(&text, "f", &waiver, 1, &err), ERR_CONFIG);
	assert_string_equal(buf_string(&text), "[allow\n");
	buf_clear(&text);
	buf_append_string(
		&text, "# 6789012345678901234567890123456789012345\n");
	assert_int_equal(
		waiver_file_insert(&text, "f", &waiver, 1, &err), ERR_LIMIT);
	assert_int_equal(text.len, 43);
	buf_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_insert),
		cmocka_unit_test(test_insert_several),
		cmocka_unit_test(test_remove),
		cmocka_unit_test(test_faults),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
