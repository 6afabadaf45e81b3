/*
 * fuzz_pipeline.c - any text through the whole pipeline: the prefilter makes
 * no difference, no limit is hit, each finding has a place in the text.
 *
 * Input: the kind of chunk, then the text as fuzz_text() reads it.
 */
#include "fuzz.h"

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "base/veil.h"
#include "engine/pipeline.h"

enum {
	TEXT_LIMIT = 4000,
	PLAIN_LIMIT = 100, /* bytes; without the prefilter it takes long */
};

/* A pipeline with what it fills; compiling patterns takes longest. */
struct run {
	struct pipeline *pipeline;
	struct findings findings;
	struct coverage coverage;
};

static void run_init(struct run *run, bool no_prefilter)
{
	struct pipeline_args args = { .rules = &builtin_ruleset,
		.findings = &run->findings,
		.coverage = &run->coverage,
		.no_prefilter = no_prefilter };

	run->pipeline = pipeline_new(&args);
}

static void run_scan(struct run *run, const struct chunk *chunk)
{
	struct err err = { .message = "" };

	findings_init(&run->findings);
	coverage_init(&run->coverage);
	fuzz_require(
		pipeline_scan(run->pipeline, chunk, &err) == 0, err.message);
}

static void run_release(struct run *run)
{
	findings_release(&run->findings);
	coverage_release(&run->coverage);
}

static uint32_t count_lines(const struct buf *text)
{
	uint32_t lines = 1;

	for (size_t i = 0; i < text->len; i++)
		lines += text->data[i] == '\n';
	return lines;
}

static void check_finding(const struct finding *finding, const struct buf *text)
{
	uint32_t lines = count_lines(text);

	fuzz_require(finding->rule != NULL, "a finding has a rule");
	fuzz_require(strlen(finding->id) == 16, "a finding has an id");
	fuzz_require(finding->place_count > 0, "a finding has a place");
	for (size_t i = 0; i < finding->place_count; i++) {
		struct position position = finding->places[i].position;

		fuzz_require(position.line <= lines, "a line of the text");
		fuzz_require(position.column <= text->len + 1,
			"a column of the text");
	}
}

static void check_same(const struct run *with, const struct run *without)
{
	const struct findings *a = &with->findings;
	const struct findings *b = &without->findings;

	fuzz_require(a->count == b->count, "as many findings");
	for (size_t i = 0; i < a->count; i++) {
		const struct finding *other = NULL;

		for (size_t j = 0; j < b->count; j++)
			if (strcmp(a->list[i].id, b->list[j].id) == 0)
				other = &b->list[j];
		fuzz_require(other != NULL, "the same findings");
		fuzz_require(a->list[i].rule == other->rule, "the same rules");
		fuzz_require(a->list[i].place_count == other->place_count,
			"the same places");
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct run with, without;
	struct buf text = BUF_INIT(TEXT_LIMIT);
	struct chunk chunk = { .path = "src/settings.py", .first_line = 1 };
	struct span added;

	if (with.pipeline == NULL) {
		run_init(&with, false);
		run_init(&without, true);
	}
	chunk.kind = (enum chunk_kind)(fuzz_byte(&data, &size) % 4);
	fuzz_text(data, size, &builtin_ruleset, &text);
	added = (struct span){ 0, text.len };
	chunk.text = buf_string(&text);
	chunk.len = text.len;
	chunk.added = &added;
	chunk.added_count = 1;
	run_scan(&with, &chunk);
	for (size_t i = 0; i < with.findings.count; i++)
		check_finding(&with.findings.list[i], &text);
	if (text.len <= PLAIN_LIMIT) {
		run_scan(&without, &chunk);
		check_same(&with, &without);
		run_release(&without);
	}
	run_release(&with);
	buf_release(&text);
	return 0;
}
