/*
 * test_allow.c - which waivers are read, which are refused, and what they
 * cover on which day.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "base/warnings.h"
#include "model/coverage.h"
#include "policy/allow.h"
#include "rules/rulefile.h"

#define ID "5f3c9a1e2b7d4c60"
#define ALLOW "[allow \"" ID "\"]\n"
#define REASON "reason = used in tests\n"

static const struct rule token_rule = { .id = "token" };
static const struct rule own_rule = { .id = ALLOW_OWN_KEY_RULE };

/* A finding of id ID and rule "token" in tests/a.c, on 2026-07-31. */
static const struct {
	const char *text;
	bool covered;
} cases[] = {
	{ "", false },
	{ ALLOW REASON, true },
	{ "[allow \"5f3c9a1e\"]\n" REASON, true },
	{ "[allow \"5F3C9A1E2\"]\n" REASON, true },
	{ "[allow \"5f3c9a1f\"]\n" REASON, false },
	{ "[allow \"5f3c9a1e2b7d4c61\"]\n" REASON, false },
	{ "[ALLOW \"5f3c9a1e\"]\n" REASON, true },
	{ "[disallow \"5f3c9a1e\"]\n" REASON, false },
	{ "[rule \"x\"]\nreason = a\nuntil = never\n", false },
	{ ALLOW REASON "rule = token\n", true },
	{ ALLOW REASON "rule = other\n", false },
	{ ALLOW REASON "rule = other\nrule =\n", true },
	{ ALLOW REASON "path = tests/**\n", true },
	{ ALLOW REASON "path = *.c\n", true },
	{ ALLOW REASON "path = src/**\n", false },
	{ ALLOW REASON "path = src/**\npath = tests/a.c\n", true },
	{ ALLOW REASON "until = 2026-07-31\n", true },
	{ ALLOW REASON "until = 2026-08-01\n", true },
	{ ALLOW REASON "until = 2026-07-30\n", false },
	{ ALLOW REASON "until = 2026-07-30\nuntil = \n", true },
	{ ALLOW REASON "until = 2026-07-30\n[allow \"5f3c9a1e\"]\n" REASON,
		true },
	/* Sections of the same id are one. */
	{ ALLOW REASON ALLOW "rule = other\n", false },
	{ ALLOW "until = 2026-07-30\n" ALLOW REASON, false },
	/* An unknown key locks nobody out. */
	{ ALLOW REASON "ticket = 4711\n", true },
};

static const struct {
	const char *text;
	const char *message;
} faults[] = {
	{ "[allow]\nreason = a\n",
		"f:1: expected an id of 8 to 16 hex digits in [allow \"ID\"], "
		"not nothing" },
	{ "\n[allow \"5f3c9a1\"]\n" REASON,
		"f:2: expected an id of 8 to 16 hex digits in [allow \"ID\"], "
		"not 5f3c9a1" },
	{ "[allow \"5f3c9a1e2b7d4c60a\"]\n" REASON,
		"f:1: expected an id of 8 to 16 hex digits in [allow \"ID\"], "
		"not 5f3c9a1e2b7d4c60a" },
	{ "[allow \"5f3c9a1g\"]\n" REASON,
		"f:1: expected an id of 8 to 16 hex digits in [allow \"ID\"], "
		"not 5f3c9a1g" },
	{ ALLOW, "f:1: [allow \"" ID "\"] has no reason" },
	{ ALLOW "reason = \" \"\n", "f:1: [allow \"" ID "\"] has no reason" },
	{ ALLOW REASON "reason =\n", "f:1: [allow \"" ID "\"] has no reason" },
	{ ALLOW "reason\n", "f:2: expected = and a value after reason" },
	{ ALLOW REASON "until = tomorrow\n",
		"f:3: expected a day such as 2027-03-31 in until, not "
		"tomorrow" },
	{ ALLOW REASON "until = 2027-02-29\n",
		"f:3: expected a day such as 2027-03-31 in until, not "
		"2027-02-29" },
	{ ALLOW REASON "until = 2027-3-1\n",
		"f:3: expected a day such as 2027-03-31 in until, not "
		"2027-3-1" },
};

