/*
 * draft.c - a section of a rule file as it is read, key by key.
 *
 * Each kind of section has a table of its keys: a row says how the value is
 * read and into which field.
 */
#include "base/err.h"
#include "base/mem.h"
#include "engine/check.h"
#include "rules/draft.h"
#include "rules/nearest.h"
#include "rules/pool.h"
#include "rules/rulefile.h"

struct setter {
	const struct draft_key *key;
	void *field; /* in the draft */
	struct pool *pool;
	struct err *err;
};

struct draft_key {
	const char *name;
	/* Reads VALUE, never NULL or, but for flags, empty, into the field. */
	int (*set)(const struct setter *setter, const char *value);
	/* Undoes what was set before: `key =`. */
	void (*reset)(const struct setter *setter);
	size_t offset; /* of the field */
	int least; /* of a number */
	int most; /* of a number; the longest text of a list, 0: any */
	const char *const *words; /* of a word: its values, from 0 */
};

struct key_table {
	const struct draft_key *keys;
	size_t count;
};

static int set_text(const struct setter *setter, const char *value)
{
	const char **text = setter->field;

	*text = pool_copy_string(setter->pool, value);
	return 0;
}

static void reset_text(const struct setter *setter)
{
	const char **text = setter->field;

	*text = NULL;
}

static int add_text(const struct setter *setter, const char *value)
{
	const struct draft_key *key = setter->key;
	struct draft_list *list = setter->field;
	size_t len = strlen(value);

	if (key->most > 0 &&
		(len < (size_t)key->least || len > (size_t)key->most))
		return err_set(setter->err, ERR_CONFIG,
			"%s: expected %d to %d bytes", key->name, key->least,
			key->most);
	list->texts = mem_grow(
		list->texts, list->count, &list->capacity, sizeof *list->texts);
	list->texts[list->count++] = pool_copy_string(setter->pool, value);
	return 0;
}

static void reset_list(const struct setter *setter)
{
	struct draft_list *list = setter->field;

	list->count = 0;
}

static int unknown_check(const char *value, struct err *err)
{
	struct nearest nearest = { .word = value };

	for (int i = 1; i < check_count(); i++)
		nearest_offer(&nearest, check_name(i));
	if (nearest.best == NULL)
		return err_set(err, ERR_CONFIG,
			"there is no check named %.400s", value);
	return err_set(err, ERR_CONFIG,
		"there is no check named %.400s; is %s meant?", value,
		nearest.best);
}

static int add_check(const struct setter *setter, const char *value)
{
	struct draft_checks *checks = setter->field;
	int row = check_find(value);

	if (row <= 0)
		return unknown_check(value, setter->err);
	if (checks->count == RULE_CHECKS_MAX)
		return err_set(setter->err, ERR_CONFIG,
			"a rule has at most %d checks", RULE_CHECKS_MAX);
	checks->rows[checks->count++] = (uint8_t)row;
	return 0;
}

static void reset_checks(const struct setter *setter)
{
	struct draft_checks *checks = setter->field;

	*checks = (struct draft_checks){ .count = 0 };
}

static int set_flag(const struct setter *setter, const char *value)
{
	int *flag = setter->field;
	int rc = rulefile_boolean(value, setter->err);

	if (rc < 0)
		return err_context(setter->err, "%s", setter->key->name);
	*flag = rc;
	return 0;
}

static int set_number(const struct setter *setter, const char *value)
{
	const struct draft_key *key = setter->key;
	int *field = setter->field;
	uint64_t number;

	if (rulefile_number(value, &number, setter->err) < 0)
		return err_context(setter->err, "%s", key->name);
	if (number < (uint64_t)key->least || number > (uint64_t)key->most)
		return err_set(setter->err, ERR_CONFIG,
			"%s: expected %d to %d, not %.400s", key->name,
			key->least, key->most, value);
	*field = (int)number;
	return 0;
}

static void reset_number(const struct setter *setter)
{
	int *field = setter->field;

	*field = DRAFT_UNSET;
}

