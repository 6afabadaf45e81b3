/*
 * allow.c - waivers: the [allow "ID"] sections of the four files.
 *
 *     [allow "5f3c9a1e2b7d4c60"]
 *             rule   = stripe-secret-key
 *             path   = tests/fixtures/
 *             reason = used in tests
 *             until  = 2027-03-31
 *
 * Waivers are looked up by the first eight digits of their ids; those that
 * begin alike are chained.
 */
#include "base/err.h"
#include "base/glob.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/table.h"
#include "model/coverage.h"
#include "model/rule.h"
#include "policy/allow.h"
#include "rules/nearest.h"
#include "rules/rulebook.h"
#include "rules/rulefile.h"

enum {
	DAY_SIZE = 11, /* "YYYY-MM-DD" and a NUL */
	LEAST_DIGITS = 8,
	WAIVERS_LIMIT = 10000, /* of all files */
};

#define NO_WAIVER UINT32_MAX

struct waiver {
	char id[FINDING_ID_SIZE]; /* lower case, possibly a prefix */
	char until[DAY_SIZE]; /* "" : for ever */
	char *rule; /* owned; NULL: any */
	char *path; /* owned; a glob; NULL: anywhere */
	uint32_t line; /* of its header */
	uint32_t next; /* index of one that begins alike, or NO_WAIVER */
	uint32_t covers; /* findings, see allow_apply() */
	const char *file; /* owned by struct allow */
	struct warnings *warnings; /* of the file, borrowed; or NULL */
	bool has_reason;
	bool from_tree;
};

struct allow {
	struct waiver *list; /* owned */
	size_t count;
	size_t capacity;
	struct table by_start; /* the first waiver of each chain */
	struct hash_key key;
	char **files; /* owned, each of them owned */
	size_t file_count;
	size_t file_capacity;
};

/* What is being read; the waivers of this file begin at `first`. */
struct reading {
	struct allow *allow;
	const struct rulefile *file;
	size_t first;
	size_t current; /* index of the section's waiver */
};

struct allow *allow_new(void)
{
	struct allow *allow = mem_zalloc(1, sizeof(*allow));

	hash_key_random(&allow->key);
	return allow;
}

void allow_free(struct allow *allow)
{
	if (allow == NULL)
		return;
	for (size_t i = 0; i < allow->count; i++) {
		free(allow->list[i].rule);
		free(allow->list[i].path);
	}
	for (size_t i = 0; i < allow->file_count; i++)
		free(allow->files[i]);
	free(allow->files);
	table_release(&allow->by_start);
	free(allow->list);
	free(allow);
}

static int at_line(
	const struct reading *reading, uint32_t line, struct err *err)
{
	return err_context(err, "%s:%u", reading->file->name, (unsigned)line);
}

static char lower(char byte)
{
	return (char)(byte >= 'A' && byte <= 'F' ? byte - 'A' + 'a' : byte);
}

/* Reads TEXT as an id or the beginning of one.  Returns 0 or ERR_CONFIG. */
static int read_id(const char *text, char id[FINDING_ID_SIZE], struct err *err)
{
	size_t len = text == NULL ? 0 : strlen(text);

	memset(id, 0, FINDING_ID_SIZE);
	if (len < LEAST_DIGITS || len >= FINDING_ID_SIZE ||
		strspn(text, "0123456789abcdefABCDEF") != len)
		return err_set(err, ERR_CONFIG,
			"expected an id of 8 to 16 hex digits in [allow "
			"\"ID\"], not %.400s",
			text == NULL ? "nothing" : text);
	for (size_t i = 0; i < len; i++)
		id[i] = lower(text[i]);
	return 0;
}

/* Two digits of a date as a number. */
static int two_digits(const char *text)
{
	return (text[0] - '0') * 10 + (text[1] - '0');
}

