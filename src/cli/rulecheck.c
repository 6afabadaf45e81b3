/*
 * rulecheck.c - runs the rules' own examples through the whole pipeline.
 *
 * A template is a sheet.  The first trial of an example notes where the
 * secret stands for each seed; the mutations are made from there.
 */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "cli/rulecheck.h"
#include "engine/pipeline.h"
#include "rules/sample.h"

enum {
	TEXT_LIMIT = 4 * 1024 * 1024, /* bytes of a filled template */
	GLUE = 'x', /* the letter that is put beside a token */
};

struct scanner {
	struct pipeline *pipeline;
	struct findings findings; /* of the last scan */
	struct coverage coverage;
};

struct checker {
	const struct ruleset *set;
	rulecheck_fn report;
	void *payload;
	struct scanner fast; /* with the prefilter */
	struct scanner naive; /* without */
	struct buf text; /* the filled template */
	struct err err; /* of a bad template */
	bool failed; /* the rule in hand */
};

/* One template with what is known of it. */
struct sheet {
	const struct rule *rule;
	const char *template;
	bool is_counter;
	size_t number; /* from 1 */
	/* By seed: where the secret stands; empty if not known. */
	struct span secrets[RULECHECK_SEEDS + 1];
};

/* One way of looking at a sheet. */
struct trial {
	/*
	 * Returns an enum rulecheck_fault, or a negative error; *OTHER is the
	 * rule that finds what should not be found by it.
	 */
	int (*run)(struct checker *checker, struct sheet *sheet,
		const struct trial *trial, unsigned seed,
		const struct rule **other);
	size_t field; /* that is changed, from 0 */
	enum sample_change change;
	enum rulecheck_fault fault; /* of a mutation that is found */
};

static void scanner_open(
	struct scanner *scanner, const struct ruleset *set, bool no_prefilter)
{
	const struct pipeline_args args = {
		.rules = set,
		.findings = &scanner->findings,
		.coverage = &scanner->coverage,
		.no_prefilter = no_prefilter,
		.no_inline_tags = true,
	};

	findings_init(&scanner->findings);
	coverage_init(&scanner->coverage);
	scanner->pipeline = pipeline_new(&args);
}

static void scanner_close(struct scanner *scanner)
{
	pipeline_free(scanner->pipeline);
	findings_release(&scanner->findings);
	coverage_release(&scanner->coverage);
}

static int scanner_scan(struct scanner *scanner, const struct buf *text,
	const struct rule *rule, struct err *err)
{
	const struct span all = { 0, text->len };
	const struct chunk chunk = {
		.text = buf_string(text),
		.len = text->len,
		.added = &all,
		.added_count = 1,
		/* Without a path each rule for certain files would apply. */
		.path = rule->example_path ? rule->example_path : "example",
		.first_line = 1,
		.kind = CHUNK_TEXT,
	};

	findings_release(&scanner->findings);
	findings_init(&scanner->findings);
	return pipeline_scan(scanner->pipeline, &chunk, err);
}

static int fill(struct checker *checker, const struct sheet *sheet,
	unsigned seed, const struct trial *trial, struct span *field)
{
	const struct sample_args args = {
		.template = sheet->template,
		.seed = seed,
		.field = trial->field,
		.change = field == NULL ? SAMPLE_AS_IS : trial->change,
	};

	buf_clear(&checker->text);
	return sample_fill(&args, &checker->text, field, &checker->err);
}

static const struct finding *find_rule(
	const struct findings *findings, const struct rule *rule)
{
	for (size_t i = 0; i < findings->count; i++) {
		if (findings->list[i].rule == rule)
			return &findings->list[i];
	}
	return NULL;
}

/* ---- where the secret stands ---- */

/* The byte of TEXT at POSITION. */
static size_t offset_of(const struct buf *text, struct position position)
{
	const char *at = buf_string(text);
	const char *end = at + text->len;

	for (uint32_t line = 1; line < position.line; line++) {
		const char *newline = memchr(at, '\n', (size_t)(end - at));

		if (newline == NULL)
			break;
		at = newline + 1;
	}
	return (size_t)(at - buf_string(text)) + position.column - 1;
}

