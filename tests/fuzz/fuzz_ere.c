/*
 * fuzz_ere.c - any bytes as an extended regular expression: an error, or a
 * pattern that PCRE2 takes (unless it is too large for it) and of which no
 * match has a newline.
 *
 * Input: a byte that picks the reading, the expression up to a newline, the
 * text.
 */
#include "fuzz.h"

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "engine/pattern.h"
#include "rules/ere.h"

enum { PATTERN_LIMIT = 64 * 1024 };

static void search(const char *pattern, const char *text, size_t len)
{
	const struct rule rule = { .id = "x",
		.pattern = pattern,
		.edge = EDGE_NONE,
		.place = PLACE_EACH_LINE,
		.users = true };
	const struct ruleset set = { .rules = &rule, .rule_count = 1 };
	const struct pattern_query query = { 0, text, len, 0, false };
	struct patterns *patterns;
	struct pattern_hit hit;
	struct err err;

	if (pattern_check(&rule, &err) < 0) {
		fuzz_require(strstr(err.message, "too") != NULL ||
				     strstr(err.message, "longer") != NULL,
			err.message);
		return;
	}
	patterns = patterns_new(&set);
	if (pattern_find(patterns, &query, &hit, &err) == 1) {
		struct span whole = hit.group[GROUP_WHOLE];

		fuzz_require(span_len(whole) > 0, "a match is not empty");
		fuzz_require(memchr(text + whole.start, '\n',
				     span_len(whole)) == NULL,
			"a match has no newline");
	}
	patterns_free(patterns);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	enum ere_reading reading =
		fuzz_byte(&data, &size) % 2 == 1 ? ERE_LENIENT : ERE_STRICT;
	struct buf pattern = BUF_INIT(PATTERN_LIMIT);
	struct err err = { .message = "" };
	char *text = mem_copy((const char *)data, size);
	const char *end = size > 0 ? memchr(text, '\n', size) : NULL;
	size_t len = end != NULL ? (size_t)(end - text) : size;

	if (ere_translate(&pattern, text, len, reading, &err) == 0)
		search(buf_string(&pattern), text + len, size - len);
	else
		fuzz_require(err.message[0] != '\0', "an error says what");
	buf_release(&pattern);
	free(text);
	return 0;
}