bool allow_is_day(const char *text)
{
	static const char form[] = "dddd-dd-dd";
	static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31,
		30, 31 };
	int year, month, day, most;

	for (size_t i = 0; i < DAY_SIZE; i++) {
		bool digit = text[i] >= '0' && text[i] <= '9';

		if (form[i] == 'd' ? !digit : text[i] != form[i])
			return false;
	}
	year = two_digits(text) * 100 + two_digits(text + 2);
	month = two_digits(text + 5);
	day = two_digits(text + 8);
	if (month < 1 || month > 12)
		return false;
	most = lengths[month - 1];
	if (month == 2 &&
		(year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)))
		most++;
	return day >= 1 && day <= most;
}

/* Replaces *FIELD; an empty value resets it. */
static void set_text(char **field, const char *value)
{
	free(*field);
	*field = *value == '\0' ? NULL : mem_copy_string(value);
}

static int set_rule(struct waiver *waiver, const char *value, struct err *err)
{
	(void)err;
	set_text(&waiver->rule, value);
	return 0;
}

static int set_path(struct waiver *waiver, const char *value, struct err *err)
{
	(void)err;
	set_text(&waiver->path, value);
	return 0;
}

static int set_reason(struct waiver *waiver, const char *value, struct err *err)
{
	(void)err;
	waiver->has_reason = value[strspn(value, " \t\n")] != '\0';
	return 0;
}

static int set_until(struct waiver *waiver, const char *value, struct err *err)
{
	memset(waiver->until, 0, DAY_SIZE);
	if (*value == '\0')
		return 0;
	if (!allow_is_day(value))
		return err_set(err, ERR_CONFIG,
			"expected a day such as 2027-03-31 in until, not "
			"%.400s",
			value);
	memcpy(waiver->until, value, DAY_SIZE);
	return 0;
}

static const struct {
	const char *name;
	int (*set)(struct waiver *waiver, const char *value, struct err *err);
} keys[] = {
	{ "rule", set_rule },
	{ "path", set_path },
	{ "reason", set_reason },
	{ "until", set_until },
};

enum { KEY_COUNT = sizeof(keys) / sizeof(keys[0]) };

static int unknown_key(const struct reading *reading,
	const struct rulefile_entry *entry, struct err *err)
{
	struct nearest nearest = { .word = entry->key };

	for (size_t i = 0; i < KEY_COUNT; i++)
		nearest_offer(&nearest, keys[i].name);
	if (nearest.best != NULL)
		err_set(err, ERR_CONFIG,
			"unknown key %.400s in [allow]; is it %s?", entry->key,
			nearest.best);
	else
		err_set(err, ERR_CONFIG, "unknown key %.400s in [allow]",
			entry->key);
	return rulefile_unknown(reading->file, entry->line, err);
}

static uint64_t hash_start(const struct allow *allow, const char *id)
{
	return hash_keyed(&allow->key, id, LEAST_DIGITS);
}

/* The first of the waivers whose ids begin as ID does, or NO_WAIVER. */
static uint32_t first_waiver(const struct allow *allow, const char *id)
{
	uint32_t index;

	return table_get(&allow->by_start, hash_start(allow, id), &index)
		       ? index
		       : NO_WAIVER;
}

/* Appends an empty waiver of that id. */
static void add_waiver(struct reading *reading, const char *id, uint32_t line)
{
	struct allow *allow = reading->allow;
	struct waiver *waiver;

	allow->list = mem_grow(allow->list, allow->count, &allow->capacity,
		sizeof(*allow->list));
	waiver = &allow->list[allow->count];
	memset(waiver, 0, sizeof(*waiver));
	memcpy(waiver->id, id, FINDING_ID_SIZE);
	waiver->line = line;
	waiver->from_tree = reading->file->from_tree;
	waiver->file = allow->files[allow->file_count - 1];
	waiver->warnings = reading->file->warnings;
	waiver->next = first_waiver(allow, id);
	table_put(&allow->by_start, hash_start(allow, id),
		(uint32_t)allow->count++);
}

