/*
 * rulebook.c - turns the sections of rule files into rules.
 *
 * Files are read into drafts (draft.c), one a section.  When the last file was
 * read the drafts become rules (compose.c), and the keywords of all rules are
 * gathered for the prefilter (keywords.c).
 */
#include "base/err.h"
#include "base/mem.h"
#include "engine/pattern.h"
#include "engine/prefilter.h"
#include "rules/compose.h"
#include "rules/draft.h"
#include "rules/keywords.h"
#include "rules/nearest.h"
#include "rules/rulebook.h"
#include "rules/rulefile.h"

enum {
	RULES_MAX = 8192, /* in a book; looking for doubles is quadratic */
	ID_MAX = 64, /* bytes of a rule's or family's id */
};

struct rulebook {
	const struct ruleset *base; /* borrowed; NULL: none */
	struct drafts drafts;
	const struct section *section; /* the last header's; NULL: none */
	const struct rulefile *file; /* being read; borrowed */
	const char *file_name; /* its name; owned by the pool */
	struct rule_draft *rule; /* the section's, in drafts; or NULL */
	size_t family; /* the section's, an index in drafts */
	bool locked; /* against weakening by the tree */
	struct prefilter *prefilter; /* owned; NULL until finished */
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
	bool ours; /* only in the files of the program itself */
};

struct rulebook *rulebook_new(const struct ruleset *base)
{
	struct rulebook *book = mem_zalloc(1, sizeof(*book));

	book->base = base;
	return book;
}

void rulebook_lock(struct rulebook *book)
{
	book->locked = true;
}

void rulebook_free(struct rulebook *book)
{
	if (book == NULL)
		return;
	drafts_release(&book->drafts);
	prefilter_free(book->prefilter);
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
			"%.400s: an id is made of up to %d of a-z, 0-9 and -",
			id, ID_MAX);
	return 0;
}

static int already_there(const struct rulefile_entry *entry, const char *file,
	uint32_t line, struct err *err)
{
	return err_set(err, ERR_CONFIG, "%s %s is already there, at %s:%u",
		entry->section, entry->subsection, file, (unsigned)line);
}

/* Appends an empty draft to one of the two lists of the book. */
static struct rule_draft *add_draft(struct rulebook *book,
	struct rule_draft **list, size_t *count, size_t *capacity)
{
	struct rule_draft *draft;

	*list = mem_grow(*list, *count, capacity, sizeof **list);
	draft = &(*list)[(*count)++];
	rule_draft_init(draft);
	draft->file = book->file_name;
	draft->users = book->base != NULL;
	draft->warnings = book->file != NULL ? book->file->warnings : NULL;
	return draft;
}

/* Goes to what users change of the built-in rule at INDEX. */
static void begin_change(struct rulebook *book, size_t index, uint32_t line)
{
	struct drafts *drafts = &book->drafts;

	for (size_t i = 0; i < drafts->change_count; i++) {
		book->rule = &drafts->changes[i];
		if (book->rule->changed == index)
			return;
	}
	book->rule = add_draft(book, &drafts->changes, &drafts->change_count,
		&drafts->change_capacity);
	book->rule->id = book->base->rules[index].id;
	book->rule->changed = index;
	book->rule->line = line;
}

/* A rule that is there already: users may say more of it, we may not. */
static int reopen_rule(struct rulebook *book, struct rule_draft *draft,
	const struct rulefile_entry *entry, struct err *err)
{
	if (book->base == NULL)
		return already_there(entry, draft->file, draft->line, err);
	book->rule = draft;
	return 0;
}

bool rulebook_is_pattern_id(const char *id)
{
	return strncmp(id, RULEBOOK_PATTERN_ID,
		       sizeof(RULEBOOK_PATTERN_ID) - 1) == 0;
}

static int begin_rule(struct rulebook *book, const struct rulefile_entry *entry,
	struct err *err)
{
	struct drafts *drafts = &book->drafts;
	const struct rule *known;

	if (check_id(entry, err) < 0)
		return ERR_CONFIG;
	known = book->base != NULL ? ruleset_find(book->base, entry->subsection)
				   : NULL;
	if (known != NULL) {
		begin_change(
			book, (size_t)(known - book->base->rules), entry->line);
		return 0;
	}
	for (size_t i = 0; i < drafts->rule_count; i++) {
		if (strcmp(drafts->rules[i].id, entry->subsection) == 0)
			return reopen_rule(book, &drafts->rules[i], entry, err);
	}
	book->rule = NULL;
	if (book->base != NULL && rulebook_is_pattern_id(entry->subsection))
		return 0;
	if (drafts->rule_count == RULES_MAX)
		return err_set(
			err, ERR_CONFIG, "more than %d rules", RULES_MAX);
	book->rule = add_draft(book, &drafts->rules, &drafts->rule_count,
		&drafts->rule_capacity);
	book->rule->id = pool_copy_string(&drafts->pool, entry->subsection);
	book->rule->line = entry->line;
	return 0;
}

