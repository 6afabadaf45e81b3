/*
 * pair_across.c - joins ids and secrets that stand apart.
 *
 * Each id and each secret is noted in the groups it belongs to: a group is a
 * file, a commit or the run, together with the secret's rule, and is found by
 * a hash under a key that lives for one run.  Where a group has one id and one
 * secret, these two belong together.  Where it has more of either, nothing is
 * guessed.
 */
#include <assert.h>
#include <stdlib.h>

#include "base/mem.h"
#include "engine/pair_across.h"
#include "engine/verify.h"

enum {
	SHAPES_MAX = 32, /* bits of finding.shapes */
};

#define NOBODY UINT32_MAX

/* What is one place for a level of the search. */
enum level { LEVEL_FILE, LEVEL_COMMIT, LEVEL_RUN, LEVEL_COUNT };

/* The last one seen, and how many there are; no more than two are counted. */
struct side {
	uint32_t last; /* index in findings */
	uint32_t count;
};

struct group {
	struct side ids;
	struct side secrets;
	struct side shapes; /* values that could be the secret */
};

struct pairing {
	struct findings *findings;
	const struct ruleset *set;
	uint32_t *secret_of; /* by rule: the rule of its secret, or NOBODY */
	uint32_t shape_rules[SHAPES_MAX]; /* by bit: the rule */
	size_t shape_count;
	struct table by_key; /* index in groups */
	struct group *groups;
	size_t group_count;
	size_t group_capacity;
};

/* ---- shapes ---- */

static bool is_of(const char *alphabet, size_t len, char byte)
{
	static const struct {
		const char *name;
		const char *others; /* besides the digits and letters */
		bool lower;
		bool upper;
	} alphabets[] = {
		{ "base64", "+/", true, true },
		{ "base62", "", true, true },
		{ "base36", "", true, false },
	};

	if (byte >= '0' && byte <= '9')
		return true;
	if (len == 3)
		return byte >= 'a' && byte <= 'f';
	for (size_t i = 0; i < 3; i++) {
		if (memcmp(alphabets[i].name, alphabet, len) != 0)
			continue;
		if (byte >= 'a' && byte <= 'z')
			return alphabets[i].lower;
		if (byte >= 'A' && byte <= 'Z')
			return alphabets[i].upper;
		return byte != '\0' && strchr(alphabets[i].others, byte);
	}
	return false;
}

/* Whether a value has the shape "ALPHABET:LENGTH". */
static bool has_shape(const char *shape, const char *text, size_t len)
{
	const char *colon = strchr(shape, ':');
	size_t name_len = colon ? (size_t)(colon - shape) : 0;

	if (!colon || strtoul(colon + 1, NULL, 10) != len)
		return false;
	for (size_t i = 0; i < len; i++) {
		if (!is_of(shape, name_len, text[i]))
			return false;
	}
	return true;
}

/* Whether the value of MATCH could be the secret of RULE. */
static bool could_be(const struct match *match, const struct rule *rule,
	const struct ruleset *set)
{
	struct match as_secret = *match;

	if (!has_shape(rule->apart, match->chunk->text + match->secret.start,
		    span_len(match->secret)))
		return false;
	as_secret.rule = rule;
	return verify_match(&as_secret, set);
}

static uint32_t shapes_of(const struct match *match, const struct ruleset *set)
{
	uint32_t shapes = 0;
	unsigned bit = 0;

	for (size_t i = 0; i < set->rule_count && bit < SHAPES_MAX; i++) {
		if (!set->rules[i].apart)
			continue;
		if (could_be(match, &set->rules[i], set))
			shapes |= UINT32_C(1) << bit;
		bit++;
	}
	return shapes;
}

void pair_note_shapes(struct matches *matches, const struct ruleset *set)
{
	for (size_t i = 0; i < matches->count; i++) {
		struct match *match = &matches->list[i];

		if (!match->dropped && !match->rule->weak &&
			match->rule->place == PLACE_ASSIGNMENT)
			match->shapes = shapes_of(match, set);
	}
}

/* ---- the rules ---- */

