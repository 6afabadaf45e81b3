/*
 * test_pair_across.c - ids and secrets that stand apart: in one file beyond
 * reach, in two files, in two commits; and where nothing is to be guessed.
 */
#include "unit.h"

#include "base/buf.h"
#include "base/err.h"
#include "engine/pair_across.h"
#include "engine/pipeline.h"
#include "rules/sample.h"

#define ID "key = AKIA{set:QRSTUVWXYZ:1}{base32:15}\n"
/* What the secret's own rule finds, and what has nothing but its shape. */
#define SECRET "aws_secret_access_key = {base64:40}\n"
#define SHAPE "'secret' => '{base64:40}',\n"
#define HEX "'secret' => '{hex:40}',\n"

struct part {
	const char *template;
	const char *path;
	const char *commit;
	uint64_t seed;
};

static const struct {
	const char *name;
	struct part parts[5]; /* template NULL: the end */
	size_t findings;
	size_t pairs; /* among them with id and secret, high */
} cases[] = {
	{ "two chunks of a file",
		{ { ID, "a", NULL, 1 }, { SECRET, "a", NULL, 2 } }, 1, 1 },
	{ "two files", { { ID, "a", NULL, 1 }, { SECRET, "b", NULL, 2 } }, 1,
		1 },
	{ "the secret first",
		{ { SECRET, "a", NULL, 1 }, { ID, "b", NULL, 2 } }, 1, 1 },
	{ "two commits", { { ID, "a", "1", 1 }, { SECRET, "b", "2", 2 } }, 1,
		1 },
	{ "a shape in another file",
		{ { ID, "a", NULL, 1 }, { SHAPE, "b", NULL, 2 } }, 1, 1 },
	{ "a shape in another commit",
		{ { SHAPE, "a", "1", 1 }, { ID, "b", "2", 2 } }, 1, 1 },
	{ "another shape", { { ID, "a", NULL, 1 }, { HEX, "b", NULL, 2 } }, 2,
		0 },
	{ "a shape alone", { { SHAPE, "b", NULL, 2 } }, 1, 0 },
	{ "an id alone", { { ID, "b", NULL, 2 } }, 1, 0 },
	{ "the rule's secret before a shape",
		{ { ID, "a", NULL, 1 }, { SHAPE, "b", NULL, 2 },
			{ SECRET, "c", NULL, 3 } },
		2, 1 },
	{ "two secrets for one id",
		{ { ID, "a", NULL, 1 }, { SECRET, "b", NULL, 2 },
			{ SECRET, "c", NULL, 3 } },
		3, 0 },
	{ "two ids for one secret",
		{ { ID, "a", NULL, 1 }, { ID, "b", NULL, 2 },
			{ SECRET, "c", NULL, 3 } },
		3, 0 },
	{ "each in its file",
		{ { ID, "a", NULL, 1 }, { SECRET, "a", NULL, 2 },
			{ ID, "b", NULL, 3 }, { SECRET, "b", NULL, 4 } },
		2, 2 },
	{ "each in its commit",
		{ { ID, "a", "1", 1 }, { SECRET, "b", "1", 2 },
			{ ID, "a", "2", 3 }, { SECRET, "b", "2", 4 } },
		2, 2 },
	{ "one file's pair leaves one of the commit",
		{ { ID, "a", NULL, 1 }, { SECRET, "a", NULL, 2 },
			{ ID, "b", NULL, 3 }, { SECRET, "c", NULL, 4 } },
		2, 2 },
	{ "the id again", { { ID SECRET, "a", NULL, 1 }, { ID, "b", NULL, 1 } },
		1, 1 },
	{ "the same secret again",
		{ { ID, "a", NULL, 1 }, { SECRET, "b", NULL, 2 },
			{ SECRET, "c", NULL, 2 } },
		1, 1 },
};

static void scan(struct pipeline *pipeline, const struct part *part)
{
	const struct sample_args args = { .template = part->template,
		.seed = part->seed };
	struct buf text = BUF_INIT(10000);
	struct err err;

	assert_int_equal(sample_fill(&args, &text, NULL, &err), 0);
	const struct span all = { 0, text.len };
	const struct chunk chunk = { .text = text.data,
		.len = text.len,
		.added = &all,
		.added_count = 1,
		.path = part->path,
		.commit = part->commit,
		.first_line = 1,
		.kind = CHUNK_TEXT };

	assert_int_equal(pipeline_scan(pipeline, &chunk, &err), 0);
	buf_release(&text);
}

/* Whether both halves are there, each with its place, and it is certain. */
static bool is_pair(const struct finding *finding)
{
	unsigned parts = 0;

	for (size_t i = 0; i < finding->place_count; i++)
		parts |= finding->places[i].parts;
	return parts == (PART_ID | PART_SECRET) &&
	       finding->confidence == CONFIDENCE_HIGH &&
	       finding->facts[0].kind == FACT_KEY_ID &&
	       finding_fact(finding, FACT_ACCOUNT) != NULL &&
	       strcmp(finding->rule->id, "aws-access-key") == 0;
}

static void test_cases(void **state)
{
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct findings findings;
		struct coverage coverage;
		size_t pairs = 0;

		findings_init(&findings);
		coverage_init(&coverage);
		const struct pipeline_args args = { .rules = &builtin_ruleset,
			.findings = &findings,
			.coverage = &coverage };
		struct pipeline *pipeline = pipeline_new(&args);

		for (const struct part *part = cases[i].parts; part->template;
			part++)
			scan(pipeline, part);
		pipeline_free(pipeline);
		pair_across(&findings, &builtin_ruleset);
		for (size_t j = 0; j < findings.count; j++)
			pairs += is_pair(&findings.list[j]);
		failures += differs_int(cases[i].name, (long)findings.count,
			(long)cases[i].findings);
		failures += differs_int(
			cases[i].name, (long)pairs, (long)cases[i].pairs);
		findings_release(&findings);
		coverage_release(&coverage);
	}
	assert_int_equal(failures, 0);
}

/* Two secrets that belong together: neither becomes a fact that is shown. */
static void test_two_secrets(void **state)
{
	static const struct part part = {
		"token xoxc-{digits:11}-{digits:11}-{digits:11}-{hex:64}\n"
		"cookie xoxd-{base62:120}\n",
		"a", NULL, 1
	};
	struct findings findings;
	struct coverage coverage;

	(void)state;
	findings_init(&findings);
	coverage_init(&coverage);
	const struct pipeline_args args = { .rules = &builtin_ruleset,
		.findings = &findings,
		.coverage = &coverage };
	struct pipeline *pipeline = pipeline_new(&args);

	scan(pipeline, &part);
	pipeline_free(pipeline);
	assert_int_equal(findings.count, 1);
	assert_null(finding_fact(&findings.list[0], FACT_KEY_ID));
	assert_int_equal(findings.list[0].place_count, 2);
	assert_int_equal(findings.list[0].places[0].parts, PART_SECRET);
	findings_release(&findings);
	coverage_release(&coverage);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases),
		cmocka_unit_test(test_two_secrets),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