/* Of a built-in rule, and of a bare pattern, users change two things. */
static bool is_changeable(const char *key)
{
	return strcmp(key, "enabled") == 0 || strcmp(key, "confidence") == 0;
}

/*
 * A file of one's own says more of a rule that the tree has: what there
 * narrows the pattern is forgotten.  Else a check or a path in the tree would
 * blunt a rule of this machine that has the same id.
 */
static void widen(struct rule_draft *draft)
{
	draft->paths.count = 0;
	draft->example_path = NULL;
	draft->checks = (struct draft_checks){ .count = 0 };
	draft->entropy = 0;
	draft->pair = NULL;
	draft->apart = NULL;
	draft->near = draft->anchored = draft->edge = DRAFT_UNSET;
	draft->shown = draft->detect = DRAFT_UNSET;
	draft->fold = draft->weak = draft->is_id = 0;
}

static int check_changeable(const struct rulebook *book,
	const struct rulefile_entry *entry, struct err *err)
{
	const struct rule_draft *draft = book->rule;

	if (is_changeable(entry->key))
		return 0;
	if (draft == NULL || draft->bare)
		return err_set(err, ERR_CONFIG,
			"%s* are the patterns of git-secrets: only enabled and "
			"confidence can be changed, not %.400s",
			RULEBOOK_PATTERN_ID, entry->key);
	if (book->base != NULL && draft->pattern == NULL &&
		ruleset_find(book->base, draft->id) != NULL)
		return err_set(err, ERR_CONFIG,
			"%s is a built-in rule: only enabled and confidence "
			"can be changed, not %.400s",
			draft->id, entry->key);
	return 0;
}

static int set_in_rule(struct rulebook *book,
	const struct rulefile_entry *entry, struct err *err)
{
	struct rule_draft *draft = book->rule;
	bool by_tree = book->file->from_tree;
	int rc;

	if (check_changeable(book, entry, err) < 0)
		return ERR_CONFIG;
	if (draft == NULL ||
		(book->locked && by_tree && is_changeable(entry->key)))
		return 0;
	if (draft->defined && draft->defined_by_tree && !by_tree &&
		!is_changeable(entry->key))
		widen(draft);
	rc = rule_draft_set(draft, &book->drafts.pool, entry, err);
	if (rc == 0 && !is_changeable(entry->key)) {
		draft->defined = true;
		draft->defined_by_tree = by_tree;
	}
	if (strcmp(entry->key, "enabled") == 0)
		draft->enabled_by_tree = by_tree;
	if (strcmp(entry->key, "confidence") == 0)
		draft->confidence_by_tree = by_tree;
	return rc;
}

static int begin_family(struct rulebook *book,
	const struct rulefile_entry *entry, struct err *err)
{
	struct family_draft *draft;

	if (check_id(entry, err) < 0)
		return ERR_CONFIG;
	if (book->drafts.family_count == RULES_MAX)
		return err_set(
			err, ERR_CONFIG, "more than %d families", RULES_MAX);
	for (size_t i = 0; i < book->drafts.family_count; i++) {
		draft = &book->drafts.families[i];
		if (strcmp(draft->id, entry->subsection) != 0)
			continue;
		book->family = i;
		if (book->base != NULL)
			return 0;
		return already_there(entry, draft->file, draft->line, err);
	}
	book->drafts.families = mem_grow(book->drafts.families,
		book->drafts.family_count, &book->drafts.family_capacity,
		sizeof *book->drafts.families);
	book->family = book->drafts.family_count++;
	draft = &book->drafts.families[book->family];
	*draft = (struct family_draft){
		.id = pool_copy_string(&book->drafts.pool, entry->subsection),
		.file = book->file_name,
		.line = entry->line,
	};
	return 0;
}

static int set_in_family(struct rulebook *book,
	const struct rulefile_entry *entry, struct err *err)
{
	return family_draft_set(&book->drafts.families[book->family],
		&book->drafts.pool, entry, err);
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
	if (book->drafts.public_count == RULES_MAX)
		return err_set(err, ERR_CONFIG, "more than %d public values",
			RULES_MAX);
	book->drafts.publics = mem_grow(book->drafts.publics,
		book->drafts.public_count, &book->drafts.public_capacity,
		sizeof *book->drafts.publics);
	draft = &book->drafts.publics[book->drafts.public_count++];
	*draft = (struct public_draft){
		.id = pool_copy_string(&book->drafts.pool, id),
		.file = book->file_name,
		.line = entry->line,
	};
	return 0;
}