/* The length of the value, 0 if the finding does not tell. */
static size_t secret_len(const struct finding *finding)
{
	const char *length = finding_fact(finding, FACT_LENGTH);
	const char *id = finding_fact(finding, FACT_KEY_ID);

	if (length != NULL)
		return strtoul(length, NULL, 10);
	return finding->rule->is_id && id != NULL ? strlen(id) : 0;
}

/* Where the value of FINDING stands in TEXT; empty if that is not known. */
static struct span secret_span(
	const struct finding *finding, const struct buf *text)
{
	unsigned part = finding->rule->is_id ? PART_ID : PART_SECRET;
	struct span span = { 0, 0 };

	for (size_t i = 0; i < finding->place_count; i++) {
		const struct place *place = &finding->places[i];

		if ((place->parts & part) == 0)
			continue;
		span.start = offset_of(text, place->position);
		span.end = span.start + secret_len(finding);
		break;
	}
	if (span.end > text->len)
		span.end = span.start;
	return span;
}

/* ---- trials ---- */

static bool same_findings(const struct findings *a, const struct findings *b)
{
	if (a->count != b->count)
		return false;
	for (size_t i = 0; i < a->count; i++) {
		if (a->list[i].rule != b->list[i].rule ||
			strcmp(a->list[i].id, b->list[i].id) != 0)
			return false;
	}
	return true;
}

/* Scans the text, for the first seeds without the prefilter as well. */
static int scan_both(
	struct checker *checker, const struct rule *rule, unsigned seed)
{
	int rc = scanner_scan(
		&checker->fast, &checker->text, rule, &checker->err);

	if (rc < 0 || seed > RULECHECK_NAIVE_SEEDS)
		return rc;
	rc = scanner_scan(&checker->naive, &checker->text, rule, &checker->err);
	if (rc < 0)
		return rc;
	return same_findings(&checker->fast.findings, &checker->naive.findings)
		       ? RULECHECK_OK
		       : RULECHECK_PREFILTER;
}

/* The template as it is, through both scanners. */
static int fill_and_scan(struct checker *checker, const struct sheet *sheet,
	unsigned seed, const struct trial *trial)
{
	if (fill(checker, sheet, seed, trial, NULL) < 0)
		return RULECHECK_BAD_TEMPLATE;
	return scan_both(checker, sheet->rule, seed);
}

static int try_example(struct checker *checker, struct sheet *sheet,
	const struct trial *trial, unsigned seed, const struct rule **other)
{
	const struct findings *findings = &checker->fast.findings;
	int rc = fill_and_scan(checker, sheet, seed, trial);

	if (rc != 0)
		return rc;
	if (findings->count == 0)
		return RULECHECK_NOT_FOUND;
	for (size_t i = 0; i < findings->count; i++) {
		*other = findings->list[i].rule;
		if (*other != sheet->rule)
			return findings->count == 1 ? RULECHECK_OTHER
						    : RULECHECK_SEVERAL;
	}
	if (findings->count > 1)
		return RULECHECK_SEVERAL;
	sheet->secrets[seed] = secret_span(findings->list, &checker->text);
	return RULECHECK_OK;
}

static bool is_generic(const struct rule *rule)
{
	return rule->place == PLACE_ASSIGNMENT;
}

/* Whether it is a fault that OTHER finds something in a counter of RULE. */
static bool is_stranger(const struct rule *rule, const struct finding *finding)
{
	const struct rule *other = finding->rule;

	return finding->confidence >= CONFIDENCE_MEDIUM &&
	       other->family != rule->family && !is_generic(rule) &&
	       !is_generic(other);
}