static void note_rules(struct pairing *pairing)
{
	const struct ruleset *set = pairing->set;

	for (size_t i = 0; i < set->rule_count; i++) {
		const struct rule *rule = &set->rules[i];
		const struct rule *secret = NULL;

		if (rule->pair && rule->is_id)
			secret = ruleset_find(set, rule->pair);
		pairing->secret_of[i] =
			secret ? (uint32_t)(secret - set->rules) : NOBODY;
		if (rule->apart && pairing->shape_count < SHAPES_MAX)
			pairing->shape_rules[pairing->shape_count++] =
				(uint32_t)i;
	}
}

static uint32_t rule_index(
	const struct pairing *pairing, const struct finding *finding)
{
	return (uint32_t)(finding->rule - pairing->set->rules);
}

/* The rule whose secret completes FINDING, NOBODY if it is no id alone. */
static uint32_t wanted_rule(
	const struct pairing *pairing, const struct finding *finding)
{
	return finding->rule ? pairing->secret_of[rule_index(pairing, finding)]
			     : NOBODY;
}

/* A secret, or a value that could be one, that has no id yet. */
static bool is_alone(const struct finding *finding)
{
	return finding->rule && !finding->rule->is_id &&
	       !finding_fact(finding, FACT_KEY_ID);
}

/* ---- groups ---- */

static uint64_t hash_text(const struct pairing *pairing, const char *text)
{
	return text ? hash_keyed(&pairing->findings->key, text, strlen(text))
		    : 0;
}

static uint64_t group_key(const struct pairing *pairing, enum level level,
	uint32_t rule, const struct place *place)
{
	uint64_t parts[5] = { (uint64_t)level, rule };

	if (level == LEVEL_FILE) {
		parts[2] = hash_text(pairing, place->path);
		parts[4] = (uint64_t)place->kind;
	}
	if (level != LEVEL_RUN)
		parts[3] = hash_text(pairing, place->commit);
	return hash_keyed(&pairing->findings->key, parts, sizeof(parts));
}

static struct group *find_group(struct pairing *pairing, uint64_t key)
{
	static const struct group empty = { { NOBODY, 0 }, { NOBODY, 0 },
		{ NOBODY, 0 } };
	uint32_t index;

	if (table_get(&pairing->by_key, key, &index))
		return &pairing->groups[index];
	assert(pairing->group_count < NOBODY);
	pairing->groups = mem_grow(pairing->groups, pairing->group_count,
		&pairing->group_capacity, sizeof(*pairing->groups));
	index = (uint32_t)pairing->group_count++;
	pairing->groups[index] = empty;
	table_put(&pairing->by_key, key, index);
	return &pairing->groups[index];
}

static void drop_groups(struct pairing *pairing)
{
	table_release(&pairing->by_key);
	pairing->group_count = 0;
}

/* The places of one finding that fall together are one. */
static void side_add(struct side *side, uint32_t index)
{
	if (side->last == index)
		return;
	side->last = index;
	if (side->count < 2)
		side->count++;
}

enum role { ROLE_ID, ROLE_SECRET, ROLE_SHAPE };

static void note(struct pairing *pairing, enum level level, uint32_t index,
	uint32_t rule, enum role role)
{
	const struct finding *finding = &pairing->findings->list[index];
	size_t count = level == LEVEL_RUN ? 1 : finding->place_count;

	for (size_t i = 0; i < count; i++) {
		struct group *group = find_group(pairing,
			group_key(pairing, level, rule, &finding->places[i]));

		side_add(role == ROLE_ID       ? &group->ids
			 : role == ROLE_SECRET ? &group->secrets
					       : &group->shapes,
			index);
	}
}

static void note_all(struct pairing *pairing, enum level level)
{
	for (uint32_t i = 0; i < pairing->findings->count; i++) {
		const struct finding *finding = &pairing->findings->list[i];
		uint32_t wanted = wanted_rule(pairing, finding);

		if (wanted != NOBODY)
			note(pairing, level, i, wanted, ROLE_ID);
		if (!is_alone(finding))
			continue;
		note(pairing, level, i, rule_index(pairing, finding),
			ROLE_SECRET);
		for (size_t bit = 0; bit < pairing->shape_count; bit++) {
			if ((finding->shapes >> bit & 1) != 0)
				note(pairing, level, i,
					pairing->shape_rules[bit], ROLE_SHAPE);
		}
	}
}

/* ---- joining ---- */

static void mark_as_id(struct finding *id)
{
	for (size_t i = 0; i < id->place_count; i++)
		id->places[i].parts = PART_ID;
}

