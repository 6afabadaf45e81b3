/*
 * allow_read.c - waivers from the [allow "ID"] sections of a file.
 *
 *     [allow "5f3c9a1e2b7d4c60"]
 *             rule   = stripe-secret-key
 *             path   = tests/fixtures/
 *             reason = used in tests
 *             until  = 2027-03-31
 */
#include "base/err.h"
#include "base/mem.h"
#include "model/rule.h"
#include "policy/allow.h"
#include "policy/waiver.h"
#include "rules/nearest.h"
#include "rules/rulebook.h"
#include "rules/rulefile.h"

/* What is being read; the waivers of this file begin at `first`. */
struct reading {
	struct allow *allow;
	const struct rulefile *file;
	size_t first;
	size_t current; /* index of the section's waiver */
};

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
	if (len < WAIVER_LEAST_DIGITS || len >= FINDING_ID_SIZE ||
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

	for (size_t i = 0; i < WAIVER_DAY_SIZE; i++) {
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
	memset(waiver->until, 0, WAIVER_DAY_SIZE);
	if (*value == '\0')
		return 0;
	if (!allow_is_day(value))
		return err_set(err, ERR_CONFIG,
			"expected a day such as 2027-03-31 in until, not "
			"%.400s",
			value);
	memcpy(waiver->until, value, WAIVER_DAY_SIZE);
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

/* Goes to the waiver of that id in this file, made if there is none yet. */
static int open_waiver(
	struct reading *reading, const char *id, uint32_t line, struct err *err)
{
	const struct allow *allow = reading->allow;
	uint32_t i = waiver_first(allow, id);

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
	waiver_add(reading->allow, reading->file, id, line);
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
