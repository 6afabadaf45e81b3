/*
 * test_encodings.c - the examples of the built-in rules in every encoding, and
 * in encodings of encodings: each secret is found, with the id that it has
 * when it is not encoded.
 */
#include "unit.h"

#include "base/buf.h"
#include "base/err.h"
#include "engine/pipeline.h"
#include "model/encoding.h"
#include "rules/encode.h"
#include "rules/sample.h"

enum {
	TEXT_LIMIT = 4 * 1024 * 1024,
	LINE = 64, /* digits of a line of wrapped base64 */
	SEED = 77,
};

static int as_wrapped(struct buf *out, const char *text, size_t len)
{
	struct buf digits = BUF_INIT(TEXT_LIMIT);

	encode_base64(&digits, text, len);
	buf_append_string(out, "\n");
	for (size_t i = 0; i < digits.len; i += LINE) {
		size_t rest = digits.len - i;

		buf_append_string(out, "    ");
		buf_append(out, digits.data + i, rest < LINE ? rest : LINE);
		buf_append_string(out, "\n");
	}
	buf_release(&digits);
	return 0;
}

/* Each byte as MARK and two of DIGITS. */
static int as_numbers(struct buf *out, const char *mark, const char *digits,
	const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		unsigned char byte = (unsigned char)text[i];

		buf_append_string(out, mark);
		buf_append_byte(out, digits[byte >> 4]);
		buf_append_byte(out, digits[byte & 15]);
	}
	return 0;
}

static int as_capital_hex(struct buf *out, const char *text, size_t len)
{
	return as_numbers(out, "", "0123456789ABCDEF", text, len);
}

static int as_percent(struct buf *out, const char *text, size_t len)
{
	return as_numbers(out, "%", "0123456789ABCDEF", text, len);
}

static int as_unicode(struct buf *out, const char *text, size_t len)
{
	buf_append_string(out, "\"");
	as_numbers(out, "\\u00", "0123456789abcdef", text, len);
	return buf_append_string(out, "\"");
}

static int as_bytes(struct buf *out, const char *text, size_t len)
{
	buf_append_string(out, "'");
	as_numbers(out, "\\x", "0123456789abcdef", text, len);
	return buf_append_string(out, "'");
}

/* Literals that a program joins, a dozen bytes each. */
static int as_pieces(struct buf *out, const char *text, size_t len)
{
	size_t piece = 0;

	buf_append_string(out, "(\"");
	for (size_t i = 0; i < len; i++) {
		if (piece++ % 12 == 11)
			buf_append_string(out, "\" +\n\t\"");
		if (text[i] == '\n') {
			buf_append_string(out, "\\n");
			continue;
		}
		if (text[i] == '"' || text[i] == '\\')
			buf_append_byte(out, '\\');
		buf_append_byte(out, text[i]);
	}
	return buf_append_string(out, "\")");
}

/* A string of JSON, as PHP writes it: slashes are escaped as well. */
static int as_json(struct buf *out, const char *text, size_t len)
{
	buf_append_string(out, "{\"a\": \"{\\\"b\\\": 1}");
	for (size_t i = 0; i < len; i++) {
		if (text[i] == '\n' || text[i] == '\t' || text[i] == '\r') {
			buf_append_byte(out, '\\');
			buf_append_byte(out, text[i] == '\n'   ? 'n'
					     : text[i] == '\t' ? 't'
							       : 'r');
			continue;
		}
		if (strchr("\"\\/", text[i]) && text[i])
			buf_append_byte(out, '\\');
		buf_append_byte(out, text[i]);
	}
	return buf_append_string(out, "\"}");
}

/* What lies in what, the innermost first. */
static const struct {
	const char *name;
	encode_fn steps[ENCODING_DEPTH + 1];
	bool too_deep;
	bool one_line; /* no \n in the literals: it would stay there */
} ways[] = {
	{ "base64", { encode_base64 }, false, false },
	{ "base64url", { encode_base64url }, false, false },
	{ "base64 over lines", { as_wrapped }, false, false },
	{ "hex", { encode_hex }, false, false },
	{ "hex in capitals", { as_capital_hex }, false, false },
	{ "percent signs", { as_percent }, false, false },
	{ "\\u", { as_unicode }, false, false },
	{ "\\x", { as_bytes }, false, false },
	{ "JSON in a string", { as_json }, false, false },
	{ "pieces", { as_pieces }, false, true },
	{ "base64 in pieces", { encode_base64, as_pieces }, false, false },
	{ "base64 in base64", { encode_base64, encode_base64 }, false, false },
	{ "hex in base64", { encode_hex, as_wrapped }, false, false },
	{ "base64 in JSON", { encode_base64, as_json }, false, false },
	{ "JSON in base64", { as_json, encode_base64 }, false, false },
	{ "JSON in JSON", { as_json, as_json }, false, false },
	{ "base64 in percent signs", { encode_base64url, as_percent }, false,
		false },
	{ "base64 three times", { encode_base64, as_wrapped, encode_base64 },
		false, false },
	{ "base64 in JSON in base64", { encode_base64, as_json, encode_base64 },
		false, false },
	{ "base64 in hex in \\u", { encode_base64, encode_hex, as_unicode },
		false, false },
	{ "base64 four times",
		{ encode_base64, encode_base64, encode_base64, encode_base64 },
		true, false },
};

