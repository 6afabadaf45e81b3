/*
 * compose.c - makes rules of drafts.
 *
 * Families and pairs are looked up, defaults filled in, and the place where a
 * pattern is tried is decided; docs/RULES.md has the words for users.
 */
#include "base/err.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/warnings.h"
#include "engine/check.h"
#include "rules/anchor.h"
#include "rules/compose.h"
#include "rules/composepublic.h"
#include "rules/draft.h"
#include "rules/draftcheck.h"
#include "rules/named.h"
#include "rules/nearest.h"

enum {
	SHOWN_BEHIND = 8, /* bytes behind the keyword, of users' rules */
	DISTINCTIVE_MIN = 4, /* bytes of keyword that say enough in a binary */
};

/* What is made of what. */
struct composing {
	struct drafts *drafts;
	const struct ruleset *base; /* NULL: none */
	struct ruleset *set; /* the families are there before the rules */
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

/* The family of users' rules that name none. */
static const struct family users_family = {
	.id = "own-rules",
	.title = N_("a rule of your own"),
};

/* That of what git's configuration has for git-secrets. */
static const struct family git_secrets_family = {
	.id = "git-secrets",
	.title = N_("git-secrets (secrets.patterns)"),
};

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

	if (draft->bare) {
		rule->place = PLACE_EACH_LINE;
		return 0;
	}
	if (draft->detect == DETECT_OWN) {
		if (draft->users || draft->pattern != NULL ||
			draft->keywords.count > 0 || near)
			return err_set(err, ERR_RULE,
				"detect = own is the program's own");
		rule->place = PLACE_OWN;
		rule->proven = true;
		return 0;
	}
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
	if (draft->keywords.count == 0) {
		if (near || draft->anchored == 1)
			return err_set(err, ERR_RULE,
				"near and anchored need a keyword");
		rule->place = PLACE_FILE;
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

/* What anybody's tree says is public need not be: no more than a prefix is. */
static uint16_t shown_bytes(
	const struct rule_draft *draft, const struct rule *rule)
{
	size_t most = SHOWN_BEHIND;

	if (rule->keywords[0] != NULL)
		most += anchor_common(rule->keywords);
	if (draft->users && (size_t)draft->shown > most)
		return (uint16_t)most;
	return (uint16_t)draft->shown;
}

/* What follows from the place: how much is public, and how telling it is. */
static void derive_from_place(const struct rule_draft *draft, struct rule *rule)
{
	bool anchored = rule->place == PLACE_ANCHORED;
	size_t common = anchored ? anchor_common(rule->keywords) : 0;

	if (draft->shown != DRAFT_UNSET)
		rule->shown = shown_bytes(draft, rule);
	else if (anchored && anchor_secret_first(rule->pattern))
		rule->shown = (uint16_t)common;
	rule->distinctive = anchored && rule->confidence == CONFIDENCE_HIGH &&
			    anchor_shortest(rule->keywords) >= DISTINCTIVE_MIN;
	rule->distinctive |= rule->place == PLACE_FILE;
}

static const struct family *find_family(
	const struct family *families, size_t count, const char *id)
{
	for (size_t i = 0; i < count; i++) {
		if (strcmp(families[i].id, id) == 0)
			return &families[i];
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

static int set_family(const struct rule_draft *draft, struct rule *rule,
	const struct composing *composing, struct err *err)
{
	const struct ruleset *set = composing->set;
	const struct ruleset *base = composing->base;
	const char *id = draft->family;

	rule->family = draft->bare ? &git_secrets_family : &users_family;
	if (id != NULL)
		rule->family =
			find_family(set->families, set->family_count, id);
	if (rule->family == NULL && base != NULL)
		rule->family =
			find_family(base->families, base->family_count, id);
	if (rule->family == NULL)
		return err_set(
			err, ERR_RULE, "there is no family named %.400s", id);
	return 0;
}

static void copy_draft(
	const struct rule_draft *draft, struct rule *rule, struct pool *pool)
{
	rule->id = draft->id;
	rule->title = draft->title != NULL ? draft->title : draft->id;
	rule->paired_title = draft->paired_title;
	rule->pattern = draft->pattern;
	rule->grants = draft->grants;
	rule->revoke = draft->revoke;
	rule->pair = draft->pair;
	rule->apart = draft->apart;
	rule->keywords = finish_list(&draft->keywords, pool);
	if (draft->paths.count > 0)
		rule->paths = finish_list(&draft->paths, pool);
	rule->example_path = draft->example_path;
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
	rule->users = draft->users;
	for (uint8_t i = 0; i < draft->checks.count; i++)
		rule->proven |= check_proves(draft->checks.rows[i]);
	if (draft->detect == DETECT_NAMED)
		copy_named(rule, pool);
}

/*
 * What a file says of a rule.  A token that proves itself by a checksum is no
 * false alarm: a tree waives it by its id only.
 */
static void apply_change(struct rule *rule, const struct rule_draft *draft)
{
	bool proven = rule->proven;
	bool lower = draft->confidence != DRAFT_UNSET &&
		     (enum confidence)draft->confidence < rule->confidence;

	if (draft->confidence != DRAFT_UNSET &&
		!(proven && lower && draft->confidence_by_tree))
		rule->confidence = (enum confidence)draft->confidence;
	if (draft->enabled != 0)
		return;
	if (!draft->enabled_by_tree)
		rule->state = RULE_OFF;
	else if (!proven)
		rule->state = RULE_OFF_BY_TREE;
}

static int finish_rule(const struct rule_draft *draft, struct rule *rule,
	const struct composing *composing, struct err *err)
{
	const char *missing = draftcheck_missing(draft);
	int rc;

	if (missing != NULL)
		return err_set(err, ERR_RULE, "%s is missing", missing);
	copy_draft(draft, rule, &composing->drafts->pool);
	rc = set_family(draft, rule, composing, err);
	if (rc == 0)
		rc = decide_place(draft, rule, err);
	if (rc < 0)
		return rc;
	derive_from_place(draft, rule);
	if (!draft->users)
		return 0;
	apply_change(rule, draft);
	return draftcheck_users_rule(draft, rule, err);
}

/* Copies the rules of the base, changed, before the others. */
static void copy_base(const struct composing *composing, struct rule *rules)
{
	const struct drafts *drafts = composing->drafts;
	const struct ruleset *base = composing->base;

	if (base == NULL)
		return;
	memcpy(rules, base->rules, base->rule_count * sizeof *rules);
	for (size_t i = 0; i < drafts->change_count; i++)
		apply_change(&rules[drafts->changes[i].changed],
			&drafts->changes[i]);
}

/* `keywords-of`: the keywords stand in one rule, for both. */
static int borrow_keywords(
	struct drafts *drafts, struct rule_draft *draft, struct err *err)
{
	const struct rule_draft *lender = NULL;

	for (size_t i = 0; i < drafts->rule_count; i++) {
		if (strcmp(drafts->rules[i].id, draft->keywords_of) == 0)
			lender = &drafts->rules[i];
	}
	if (lender == NULL || lender == draft)
		return err_set(err, ERR_RULE,
			"there is no other rule named %.400s for keywords-of",
			draft->keywords_of);
	for (size_t i = 0; i < lender->keywords.count; i++) {
		struct draft_list *list = &draft->keywords;

		list->texts = mem_grow(list->texts, list->count,
			&list->capacity, sizeof *list->texts);
		list->texts[list->count++] = lender->keywords.texts[i];
	}
	return 0;
}

/* What is to be changed is not there: another version has it, or nobody. */
static int unknown_rule(const struct composing *composing,
	const struct rule_draft *draft, struct err *err)
{
	const struct ruleset *base = composing->base;
	size_t known = base != NULL ? base->rule_count : 0;
	struct nearest nearest = { .word = draft->id };

	for (size_t i = 0; i < known; i++)
		nearest_offer(&nearest, base->rules[i].id);
	if (nearest.best != NULL)
		err_set(err, ERR_CONFIG,
			"%s:%u: there is no rule %s; is %s meant?", draft->file,
			(unsigned)draft->line, draft->id, nearest.best);
	else
		err_set(err, ERR_CONFIG, "%s:%u: there is no rule %s",
			draft->file, (unsigned)draft->line, draft->id);
	if (draft->warnings == NULL)
		return ERR_CONFIG;
	warnings_add(draft->warnings, err->message);
	return 0;
}

static int finish_rules(struct composing *composing, struct err *err)
{
	struct drafts *drafts = composing->drafts;
	size_t known = composing->base ? composing->base->rule_count : 0;
	struct rule *rules = pool_zalloc(
		&drafts->pool, known + drafts->rule_count, sizeof *rules);

	copy_base(composing, rules);
	for (size_t i = 0; i < drafts->rule_count; i++) {
		struct rule_draft *draft = &drafts->rules[i];
		int rc = 0;

		if (draft->users && !draft->defined) {
			rc = unknown_rule(composing, draft, err);
			if (rc < 0)
				return rc;
			continue;
		}
		if (draft->keywords_of != NULL)
			rc = borrow_keywords(drafts, draft, err);
		if (rc == 0)
			rc = finish_rule(draft, &rules[known], composing, err);
		if (rc == 0)
			rc = draftcheck_pair(
				drafts, composing->base, draft, err);
		if (rc < 0)
			return err_context(err, "%s:%u: rule %s", draft->file,
				(unsigned)draft->line, draft->id);
		known++;
	}
	composing->set->rules = rules;
	composing->set->rule_count = known;
	return 0;
}

int compose_rules(struct drafts *drafts, const struct ruleset *base,
	struct ruleset *set, struct err *err)
{
	struct composing composing = { drafts, base, set };
	int rc = finish_families(drafts, set, err);

	if (rc == 0)
		rc = finish_rules(&composing, err);
	if (rc == 0)
		rc = compose_publics(drafts, base, set, err);
	return rc;
}
