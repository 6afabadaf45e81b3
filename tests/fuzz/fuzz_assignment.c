/*
 * fuzz_assignment.c - the values of names, and those below them in tables, lie
 * within the text, wherever it ends.
 *
 * Input: text.  A name begins at each place where a keyword stands.
 */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "engine/ascii.h"
#include "engine/assignment.h"
#include "engine/grid.h"

enum { TEXT_LIMIT = 2000, ROWS_LIMIT = 1000 };

static bool is_within(struct span span, size_t len)
{
	return span.start <= span.end && span.end <= len;
}

static void check_name(const char *text, size_t len, struct span name)
{
	struct assignment found = { 0 };
	struct grid grid;
	struct span value;

	if (assignment_find(text, len, name, &found)) {
		fuzz_require(span_len(found.value) > 0 &&
				     is_within(found.value, len),
			"a value in the text");
		(void)assignment_judge(&found, text, FILE_SETTINGS);
	}
	if (!grid_open(&grid, text, len, name))
		return;
	for (size_t i = 0; i < ROWS_LIMIT && grid_next(&grid, &value); i++)
		fuzz_require(is_within(value, len), "a cell in the text");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const words[] = { "password", "token", "secret",
		"key" };
	size_t len = size < TEXT_LIMIT ? size : TEXT_LIMIT;
	/* Of that size and no more: what reads beyond it is caught. */
	char *text = mem_alloc(len + (len == 0));

	if (len > 0)
		memcpy(text, data, len);
	for (size_t at = 0; at < len; at++)
		for (size_t i = 0; i < 4; i++) {
			struct span name = { at, at + strlen(words[i]) };
			if (fold_starts_with(text + at, len - at, words[i]))
				check_name(text, len, name);
		}
	free(text);
	return 0;
}
