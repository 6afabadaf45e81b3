/*
 * rulebook.c - turns the sections of rule files into rules.
 *
 * Files are read into drafts (draft.c), one a section.  When the last file was
 * read the drafts become rules: families and pairs are looked up, defaults
 * filled in, the place where a pattern is tried is decided, and the keywords
 * of all rules are gathered for the prefilter.
 */
#include "base/err.h"
#include "base/mem.h"
#include "engine/prefilter.h"
#include "rules/anchor.h"
#include "rules/draft.h"
#include "rules/keywords.h"
#include "rules/nearest.h"
#include "rules/pool.h"
#include "rules/rulebook.h"
#include "rules/rulefile.h"

enum {
	RULES_MAX = 8192,    /* in a book; looking for doubles is quadratic */
	ID_MAX = 64,	     /* bytes of a rule's or family's id */
	SHOWN_MAX = 64,	     /* bytes */
	DISTINCTIVE_MIN = 4, /* bytes of keyword that say enough in a binary */
};

struct rulebook {
	struct pool pool;	  /* all that rules and drafts point to */
	struct rule_draft *rules; /* owned */
	size_t rule_count;
	size_t rule_capacity;
	struct family_draft *families; /* owned */
	size_t family_count;
	size_t family_capacity;
	struct public_draft *publics; /* owned */
	size_t public_count;
	size_t public_capacity;
	const struct section *section; /* the last header's; NULL: none */
	const char *file;	       /* being read; owned by the pool */
	struct prefilter *prefilter;   /* owned; NULL until finished */
};

/* The kinds of sections. */
struct section {
	const char *name;
	/* Begins a new one; NULL: it is others' business. */
	int (*begin)(struct rulebook *book, const struct rulefile_entry *entry,
		struct err *err);
	/* Takes a key of the last one begun. */
	int (*set)(struct rulebook *book, const struct rulefile_entry *entry,
		struct err *err);
};

struct rulebook *rulebook_new(void)
{
	return mem_zalloc(1, sizeof(struct rulebook));
}

void rulebook_free(struct rulebook *book)
{
	if (book == NULL)
		return;
	for (size_t i = 0; i < book->rule_count; i++)
		rule_draft_release(&book->rules[i]);
	for (size_t i = 0; i < book->family_count; i++)
		family_draft_release(&book->families[i]);
	free(book->rules);
	free(book->families);
	free(book->publics);
	prefilter_free(book->prefilter);
	pool_release(&book->pool);
	free(book);
}

/* An id is made of a-z, 0-9 and dashes, so that it can stand anywhere. */
static int check_id(const struct rulefile_entry *entry, struct err *err)
{
	const char *id = entry->subsection;
	size_t len;

	if (id == NULL)
		return err_set(err, ERR_CONFIG, "expected [%s \"id\"]",
			entry->section);
	len = strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-");
	if (len == 0 || len > ID_MAX || id[len] != '\0' || *id == '-')
		return err_set(err, ERR_CONFIG,
			"%.64s: an id is made of up to %d of a-z, 0-9 and -",
			id, ID_MAX);
	return 0;
}

static int already_there(const struct rulefile_entry *entry, const char *file,
	uint32_t line, struct err *err)
{
	return err_set(err, ERR_CONFIG, "%s %s is already there, at %s:%u",
		entry->section, entry->subsection, file, (unsigned)line);
}

static int begin_rule(struct rulebook *book, const struct rulefile_entry *entry,
	struct err *err)
{
	struct rule_draft *draft;

	if (check_id(entry, err) < 0)
		return ERR_CONFIG;
	if (book->rule_count == RULES_MAX)
		return err_set(
			err, ERR_CONFIG, "more than %d rules", RULES_MAX);
	for (size_t i = 0; i < book->rule_count; i++) {
		draft = &book->rules[i];
		if (strcmp(draft->id, entry->subsection) == 0)
			return already_there(
				entry, draft->file, draft->line, err);
	}
	book->rules = mem_grow(book->rules, book->rule_count,
		&book->rule_capacity, sizeof *book->rules);
	draft = &book->rules[book->rule_count++];
	rule_draft_init(draft);
	draft->id = pool_copy_string(&book->pool, entry->subsection);
	draft->file = book->file;
	draft->line = entry->line;
	return 0;
}