static int set_word(const struct setter *setter, const char *value)
{
	const struct draft_key *key = setter->key;
	struct nearest nearest = { .word = value };
	int *field = setter->field;

	for (int i = 0; key->words[i] != NULL; i++) {
		if (strcmp(key->words[i], value) == 0) {
			*field = i;
			return 0;
		}
		nearest_offer(&nearest, key->words[i]);
	}
	if (nearest.best == NULL)
		nearest.best = key->words[0];
	return err_set(setter->err, ERR_CONFIG,
		"%s: %.400s is no value of it; is %s meant?", key->name, value,
		nearest.best);
}

/* Reads a decimal such as 3 or 3.25; strtod() would ask the locale. */
static bool read_decimal(const char *text, float *number)
{
	float sum = 0;
	float weight = 1;
	bool fraction = false;

	if (*text < '0' || *text > '9' || strlen(text) > 8)
		return false;
	for (; *text != '\0'; text++) {
		if (*text == '.' && !fraction) {
			fraction = true;
			continue;
		}
		if (*text < '0' || *text > '9')
			return false;
		sum = sum * 10 + (float)(*text - '0');
		if (fraction)
			weight *= 10;
	}
	*number = sum / weight;
	return true;
}

static int set_decimal(const struct setter *setter, const char *value)
{
	const struct draft_key *key = setter->key;
	float *field = setter->field;
	float number;

	if (!read_decimal(value, &number) || number > (float)key->most)
		return err_set(setter->err, ERR_CONFIG,
			"%s: expected a number from 0 to %d such as 3.5, not "
			"%.400s",
			key->name, key->most, value);
	*field = number;
	return 0;
}

static void reset_decimal(const struct setter *setter)
{
	float *field = setter->field;

	*field = 0;
}

#define TEXT set_text, reset_text
#define LIST add_text, reset_list
#define CHECKS add_check, reset_checks
#define FLAG set_flag, NULL
#define NUMBER set_number, reset_number
#define WORD set_word, reset_number
#define DECIMAL set_decimal, reset_decimal
#define RULE(field) offsetof(struct rule_draft, field)
#define FAMILY(field) offsetof(struct family_draft, field)

/* In the order of enum confidence; there is no 0. */
static const char *const confidences[] = { "", "low", "medium", "high", NULL };
static const char *const edges[] = { "word", "dash", "base64", "none", NULL };
static const char *const detectors[] = { "pattern", "assignment", "named",
	"own", NULL };

static const struct draft_key rule_keys[] = {
	{ "family", TEXT, RULE(family), 0, 0, NULL },
	{ "title", TEXT, RULE(title), 0, 0, NULL },
	{ "paired-title", TEXT, RULE(paired_title), 0, 0, NULL },
	{ "keyword", LIST, RULE(keywords), 3, 63, NULL },
	{ "keywords-of", TEXT, RULE(keywords_of), 0, 0, NULL },
	{ "path", LIST, RULE(paths), 1, 200, NULL },
	{ "pattern", TEXT, RULE(pattern), 0, 0, NULL },
	{ "detect", WORD, RULE(detect), 0, 0, detectors },
	{ "near", NUMBER, RULE(near), 1, 4096, NULL },
	{ "anchored", FLAG, RULE(anchored), 0, 0, NULL },
	{ "confidence", WORD, RULE(confidence), 0, 0, confidences },
	{ "entropy", DECIMAL, RULE(entropy), 0, 8, NULL },
	{ "check", CHECKS, RULE(checks), 0, 0, NULL },
	{ "edge", WORD, RULE(edge), 0, 0, edges },
	{ "fold", FLAG, RULE(fold), 0, 0, NULL },
	{ "shown", NUMBER, RULE(shown), 0, 64, NULL },
	{ "weak", FLAG, RULE(weak), 0, 0, NULL },
	{ "is-id", FLAG, RULE(is_id), 0, 0, NULL },
	{ "enabled", FLAG, RULE(enabled), 0, 0, NULL },
	{ "pair", TEXT, RULE(pair), 0, 0, NULL },
	{ "apart", TEXT, RULE(apart), 0, 0, NULL },
	{ "grants", TEXT, RULE(grants), 0, 0, NULL },
	{ "revoke", TEXT, RULE(revoke), 0, 0, NULL },
	{ "example-path", TEXT, RULE(example_path), 0, 0, NULL },
	{ "example", LIST, RULE(examples), 0, 0, NULL },
	{ "counter", LIST, RULE(counters), 0, 0, NULL },
};