static const struct {
	const char *day;
	bool good;
} days[] = {
	{ "2027-03-31", true },
	{ "2028-02-29", true },
	{ "2000-02-29", true },
	{ "2100-02-29", false },
	{ "2027-04-31", false },
	{ "2027-00-10", false },
	{ "2027-13-10", false },
	{ "2027-12-00", false },
	{ "2027-12-31", true },
	{ "2027-12-310", false },
	{ "2027/12/31", false },
	{ "2027-12-3", false },
	{ "x", false },
};

static void init_finding(struct finding *finding, const struct rule *rule)
{
	struct place place = { NULL, NULL, { 1, 1 }, AT_FILE, PART_SECRET,
		false, 0 };
	char path[] = "tests/a.c";

	memset(finding, 0, sizeof(*finding));
	memcpy(finding->id, ID, sizeof(ID));
	finding->rule = rule;
	finding->confidence = CONFIDENCE_HIGH;
	place.path = path;
	finding_add_place(finding, &place);
}

static int add_text(
	struct allow *allow, const char *text, bool from_tree, struct err *err)
{
	struct warnings warnings = { .count = 0 };
	const struct rulefile file = { "f", text, strlen(text), from_tree,
		&warnings };
	int rc = allow_add(allow, &file, err);

	warnings_release(&warnings);
	return rc;
}

/* Reads TEXT; the caller frees the result. */
static struct allow *read_text(const char *text, bool from_tree)
{
	struct allow *allow = allow_new();
	struct err err = { 0 };
	int rc = add_text(allow, text, from_tree, &err);

	if (rc < 0)
		print_error("%s: %s\n", text, err.message);
	assert_int_equal(rc, 0);
	return allow;
}

static void test_covers(void **state)
{
	struct finding finding;
	int failures = 0;

	(void)state;
	init_finding(&finding, &token_rule);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct allow *allow = read_text(cases[i].text, true);

		if (allow_covers(allow, &finding, "2026-07-31") !=
			cases[i].covered) {
			print_error("%s\n", cases[i].text);
			failures++;
		}
		allow_free(allow);
	}
	finding_release(&finding);
	assert_int_equal(failures, 0);
}

static void test_faults(void **state)
{
	int failures = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(faults) / sizeof(*faults); i++) {
		const char *text = faults[i].text;
		struct allow *allow = allow_new();
		struct err err = { 0 };
		int rc = add_text(allow, text, true, &err);

		if (rc != ERR_CONFIG ||
			strcmp(err.message, faults[i].message) != 0) {
			print_error("%s: %d: %s\n", text, rc, err.message);
			failures++;
		}
		allow_free(allow);
	}
	assert_int_equal(failures, 0);
}

static void test_days(void **state)
{
	int failures = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(days) / sizeof(*days); i++) {
		struct buf text = BUF_INIT(1000);
		struct allow *allow = allow_new();
		struct err err;
		int rc;

		buf_append_string(&text, ALLOW REASON "until = ");
		buf_append_string(&text, days[i].day);
		rc = add_text(allow, buf_string(&text), false, &err);
		if ((rc == 0) != days[i].good) {
			print_error("%s\n", days[i].day);
			failures++;
		}
		allow_free(allow);
		buf_release(&text);
	}
	assert_int_equal(failures, 0);
}

/* All places must be covered, and a message has no path. */
static void test_places(void **state)
{
	struct allow *allow = read_text(ALLOW REASON "path = tests/**\n", true);
	struct place place = { NULL, NULL, { 1, 1 }, AT_MESSAGE, PART_SECRET,
		false, 0 };
	char path[] = "tests/b/c.c";
	struct finding finding;

	(void)state;
	init_finding(&finding, &token_rule);
	place.path = path;
	finding_add_place(&finding, &place);
	assert_true(allow_covers(allow, &finding, "2026-07-31"));
	place.path = NULL;
	finding_add_place(&finding, &place);
	assert_false(allow_covers(allow, &finding, "2026-07-31"));
	finding_release(&finding);
	allow_free(allow);
}

