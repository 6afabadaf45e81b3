/*
 * fuzz_inline_tag.c - any text and place: an answer within the text, and no
 * waiver without a tag.
 *
 * Input: two bytes of where the finding stands, then the text.
 */
#include "fuzz.h"

#include "base/mem.h"
#include "policy/inline_tag.h"

static bool has_word(const char *text, size_t len, const char *word)
{
	size_t word_len = strlen(word);

	for (size_t at = 0; at + word_len <= len; at++) {
		size_t same = 0;

		while (same < word_len &&
			(text[at + same] | 0x20) == (word[same] | 0x20))
			same++;
		if (same == word_len)
			return true;
	}
	return false;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct rule rules[] = { { .id = "some-token" },
		{ .id = "other-token" } };
	static const struct ruleset set = { .rules = rules, .rule_count = 2 };
	struct span span;
	const char *text;

	span.start = fuzz_byte(&data, &size);
	span.end = span.start + fuzz_byte(&data, &size);
	text = (const char *)data;
	if (span.end > size)
		span.end = size;
	if (span.start > span.end)
		span.start = span.end;
	if (inline_tag_allows(text, size, span, "some-token", &set, NULL))
		fuzz_require(has_word(text, size, "allow") ||
				     has_word(text, size, "ignore"),
			"no waiver without a tag");
	return 0;
}