static int try_counter(struct checker *checker, struct sheet *sheet,
	const struct trial *trial, unsigned seed, const struct rule **other)
{
	const struct findings *findings = &checker->fast.findings;
	int rc = fill_and_scan(checker, sheet, seed, trial);

	if (rc != 0)
		return rc;
	if (find_rule(findings, sheet->rule) != NULL)
		return RULECHECK_COUNTER;
	for (size_t i = 0; i < findings->count; i++) {
		*other = findings->list[i].rule;
		if (is_stranger(sheet->rule, &findings->list[i]))
			return RULECHECK_COUNTER_OTHER;
	}
	return RULECHECK_OK;
}

/* Changes a field that lies inside of the secret. */
static int try_change(struct checker *checker, struct sheet *sheet,
	const struct trial *trial, unsigned seed, const struct rule **other)
{
	const struct trial unchanged = { .field = trial->field };
	struct span secret = sheet->secrets[seed];
	struct span field;
	int rc;

	(void)other;
	rc = fill(checker, sheet, seed, &unchanged, &field);
	if (rc != 0 || span_len(field) == 0 || field.start < secret.start ||
		field.end > secret.end)
		return RULECHECK_OK;
	rc = fill(checker, sheet, seed, trial, &field);
	if (rc != 0)
		return RULECHECK_OK; /* it cannot be changed in this way */
	rc = scanner_scan(
		&checker->fast, &checker->text, sheet->rule, &checker->err);
	if (rc < 0)
		return rc;
	if (find_rule(&checker->fast.findings, sheet->rule) == NULL)
		return RULECHECK_OK;
	return (int)trial->fault;
}

/* Puts the letter before byte AT of the text. */
static void glue(struct buf *text, size_t at)
{
	if (buf_append_byte(text, GLUE) < 0)
		return;
	memmove(text->data + at + 1, text->data + at, text->len - 1 - at);
	text->data[at] = GLUE;
}

/*
 * Puts a letter beside the secret.  If the letter has become a part of the
 * value, its length is open and nothing is wrong.
 */
static int try_glued(struct checker *checker, struct sheet *sheet,
	const struct trial *trial, unsigned seed, const struct rule **other)
{
	struct span secret = sheet->secrets[seed];
	bool before = trial->fault == RULECHECK_GLUED_BEFORE;
	const struct finding *finding;
	struct span found;
	int rc;

	(void)other;
	if (span_len(secret) == 0)
		return RULECHECK_OK;
	rc = fill(checker, sheet, seed, trial, NULL);
	if (rc < 0)
		return RULECHECK_BAD_TEMPLATE;
	glue(&checker->text, before ? secret.start : secret.end);
	rc = scanner_scan(
		&checker->fast, &checker->text, sheet->rule, &checker->err);
	if (rc < 0)
		return rc;
	finding = find_rule(&checker->fast.findings, sheet->rule);
	if (finding == NULL)
		return RULECHECK_OK;
	found = secret_span(finding, &checker->text);
	if (before ? found.start <= secret.start : found.end > secret.end)
		return RULECHECK_OK;
	return (int)trial->fault;
}

/* ---- from trials to failures ---- */

static void report(struct checker *checker, const struct sheet *sheet,
	const struct trial *trial, struct rulecheck_failure *failure)
{
	failure->rule = sheet->rule;
	failure->template = sheet->template;
	failure->is_counter = sheet->is_counter;
	failure->number = sheet->number;
	if (trial->run == try_change)
		failure->field = trial->field + 1;
	if (failure->fault == RULECHECK_BAD_TEMPLATE)
		failure->message = checker->err.message;
	checker->report(checker->payload, failure);
	checker->failed = true;
}

/* Runs the trial with each seed; the first failure speaks for all. */
static int run_trial(
	struct checker *checker, struct sheet *sheet, const struct trial *trial)
{
	struct rulecheck_failure failure = { .fault = RULECHECK_OK };

