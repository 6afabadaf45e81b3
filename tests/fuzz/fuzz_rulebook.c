/*
 * fuzz_rulebook.c - any bytes: an error, or rules that hold all that rule.h
 * promises.
 */
#include "fuzz.h"

#include "base/err.h"
#include "base/mem.h"
#include "rules/rulebook.h"
#include "rules/rulefile.h"

static void check_rule(const struct ruleset *set, const struct rule *rule)
{
	fuzz_require(rule->id != NULL && rule->title != NULL,
		"a rule has an id and a title");
	fuzz_require(ruleset_find(set, rule->id) == rule, "ids are unique");
	fuzz_require(rule->family != NULL, "a rule has a family");
	fuzz_require(rule->keywords[0] != NULL, "a rule has a keyword");
	fuzz_require(rule->examples[0] != NULL, "a rule has an example");
	fuzz_require(rule->counters[0] != NULL, "a rule has a counter");
	fuzz_require(
		(rule->pattern == NULL) == (rule->place == PLACE_ASSIGNMENT),
		"a pattern, or the assignment");
	fuzz_require(
		rule->pair == NULL || ruleset_find(set, rule->pair) != NULL,
		"the rule of a pair is there");
	fuzz_require(rule->confidence >= CONFIDENCE_LOW &&
			     rule->confidence <= CONFIDENCE_HIGH,
		"a confidence");
}

static void check_keyword(
	const struct ruleset *set, const struct keyword *keyword)
{
	fuzz_require(keyword->len >= 3 && keyword->len <= 63,
		"keywords have 3 to 63 bytes");
	fuzz_require(strlen(keyword->text) == keyword->len, "all of them");
	fuzz_require(keyword->rule_count > 0, "a keyword wakes a rule");
	for (size_t i = 0; i < keyword->rule_count; i++)
		fuzz_require(keyword->rules[i] < set->rule_count,
			"a rule that is there");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct rulebook *book = rulebook_new(NULL);
	struct ruleset set;
	struct err err = { .message = "" };
	const struct rulefile file = { "name", (const char *)data, size, false,
		NULL };
	int rc = rulebook_add(book, &file, &err);

	if (rc == 0)
		rc = rulebook_finish(book, &set, &err);
	if (rc == 0) {
		for (size_t i = 0; i < set.rule_count; i++)
			check_rule(&set, &set.rules[i]);
		for (size_t i = 0; i < set.keyword_count; i++)
			check_keyword(&set, &set.keywords[i]);
	} else {
		fuzz_require(err.message[0] != '\0', "an error says what");
	}
	rulebook_free(book);
	return 0;
}