static int set_in_rule(struct rulebook *book,
	const struct rulefile_entry *entry, struct err *err)
{
	return rule_draft_set(
		&book->rules[book->rule_count - 1], &book->pool, entry, err);
}

static int begin_family(struct rulebook *book,
	const struct rulefile_entry *entry, struct err *err)
{
	struct family_draft *draft;

	if (check_id(entry, err) < 0)
		return ERR_CONFIG;
	if (book->family_count == RULES_MAX)
		return err_set(
			err, ERR_CONFIG, "more than %d families", RULES_MAX);
	for (size_t i = 0; i < book->family_count; i++) {
		draft = &book->families[i];
		if (strcmp(draft->id, entry->subsection) == 0)
			return already_there(
				entry, draft->file, draft->line, err);
	}
	book->families = mem_grow(book->families, book->family_count,
		&book->family_capacity, sizeof *book->families);
	draft = &book->families[book->family_count++];
	*draft = (struct family_draft){
		.id = pool_copy_string(&book->pool, entry->subsection),
		.file = book->file,
		.line = entry->line,
	};
	return 0;
}

static int set_in_family(struct rulebook *book,
	const struct rulefile_entry *entry, struct err *err)
{
	return family_draft_set(&book->families[book->family_count - 1],
		&book->pool, entry, err);
}

static int begin_public(struct rulebook *book,
	const struct rulefile_entry *entry, struct err *err)
{
	const char *id = entry->subsection;
	struct public_draft *draft;

	if (id == NULL || strspn(id, "0123456789abcdef") != 16 ||
		id[16] != '\0')
		return err_set(err, ERR_CONFIG,
			"expected [public \"16 hex digits, lower case\"]");
	if (book->public_count == RULES_MAX)
		return err_set(err, ERR_CONFIG, "more than %d public values",
			RULES_MAX);
	book->publics = mem_grow(book->publics, book->public_count,
		&book->public_capacity, sizeof *book->publics);
	draft = &book->publics[book->public_count++];
	*draft = (struct public_draft){
		.id = pool_copy_string(&book->pool, id),
		.file = book->file,
		.line = entry->line,
	};
	return 0;
}

static int set_in_public(struct rulebook *book,
	const struct rulefile_entry *entry, struct err *err)
{
	return public_draft_set(&book->publics[book->public_count - 1],
		&book->pool, entry, err);
}

static const struct section sections[] = {
	{ "rule", begin_rule, set_in_rule },
	{ "family", begin_family, set_in_family },
	{ "public", begin_public, set_in_public },
	{ "kagiban", NULL, NULL },
	{ "allow", NULL, NULL },
};

static int begin_section(struct rulebook *book,
	const struct rulefile_entry *entry, struct err *err)
{
	struct nearest nearest = { .word = entry->section };

	for (size_t i = 0; i < sizeof sections / sizeof *sections; i++) {
		const struct section *section = &sections[i];

		nearest_offer(&nearest, section->name);
		if (strcmp(section->name, entry->section) != 0)
			continue;
		book->section = section;
		if (section->begin == NULL)
			return 0;
		return section->begin(book, entry, err);
	}
	if (nearest.best == NULL)
		return err_set(err, ERR_CONFIG, "unknown section [%.40s]",
			entry->section);
	return err_set(err, ERR_CONFIG,
		"unknown section [%.40s]; is [%s] meant?", entry->section,
		nearest.best);
}

static int take_entry(
	void *payload, const struct rulefile_entry *entry, struct err *err)
{
	struct rulebook *book = payload;
	int rc = 0;

	if (entry->key == NULL)
		rc = begin_section(book, entry, err);
	else if (book->section->set != NULL)
		rc = book->section->set(book, entry, err);
	if (rc < 0)
		return err_context(
			err, "%s:%u", book->file, (unsigned)entry->line);
	return 0;
}

