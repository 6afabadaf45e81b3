/*
 * rulebook.c - turns the sections of rule files into rules.
 *
 * Files are read into drafts (draft.c), one a section.  When the last file was
 * read the drafts become rules (compose.c), and the keywords of all rules are
 * gathered for the prefilter (keywords.c).
 */
#include "base/err.h"
#include "base/mem.h"
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
	struct drafts drafts;
	const struct section *section; /* the last header's; NULL: none */
	const char *file; /* being read; owned by the pool */
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
};

struct rulebook *rulebook_new(void)
{
	return mem_zalloc(1, sizeof(struct rulebook));
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

static int begin_rule(struct rulebook *book, const struct rulefile_entry *entry,
	struct err *err)
{
	struct rule_draft *draft;

	if (check_id(entry, err) < 0)
		return ERR_CONFIG;
	if (book->drafts.rule_count == RULES_MAX)
		return err_set(
			err, ERR_CONFIG, "more than %d rules", RULES_MAX);
	for (size_t i = 0; i < book->drafts.rule_count; i++) {
		draft = &book->drafts.rules[i];
		if (strcmp(draft->id, entry->subsection) == 0)
			return already_there(
				entry, draft->file, draft->line, err);
	}
	book->drafts.rules = mem_grow(book->drafts.rules,
		book->drafts.rule_count, &book->drafts.rule_capacity,
		sizeof *book->drafts.rules);
	draft = &book->drafts.rules[book->drafts.rule_count++];
	rule_draft_init(draft);
	draft->id = pool_copy_string(&book->drafts.pool, entry->subsection);
	draft->file = book->file;
	draft->line = entry->line;
	return 0;
}

static int set_in_rule(struct rulebook *book,
	const struct rulefile_entry *entry, struct err *err)
{
	return rule_draft_set(&book->drafts.rules[book->drafts.rule_count - 1],
		&book->drafts.pool, entry, err);
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
		if (strcmp(draft->id, entry->subsection) == 0)
			return already_there(
				entry, draft->file, draft->line, err);
	}
	book->drafts.families = mem_grow(book->drafts.families,
		book->drafts.family_count, &book->drafts.family_capacity,
		sizeof *book->drafts.families);
	draft = &book->drafts.families[book->drafts.family_count++];
	*draft = (struct family_draft){
		.id = pool_copy_string(&book->drafts.pool, entry->subsection),
		.file = book->file,
		.line = entry->line,
	};
	return 0;
}

static int set_in_family(struct rulebook *book,
	const struct rulefile_entry *entry, struct err *err)
{
	return family_draft_set(
		&book->drafts.families[book->drafts.family_count - 1],
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
		.file = book->file,
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
		return err_set(err, ERR_CONFIG, "unknown section [%.400s]",
			entry->section);
	return err_set(err, ERR_CONFIG,
		"unknown section [%.400s]; is [%s] meant?", entry->section,
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
	book->file = pool_copy_string(&book->drafts.pool, name);
	book->section = NULL;
	return rulefile_parse(name, text, len, take_entry, book, err);
}

int rulebook_finish(struct rulebook *book, struct ruleset *set, struct err *err)
{
	int rc;

	*set = (struct ruleset){ .rules = NULL };
	rc = compose_rules(&book->drafts, set, err);
	if (rc == 0)
		rc = keywords_collect(set, &book->drafts.pool, err);
	if (rc < 0)
		return rc;
	book->prefilter = prefilter_build(set->keywords, set->keyword_count);
	set->prefilter = book->prefilter;
	return 0;
}
