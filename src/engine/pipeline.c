/*
 * pipeline.c - the stages in their order.
 */
#include "base/err.h"
#include "base/mem.h"
#include "base/veil.h"
#include "base/warnings.h"
#include "engine/ascii.h"
#include "engine/emit.h"
#include "engine/locate.h"
#include "engine/own.h"
#include "engine/pair.h"
#include "engine/pair_across.h"
#include "engine/pipeline.h"
#include "engine/search.h"
#include "policy/exempt.h"
#include "policy/inline_tag.h"

enum { DOUBTS_MAX = 20 };

struct pipeline {
	struct pipeline_args args;
	struct search *search;
	unsigned doubts; /* tags that were warned of */
	struct matches matches;
};

struct pipeline *pipeline_new(const struct pipeline_args *args)
{
	struct pipeline *pipeline = mem_zalloc(1, sizeof(*pipeline));
	const struct search_args search = {
		.rules = args->rules,
		.matches = &pipeline->matches,
		.coverage = args->coverage,
		.no_prefilter = args->no_prefilter,
	};
	pipeline->args = *args;
	pipeline->search = search_new(&search);
	return pipeline;
}

void pipeline_free(struct pipeline *pipeline)
{
	if (!pipeline)
		return;
	search_free(pipeline->search);
	free(pipeline->matches.list);
	free(pipeline);
}

static bool touches_added(const struct chunk *chunk, struct span span)
{
	size_t low = 0;
	size_t high = chunk->added_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (chunk->added[middle].end <= span.start)
			low = middle + 1;
		else
			high = middle;
	}
	return low < chunk->added_count &&
	       span_overlaps(chunk->added[low], span);
}

/* A finding needs an added byte in its value, its name or its key block. */
static bool is_added(const struct chunk *chunk, const struct match *match)
{
	if (touches_added(chunk, match->place) ||
		(span_len(match->name_place) > 0 &&
			touches_added(chunk, match->name_place)))
		return true;
	return match->partner && is_added(chunk, match->partner);
}

/* Whether configuration leaves MATCH out; that is counted. */
static bool is_exempt(
	const struct pipeline *pipeline, const struct match *match)
{
	const struct pipeline_args *args = &pipeline->args;
	enum exemption exemption =
		args->exempt ? exempt_match(args->exempt, match) : EXEMPT_NOT;
	bool off = match->rule->state == RULE_OFF_BY_TREE;

	if (exemption == EXEMPT_PATH)
		args->coverage->skipped_findings++;
	else if (exemption == EXEMPT_NOT && off)
		args->coverage->switched_off++;
	return exemption != EXEMPT_NOT || off;
}

/* A tag that waives everything may have been meant for one rule. */
static void warn_doubt(struct pipeline *pipeline, struct locator *locator,
	const struct match *match, const struct inline_tag_doubt *doubt)
{
	const char *path = locator->chunk->path;
	struct position position = locator_find(locator, match->place.start);
	struct err warning;
	pipeline->doubts++;
	err_set(&warning, ERR_CONFIG,
		"%s:%u: kagiban:allow %s: there is no such rule, so all are "
		"waived; is it %s?",
		path ? path : "-", (unsigned)position.line, doubt->word,
		doubt->nearest);
	warnings_add(pipeline->args.warnings, warning.message);
}

static bool is_waived(struct pipeline *pipeline, struct locator *locator,
	const struct match *match)
{
	const struct chunk *chunk = locator->chunk;
	struct inline_tag_doubt doubt = { "", NULL };
	bool may_warn = pipeline->args.warnings != NULL &&
			pipeline->doubts < DOUBTS_MAX;
	if (pipeline->args.no_inline_tags || match->own)
		return false;
	bool waived = inline_tag_allows(chunk->text, chunk->len, match->place,
		match->rule->id, pipeline->args.rules,
		may_warn ? &doubt : NULL);
	if (waived && doubt.word[0])
		warn_doubt(pipeline, locator, match, &doubt);
	return waived;
}

/*
 * Lets the veil learn the secret, and the whole token where a rule takes only
 * the random part of it for the secret.
 */
static void learn_secret(struct veil *veil, const struct match *match)
{
	const char *text = match->chunk->text;
	struct span token = match->secret;

	veil_add(veil, text + token.start, span_len(token));
	while (token.start > match->whole.start &&
		ascii_is_alnum(text[token.start - 1]))
		token.start--;
	while (token.end < match->whole.end && ascii_is_alnum(text[token.end]))
		token.end++;
	if (span_len(token) > span_len(match->secret))
		veil_add(veil, text + token.start, span_len(token));
}

static void filter(struct pipeline *pipeline, const struct chunk *chunk)
{
	struct locator locator;
	const struct pipeline_args *args = &pipeline->args;

	locator_init(&locator, chunk);
	for (size_t i = 0; i < pipeline->matches.count; i++) {
		const struct match *match = &pipeline->matches.list[i];
		if (args->veil && !match->rule->is_id &&
			!pair_is_in_id(&pipeline->matches, i))
			learn_secret(args->veil, match);
		if (match->dropped ||
			(!args->all_added && !is_added(chunk, match)))
			continue;
		if (is_exempt(pipeline, match))
			continue;
		if (is_waived(pipeline, &locator, match))
			args->coverage->inline_allowed++;
		else
			emit_finding(args->findings, match, &locator);
	}
}

/* Sets where the matches of a source's own text stand. */
static void place_matches(struct matches *matches)
{
	for (size_t i = 0; i < matches->count; i++) {
		matches->list[i].place = matches->list[i].secret;
		matches->list[i].name_place = matches->list[i].name;
	}
}

/* All that the rules say of CHUNK, before it is joined and filtered. */
static int find_matches(
	struct pipeline *pipeline, const struct chunk *chunk, struct err *err)
{
	pipeline->matches.chunk = chunk;
	pipeline->matches.count = 0;
	if (pipeline->args.own)
		own_search(pipeline->args.own, chunk, &pipeline->matches);
	return search_text(pipeline->search, chunk, err);
}

int pipeline_scan(void *payload, const struct chunk *chunk, struct err *err)
{
	struct pipeline *pipeline = payload;
	int rc = find_matches(pipeline, chunk, err);
	if (rc < 0 || pipeline->matches.count == 0)
		return rc;
	place_matches(&pipeline->matches);
	pair_drop_overlaps(&pipeline->matches);
	pair_join(&pipeline->matches);
	pair_note_shapes(&pipeline->matches, pipeline->args.rules);
	filter(pipeline, chunk);
	return 0;
}

int pipeline_probe(void *payload, const struct chunk *chunk, struct err *err)
{
	struct pipeline *pipeline = payload;
	struct coverage *coverage = pipeline->args.coverage;
	coverage_release(coverage);
	int rc = find_matches(pipeline, chunk, err);
	if (rc < 0)
		return rc;
	return pipeline->matches.count > 0 || coverage->unscanned_count > 0;
}
