/*
 * test_probe.c - a first look without a path suspects all that a scan under
 * any path finds, and not everything.
 */
#include "unit.h"

#include "base/buf.h"
#include "base/err.h"
#include "engine/pipeline.h"
#include "rules/sample.h"

enum { TEXT_LIMIT = 1024 * 1024, SEEDS = 1 };

static const char *const paths[] = { "a.c", "b.yml", "id_rsa" };

/* Assignments that some kinds of files have and others have not. */
static const char *const assignments[] = {
	"password = {base62:16}\n",
	"password: \"{base62:7}9\"\n",
	"password = {set:abcdefghikmnoprstuwyz:5}fish\n",
	"  db_password: {set:abcdefghikmnoprstuwyz:9}\n",
	"const secret = \"{base62:32}\";\n",
	"secret={base62:32}\n",
	"api_key = get({base62:24});\n",
	"token => '{base62:40}'\n",
	"<password>{base62:12}</password>\n",
	"export PASSWORD={base62:8}\n",
};

struct run {
	struct findings findings;
	struct coverage coverage;
	struct pipeline *pipeline;
};

static void run_init(struct run *run)
{
	findings_init(&run->findings);
	coverage_init(&run->coverage);
	const struct pipeline_args args = { .rules = &builtin_ruleset,
		.findings = &run->findings,
		.coverage = &run->coverage };
	run->pipeline = pipeline_new(&args);
}

static void run_release(struct run *run)
{
	pipeline_free(run->pipeline);
	findings_release(&run->findings);
	coverage_release(&run->coverage);
}

static struct chunk make_chunk(
	const struct buf *text, const struct span *all, const char *path)
{
	const struct chunk chunk = { .text = text->data,
		.len = text->len,
		.added = all,
		.added_count = 1,
		.path = path,
		.first_line = 1,
		.kind = CHUNK_TEXT };

	return chunk;
}

static int probe(struct run *run, const struct buf *text)
{
	struct span all = { 0, text->len };
	const struct chunk chunk = make_chunk(text, &all, NULL);
	struct err err;

	return pipeline_probe(run->pipeline, &chunk, &err);
}

/* Whether a scan finds something in TEXT at one of the paths. */
static bool is_found(struct run *run, const struct buf *text)
{
	struct span all = { 0, text->len };
	struct err err;
	bool found = false;

	for (size_t i = 0; i < COUNT(paths); i++) {
		const struct chunk chunk = make_chunk(text, &all, paths[i]);
		if (pipeline_scan(run->pipeline, &chunk, &err) < 0)
			fail_msg("%s", err.message);
		found |= run->findings.count > 0;
		findings_release(&run->findings);
		findings_init(&run->findings);
	}
	return found;
}

/* Counts what is found and not suspected; *FOUND what is found. */
static size_t check(
	struct run *run, struct run *first, const char *template, size_t *found)
{
	struct buf text = BUF_INIT(TEXT_LIMIT);
	size_t failures = 0;

	for (uint64_t seed = 1; seed <= SEEDS; seed++) {
		const struct sample_args args = { .template = template,
			.seed = seed };
		struct err err;

		buf_clear(&text);
		if (sample_fill(&args, &text, NULL, &err) != 0)
			fail_msg("%s: %s", template, err.message);
		if (!is_found(run, &text))
			continue;
		++*found;
		failures += differs_int(template, probe(first, &text), 1);
	}
	buf_release(&text);
	return failures;
}

static void test_examples(void **state)
{
	struct run run;
	struct run first;
	size_t failures = 0;
	size_t found = 0;

	(void)state;
	run_init(&run);
	run_init(&first);
	for (size_t i = 0; i < builtin_ruleset.rule_count; i++) {
		const char *const *example = builtin_ruleset.rules[i].examples;
		for (; *example != NULL && failures < 5; example++)
			failures += check(&run, &first, *example, &found);
	}
	assert_true(found >= builtin_ruleset.rule_count);
	found = 0;
	for (size_t i = 0; i < COUNT(assignments); i++)
		failures += check(&run, &first, assignments[i], &found);
	assert_true(found >= COUNT(assignments) / 2);
	run_release(&run);
	run_release(&first);
	assert_int_equal(failures, 0);
}

static void test_nothing(void **state)
{
	static const char *const texts[] = { "int main(void)\n", "",
		"password = getenv(\"PASSWORD\");\n", "secrets and keys\n" };
	struct run first;
	size_t failures = 0;

	(void)state;
	run_init(&first);
	for (size_t i = 0; i < COUNT(texts); i++) {
		struct buf text = BUF_INIT(TEXT_LIMIT);

		buf_append_string(&text, texts[i]);
		failures += differs_int(texts[i], probe(&first, &text), 0);
		buf_release(&text);
	}
	assert_int_equal(first.findings.count, 0);
	run_release(&first);
	assert_int_equal(failures, 0);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_examples),
		cmocka_unit_test(test_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
