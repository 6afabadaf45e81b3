/*
 * test_rulecheck.c - the check of rules by their own examples finds what is
 * wrong with a rule, and nothing in a right one.
 */
#include "unit.h"

#include "base/buf.h"
#include "base/err.h"
#include "cli/rulecheck.h"
#include "rules/rulebook.h"
#include "rules/rulefile.h"

#define FAMILIES "[family \"f\"]\ntitle=F\n[family \"g\"]\ntitle=G\n"
#define RULE(id, family)                                                       \
	"[rule \"" id "\"]\nfamily=" family "\ntitle=T\nkeyword=" id "_\n"
#define EXAMPLE(template) "example=\"" template "\"\n"
#define COUNTER(template) "counter=\"" template "\"\n"
#define ACME RULE("acme", "f") "pattern=acme_[0-9a-f]{20}\n"
#define GOOD EXAMPLE("t: acme_{hex:20}")
#define NO_FIND COUNTER("acme_0000")
#define OTHER(family)                                                          \
	RULE("other", family)                                                  \
	"pattern=other_[0-9a-f]{20}\n" EXAMPLE("other_{hex:20}") NO_FIND

static const struct {
	const char *name;
	const char *rules;
	size_t field; /* of the first failure */
	enum rulecheck_fault fault;
	int failed_rules;
} cases[] = {
	{ "right", ACME GOOD NO_FIND, 0, RULECHECK_OK, 0 },
	{ "not found", ACME EXAMPLE("acme_{hex:19}") NO_FIND, 0,
		RULECHECK_NOT_FOUND, 1 },
	{ "now and then", ACME EXAMPLE("acme_{hex:19}{one:a|b|z}") NO_FIND, 0,
		RULECHECK_NOT_FOUND, 1 },
	{ "two secrets", ACME EXAMPLE("acme_{hex:20} acme_{hex:20}") NO_FIND, 0,
		RULECHECK_SEVERAL, 1 },
	{ "another rule's", ACME EXAMPLE("other_{hex:20}") NO_FIND OTHER("f"),
		0, RULECHECK_OTHER, 1 },
	{ "another rule's as well",
		ACME EXAMPLE("acme_{hex:20} other_{hex:20}") NO_FIND OTHER("f"),
		0, RULECHECK_SEVERAL, 1 },
	{ "short",
		RULE("acme", "f") "pattern=acme_[0-9a-f]{19,20}\n" GOOD NO_FIND,
		1, RULECHECK_SHORT, 1 },
	{ "long",
		RULE("acme", "f") "pattern=acme_[0-9a-f]{20,21}\n" GOOD NO_FIND,
		1, RULECHECK_LONG, 1 },
	{ "as long as you like",
		RULE("acme", "f") "pattern=acme_[0-9a-f]{20,}\n" EXAMPLE(
			"acme_{hex:20+}") NO_FIND,
		0, RULECHECK_OK, 0 },
	{ "loose",
		RULE("acme", "f") "pattern=acme_[0-9a-f]{19,21}\n" EXAMPLE(
			"acme_{hex:20~}") NO_FIND,
		0, RULECHECK_OK, 0 },
	{ "second field",
		RULE("acme", "f") "pattern=acme_[0-9]{9}[a-f]{9,}\n" EXAMPLE(
			"acme_{digits:9}{set:a-f:9}") NO_FIND,
		2, RULECHECK_LONG, 1 },
	{ "changed outside of the secret",
		RULE("acme", "f") "pattern=[0-9]+ "
				  "acme_:(?<secret>[a-f]{20})\n" EXAMPLE(
					  "{digits:3} acme_:{set:a-f:20}")
					  NO_FIND,
		0, RULECHECK_OK, 0 },
	{ "no checksum looked at",
		RULE("acme", "f") "pattern=acme_[0-9A-Za-z]{26}\n" EXAMPLE(
			"acme_{base62:20}{crc32-base62}") NO_FIND,
		2, RULECHECK_SPOILT, 1 },
	{ "checksum looked at",
		RULE("acme", "f") "pattern=acme_[0-9A-Za-z]{26}\n"
				  "check=github-crc32\n" EXAMPLE(
					  "acme_{base62:20}{crc32-base62}")
					  NO_FIND,
		0, RULECHECK_OK, 0 },
	{ "glued before",
		RULE("acme", "f") "pattern=acme_:x?(?<secret>[0-9]{20})"
				  "\n" EXAMPLE("acme_:{digits:20}") NO_FIND,
		0, RULECHECK_GLUED_BEFORE, 1 },
	{ "glued and taken in",
		RULE("acme", "f") "pattern=acme_:(?<secret>x?[0-9]{20})"
				  "\n" EXAMPLE("acme_:{digits:20}") NO_FIND,
		0, RULECHECK_OK, 0 },
	{ "glued after",
		RULE("acme", "f") "pattern=acme_(?<secret>[0-9]{20})x?"
				  "\n" EXAMPLE("acme_{digits:20}") NO_FIND,
		0, RULECHECK_GLUED_AFTER, 1 },
	{ "no edge",
		RULE("acme", "f") "pattern=acme_(?<secret>[0-9]{20})x?\n"
				  "edge=none\n" EXAMPLE("acme_{digits:20~}")
					  NO_FIND,
		0, RULECHECK_OK, 0 },
	{ "counter", ACME GOOD COUNTER("acme_{hex:20}"), 0, RULECHECK_COUNTER,
		1 },
	{ "stranger in a counter",
		ACME GOOD COUNTER("other_{hex:20}") OTHER("g"), 0,
		RULECHECK_COUNTER_OTHER, 1 },
	{ "relative in a counter",
		ACME GOOD COUNTER("other_{hex:20}") OTHER("f"), 0, RULECHECK_OK,
		0 },
	{ "bad example", ACME EXAMPLE("acme_{hexx:20}") NO_FIND, 0,
		RULECHECK_BAD_TEMPLATE, 1 },
	{ "bad counter", ACME GOOD COUNTER("acme_{hex:20"), 0,
		RULECHECK_BAD_TEMPLATE, 1 },
	{ "two wrong rules",
		ACME GOOD COUNTER("acme_{hex:20}") RULE("more",
			"f") "pattern=more_x\n" EXAMPLE("y") COUNTER("z"),
		0, RULECHECK_COUNTER, 2 },
};

