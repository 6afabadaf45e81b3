/*
 * keywords.c - gathers the literals of all rules for the prefilter.
 *
 * Each use of a literal by a rule is a row; sorted, the rows of one literal
 * lie together and become one keyword:
 *
 *     exact  ghp_     rule 7
 *     folded github   rule 3    }  keyword `github`, rules 3 and 9
 *     folded github   rule 9    }
 */
#include "base/err.h"
#include "base/mem.h"
#include "rules/keywords.h"
#include "rules/pool.h"

struct use {
	const char *text; /* as the keyword will be */
	bool fold;
	uint16_t rule;
};

static size_t count_uses(const struct ruleset *set)
{
	size_t count = 0;

	for (size_t i = 0; i < set->rule_count; i++) {
		for (size_t j = 0; set->rules[i].keywords[j] != NULL; j++)
			count++;
	}
	return count;
}

static const char *lower_case(const char *text, struct pool *pool)
{
	char *copy = pool_copy_string(pool, text);

	for (char *letter = copy; *letter != '\0'; letter++) {
		if (*letter >= 'A' && *letter <= 'Z')
			*letter = (char)(*letter - 'A' + 'a');
	}
	return copy;
}

static void list_uses(
	const struct ruleset *set, struct use *uses, struct pool *pool)
{
	for (size_t i = 0; i < set->rule_count; i++) {
		const struct rule *rule = &set->rules[i];
		bool fold = rule->fold || rule->place != PLACE_ANCHORED;

		for (size_t j = 0; rule->keywords[j] != NULL; j++) {
			const char *text = rule->keywords[j];

			uses->text = fold ? lower_case(text, pool) : text;
			uses->fold = fold;
			uses->rule = (uint16_t)i;
			uses++;
		}
	}
}

static int compare_keyword(const struct use *a, const struct use *b)
{
	if (a->fold != b->fold)
		return a->fold ? 1 : -1;
	return strcmp(a->text, b->text);
}

static int compare_use(const void *a, const void *b)
{
	const struct use *left = a;
	const struct use *right = b;
	int order = compare_keyword(left, right);

	return order != 0 ? order : (int)left->rule - (int)right->rule;
}

/* Makes one keyword of the uses from FIRST to END. */
static void make_keyword(struct keyword *keyword, const struct use *first,
	const struct use *end, uint16_t *rules)
{
	uint16_t count = 0;

	for (const struct use *use = first; use < end; use++) {
		if (count == 0 || rules[count - 1] != use->rule)
			rules[count++] = use->rule;
	}
	keyword->text = first->text;
	keyword->rules = rules;
	keyword->rule_count = count;
	keyword->len = (uint8_t)strlen(first->text);
	keyword->fold = first->fold;
}

int keywords_collect(struct ruleset *set, struct pool *pool, struct err *err)
{
	size_t use_count = count_uses(set);
	struct use *uses;
	struct keyword *keywords;
	uint16_t *rules;
	size_t i = 0;

	if (use_count > KEYWORDS_MAX)
		return err_set(
			err, ERR_RULE, "more than %d keywords", KEYWORDS_MAX);
	uses = mem_zalloc(use_count, sizeof *uses);
	keywords = pool_zalloc(pool, use_count, sizeof *keywords);
	rules = pool_zalloc(pool, use_count, sizeof *rules);
	list_uses(set, uses, pool);
	qsort(uses, use_count, sizeof *uses, compare_use);
	set->keyword_count = 0;
	while (i < use_count) {
		size_t end = i + 1;

		while (end < use_count &&
			compare_keyword(&uses[i], &uses[end]) == 0)
			end++;
		make_keyword(&keywords[set->keyword_count++], &uses[i],
			&uses[end], rules + i);
		i = end;
	}
	set->keywords = keywords;
	free(uses);
	return 0;
}
