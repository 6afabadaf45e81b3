/*
 * test_bare.c - patterns without a keyword (PLACE_EACH_LINE) in the pipeline:
 * each line of a long text, long lines, which kinds of text, what other rules
 * have found on the same bytes, and the lines in which nothing counts.
 */
#include "base/buf.h"
#include "base/err.h"
#include "engine/pipeline.h"
#include "policy/allowed.h"
#include "policy/policy.h"
#include "rules/sample.h"
#include "unit.h"

struct run {
	struct policy policy;
	struct findings findings;
	struct coverage coverage;
};

static void run_init(struct run *run, const char *ere)
{
	struct err err = { .message = "" };

	policy_init(&run->policy, &builtin_ruleset);
	findings_init(&run->findings);
	coverage_init(&run->coverage);
	if (policy_add_pattern(&run->policy, 1, ere, strlen(ere), &err) < 0 ||
		policy_finish(&run->policy, &err) < 0)
		fail_msg("%s: %s", ere, err.message);
}

static void run_release(struct run *run)
{
	policy_release(&run->policy);
	findings_release(&run->findings);
	coverage_release(&run->coverage);
}

static void scan(struct run *run, const struct buf *text, enum chunk_kind kind)
{
	const struct span added = { 0, text->len };
	const struct chunk chunk = { .text = text->data,
		.len = text->len,
		.added = &added,
		.added_count = 1,
		.path = "dir/file.txt",
		.first_line = 1,
		.kind = kind };
	const struct pipeline_args args = { .rules = &run->policy.rules,
		.findings = &run->findings,
		.coverage = &run->coverage,
		.allowed = run->policy.allowed };
	struct pipeline *pipeline = pipeline_new(&args);
	struct err err;

	if (pipeline_scan(pipeline, &chunk, &err) < 0)
		fail_msg("%s", err.message);
	pipeline_free(pipeline);
}

static void fill(const char *template, struct buf *text)
{
	const struct sample_args args = { .template = template, .seed = 7 };
	struct err err;

	if (sample_fill(&args, text, NULL, &err) != 0)
		fail_msg("%s: %s", template, err.message);
}

/* Each of many lines, in its place. */
static void test_many_lines(void **state)
{
	enum { LINES = 3000 };
	struct buf text = BUF_INIT(100000);
	struct run run;

	(void)state;
	for (int i = 0; i < LINES; i++)
		buf_append_string(&text, "a line with acme_12\n");
	run_init(&run, "acme_[0-9]+");
	scan(&run, &text, CHUNK_TEXT);
	assert_int_equal(run.findings.count, 1);
	assert_int_equal(run.findings.list[0].place_count, LINES);
	for (uint32_t i = 0; i < LINES; i++)
		assert_int_equal(
			run.findings.list[0].places[i].position.line, i + 1);
	run_release(&run);
	buf_release(&text);
}

/* A match may go from one part of a long line into the next. */
static void test_long_line(void **state)
{
	static const size_t starts[] = { 0, 4000, 4094, 4095, 4096, 9000 };

	(void)state;
	for (size_t i = 0; i < COUNT(starts); i++) {
		struct buf text = BUF_INIT(100000);
		struct run run;

		while (text.len < starts[i])
			buf_append_byte(&text, '.');
		buf_append_string(&text, "from");
		while (text.len < starts[i] + 6000)
			buf_append_byte(&text, '-');
		buf_append_string(&text, "to");
		while (text.len < starts[i] + 30000)
			buf_append_byte(&text, '.');
		run_init(&run, "from.*to");
		scan(&run, &text, CHUNK_TEXT);
		assert_int_equal(run.findings.count, 1);
		assert_int_equal(run.findings.list[0].places[0].position.column,
			starts[i] + 1);
		run_release(&run);
		buf_release(&text);
	}
}

