/*
 * pair.c - overlaps and pairs among the matches of one chunk.
 */
#include <string.h>

#include "base/mem.h"
#include "engine/pair.h"

enum {
	PAIR_BYTES = 4096,
	PAIR_LINES = 20,
	ID_LONGEST = 256, /* bytes */
};

/*
 * How much a match tells, for comparing two on the same bytes: first the place
 * where it was looked for, then its confidence; and of two that say equally
 * little, a form is better than a name.
 */
static int weight(const struct match *match)
{
	bool form = match->rule->place != PLACE_ASSIGNMENT;
	int by_place = 0;

	if (match->rule->state != RULE_ON)
		return -1;
	switch (match->rule->place) {
	case PLACE_ASSIGNMENT:
		by_place = 0;
		break;
	case PLACE_LINE:
	case PLACE_NEAR:
	case PLACE_FILE:
	case PLACE_EACH_LINE:
		by_place = 1;
		break;
	case PLACE_ANCHORED:
		by_place = 2;
		break;
	case PLACE_OWN:
		by_place = 3;
		break;
	}
	if (match->rule->weak)
		by_place = 0;
	return (by_place * 4 + (int)match->confidence) * 2 + (form ? 1 : 0);
}

/* Whether DEEPER is what SHALLOWER is when it is undone, and not a part. */
static bool is_undone(const struct match *deeper, const struct match *shallower)
{
	return 4 * span_len(deeper->place) >= 3 * span_len(shallower->place);
}

static bool same_bytes(const struct match *a, const struct match *b)
{
	size_t len = span_len(a->secret);
	return len == span_len(b->secret) &&
	       memcmp(a->chunk->text + a->secret.start,
		       b->chunk->text + b->secret.start, len) == 0;
}

/*
 * Whether A is B's value when an encoding is undone: that is the one that
 * counts then, unless it makes no difference.
 */
static bool is_value_of(const struct match *a, const struct match *b)
{
	bool context = a->rule->place == PLACE_ASSIGNMENT &&
		       b->rule->place == PLACE_ASSIGNMENT;
	return a->chunk->depth > b->chunk->depth &&
	       (a->rule == b->rule || context) && is_undone(a, b);
}

/*
 * Whether no rule that a file adds can take A's place by being longer: a tree
 * could hide in that way what is proven, or show a secret as an id.
 */
static bool stands_above(const struct match *a, const struct match *b)
{
	if (a->rule->users || !b->rule->users || a->rule->state != RULE_ON)
		return false;
	if (a->rule->proven)
		return !b->rule->proven || b->rule->is_id;
	return b->rule->is_id && !a->rule->is_id &&
	       a->confidence >= CONFIDENCE_MEDIUM;
}

/* Whether A is to be kept rather than B. */
static bool tells_more(const struct match *a, const struct match *b)
{
	if (stands_above(a, b) || stands_above(b, a))
		return stands_above(a, b);
	if (is_value_of(a, b))
		return !same_bytes(a, b);
	if (is_value_of(b, a))
		return same_bytes(a, b);
	int weight_a = weight(a);
	int weight_b = weight(b);
	if (weight_a != weight_b)
		return weight_a > weight_b;
	if (span_len(a->place) != span_len(b->place))
		return span_len(a->place) > span_len(b->place);
	if (a->rule != b->rule)
		return a->rule < b->rule;
	return a->chunk->depth <= b->chunk->depth;
}

/* In what was undone two that touch may come from one byte of the source. */
static bool overlap(const struct match *a, const struct match *b)
{
	if (a->chunk == b->chunk)
		return span_overlaps(a->secret, b->secret);
	return span_overlaps(a->place, b->place);
}

static int compare_start(const void *a, const void *b)
{
	const struct match *left = a;
	const struct match *right = b;
	if (left->place.start != right->place.start)
		return left->place.start < right->place.start ? -1 : 1;
	if (left->place.end != right->place.end)
		return left->place.end > right->place.end ? -1 : 1;
	return left->rule < right->rule ? -1 : left->rule > right->rule;
}

