/*
 * fuzz_pattern.c - any text against any built-in pattern: what is found lies
 * in the text, and no pattern runs into its limit.
 *
 * Input: two bytes that pick the rule, where the search begins, how, then the
 * text as fuzz_text() reads it.
 */
#include "fuzz.h"

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "engine/pattern.h"

enum { TEXT_LIMIT = 8192 };

static void check_hit(
	const struct pattern_query *query, const struct pattern_hit *hit)
{
	struct span whole = hit->group[GROUP_WHOLE];

	fuzz_require(whole.start >= query->from && whole.start <= whole.end &&
			     whole.end <= query->len,
		"the match lies in the text");
	fuzz_require(!query->anchored || whole.start == query->from,
		"an anchored match begins where it must");
	for (size_t i = 0; i < GROUP_COUNT; i++)
		fuzz_require(hit->group[i].start <= hit->group[i].end &&
				     hit->group[i].end <= query->len,
			"a group lies in the text");
	fuzz_require(span_len(hit->group[GROUP_SECRET]) > 0,
		"a secret is never empty");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct patterns *patterns; /* compiling takes longest */
	const struct ruleset *set = &builtin_ruleset;
	size_t rule = fuzz_byte(&data, &size);
	struct pattern_query query = { 0 };
	struct pattern_hit hit;
	struct err err = { .message = "" };
	struct buf text = BUF_INIT(TEXT_LIMIT);
	int rc;

	if (patterns == NULL)
		patterns = patterns_new(set);
	query.rule = (rule << 8 | fuzz_byte(&data, &size)) % set->rule_count;
	query.from = fuzz_byte(&data, &size);
	query.anchored = fuzz_byte(&data, &size) % 2 == 1;
	fuzz_text(data, size, set, &text);
	query.text = buf_string(&text);
	query.len = text.len;
	if (query.from > text.len)
		query.from = text.len;
	if (set->rules[query.rule].pattern != NULL) {
		rc = pattern_find(patterns, &query, &hit, &err);
		fuzz_require(rc >= 0, err.message);
		if (rc == 1)
			check_hit(&query, &hit);
	}
	buf_release(&text);
	return 0;
}