static const struct draft_key family_keys[] = {
	{ "title", TEXT, FAMILY(title), 0, 0, NULL },
	{ "keep", TEXT, FAMILY(keep), 0, 0, NULL },
	{ "revoke", TEXT, FAMILY(revoke), 0, 0, NULL },
	{ "step", LIST, FAMILY(steps), 0, 0, NULL },
};

static const struct draft_key public_keys[] = {
	{ "reason", TEXT, offsetof(struct public_draft, reason), 0, 0, NULL },
};

static int unknown_key(
	const struct key_table *table, const char *name, struct err *err)
{
	struct nearest nearest = { .word = name };

	for (size_t i = 0; i < table->count; i++)
		nearest_offer(&nearest, table->keys[i].name);
	if (nearest.best == NULL)
		err_set(err, ERR_CONFIG, "unknown key %.400s", name);
	else
		err_set(err, ERR_CONFIG, "unknown key %.400s; is %s meant?",
			name, nearest.best);
	return DRAFT_UNKNOWN;
}

static int set_key(const struct setter *setter, const char *value)
{
	const struct draft_key *key = setter->key;

	if (key->reset == NULL) /* a flag: all values mean something */
		return key->set(setter, value);
	if (value == NULL)
		return err_set(setter->err, ERR_CONFIG,
			"expected %s = something", key->name);
	if (*value != '\0')
		return key->set(setter, value);
	key->reset(setter);
	return 0;
}

static int draft_set(const struct key_table *table, void *draft,
	struct pool *pool, const struct rulefile_entry *entry, struct err *err)
{
	for (size_t i = 0; i < table->count; i++) {
		const struct draft_key *key = &table->keys[i];
		struct setter setter = { key, (char *)draft + key->offset, pool,
			err };

		if (strcmp(key->name, entry->key) == 0)
			return set_key(&setter, entry->value);
	}
	return unknown_key(table, entry->key, err);
}

int rule_draft_set(struct rule_draft *draft, struct pool *pool,
	const struct rulefile_entry *entry, struct err *err)
{
	static const struct key_table table = { rule_keys,
		sizeof rule_keys / sizeof *rule_keys };

	return draft_set(&table, draft, pool, entry, err);
}

int family_draft_set(struct family_draft *draft, struct pool *pool,
	const struct rulefile_entry *entry, struct err *err)
{
	static const struct key_table table = { family_keys,
		sizeof family_keys / sizeof *family_keys };

	return draft_set(&table, draft, pool, entry, err);
}

int public_draft_set(struct public_draft *draft, struct pool *pool,
	const struct rulefile_entry *entry, struct err *err)
{
	static const struct key_table table = { public_keys,
		sizeof public_keys / sizeof *public_keys };

	return draft_set(&table, draft, pool, entry, err);
}

void rule_draft_init(struct rule_draft *draft)
{
	*draft = (struct rule_draft){ .near = DRAFT_UNSET,
		.shown = DRAFT_UNSET,
		.confidence = DRAFT_UNSET,
		.edge = DRAFT_UNSET,
		.detect = DRAFT_UNSET,
		.anchored = DRAFT_UNSET,
		.enabled = DRAFT_UNSET };
}

void drafts_release(struct drafts *drafts)
{
	for (size_t i = 0; i < drafts->rule_count; i++) {
		free(drafts->rules[i].paths.texts);
		free(drafts->rules[i].keywords.texts);
		free(drafts->rules[i].examples.texts);
		free(drafts->rules[i].counters.texts);
	}
	for (size_t i = 0; i < drafts->family_count; i++)
		free(drafts->families[i].steps.texts);
	free(drafts->rules);
	free(drafts->changes);
	free(drafts->families);
	free(drafts->publics);
	pool_release(&drafts->pool);
	*drafts = (struct drafts)DRAFTS_INIT;
}