/* One's own key still goes with the id that the other one would have. */
static void drop(struct match *match, struct match *kept)
{
	match->dropped = true;
	if (kept->own && !match->own && !match->rule->is_id)
		kept->instead = match->rule;
}

/* Whether it says of its bytes that they may not be there, and no more. */
static bool is_bare(const struct match *match)
{
	return match->rule->place == PLACE_EACH_LINE;
}

static bool begin_on_one_line(const struct matches *matches,
	const struct match *a, const struct match *b)
{
	size_t first = a->place.start;
	size_t last = b->place.start;
	if (first > last) {
		first = b->place.start;
		last = a->place.start;
	}
	return memchr(matches->chunk->text + first, '\n', last - first) == NULL;
}

/*
 * What a rule knows of is told by that rule, and as surely as by the pattern
 * that finds it as well.  A rule that is off knows nothing.
 */
static void drop_bare(
	const struct matches *matches, struct match *bare, struct match *known)
{
	if (known->dropped || is_bare(known) || known->rule->state != RULE_ON ||
		!span_overlaps(bare->place, known->place) ||
		!begin_on_one_line(matches, bare, known))
		return;
	/* No file's rule shows as an id what must not be there. */
	if (known->rule->users && known->rule->is_id) {
		known->dropped = true;
		return;
	}
	if (known->confidence < bare->confidence)
		known->confidence = bare->confidence;
	bare->dropped = true;
}

/* The list is sorted; what is left of it overlaps only as bare and known. */
static void drop_all_bare(struct matches *matches)
{
	struct match *list = matches->list;
	struct match *longest = NULL;
	for (size_t i = 0; i < matches->count; i++) {
		struct match *match = &list[i];
		if (match->dropped)
			continue;
		if (!is_bare(match)) {
			if (!longest || match->place.end > longest->place.end)
				longest = match;
			continue;
		}
		if (longest)
			drop_bare(matches, match, longest);
		for (size_t j = i + 1; j < matches->count &&
				       list[j].place.start < match->place.end;
			j++)
			drop_bare(matches, match, &list[j]);
	}
}

void pair_drop_overlaps(struct matches *matches)
{
	struct match *list = matches->list;
	if (matches->count < 2)
		return;
	qsort(list, matches->count, sizeof(*list), compare_start);
	for (size_t i = 0; i < matches->count; i++) {
		for (size_t j = i + 1; j < matches->count && !list[i].dropped &&
				       list[j].place.start < list[i].place.end;
			j++) {
			if (list[j].dropped || !overlap(&list[i], &list[j]) ||
				is_bare(&list[i]) != is_bare(&list[j]))
				continue;
			if (tells_more(&list[i], &list[j]))
				drop(&list[j], &list[i]);
			else
				drop(&list[i], &list[j]);
		}
	}
	drop_all_bare(matches);
}

static size_t lines_between(const char *text, size_t from, size_t to)
{
	size_t lines = 0;
	while (from < to && lines <= PAIR_LINES) {
		const char *newline = memchr(text + from, '\n', to - from);
		if (!newline)
			break;
		from = (size_t)(newline - text) + 1;
		lines++;
	}
	return lines;
}

/* The bytes between two matches, PAIR_BYTES + 1 if they are too far apart. */
static size_t distance(const struct matches *matches, const struct match *a,
	const struct match *b)
{
	const struct match *first = a->place.start < b->place.start ? a : b;
	const struct match *second = first == a ? b : a;
	size_t from = first->place.end;
	size_t to = second->place.start;
	if (to <= from)
		return 0;
	if (to - from > PAIR_BYTES ||
		lines_between(matches->chunk->text, from, to) > PAIR_LINES)
		return PAIR_BYTES + 1;
	return to - from;
}

static bool completes(const struct match *id, const struct match *secret)
{
	const struct rule *rule =
		secret->instead ? secret->instead : secret->rule;
	return !id->dropped && id->rule->pair &&
	       strcmp(id->rule->pair, rule->id) == 0;
}

