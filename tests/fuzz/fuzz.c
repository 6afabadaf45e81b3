/*
 * fuzz.c - what the fuzz targets share.
 */
#include "fuzz.h"

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "model/rule.h"
#include "rules/sample.h"

void fuzz_fail(const char *what)
{
	(void)fprintf(stderr, "does not hold: %s\n", what);
	abort();
}

char *fuzz_string(const uint8_t **data, size_t *size)
{
	const uint8_t *nul = *size == 0 ? NULL : memchr(*data, 0, *size);
	size_t len = nul == NULL ? *size : (size_t)(nul - *data);
	size_t taken = nul == NULL ? len : len + 1;
	char *text = mem_copy((const char *)*data, len);

	*data += taken;
	*size -= taken;
	return text;
}

uint8_t fuzz_byte(const uint8_t **data, size_t *size)
{
	if (*size == 0)
		return 0;
	(*size)--;
	return *(*data)++;
}

static void append_example(struct buf *out, const struct ruleset *rules,
	unsigned pick, unsigned seed)
{
	const struct rule *rule;
	struct sample_args args = { .seed = seed };
	struct err err;
	size_t count = 0;

	if (rules->rule_count == 0)
		return;
	/* 251 is prime: few picks reach all rules as the seeds change. */
	rule = &rules->rules[(pick + 251 * (seed & 15)) % rules->rule_count];
	while (rule->examples[count] != NULL)
		count++;
	if (count == 0)
		return;
	args.template = rule->examples[seed % count];
	fuzz_require(sample_fill(&args, out, NULL, &err) != ERR_INPUT,
		"each example is a good template");
}

void fuzz_text(const uint8_t *data, size_t size, const struct ruleset *rules,
	struct buf *out)
{
	while (size > 0) {
		uint8_t byte = fuzz_byte(&data, &size);

		if (byte == 1 && size >= 2) {
			unsigned pick = fuzz_byte(&data, &size);

			append_example(
				out, rules, pick, fuzz_byte(&data, &size));
		} else {
			(void)buf_append_byte(out, (char)byte);
		}
	}
}