static const struct {
	const char *name;
	const char *ere;
	const char *text; /* a template */
	enum chunk_kind kind;
	const char *rule; /* NULL: nothing is found */
	enum confidence confidence;
} cases[] = {
	{ "text", "acme", "x acme", CHUNK_TEXT, "git-secrets-pattern-1",
		CONFIDENCE_HIGH },
	{ "a message", "acme", "x acme", CHUNK_MESSAGE, "git-secrets-pattern-1",
		CONFIDENCE_HIGH },
	{ "a name", "acme", "x acme", CHUNK_NAME, NULL, CONFIDENCE_HIGH },
	{ "binary", "acme", "x acme", CHUNK_BINARY, NULL, CONFIDENCE_HIGH },
	{ "over two lines", "a[^x]b", "a\nb", CHUNK_TEXT, NULL,
		CONFIDENCE_HIGH },
	{ "a placeholder", "[a-z_]{14}", "your_token_xxx", CHUNK_TEXT,
		"git-secrets-pattern-1", CONFIDENCE_HIGH },
	{ "a reference", "[$][{]A[}]", "${{A}", CHUNK_TEXT,
		"git-secrets-pattern-1", CONFIDENCE_HIGH },
	{ "behind an empty match", "(|-)=", " -= ", CHUNK_TEXT,
		"git-secrets-pattern-1", CONFIDENCE_HIGH },
	{ "what a rule knows", "token.*",
		"token = ghp_{base62:30}{crc32-base62}", CHUNK_TEXT,
		"github-pat-classic", CONFIDENCE_HIGH },
	{ "is as sure as the pattern", "AK[A-Z0-9]{18}",
		"AKIA{set:QRSTUVWXYZ:1}{base32:15}", CHUNK_TEXT,
		"aws-access-key-id", CONFIDENCE_HIGH },
	{ "by itself it is not", "other", "AKIA{set:QRSTUVWXYZ:1}{base32:15}",
		CHUNK_TEXT, "aws-access-key-id", CONFIDENCE_MEDIUM },
};

static void test_cases(void **state)
{
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *name = cases[i].name;
		struct buf text = BUF_INIT(4000);
		struct run run;

		fill(cases[i].text, &text);
		run_init(&run, cases[i].ere);
		scan(&run, &text, cases[i].kind);
		failures += differs_int(name, (long long)run.findings.count,
			cases[i].rule != NULL);
		if (run.findings.count > 0 && cases[i].rule != NULL) {
			const struct finding *found = &run.findings.list[0];

			failures += differs_string(
				name, found->rule->id, cases[i].rule);
			failures += differs_int(
				name, found->confidence, cases[i].confidence);
		}
		run_release(&run);
		buf_release(&text);
	}
	assert_int_equal(failures, 0);
}

/* A line inside a key block is a find of its own: the block's line is another. */
static void test_other_line(void **state)
{
	struct buf text = BUF_INIT(10000);
	struct run run;
	struct err err;

	(void)state;
	fill("{pem:rsa}\n", &text);
	run_init(&run, "^[A-Za-z0-9+/]{64}$");
	assert_int_equal(
		allowed_add(run.policy.allowed, "s", "BEGIN", 5, &err), 0);
	scan(&run, &text, CHUNK_TEXT);
	assert_true(run.findings.count > 2);
	run_release(&run);
	buf_release(&text);
}

/* What is said of a line holds for that line. */
static void test_allowed(void **state)
{
	static const char text_of_three[] = "acme_1 x\nacme_2 y acme_3\nacme_4";
	struct buf text = BUF_INIT(1000);
	struct run run;
	struct err err;

	(void)state;
	buf_append_string(&text, text_of_three);
	run_init(&run, "acme_[0-9]");
	assert_int_equal(allowed_add(run.policy.allowed, "s",
				 "^dir/file[.]txt:2:.* y ", 22, &err),
		0);
	scan(&run, &text, CHUNK_TEXT);
	assert_int_equal(run.findings.count, 2);
	assert_int_equal(run.findings.list[1].places[0].position.line, 3);
	assert_int_equal(run.coverage.allowed_by_setting, 2);
	assert_int_equal(run.coverage.allowed_by_tree, 0);
	run_release(&run);
	buf_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_many_lines),
		cmocka_unit_test(test_long_line),
		cmocka_unit_test(test_cases),
		cmocka_unit_test(test_other_line),
		cmocka_unit_test(test_allowed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