/* Goes to the waiver of that id in this file, made if there is none yet. */
static int open_waiver(
	struct reading *reading, const char *id, uint32_t line, struct err *err)
{
	const struct allow *allow = reading->allow;
	uint32_t i = first_waiver(allow, id);

	while (i != NO_WAIVER && i >= reading->first) {
		if (strcmp(allow->list[i].id, id) == 0) {
			reading->current = i;
			return 0;
		}
		i = allow->list[i].next;
	}
	if (allow->count == WAIVERS_LIMIT)
		return err_set(
			err, ERR_CONFIG, "more than %d waivers", WAIVERS_LIMIT);
	reading->current = allow->count;
	add_waiver(reading, id, line);
	return 0;
}

static int set_key(struct reading *reading, const struct rulefile_entry *entry,
	struct err *err)
{
	struct waiver *waiver = &reading->allow->list[reading->current];

	for (size_t i = 0; i < KEY_COUNT; i++) {
		if (strcmp(keys[i].name, entry->key) != 0)
			continue;
		int rc = entry->value == NULL
				 ? err_set(err, ERR_CONFIG,
					   "expected = and a value after %s",
					   entry->key)
				 : keys[i].set(waiver, entry->value, err);
		return rc < 0 ? at_line(reading, entry->line, err) : 0;
	}
	return unknown_key(reading, entry, err);
}

static int take_entry(
	void *payload, const struct rulefile_entry *entry, struct err *err)
{
	struct reading *reading = payload;
	char id[FINDING_ID_SIZE];
	int rc;

	if (strcmp(entry->section, "allow") != 0)
		return 0;
	if (entry->key != NULL)
		return set_key(reading, entry, err);
	rc = read_id(entry->subsection, id, err);
	if (rc == 0)
		rc = open_waiver(reading, id, entry->line, err);
	return rc < 0 ? at_line(reading, entry->line, err) : 0;
}

int allow_add(struct allow *allow, const struct rulefile *file, struct err *err)
{
	struct reading reading = { allow, file, allow->count, 0 };

	/* A list of pointers.  NOLINTNEXTLINE(bugprone-sizeof-expression) */
	allow->files = mem_grow(allow->files, allow->file_count,
		&allow->file_capacity, sizeof(*allow->files));
	allow->files[allow->file_count++] = mem_copy_string(file->name);
	int rc = rulefile_parse(
		file->name, file->text, file->len, take_entry, &reading, err);

	for (size_t i = reading.first; rc == 0 && i < allow->count; i++) {
		const struct waiver *waiver = &allow->list[i];

		if (waiver->has_reason)
			continue;
		err_set(err, ERR_CONFIG, "[allow \"%s\"] has no reason",
			waiver->id);
		rc = at_line(&reading, waiver->line, err);
	}
	return rc;
}

static int unknown_rule(const struct waiver *waiver,
	const struct ruleset *rules, struct err *err)
{
	struct nearest nearest = { .word = waiver->rule };
	const struct rulefile file = { .name = waiver->file,
		.warnings = waiver->warnings };

	for (size_t i = 0; i < rules->rule_count; i++)
		nearest_offer(&nearest, rules->rules[i].id);
	if (nearest.best != NULL)
		err_set(err, ERR_CONFIG,
			"[allow]: there is no rule %.400s; is %s meant?",
			waiver->rule, nearest.best);
	else
		err_set(err, ERR_CONFIG, "[allow]: there is no rule %.400s",
			waiver->rule);
	return rulefile_unknown(&file, waiver->line, err);
}