int rulebook_add(struct rulebook *book, const char *name, const char *text,
	size_t len, struct err *err)
{
	book->file = pool_copy_string(&book->pool, name);
	book->section = NULL;
	return rulefile_parse(name, text, len, take_entry, book, err);
}

/* ---- from drafts to rules ---- */

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
	struct rulebook *book, struct ruleset *set, struct err *err)
{
	struct family *families =
		pool_zalloc(&book->pool, book->family_count, sizeof *families);

	for (size_t i = 0; i < book->family_count; i++) {
		const struct family_draft *draft = &book->families[i];

		if (draft->title == NULL) {
			err_set(err, ERR_RULE, "family %s has no title",
				draft->id);
			return err_context(err, "%s:%u", draft->file,
				(unsigned)draft->line);
		}
		families[i].id = draft->id;
		families[i].title = draft->title;
		families[i].keep = draft->keep;
		families[i].revoke = draft->revoke;
		families[i].steps = finish_list(&draft->steps, &book->pool);
	}
	set->families = families;
	set->family_count = book->family_count;
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

static void copy_draft(
	const struct rule_draft *draft, struct rule *rule, struct pool *pool)
{
	rule->id = draft->id;
	rule->title = draft->title;
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
		return err_set(err, ERR_RULE, "there is no family named %.64s",
			draft->family);
	if (decide_place(draft, rule, err) < 0)
		return ERR_RULE;
	derive_from_place(draft, rule);
	return 0;
}

/* The draft that PAIR of another one names; not itself. */
static bool has_pair(
	const struct rulebook *book, const struct rule_draft *draft)
{
	for (size_t i = 0; i < book->rule_count; i++) {
		const struct rule_draft *other = &book->rules[i];

		if (other != draft && strcmp(other->id, draft->pair) == 0)
			return true;
	}
	return false;
}

static int finish_rules(
	struct rulebook *book, struct ruleset *set, struct err *err)
{
	struct rule *rules =
		pool_zalloc(&book->pool, book->rule_count, sizeof *rules);

	for (size_t i = 0; i < book->rule_count; i++) {
		const struct rule_draft *draft = &book->rules[i];
		int rc = finish_rule(draft, &rules[i], set, &book->pool, err);

		if (rc == 0 && draft->pair != NULL && !has_pair(book, draft))
			rc = err_set(err, ERR_RULE,
				"there is no other rule named %.64s for pair",
				draft->pair);
		if (rc < 0)
			return err_context(err, "%s:%u: rule %s", draft->file,
				(unsigned)draft->line, draft->id);
	}
	set->rules = rules;
	set->rule_count = book->rule_count;
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
	struct rulebook *book, struct ruleset *set, struct err *err)
{
	struct public_draft *list = book->publics;
	uint64_t *ids =
		pool_zalloc(&book->pool, book->public_count, sizeof *ids);

	if (book->public_count > 0)
		qsort(list, book->public_count, sizeof *list, compare_public);
	for (size_t i = 0; i < book->public_count; i++) {
		const char *wrong = NULL;

		if (list[i].reason == NULL)
			wrong = "has no reason";
		if (i > 0 && strcmp(list[i - 1].id, list[i].id) == 0)
			wrong = "is there twice";
		if (wrong != NULL)
			return err_set(err, ERR_RULE, "%s:%u: public %s %s",
				list[i].file, (unsigned)list[i].line,
				list[i].id, wrong);
		ids[i] = read_hex(list[i].id);
	}
	set->public_ids = ids;
	set->public_id_count = book->public_count;
	return 0;
}

int rulebook_finish(struct rulebook *book, struct ruleset *set, struct err *err)
{
	int rc;

	*set = (struct ruleset){ .rules = NULL };
	rc = finish_families(book, set, err);
	if (rc == 0)
		rc = finish_rules(book, set, err);
	if (rc == 0)
		rc = finish_publics(book, set, err);
	if (rc == 0)
		rc = keywords_collect(set, &book->pool, err);
	if (rc < 0)
		return rc;
	book->prefilter = prefilter_build(set->keywords, set->keyword_count);
	set->prefilter = book->prefilter;
	return 0;
}