static void test_own_keys(void **state)
{
	struct allow *shared = read_text(ALLOW REASON, true);
	struct allow *mine = read_text(ALLOW REASON, false);
	struct finding finding;

	(void)state;
	init_finding(&finding, &own_rule);
	assert_false(allow_covers(shared, &finding, "2026-07-31"));
	assert_true(allow_covers(mine, &finding, "2026-07-31"));
	finding_release(&finding);
	allow_free(shared);
	allow_free(mine);
}

/* An unknown key is a warning where there is a place for it, else an error. */
static void test_warnings(void **state)
{
	static const char text[] =
		ALLOW REASON "untill = 2027-01-01\n\nticket = 1\n";
	struct warnings warnings = { .count = 0 };
	const struct rulefile file = { "f", text, sizeof(text) - 1, true,
		&warnings };
	struct allow *allow = allow_new();
	struct err err;

	(void)state;
	assert_int_equal(allow_add(allow, &file, &err), 0);
	assert_int_equal(warnings.count, 2);
	assert_string_equal(warnings.list[0],
		"f:3: unknown key untill in [allow]; is it until?");
	assert_string_equal(
		warnings.list[1], "f:5: unknown key ticket in [allow]");
	const struct rulefile strict = { "f", text, sizeof(text) - 1, true,
		NULL };
	assert_int_equal(allow_add(allow, &strict, &err), ERR_CONFIG);
	assert_string_equal(err.message, warnings.list[0]);
	warnings_release(&warnings);
	allow_free(allow);
}

static void test_apply(void **state)
{
	struct allow *allow =
		read_text(ALLOW REASON "until = 2026-07-30\n", true);
	struct coverage coverage;
	struct findings findings;
	struct finding finding;
	struct err err;

	(void)state;
	coverage_init(&coverage);
	findings_init(&findings);
	init_finding(&finding, &token_rule);
	findings_add(&findings, &finding);
	allow_apply(allow, &findings, &coverage, "2026-07-31");
	assert_false(findings.list[0].waived);
	assert_int_equal(coverage.waivers_expired, 1);
	assert_int_equal(coverage.waived, 0);
	assert_int_equal(add_text(allow, ALLOW REASON, false, &err), 0);
	allow_apply(allow, &findings, &coverage, "2026-07-31");
	assert_true(findings.list[0].waived);
	assert_int_equal(coverage.waived, 1);
	assert_int_equal(coverage.waivers_expired, 1);
	/* Neither one that has expired nor one that covers something, nor what
	 * is not of the tree. */
	assert_int_equal(allow_count_unused(allow, "2026-07-31"), 0);
	assert_int_equal(
		add_text(allow, "[allow \"99999999\"]\n" REASON, false, &err),
		0);
	assert_int_equal(allow_count_unused(allow, "2026-07-31"), 0);
	assert_int_equal(allow_count_unused(allow, "2026-07-30"), 1);
	findings_release(&findings);
	coverage_release(&coverage);
	allow_free(allow);
}

/* A hostile file ends with an error before it costs much. */
static void test_too_many(void **state)
{
	struct allow *allow = allow_new();
	struct buf text = BUF_INIT(1024 * 1024);
	struct err err;
	char header[40];

	(void)state;
	for (unsigned i = 0; i <= 10000; i++) {
		snprintf(header, sizeof(header), "[allow \"%08xabcdef\"]\n", i);
		buf_append_string(&text, header);
		buf_append_string(&text, "reason=x\n");
	}
	assert_int_equal(
		add_text(allow, buf_string(&text), true, &err), ERR_CONFIG);
	assert_string_equal(err.message, "f:20001: more than 10000 waivers");
	buf_release(&text);
	allow_free(allow);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_covers),
		cmocka_unit_test(test_faults),
		cmocka_unit_test(test_days),
		cmocka_unit_test(test_places),
		cmocka_unit_test(test_own_keys),
		cmocka_unit_test(test_warnings),
		cmocka_unit_test(test_apply),
		cmocka_unit_test(test_too_many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
