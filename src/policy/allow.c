/*
 * allow.c - waivers: kept, and laid over findings.
 *
 * They are looked up by the first eight digits of their ids; those that begin
 * alike are chained.
 */
#include "base/glob.h"
#include "base/mem.h"
#include "model/coverage.h"
#include "model/rule.h"
#include "policy/allow.h"
#include "policy/waiver.h"
#include "rules/rulefile.h"

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

static uint64_t hash_start(const struct allow *allow, const char *id)
{
	return hash_keyed(&allow->key, id, WAIVER_LEAST_DIGITS);
}

uint32_t waiver_first(const struct allow *allow, const char *id)
{
	uint32_t index;

	return table_get(&allow->by_start, hash_start(allow, id), &index)
		       ? index
		       : NO_WAIVER;
}

void waiver_add(struct allow *allow, const struct rulefile *file,
	const char *id, uint32_t line)
{
	struct waiver *waiver;

	allow->list = mem_grow(allow->list, allow->count, &allow->capacity,
		sizeof(*allow->list));
	waiver = &allow->list[allow->count];
	memset(waiver, 0, sizeof(*waiver));
	memcpy(waiver->id, id, FINDING_ID_SIZE);
	waiver->line = line;
	waiver->from_tree = file->from_tree;
	waiver->file = allow->files[allow->file_count - 1];
	waiver->warnings = file->warnings;
	waiver->next = waiver_first(allow, id);
	table_put(&allow->by_start, hash_start(allow, id),
		(uint32_t)allow->count++);
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
	uint32_t i = waiver_first(allow, finding->id);

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
	uint32_t i = waiver_first(allow, id);

	for (; i != NO_WAIVER; i = allow->list[i].next) {
		const struct waiver *waiver = &allow->list[i];

		if (strncmp(waiver->id, id, strlen(waiver->id)) != 0)
			continue;
		*line = waiver->line;
		return true;
	}
	return false;
}
