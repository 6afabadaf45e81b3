/*
 * finding.c - findings and how they come together.
 *
 * Two tables keep it linear: findings by id, and places by a hash of id and
 * place, so that a secret which stands in a million lines costs no search
 * through the places that are already known.
 */
#include <assert.h>

#include "base/mem.h"
#include "model/finding.h"

void findings_init(struct findings *findings)
{
	memset(findings, 0, sizeof(*findings));
	hash_key_random(&findings->key);
}

void findings_release(struct findings *findings)
{
	for (size_t i = 0; i < findings->count; i++)
		finding_release(&findings->list[i]);
	free(findings->list);
	table_release(&findings->by_id);
	table_release(&findings->by_place);
	memset(findings, 0, sizeof(*findings));
}

void finding_release(struct finding *finding)
{
	for (size_t i = 0; i < finding->fact_count; i++)
		free(finding->facts[i].text);
	free(finding->facts);
	for (size_t i = 0; i < finding->place_count; i++) {
		free(finding->places[i].path);
		free(finding->places[i].commit);
	}
	free(finding->places);
	memset(finding, 0, sizeof(*finding));
}

void finding_add_fact(struct finding *finding, enum fact_kind kind,
	const char *text, size_t len)
{
	struct fact *added;

	finding->facts = mem_resize(finding->facts, finding->fact_count + 1,
		sizeof(*finding->facts));
	added = &finding->facts[finding->fact_count++];
	added->kind = kind;
	added->text = mem_copy(text, len);
}

const char *finding_fact(const struct finding *finding, enum fact_kind kind)
{
	for (size_t i = 0; i < finding->fact_count; i++)
		if (finding->facts[i].kind == kind)
			return finding->facts[i].text;
	return NULL;
}

/* The next free place; the caller fills it. */
static struct place *new_place(struct finding *finding)
{
	finding->places = mem_grow(finding->places, finding->place_count,
		&finding->place_capacity, sizeof(*finding->places));
	return &finding->places[finding->place_count++];
}

void finding_add_place(struct finding *finding, const struct place *place)
{
	struct place *added = new_place(finding);

	*added = *place;
	added->path = mem_copy_string(place->path);
	added->commit = mem_copy_string(place->commit);
}

static void take_facts(struct finding *into, struct finding *from)
{
	size_t count = into->fact_count + from->fact_count;

	from->facts = mem_resize(from->facts, count, sizeof(*from->facts));
	if (into->fact_count > 0)
		memcpy(from->facts + from->fact_count, into->facts,
			into->fact_count * sizeof(*into->facts));
	free(into->facts);
	into->facts = from->facts;
	into->fact_count = count;
	from->facts = NULL;
	from->fact_count = 0;
}

void finding_take(struct finding *into, struct finding *from)
{
	if (from->fact_count > 0)
		take_facts(into, from);
	for (size_t i = 0; i < from->place_count; i++)
		*new_place(into) = from->places[i];
	from->place_count = 0;
	finding_release(from);
}

static uint64_t hash_string(const struct findings *findings, const char *text)
{
	return text == NULL ? 0
			    : hash_keyed(&findings->key, text, strlen(text));
}

static uint64_t hash_place(const struct findings *findings, const char *id,
	const struct place *place)
{
	uint64_t parts[6] = { hash_string(findings, id),
		hash_string(findings, place->path),
		hash_string(findings, place->commit), place->position.line,
		place->position.column, (uint64_t)place->kind };

	return hash_keyed(&findings->key, parts, sizeof(parts));
}

/*
 * Moves the places of FROM to the finding at INDEX: one that is known gains
 * the parts, another is added.  FROM may be that finding itself.
 */
static void merge_places(
	struct findings *findings, uint32_t index, struct finding *from)
{
	struct finding *into = &findings->list[index];
	struct place *places = from->places;
	size_t count = from->place_count;

