/*
 * compose.c - makes rules of drafts.
 *
 * Families and pairs are looked up, defaults filled in, and the place where a
 * pattern is tried is decided; docs/RULES.md has the words for users.
 */
#include "base/err.h"
#include "base/mem.h"
#include "rules/anchor.h"
#include "rules/compose.h"
#include "rules/draft.h"
#include "rules/named.h"

enum {
	DISTINCTIVE_MIN = 4, /* bytes of keyword that say enough in a binary */
};

/* The list as a NULL-ended array of the pool. */
static const char *const *finish_list(
	const struct draft_list *list, struct pool *pool)
{
	const char **texts = pool_zalloc(pool, list->count + 1, sizeof *texts);

	for (size_t i = 0; i < list->count; i++)
		texts[i] = list->texts[i];
	return texts;
}

static int finish_families(
	struct drafts *drafts, struct ruleset *set, struct err *err)
{
	struct family *families = pool_zalloc(
		&drafts->pool, drafts->family_count, sizeof *families);

	for (size_t i = 0; i < drafts->family_count; i++) {
		const struct family_draft *draft = &drafts->families[i];

		if (draft->title == NULL) {
			err_set(err, ERR_RULE, "%s is missing", "title");
			return err_context(err, "%s:%u: family %s", draft->file,
				(unsigned)draft->line, draft->id);
		}
		families[i].id = draft->id;
		families[i].title = draft->title;
		families[i].keep = draft->keep;
		families[i].revoke = draft->revoke;
		families[i].steps = finish_list(&draft->steps, &drafts->pool);
	}
	set->families = families;
	set->family_count = drafts->family_count;
	return 0;
}

/* The key without which the draft makes no rule, NULL if all are there. */
static const char *missing_key(const struct rule_draft *draft)
{
	if (draft->title == NULL)
		return "title";
	if (draft->family == NULL)
		return "family";
	if (draft->keywords.count == 0)
		return "keyword";
	if (draft->pattern == NULL && draft->detect != DETECT_ASSIGNMENT)
		return "pattern";
	if (draft->examples.count == 0)
		return "example";
	if (draft->counters.count == 0)
		return "counter";
	return NULL;
}

/* Whether each match begins with a keyword without `anchored` saying so. */
static bool begins_with_keywords(
	const struct rule_draft *draft, const struct rule *rule)
{
	for (size_t i = 0; rule->keywords[i] != NULL; i++) {
		if (!anchor_begins_with(
			    draft->pattern, rule->keywords[i], rule->fold))
			return false;
	}
	return true;
}

static int decide_place(
	const struct rule_draft *draft, struct rule *rule, struct err *err)
{
	bool near = draft->near != DRAFT_UNSET;

	if (draft->detect == DETECT_ASSIGNMENT) {
		if (draft->pattern != NULL || near || draft->anchored == 1)
			return err_set(err, ERR_RULE,
				"detect = assignment excludes pattern, near "
				"and anchored");
		rule->place = PLACE_ASSIGNMENT;
		return 0;
	}
	if (draft->detect == DETECT_NAMED) {
		if (near || draft->anchored != DRAFT_UNSET ||
			draft->fold == 1 || draft->edge != DRAFT_UNSET)
			return err_set(err, ERR_RULE,
				"detect = named excludes near, anchored, fold "
				"and edge");
		rule->place = PLACE_ANCHORED;
		return 0;
	}
	if (near && draft->anchored == 1)
		return err_set(
			err, ERR_RULE, "near and anchored exclude each other");
	if (near) {
		rule->place = PLACE_NEAR;
		rule->near = (uint16_t)draft->near;
	} else if (draft->anchored == 1 ||
		   (draft->anchored == DRAFT_UNSET &&
			   begins_with_keywords(draft, rule))) {
		rule->place = PLACE_ANCHORED;
	} else {
		rule->place = PLACE_LINE;
	}
	return 0;
}

/* What follows from the place: how much is public, and how telling it is. */
static void derive_from_place(const struct rule_draft *draft, struct rule *rule)
{
	size_t common = anchor_common(rule->keywords);
	bool anchored = rule->place == PLACE_ANCHORED;

	if (draft->shown != DRAFT_UNSET)
		rule->shown = (uint16_t)draft->shown;
	else if (anchored && anchor_secret_first(rule->pattern))
		rule->shown = (uint16_t)common;
	rule->distinctive = anchored && rule->confidence == CONFIDENCE_HIGH &&
			    anchor_shortest(rule->keywords) >= DISTINCTIVE_MIN;
}

static const struct family *find_family(
	const struct ruleset *set, const char *id)
{
	for (size_t i = 0; i < set->family_count; i++) {
		if (strcmp(set->families[i].id, id) == 0)
			return &set->families[i];
	}
	return NULL;
}

/* The draft's pattern is that of the value. */
static void copy_named(struct rule *rule, struct pool *pool)
{
	if (rule->pattern != NULL)
		rule->pattern =
			named_pattern(pool, rule->keywords, rule->pattern);
	rule->edge = EDGE_NONE;
	rule->fold = true;
}

