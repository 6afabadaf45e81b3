/*
 * exempt.c - what the [kagiban] sections of the four files exempt.
 */
#include <strings.h>

#include "base/err.h"
#include "base/glob.h"
#include "base/mem.h"
#include "model/match.h"
#include "policy/exempt.h"
#include "rules/nearest.h"
#include "rules/rulefile.h"

enum { ITEMS_LIMIT = 10000 }; /* of all files */

struct item {
	char *text; /* owned */
	bool from_tree;
};

struct items {
	struct item *list; /* owned */
	size_t count;
	size_t capacity;
};

struct exempt {
	struct items paths;
	struct items placeholders;
	bool locked;
};

struct reading {
	struct exempt *exempt;
	const struct rulefile *file;
};

static void items_clear(struct items *items)
{
	for (size_t i = 0; i < items->count; i++)
		free(items->list[i].text);
	items->count = 0;
}

struct exempt *exempt_new(void)
{
	return mem_zalloc(1, sizeof(struct exempt));
}

void exempt_free(struct exempt *exempt)
{
	if (exempt == NULL)
		return;
	items_clear(&exempt->paths);
	items_clear(&exempt->placeholders);
	free(exempt->paths.list);
	free(exempt->placeholders.list);
	free(exempt);
}

void exempt_lock(struct exempt *exempt)
{
	exempt->locked = true;
}

static const struct {
	const char *name;
	size_t field; /* of struct exempt */
} keys[] = {
	{ "skippath", offsetof(struct exempt, paths) },
	{ "placeholder", offsetof(struct exempt, placeholders) },
};

enum { KEY_COUNT = sizeof(keys) / sizeof(keys[0]) };

static int add_item(
	struct items *items, const char *text, bool from_tree, struct err *err)
{
	if (items->count == ITEMS_LIMIT)
		return err_set(err, ERR_CONFIG,
			"more than %d values of one key", ITEMS_LIMIT);
	items->list = mem_grow(items->list, items->count, &items->capacity,
		sizeof(*items->list));
	items->list[items->count++] =
		(struct item){ mem_copy_string(text), from_tree };
	return 0;
}

/* An empty value empties the list, as git does it with its own lists. */
static int set_key(const struct reading *reading, struct items *items,
	const struct rulefile_entry *entry, struct err *err)
{
	if (entry->value == NULL)
		return err_set(err, ERR_CONFIG,
			"expected = and a value after %s", entry->key);
	if (reading->exempt->locked && reading->file->from_tree)
		return 0;
	if (*entry->value != '\0')
		return add_item(
			items, entry->value, reading->file->from_tree, err);
	items_clear(items);
	return 0;
}

/* Settings are git's configuration: who writes them here is told so. */
static int unknown_key(const struct reading *reading,
	const struct rulefile_entry *entry, struct err *err)
{
	struct nearest nearest = { .word = entry->key };

	for (size_t i = 0; i < KEY_COUNT; i++)
		nearest_offer(&nearest, keys[i].name);
	if (nearest.best != NULL)
		err_set(err, ERR_CONFIG,
			"unknown key %.400s in [kagiban]; is it %s?",
			entry->key, nearest.best);
	else
		err_set(err, ERR_CONFIG,
			"unknown key %.400s in [kagiban]; settings are set by "
			"git config kagiban.%.100s",
			entry->key, entry->key);
	return rulefile_unknown(reading->file, entry->line, err);
}

/* For git [kagiban "x"] is another section than [kagiban]. */
static int unknown_section(const struct reading *reading,
	const struct rulefile_entry *entry, struct err *err)
{
	err_set(err, ERR_CONFIG,
		"unknown section [kagiban \"%.400s\"]; is [kagiban] meant?",
		entry->subsection);
	return rulefile_unknown(reading->file, entry->line, err);
}

static int take_entry(
	void *payload, const struct rulefile_entry *entry, struct err *err)
{
	const struct reading *reading = payload;

	if (strcmp(entry->section, "kagiban") != 0)
		return 0;
	if (entry->subsection != NULL)
		return entry->key == NULL ? unknown_section(reading, entry, err)
					  : 0;
	if (entry->key == NULL)
		return 0;
	for (size_t i = 0; i < KEY_COUNT; i++) {
		struct items *items =
			(struct items *)(void *)((char *)reading->exempt +
						 keys[i].field);

		if (strcmp(keys[i].name, entry->key) != 0)
			continue;
		if (set_key(reading, items, entry, err) == 0)
			return 0;
		return err_context(err, "%s:%u", reading->file->name,
			(unsigned)entry->line);
	}
	return unknown_key(reading, entry, err);
}

int exempt_add(
	struct exempt *exempt, const struct rulefile *file, struct err *err)
{
	struct reading reading = { exempt, file };

	return rulefile_parse(
		file->name, file->text, file->len, take_entry, &reading, err);
}

static bool is_skipped(
	const struct exempt *exempt, const char *path, bool by_id_only)
{
	for (size_t i = 0; i < exempt->paths.count && path != NULL; i++) {
		const struct item *item = &exempt->paths.list[i];

		if (!(by_id_only && item->from_tree) &&
			glob_match(item->text, path))
			return true;
	}
	return false;
}

static enum exemption find_placeholder(
	const struct exempt *exempt, const char *value, size_t len)
{
	enum exemption found = EXEMPT_NOT;

	for (size_t i = 0; i < exempt->placeholders.count; i++) {
		const struct item *item = &exempt->placeholders.list[i];

		if (strlen(item->text) != len ||
			strncasecmp(item->text, value, len) != 0)
			continue;
		if (!item->from_tree)
			return EXEMPT_PLACEHOLDER;
		found = EXEMPT_TREES_PLACEHOLDER;
	}
	return found;
}

enum exemption exempt_match(
	const struct exempt *exempt, const struct match *match)
{
	const struct chunk *chunk = match->chunk;
	bool by_id_only = match->rule->proven;
	enum exemption found = EXEMPT_NOT;

	if (!by_id_only)
		found = find_placeholder(exempt,
			chunk->text + match->secret.start,
			span_len(match->secret));
	if (found != EXEMPT_NOT)
		return found;
	return is_skipped(exempt, chunk->path, by_id_only) ? EXEMPT_PATH
							   : EXEMPT_NOT;
}