	from->places = NULL;
	from->place_count = 0;
	from->place_capacity = 0;
	for (size_t i = 0; i < count; i++) {
		uint64_t hash = hash_place(findings, into->id, &places[i]);
		uint32_t known;

		if (table_get(&findings->by_place, hash, &known)) {
			assert(into->places != NULL);
			into->places[known].parts |= places[i].parts;
			into->places[known].in_head |= places[i].in_head;
			free(places[i].path);
			free(places[i].commit);
			continue;
		}
		assert(into->place_count < UINT32_MAX - 1);
		table_put(
			&findings->by_place, hash, (uint32_t)into->place_count);
		*new_place(into) = places[i];
	}
	free(places);
}

/* Exchanges what the more confident of two findings decides. */
static void swap_verdict(struct finding *a, struct finding *b)
{
	struct finding old = *a;

	a->rule = b->rule;
	a->confidence = b->confidence;
	a->weak = b->weak;
	a->reasons = b->reasons;
	a->facts = b->facts;
	a->fact_count = b->fact_count;
	b->rule = old.rule;
	b->confidence = old.confidence;
	b->weak = old.weak;
	b->reasons = old.reasons;
	b->facts = old.facts;
	b->fact_count = old.fact_count;
}

void findings_add(struct findings *findings, struct finding *finding)
{
	uint64_t hash = hash_string(findings, finding->id);
	uint32_t index;

	if (table_get(&findings->by_id, hash, &index)) {
		struct finding *known = &findings->list[index];

		if (finding->confidence > known->confidence)
			swap_verdict(known, finding);
		known->waived = known->waived && finding->waived;
		merge_places(findings, index, finding);
		finding_release(finding);
		return;
	}
	assert(findings->count < UINT32_MAX - 1);
	findings->list = mem_grow(findings->list, findings->count,
		&findings->capacity, sizeof(*findings->list));
	index = (uint32_t)findings->count++;
	findings->list[index] = *finding;
	memset(finding, 0, sizeof(*finding));
	table_put(&findings->by_id, hash, index);
	merge_places(findings, index, &findings->list[index]);
}

static bool same_commit(const struct place *a, const struct place *b)
{
	if (a->commit == NULL || b->commit == NULL)
		return a->commit == b->commit;
	return strcmp(a->commit, b->commit) == 0;
}

/*
 * Learns the first place of each path; FIRST gets its number for each place.
 * What HEAD has of a path is noted there.
 */
static void find_first_places(const struct findings *findings,
	const struct finding *finding, uint32_t *first)
{
	struct table by_path;

	table_init(&by_path);
	for (size_t i = 0; i < finding->place_count; i++) {
		struct place *place = &finding->places[i];
		uint64_t parts[2] = { hash_string(findings, place->path),
			(uint64_t)place->kind };
		uint64_t hash =
			hash_keyed(&findings->key, parts, sizeof(parts));

		if (!table_get(&by_path, hash, &first[i])) {
			first[i] = (uint32_t)i;
			table_put(&by_path, hash, first[i]);
		}
		finding->places[first[i]].in_head |= place->in_head;
	}
	table_release(&by_path);
}

static void keep_first(const struct findings *findings, struct finding *finding)
{
	uint32_t *first = mem_zalloc(finding->place_count, sizeof(*first));
	struct place *places = finding->places;
	size_t count = finding->place_count;

	find_first_places(findings, finding, first);
	finding->places = NULL;
	finding->place_count = 0;
	finding->place_capacity = 0;
	for (size_t i = 0; i < count; i++) {
		if (!same_commit(&places[i], &places[first[i]]))
			continue;
		struct place *kept = new_place(finding);
		*kept = places[i];
		kept->in_head = places[first[i]].in_head;
	}
	for (size_t i = 0; i < count; i++) {
		if (same_commit(&places[i], &places[first[i]]))
			continue;
		free(places[i].path);
		free(places[i].commit);
	}
	free(places);
	free(first);
}

void findings_keep_first(struct findings *findings)
{
	for (size_t i = 0; i < findings->count; i++)
		keep_first(findings, &findings->list[i]);
}

const char *finding_title(const struct finding *finding)
{
	const struct rule *rule = finding->rule;

	if (rule->paired_title && finding_fact(finding, FACT_KEY_ID))
		return rule->paired_title;
	return rule->title;
}