/*
 * The id next to the secret at INDEX, before it (STEP -1) or behind it (1);
 * another secret of its rule ends the search.  NULL: none that is near enough.
 */
static struct match *neighbour(
	const struct matches *matches, size_t index, int step)
{
	struct match *list = matches->list;
	const struct match *secret = &list[index];
	size_t i = index;

	while (step < 0 ? i > 0 : i + 1 < matches->count) {
		struct match *match = step < 0 ? &list[--i] : &list[++i];

		if (step < 0 && secret->place.start - match->place.start >
					PAIR_BYTES + ID_LONGEST)
			return NULL;
		if (step > 0 &&
			match->place.start > secret->place.end + PAIR_BYTES)
			return NULL;
		if (completes(match, secret))
			return distance(matches, match, secret) <= PAIR_BYTES
				       ? match
				       : NULL;
		if (!match->dropped && match->rule == secret->rule)
			return NULL;
	}
	return NULL;
}

/*
 * Joins the secrets that have one id to choose, from one end of the text to
 * the other.  Who has an id on this side of it (the one that is passed last)
 * and on the other side none, or one that is taken, takes that; so in
 *
 *     id  secret  id  secret
 *
 * the last secret takes the id before it, and the one before that the first,
 * although the second is as near.
 */
static void join_certain(struct matches *matches, int step)
{
	size_t count = matches->count;

	for (size_t n = 0; n < count; n++) {
		size_t i = step > 0 ? n : count - 1 - n;
		struct match *secret = &matches->list[i];
		struct match *passed, *next;

		if (secret->dropped || secret->partner)
			continue;
		passed = neighbour(matches, i, -step);
		next = neighbour(matches, i, step);
		if (next == NULL || next->taken ||
			(passed != NULL && !passed->taken))
			continue;
		secret->partner = next;
		next->taken = true;
	}
}

static void consider(const struct matches *matches, struct match *secret,
	const struct match *id, size_t *nearest)
{
	if (!completes(id, secret))
		return;
	size_t between = distance(matches, id, secret);
	if (between < *nearest) {
		*nearest = between;
		secret->partner = id;
	}
}

/* The list is in the order of the text: look outwards from the secret. */
static void join_nearest(struct matches *matches, size_t index)
{
	const struct match *list = matches->list;
	struct match *secret = &matches->list[index];
	size_t nearest = PAIR_BYTES + 1;
	for (size_t i = index; i > 0; i--) {
		if (secret->place.start - list[i - 1].place.start >
			PAIR_BYTES + ID_LONGEST)
			break;
		consider(matches, secret, &list[i - 1], &nearest);
	}
	for (size_t i = index + 1; i < matches->count; i++) {
		if (list[i].place.start > secret->place.end + PAIR_BYTES)
			break;
		consider(matches, secret, &list[i], &nearest);
	}
}

void pair_join(struct matches *matches)
{
	bool any = false;
	for (size_t i = 0; i < matches->count; i++)
		any |= matches->list[i].rule->pair != NULL;
	if (!any)
		return;
	join_certain(matches, -1);
	join_certain(matches, 1);
	for (size_t i = 0; i < matches->count; i++) {
		if (!matches->list[i].dropped && !matches->list[i].partner)
			join_nearest(matches, i);
	}
	for (size_t i = 0; i < matches->count; i++) {
		const struct match *partner = matches->list[i].partner;
		if (!partner)
			continue;
		matches->list[partner - matches->list].dropped = true;
	}
}

bool pair_is_in_id(const struct matches *matches, size_t index)
{
	const struct match *list = matches->list;
	struct span secret = list[index].place;
	if (!list[index].dropped)
		return false;
	for (size_t i = index + 1; i < matches->count; i++) {
		if (list[i].place.start > secret.start)
			break;
		if (list[i].rule->is_id && list[i].place.end >= secret.end)
			return true;
	}
	for (size_t i = index; i > 0; i--) {
		const struct match *before = &list[i - 1];
		if (secret.start - before->place.start > ID_LONGEST)
			break;
		if (before->rule->is_id && before->place.end >= secret.end)
			return true;
	}
	return false;
}