static void join(struct pairing *pairing, uint32_t id, uint32_t secret)
{
	struct finding *from = &pairing->findings->list[id];
	struct finding *into = &pairing->findings->list[secret];
	const struct rule *rule =
		&pairing->set->rules[wanted_rule(pairing, from)];

	mark_as_id(from);
	if (into->confidence < rule->confidence)
		into->confidence = rule->confidence;
	into->rule = rule;
	finding_take(into, from);
}

/* The secret that alone is with the id at INDEX in one of its groups. */
static uint32_t find_secret(
	struct pairing *pairing, enum level level, uint32_t index)
{
	const struct finding *id = &pairing->findings->list[index];
	uint32_t wanted = wanted_rule(pairing, id);
	size_t count = level == LEVEL_RUN ? 1 : id->place_count;

	for (size_t i = 0; i < count; i++) {
		const struct group *group = find_group(pairing,
			group_key(pairing, level, wanted, &id->places[i]));
		const struct side *side = group->secrets.count > 0
						  ? &group->secrets
						  : &group->shapes;

		if (group->ids.count == 1 && side->count == 1 &&
			is_alone(&pairing->findings->list[side->last]))
			return side->last;
	}
	return NOBODY;
}

static void join_level(struct pairing *pairing, enum level level)
{
	note_all(pairing, level);
	for (uint32_t i = 0; i < pairing->findings->count; i++) {
		const struct finding *finding = &pairing->findings->list[i];
		uint32_t secret;

		if (wanted_rule(pairing, finding) == NOBODY)
			continue;
		secret = find_secret(pairing, level, i);
		if (secret != NOBODY)
			join(pairing, i, secret);
	}
	drop_groups(pairing);
}

static uint64_t id_key(const struct pairing *pairing, uint32_t rule,
	const struct finding *finding)
{
	uint64_t parts[2] = { rule,
		hash_text(pairing, finding_fact(finding, FACT_KEY_ID)) };

	return hash_keyed(&pairing->findings->key, parts, sizeof(parts));
}

/* Ids that stand elsewhere beside their secret. */
static void join_known(struct pairing *pairing)
{
	struct findings *findings = pairing->findings;

	for (uint32_t i = 0; i < findings->count; i++) {
		const struct finding *finding = &findings->list[i];

		if (!finding->rule->is_id && !is_alone(finding))
			table_put(&pairing->by_key,
				id_key(pairing, rule_index(pairing, finding),
					finding),
				i);
	}
	for (uint32_t i = 0; i < findings->count; i++) {
		struct finding *id = &findings->list[i];
		uint32_t wanted = wanted_rule(pairing, id);
		uint32_t known;

		if (wanted == NOBODY ||
			!table_get(&pairing->by_key,
				id_key(pairing, wanted, id), &known))
			continue;
		mark_as_id(id);
		for (size_t j = 0; j < id->fact_count; j++)
			free(id->facts[j].text);
		id->fact_count = 0;
		finding_take(&findings->list[known], id);
	}
	table_release(&pairing->by_key);
}

/* What was joined left an empty finding behind. */
static void close_ranks(struct findings *findings)
{
	size_t kept = 0;

	for (size_t i = 0; i < findings->count; i++) {
		if (findings->list[i].rule)
			findings->list[kept++] = findings->list[i];
	}
	findings->count = kept;
}

/* Whether there is an id to be joined at all. */
static bool has_ids(const struct findings *findings)
{
	for (size_t i = 0; i < findings->count; i++) {
		const struct rule *rule = findings->list[i].rule;

		if (rule->pair && rule->is_id)
			return true;
	}
	return false;
}

void pair_across(struct findings *findings, const struct ruleset *set)
{
	struct pairing pairing = { .findings = findings, .set = set };

	if (findings->count < 2 || !has_ids(findings))
		return;
	pairing.secret_of =
		mem_zalloc(set->rule_count, sizeof(*pairing.secret_of));
	note_rules(&pairing);
	join_known(&pairing);
	for (int level = 0; level < LEVEL_COUNT; level++)
		join_level(&pairing, (enum level)level);
	close_ranks(findings);
	free(pairing.secret_of);
	free(pairing.groups);
	table_release(&pairing.by_key);
}
