/*
 * fuzz_sample.c - any template: an error, or the same text for the same seed,
 * with its field inside.
 *
 * Input: seed, field, change, then the template.
 */
#include "fuzz.h"

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "rules/sample.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct sample_args args = { .seed = fuzz_byte(&data, &size) };
	struct span field = { 0, 0 };
	struct span again = { 0, 0 };
	struct buf first = BUF_INIT(20000);
	struct buf second = BUF_INIT(20000);
	struct err err = { .message = "" };
	char *template;
	int rc;

	args.field = fuzz_byte(&data, &size) % 8;
	args.change = (enum sample_change)(fuzz_byte(&data, &size) % 4);
	template = fuzz_string(&data, &size);
	args.template = template;
	(void)sample_fields(template);
	rc = sample_fill(&args, &first, &field, &err);
	fuzz_require(rc == sample_fill(&args, &second, &again, &err),
		"the same answer again");
	fuzz_require(rc >= 0 || err.message[0] != '\0', "an error says what");
	if (rc == 0) {
		fuzz_require(first.len == second.len &&
				     strcmp(buf_string(&first),
					     buf_string(&second)) == 0,
			"the same text again");
		fuzz_require(field.start <= field.end && field.end <= first.len,
			"the field stands in the text");
	}
	if (rc == 1)
		fuzz_require(first.len == 0, "nothing is left behind");
	free(template);
	buf_release(&first);
	buf_release(&second);
	return 0;
}