	for (unsigned seed = 1; seed <= RULECHECK_SEEDS; seed++) {
		const struct rule *other = NULL;
		int rc = trial->run(checker, sheet, trial, seed, &other);

		if (rc < 0)
			return rc;
		if (rc == RULECHECK_OK)
			continue;
		if (failure.failed_seeds++ > 0)
			continue;
		failure.fault = (enum rulecheck_fault)rc;
		failure.first_seed = seed;
		failure.other = other;
		if (failure.fault == RULECHECK_BAD_TEMPLATE)
			break;
	}
	if (failure.fault != RULECHECK_OK)
		report(checker, sheet, trial, &failure);
	return 0;
}

static int run_changes(struct checker *checker, struct sheet *sheet)
{
	static const struct trial changes[] = {
		{ try_change, 0, SAMPLE_SHORT, RULECHECK_SHORT },
		{ try_change, 0, SAMPLE_LONG, RULECHECK_LONG },
		{ try_change, 0, SAMPLE_SPOILT, RULECHECK_SPOILT },
	};
	size_t fields = sample_fields(sheet->template);
	int rc = 0;

	for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
		struct trial trial = changes[i];

		for (trial.field = 0; trial.field < fields && rc == 0;
			trial.field++)
			rc = run_trial(checker, sheet, &trial);
	}
	return rc;
}

static int run_glued(struct checker *checker, struct sheet *sheet)
{
	static const struct trial before = { try_glued, 0, SAMPLE_AS_IS,
		RULECHECK_GLUED_BEFORE };
	static const struct trial after = { try_glued, 0, SAMPLE_AS_IS,
		RULECHECK_GLUED_AFTER };
	int rc;

	if (sheet->rule->edge == EDGE_NONE)
		return 0;
	rc = run_trial(checker, sheet, &before);
	return rc < 0 ? rc : run_trial(checker, sheet, &after);
}

/*
 * The value of an assignment may be of any length, and that of a weak rule is
 * what somebody thought of: neither has a form that could be broken.
 */
static bool has_form(const struct rule *rule)
{
	return !is_generic(rule) && !rule->weak;
}

static int check_example(struct checker *checker, struct sheet *sheet)
{
	static const struct trial as_is = { .run = try_example };
	int rc = run_trial(checker, sheet, &as_is);

	if (rc == 0 && has_form(sheet->rule))
		rc = run_changes(checker, sheet);
	if (rc == 0 && has_form(sheet->rule))
		rc = run_glued(checker, sheet);
	return rc;
}

static int check_counter(struct checker *checker, struct sheet *sheet)
{
	static const struct trial as_is = { .run = try_counter };

	return run_trial(checker, sheet, &as_is);
}

static int check_templates(struct checker *checker, const struct rule *rule,
	const char *const *templates, bool is_counter)
{
	int rc = 0;

	for (size_t i = 0; templates[i] != NULL && rc == 0; i++) {
		struct sheet sheet = { .rule = rule,
			.template = templates[i],
			.is_counter = is_counter,
			.number = i + 1 };

		rc = is_counter ? check_counter(checker, &sheet)
				: check_example(checker, &sheet);
	}
	return rc;
}

int rulecheck_run(const struct ruleset *set, size_t first,
	rulecheck_fn report_failure, void *payload, struct err *err)
{
	struct checker checker = { .set = set,
		.report = report_failure,
		.payload = payload,
		.text = BUF_INIT(TEXT_LIMIT) };
	int failed_rules = 0;
	int rc = 0;

	scanner_open(&checker.fast, set, false);
	scanner_open(&checker.naive, set, true);
	for (size_t i = first; i < set->rule_count && rc == 0; i++) {
		const struct rule *rule = &set->rules[i];

		checker.failed = false;
		rc = check_templates(&checker, rule, rule->examples, false);
		if (rc == 0)
			rc = check_templates(
				&checker, rule, rule->counters, true);
		failed_rules += checker.failed;
	}
	if (rc < 0)
		*err = checker.err;
	scanner_close(&checker.fast);
	scanner_close(&checker.naive);
	buf_release(&checker.text);
	return rc < 0 ? rc : failed_rules;
}