struct bench {
	struct pipeline *pipeline; /* kept: compiling patterns takes longest */
	struct findings findings;
	struct coverage coverage;
};

static void scan(struct bench *bench, const struct buf *text)
{
	const struct span all = { 0, text->len };
	const struct chunk chunk = { .text = buf_string(text),
		.len = text->len,
		.added = &all,
		.added_count = 1,
		.path = "some/file.txt",
		.first_line = 1 };
	struct err err;

	findings_init(&bench->findings);
	coverage_init(&bench->coverage);
	if (pipeline_scan(bench->pipeline, &chunk, &err) < 0)
		fail_msg("%s", err.message);
}

static void clear(struct bench *bench)
{
	findings_release(&bench->findings);
	coverage_release(&bench->coverage);
}

static void encode(size_t way, const struct buf *plain, struct buf *out)
{
	struct buf inner = BUF_INIT(TEXT_LIMIT);

	buf_clear(out);
	buf_append(out, plain->data, plain->len);
	for (size_t i = 0; i <= ENCODING_DEPTH && ways[way].steps[i]; i++) {
		buf_clear(&inner);
		buf_append(&inner, out->data, out->len);
		buf_clear(out);
		ways[way].steps[i](out, inner.data, inner.len);
	}
	buf_clear(&inner);
	buf_append_string(&inner, "value = ");
	buf_append(&inner, out->data, out->len);
	buf_append_string(&inner, "\n");
	buf_clear(out);
	buf_append(out, inner.data, inner.len);
	buf_release(&inner);
}

static bool has_id(const struct findings *findings, const char *id)
{
	for (size_t i = 0; i < findings->count; i++)
		if (strcmp(findings->list[i].id, id) == 0)
			return true;
	return false;
}

/* The id of what RULE finds in PLAIN. */
static bool find_plain(struct bench *bench, const struct rule *rule,
	const struct buf *plain, char id[FINDING_ID_SIZE])
{
	bool found = false;

	scan(bench, plain);
	for (size_t i = 0; i < bench->findings.count; i++) {
		const struct finding *finding = &bench->findings.list[i];

		/* Some examples are percent-encoded themselves. */
		if (finding->rule != rule || finding->places[0].encodings)
			continue;
		memcpy(id, finding->id, FINDING_ID_SIZE);
		found = true;
	}
	clear(bench);
	return found;
}

/* Whether it shows in any text, and not by its context alone. */
static bool has_form(const struct rule *rule)
{
	return rule->place == PLACE_ANCHORED && !rule->weak &&
	       rule->confidence >= CONFIDENCE_MEDIUM;
}

static size_t try_ways(struct bench *bench, const struct rule *rule,
	const struct buf *plain, const char *id)
{
	size_t failures = 0;
	struct buf text = BUF_INIT(TEXT_LIMIT);

	for (size_t way = 0; way < COUNT(ways); way++) {
		if (ways[way].one_line &&
			memchr(plain->data, '\n', plain->len - 1))
			continue;
		encode(way, plain, &text);
		scan(bench, &text);
		bool found = has_id(&bench->findings, id);
		if (found == ways[way].too_deep) {
			print_error("%s: %s: %sfound\n", rule->id,
				ways[way].name, found ? "" : "not ");
			failures++;
		}
		clear(bench);
	}
	buf_release(&text);
	return failures;
}

static void test_examples(void **state)
{
	struct bench bench;
	size_t failures = 0;
	size_t tried = 0;

	(void)state;
	const struct pipeline_args args = { .rules = &builtin_ruleset,
		.findings = &bench.findings,
		.coverage = &bench.coverage };
	bench.pipeline = pipeline_new(&args);
	for (size_t i = 0; i < builtin_ruleset.rule_count; i++) {
		const struct rule *rule = &builtin_ruleset.rules[i];
		const struct sample_args sample = {
			.template = rule->examples[0], .seed = SEED + i
		};
		struct buf plain = BUF_INIT(TEXT_LIMIT);
		char id[FINDING_ID_SIZE];
		struct err err;

		if (has_form(rule) &&
			sample_fill(&sample, &plain, NULL, &err) == 0 &&
			find_plain(&bench, rule, &plain, id)) {
			failures += try_ways(&bench, rule, &plain, id);
			tried++;
		}
		buf_release(&plain);
	}
	pipeline_free(bench.pipeline);
	print_message("%zu rules in %zu encodings\n", tried, COUNT(ways));
	assert_true(tried > 300);
	assert_int_equal(failures, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_examples),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