static int set_in_public(struct rulebook *book,
	const struct rulefile_entry *entry, struct err *err)
{
	return public_draft_set(
		&book->drafts.publics[book->drafts.public_count - 1],
		&book->drafts.pool, entry, err);
}

static const struct section sections[] = {
	{ "rule", begin_rule, set_in_rule, false },
	{ "family", begin_family, set_in_family, false },
	/* Nobody would be told what a tree lets through in this way. */
	{ "public", begin_public, set_in_public, true },
	{ "kagiban", NULL, NULL, false },
	{ "allow", NULL, NULL, false },
};

static int not_for_users(
	struct rulebook *book, const struct section *section, struct err *err)
{
	book->section = NULL;
	err_set(err, ERR_CONFIG,
		"[%s] is for the program's own rules; a value is waived by "
		"[allow \"ID\"]",
		section->name);
	return DRAFT_UNKNOWN;
}

static int begin_section(struct rulebook *book,
	const struct rulefile_entry *entry, struct err *err)
{
	struct nearest nearest = { .word = entry->section };

	for (size_t i = 0; i < sizeof sections / sizeof *sections; i++) {
		const struct section *section = &sections[i];

		nearest_offer(&nearest, section->name);
		if (strcmp(section->name, entry->section) != 0)
			continue;
		if (section->ours && book->base != NULL)
			return not_for_users(book, section, err);
		book->section = section;
		if (section->begin == NULL)
			return 0;
		return section->begin(book, entry, err);
	}
	book->section = NULL;
	if (nearest.best == NULL)
		err_set(err, ERR_CONFIG, "unknown section [%.400s]",
			entry->section);
	else
		err_set(err, ERR_CONFIG,
			"unknown section [%.400s]; is [%s] meant?",
			entry->section, nearest.best);
	return DRAFT_UNKNOWN;
}

static int take_entry(
	void *payload, const struct rulefile_entry *entry, struct err *err)
{
	struct rulebook *book = payload;
	int rc = 0;

	if (entry->key == NULL)
		rc = begin_section(book, entry, err);
	else if (book->section != NULL && book->section->set != NULL)
		rc = book->section->set(book, entry, err);
	if (rc == DRAFT_UNKNOWN)
		return rulefile_unknown(book->file, entry->line, err);
	if (rc < 0)
		return err_context(
			err, "%s:%u", book->file_name, (unsigned)entry->line);
	return 0;
}

int rulebook_add(
	struct rulebook *book, const struct rulefile *file, struct err *err)
{
	book->file = file;
	book->file_name = pool_copy_string(&book->drafts.pool, file->name);
	book->section = NULL;
	return rulefile_parse(
		file->name, file->text, file->len, take_entry, book, err);
}

int rulebook_add_pattern(struct rulebook *book, const char *id,
	const char *title, const char *pattern, struct err *err)
{
	const struct rule checked = { .id = id,
		.pattern = pattern,
		.place = PLACE_EACH_LINE,
		.users = true };
	struct drafts *drafts = &book->drafts;
	struct rule_draft *draft;

	if (drafts->rule_count == RULES_MAX)
		return err_set(err, ERR_RULE, "more than %d rules", RULES_MAX);
	if (pattern_check(&checked, err) < 0)
		return ERR_RULE;
	draft = add_draft(book, &drafts->rules, &drafts->rule_count,
		&drafts->rule_capacity);
	draft->file = "secrets.patterns";
	draft->bare = true;
	draft->defined = true;
	draft->id = pool_copy_string(&drafts->pool, id);
	draft->title = pool_copy_string(&drafts->pool, title);
	draft->pattern = pool_copy_string(&drafts->pool, pattern);
	return 0;
}

static bool adds_keyword(const struct drafts *drafts)
{
	for (size_t i = 0; i < drafts->rule_count; i++) {
		if (drafts->rules[i].keywords.count > 0)
			return true;
	}
	return false;
}

int rulebook_finish(struct rulebook *book, struct ruleset *set, struct err *err)
{
	int rc;

	*set = (struct ruleset){ .rules = NULL };
	rc = compose_rules(&book->drafts, book->base, set, err);
	if (rc < 0)
		return rc;
	if (book->base != NULL && !adds_keyword(&book->drafts)) {
		set->keywords = book->base->keywords;
		set->keyword_count = book->base->keyword_count;
		set->prefilter = book->base->prefilter;
		return 0;
	}
	rc = keywords_collect(set, &book->drafts.pool, err);
	if (rc < 0)
		return rc;
	book->prefilter = prefilter_build(set->keywords, set->keyword_count);
	set->prefilter = book->prefilter;
	return 0;
}