static void copy_draft(
	const struct rule_draft *draft, struct rule *rule, struct pool *pool)
{
	rule->id = draft->id;
	rule->title = draft->title;
	rule->paired_title = draft->paired_title;
	rule->pattern = draft->pattern;
	rule->grants = draft->grants;
	rule->revoke = draft->revoke;
	rule->pair = draft->pair;
	rule->keywords = finish_list(&draft->keywords, pool);
	rule->examples = finish_list(&draft->examples, pool);
	rule->counters = finish_list(&draft->counters, pool);
	memcpy(rule->checks, draft->checks.rows, sizeof rule->checks);
	rule->entropy = draft->entropy;
	rule->confidence = CONFIDENCE_HIGH;
	if (draft->confidence != DRAFT_UNSET)
		rule->confidence = (enum confidence)draft->confidence;
	rule->edge = EDGE_WORD;
	if (draft->edge != DRAFT_UNSET)
		rule->edge = (enum rule_edge)draft->edge;
	rule->fold = draft->fold == 1;
	rule->weak = draft->weak == 1;
	rule->is_id = draft->is_id == 1;
	if (draft->detect == DETECT_NAMED)
		copy_named(rule, pool);
}

static int finish_rule(const struct rule_draft *draft, struct rule *rule,
	const struct ruleset *set, struct pool *pool, struct err *err)
{
	const char *missing = missing_key(draft);

	if (missing != NULL)
		return err_set(err, ERR_RULE, "%s is missing", missing);
	copy_draft(draft, rule, pool);
	rule->family = find_family(set, draft->family);
	if (rule->family == NULL)
		return err_set(err, ERR_RULE, "there is no family named %.400s",
			draft->family);
	if (decide_place(draft, rule, err) < 0)
		return ERR_RULE;
	derive_from_place(draft, rule);
	return 0;
}

/* The draft that PAIR of another one names; not itself. */
static bool has_pair(
	const struct drafts *drafts, const struct rule_draft *draft)
{
	for (size_t i = 0; i < drafts->rule_count; i++) {
		const struct rule_draft *other = &drafts->rules[i];

		if (other != draft && strcmp(other->id, draft->pair) == 0)
			return true;
	}
	return false;
}

static int finish_rules(
	struct drafts *drafts, struct ruleset *set, struct err *err)
{
	struct rule *rules =
		pool_zalloc(&drafts->pool, drafts->rule_count, sizeof *rules);

	for (size_t i = 0; i < drafts->rule_count; i++) {
		const struct rule_draft *draft = &drafts->rules[i];
		int rc = finish_rule(draft, &rules[i], set, &drafts->pool, err);

		if (rc == 0 && draft->pair != NULL && !has_pair(drafts, draft))
			rc = err_set(err, ERR_RULE,
				"there is no other rule named %.400s for pair",
				draft->pair);
		if (rc < 0)
			return err_context(err, "%s:%u: rule %s", draft->file,
				(unsigned)draft->line, draft->id);
	}
	set->rules = rules;
	set->rule_count = drafts->rule_count;
	return 0;
}

static uint64_t read_hex(const char *digits)
{
	uint64_t number = 0;

	for (; *digits != '\0'; digits++) {
		unsigned value = *digits <= '9'
					 ? (unsigned)(*digits - '0')
					 : (unsigned)(*digits - 'a') + 10;

		number = number << 4 | value;
	}
	return number;
}

static int compare_public(const void *a, const void *b)
{
	const struct public_draft *left = a;
	const struct public_draft *right = b;

	return strcmp(left->id, right->id);
}

static int finish_publics(
	struct drafts *drafts, struct ruleset *set, struct err *err)
{
	struct public_draft *list = drafts->publics;
	uint64_t *ids =
		pool_zalloc(&drafts->pool, drafts->public_count, sizeof *ids);

	if (drafts->public_count > 0)
		qsort(list, drafts->public_count, sizeof *list, compare_public);
	for (size_t i = 0; i < drafts->public_count; i++) {
		int rc = 0;

		if (list[i].reason == NULL)
			rc = err_set(err, ERR_RULE, "%s is missing", "reason");
		else if (i > 0 && strcmp(list[i - 1].id, list[i].id) == 0)
			rc = err_set(err, ERR_RULE, "it is there twice");
		if (rc < 0)
			return err_context(err, "%s:%u: public %s",
				list[i].file, (unsigned)list[i].line,
				list[i].id);
		ids[i] = read_hex(list[i].id);
	}
	set->public_ids = ids;
	set->public_id_count = drafts->public_count;
	return 0;
}

int compose_rules(struct drafts *drafts, struct ruleset *set, struct err *err)
{
	int rc = finish_families(drafts, set, err);

	if (rc == 0)
		rc = finish_rules(drafts, set, err);
	if (rc == 0)
		rc = finish_publics(drafts, set, err);
	return rc;
}