int allow_check_rules(
	const struct allow *allow, const struct ruleset *rules, struct err *err)
{
	const char *known = ""; /* many waivers are of one rule */
	int rc = 0;

	for (size_t i = 0; i < allow->count && rc == 0; i++) {
		const struct waiver *waiver = &allow->list[i];

		if (waiver->rule == NULL || strcmp(waiver->rule, known) == 0 ||
			rulebook_is_pattern_id(waiver->rule))
			continue;
		if (ruleset_find(rules, waiver->rule) != NULL)
			known = waiver->rule;
		else
			rc = unknown_rule(waiver, rules, err);
	}
	return rc;
}

static bool in_path(const struct waiver *waiver, const struct finding *finding)
{
	if (waiver->path == NULL)
		return true;
	for (size_t i = 0; i < finding->place_count; i++) {
		const char *path = finding->places[i].path;

		if (path == NULL || !glob_match(waiver->path, path))
			return false;
	}
	return true;
}

/* Whether WAIVER is about FINDING, whatever the day. */
static bool is_about(const struct waiver *waiver, const struct finding *finding)
{
	if (strncmp(waiver->id, finding->id, strlen(waiver->id)) != 0)
		return false;
	if (waiver->from_tree &&
		strcmp(finding->rule->id, ALLOW_OWN_KEY_RULE) == 0)
		return false;
	if (waiver->rule != NULL &&
		strcmp(waiver->rule, finding->rule->id) != 0)
		return false;
	return in_path(waiver, finding);
}

static bool has_expired(const struct waiver *waiver, const char *today)
{
	return waiver->until[0] != '\0' && strcmp(waiver->until, today) < 0;
}

/*
 * The waiver that covers FINDING, or NO_WAIVER; sets *EXPIRED if only a passed
 * day is in the way.
 */
static uint32_t find_covering(const struct allow *allow,
	const struct finding *finding, const char *today, bool *expired)
{
	uint32_t i = first_waiver(allow, finding->id);

	*expired = false;
	for (; i != NO_WAIVER; i = allow->list[i].next) {
		if (!is_about(&allow->list[i], finding))
			continue;
		*expired = has_expired(&allow->list[i], today);
		if (!*expired)
			return i;
	}
	return NO_WAIVER;
}

bool allow_covers(const struct allow *allow, const struct finding *finding,
	const char *today)
{
	bool expired;

	return find_covering(allow, finding, today, &expired) != NO_WAIVER;
}

void allow_apply(struct allow *allow, struct findings *findings,
	struct coverage *coverage, const char *today)
{
	for (size_t i = 0; i < findings->count; i++) {
		struct finding *finding = &findings->list[i];
		bool expired;

		if (finding->waived)
			continue;
		uint32_t index = find_covering(allow, finding, today, &expired);
		if (index != NO_WAIVER) {
			finding->waived = true;
			coverage->waived++;
			allow->list[index].covers++;
		}
		coverage->waivers_expired += expired;
	}
}

uint64_t allow_count_unused(const struct allow *allow, const char *today)
{
	uint64_t count = 0;

	for (size_t i = 0; i < allow->count; i++) {
		const struct waiver *waiver = &allow->list[i];

		count += waiver->from_tree && waiver->covers == 0 &&
			 !has_expired(waiver, today);
	}
	return count;
}

bool allow_entry_at(const struct allow *allow, size_t index, const char *today,
	struct allow_entry *entry)
{
	if (index >= allow->count)
		return false;
	const struct waiver *waiver = &allow->list[index];
	*entry = (struct allow_entry){
		.id = waiver->id,
		.until = waiver->until,
		.file = waiver->file,
		.line = waiver->line,
		.covers = waiver->covers,
		.expired = has_expired(waiver, today),
	};
	return true;
}

bool allow_names(const struct allow *allow, const char *id, uint32_t *line)
{
	uint32_t i = first_waiver(allow, id);

	for (; i != NO_WAIVER; i = allow->list[i].next) {
		const struct waiver *waiver = &allow->list[i];

		if (strncmp(waiver->id, id, strlen(waiver->id)) != 0)
			continue;
		*line = waiver->line;
		return true;
	}
	return false;
}