struct first {
	struct rulecheck_failure failure;
	size_t count;
};

static void take(void *payload, const struct rulecheck_failure *failure)
{
	struct first *first = payload;

	if (first->count++ == 0)
		first->failure = *failure;
}

static void test_cases(void **state)
{
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *name = cases[i].name;
		struct rulebook *book = rulebook_new(NULL);
		struct buf text = BUF_INIT(10000);
		struct first first = { .count = 0 };
		struct ruleset set;
		struct err err = { 0 };
		int rc;

		buf_append_string(&text, FAMILIES);
		buf_append_string(&text, cases[i].rules);
		const struct rulefile file = { "F", text.data, text.len, false,
			NULL };
		rc = rulebook_add(book, &file, &err);
		if (rc == 0)
			rc = rulebook_finish(book, &set, &err);
		if (rc == 0)
			rc = rulecheck_run(&set, 0, take, &first, &err);
		if (rc < 0)
			print_error("%s: %s\n", name, err.message);
		failures += differs_int(name, rc, cases[i].failed_rules);
		failures +=
			differs_int(name, first.failure.fault, cases[i].fault);
		failures += differs_int(name, (long long)first.failure.field,
			(long long)cases[i].field);
		rulebook_free(book);
		buf_release(&text);
	}
	assert_int_equal(failures, 0);
}

/* A pattern that PCRE2 refuses ends the check. */
static void test_broken_pattern(void **state)
{
	static const char text[] =
		FAMILIES RULE("acme", "f") "pattern=acme_(\n" GOOD NO_FIND;
	struct rulebook *book = rulebook_new(NULL);
	struct first first = { .count = 0 };
	struct ruleset set;
	struct err err = { 0 };

	(void)state;
	const struct rulefile file = { "F", text, strlen(text), false, NULL };
	assert_int_equal(rulebook_add(book, &file, &err), 0);
	assert_int_equal(rulebook_finish(book, &set, &err), 0);
	assert_int_equal(rulecheck_run(&set, 0, take, &first, &err), ERR_RULE);
	assert_non_null(strstr(err.message, "acme"));
	rulebook_free(book);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases),
		cmocka_unit_test(test_broken_pattern),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
