/*
 * pipeline.c - the stages in their order.
 *
 * What is encoded in a text is undone and goes through the search as a text
 * of its own, and so on down to the third depth.  Its matches are put where
 * they come from in the source's text, and there they meet the others.
 */
#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "base/veil.h"
#include "base/warnings.h"
#include "engine/ascii.h"
#include "engine/decode.h"
#include "engine/emit.h"
#include "engine/grepline.h"
#include "engine/locate.h"
#include "engine/own.h"
#include "engine/pair.h"
#include "engine/pair_across.h"
#include "engine/pipeline.h"
#include "engine/search.h"
#include "engine/user.h"
#include "model/encoding.h"
#include "policy/allowed.h"
#include "policy/exempt.h"
#include "policy/inline_tag.h"

enum {
	DOUBTS_MAX = 20,
	LINE_LIMIT = 64 * 1024, /* bytes of a path and a line */
};

/* A text that was undone and has matches; they refer to it. */
struct kept {
	struct kept *next;
	struct chunk chunk;
	char *text; /* owned */
};

struct pipeline {
	struct pipeline_args args;
	struct search *search;
	unsigned doubts; /* tags that were warned of */
	struct matches matches;
	struct decoder decoders[ENCODING_DEPTH];
	struct kept *kept; /* owned; of the chunk in hand */
	struct buf line; /* that was asked about last */
	struct span line_span; /* in the chunk in hand; empty: none */
	enum allowance line_allowance;
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
	buf_init(&pipeline->line, LINE_LIMIT);
	pipeline->search = search_new(&search);
	return pipeline;
}

void pipeline_free(struct pipeline *pipeline)
{
	if (!pipeline)
		return;
	search_free(pipeline->search);
	for (size_t i = 0; i < ENCODING_DEPTH; i++)
		decoder_release(&pipeline->decoders[i]);
	free(pipeline->matches.list);
	buf_release(&pipeline->line);
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
	else if (exemption == EXEMPT_TREES_PLACEHOLDER)
		args->coverage->placeholders++;
	else if (exemption == EXEMPT_NOT && off)
		args->coverage->switched_off++;
	return exemption != EXEMPT_NOT || off;
}

/* What is said of the line of byte AT; many places may be on one line. */
static enum allowance line_allowance(
	struct pipeline *pipeline, struct locator *locator, size_t at)
{
	const struct chunk *chunk = locator->chunk;
	struct span line = grepline_span(chunk, at);

	if (span_len(line) > 0 && line.start == pipeline->line_span.start &&
		line.end == pipeline->line_span.end)
		return pipeline->line_allowance;
	pipeline->line_span = line;
	pipeline->line_allowance = ALLOWED_NOT;
	if (grepline_write(&pipeline->line, chunk,
		    locator_find(locator, at).line, line) == 0)
		pipeline->line_allowance = allowed_match(pipeline->args.allowed,
			pipeline->line.data, pipeline->line.len,
			pipeline->args.warnings);
	return pipeline->line_allowance;
}

/*
 * Whether all lines of MATCH are among those in which nothing counts; that is
 * counted.  What proves itself, and one's own keys, count everywhere.
 */
static bool is_allowed(struct pipeline *pipeline, struct locator *locator,
	const struct match *match)
{
	struct coverage *coverage = pipeline->args.coverage;
	enum allowance id = ALLOWED_BY_SETTING;

	if (pipeline->args.allowed == NULL ||
		allowed_count(pipeline->args.allowed) == 0 || match->own ||
		match->rule->proven)
		return false;
	enum allowance secret =
		line_allowance(pipeline, locator, match->place.start);
	if (secret != ALLOWED_NOT && match->partner)
		id = line_allowance(
			pipeline, locator, match->partner->place.start);
	if (secret == ALLOWED_NOT || id == ALLOWED_NOT)
		return false;
	if (secret == ALLOWED_BY_TREE || id == ALLOWED_BY_TREE)
		coverage->allowed_by_tree++;
	else
		coverage->allowed_by_setting++;
	return true;
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

/* The same for the form in which it stands in the source's text, by lines. */
static void learn_encoded(
	struct veil *veil, const struct chunk *chunk, struct span place)
{
	while (place.start < place.end) {
		const char *start = chunk->text + place.start;
		const char *newline = memchr(start, '\n', span_len(place));
		size_t len =
			newline ? (size_t)(newline - start) : span_len(place);
		place.start += len + 1;
		while (len > 0 && (*start == ' ' || *start == '\t')) {
			start++;
			len--;
		}
		veil_add(veil, start, len);
	}
}

static void filter(struct pipeline *pipeline, const struct chunk *chunk)
{
	struct locator locator;
	const struct pipeline_args *args = &pipeline->args;

	locator_init(&locator, chunk);
	pipeline->line_span = (struct span){ 0, 0 };
	for (size_t i = 0; i < pipeline->matches.count; i++) {
		const struct match *match = &pipeline->matches.list[i];
		if (args->veil && !match->rule->is_id &&
			!pair_is_in_id(&pipeline->matches, i)) {
			learn_secret(args->veil, match);
			if (match->chunk->depth > 0)
				learn_encoded(args->veil, chunk, match->place);
		}
		if (match->dropped ||
			(!args->all_added && !is_added(chunk, match)))
			continue;
		if (is_exempt(pipeline, match) ||
			is_allowed(pipeline, &locator, match))
			continue;
		if (is_waived(pipeline, &locator, match))
			args->coverage->inline_allowed++;
		else
			emit_finding(args->findings, match, &locator);
	}
}

static struct span span_of_source(
	const struct pipeline *pipeline, unsigned depth, struct span span)
{
	struct span none = { 0, 0 };
	if (span_len(span) == 0)
		return none;
	for (; depth > 0; depth--)
		span = decoded_origin(&pipeline->decoders[depth - 1].out, span);
	return span;
}

/* Says where the matches from FIRST on, of one text, stand in the source's. */
static void place_matches(
	struct pipeline *pipeline, unsigned depth, size_t first)
{
	for (size_t i = first; i < pipeline->matches.count; i++) {
		struct match *match = &pipeline->matches.list[i];
		match->place = span_of_source(pipeline, depth, match->secret);
		match->name_place =
			span_of_source(pipeline, depth, match->name);
	}
}

/* The text is the decoder's and lives no longer than its step: copies it. */
static void keep_text(
	struct pipeline *pipeline, const struct chunk *chunk, size_t first)
{
	struct kept *kept = mem_zalloc(1, sizeof(*kept));
	kept->text = mem_copy(chunk->text, chunk->len);
	kept->chunk = *chunk;
	kept->chunk.text = kept->text;
	kept->next = pipeline->kept;
	pipeline->kept = kept;
	for (size_t i = first; i < pipeline->matches.count; i++)
		pipeline->matches.list[i].chunk = &kept->chunk;
}

static void release_kept(struct pipeline *pipeline)
{
	while (pipeline->kept) {
		struct kept *next = pipeline->kept->next;
		free(pipeline->kept->text);
		free(pipeline->kept);
		pipeline->kept = next;
	}
}

/* The chunk of a text that was undone in OUTER. */
static struct chunk chunk_of(
	const struct chunk *outer, const struct decoded *decoded)
{
	struct chunk chunk = *outer;
	chunk.text = decoded->text;
	chunk.len = decoded->len;
	chunk.depth = outer->depth + 1;
	chunk.encodings |= decoded->encoding;
	chunk.literal |= decoded->literal;
	if (decoded->binary)
		chunk.kind = CHUNK_BINARY;
	return chunk;
}

/* Searches a text and what is encoded in it. */
static int look_into(
	struct pipeline *pipeline, const struct chunk *chunk, struct err *err)
{
	struct matches *matches = &pipeline->matches;
	size_t first = matches->count;
	if (pipeline->args.own)
		own_search(pipeline->args.own, chunk, matches);
	int rc = search_text(pipeline->search, chunk, err);
	place_matches(pipeline, chunk->depth, first);
	if (chunk->depth > 0 && matches->count > first)
		keep_text(pipeline, chunk, first);
	if (rc < 0 || chunk->depth == ENCODING_DEPTH)
		return rc;
	struct decoder *decoder = &pipeline->decoders[chunk->depth];
	decoder_start(decoder, chunk);
	while (rc == 0 && decoder_next(decoder)) {
		struct chunk inner = chunk_of(chunk, &decoder->out);
		rc = look_into(pipeline, &inner, err);
	}
	return rc;
}

/* All that the rules say of CHUNK, before it is joined and filtered. */
static int find_matches(
	struct pipeline *pipeline, const struct chunk *chunk, struct err *err)
{
	pipeline->matches.chunk = chunk;
	pipeline->matches.count = 0;
	return look_into(pipeline, chunk, err);
}

int pipeline_scan(void *payload, const struct chunk *chunk, struct err *err)
{
	struct pipeline *pipeline = payload;
	struct matches *matches = &pipeline->matches;
	int rc = find_matches(pipeline, chunk, err);
	if (rc == 0 && matches->count > 0) {
		pair_drop_overlaps(matches);
		pair_join(matches);
		pair_note_shapes(matches, pipeline->args.rules);
		user_note(matches);
		filter(pipeline, chunk);
	}
	release_kept(pipeline);
	return rc;
}

int pipeline_probe(void *payload, const struct chunk *chunk, struct err *err)
{
	struct pipeline *pipeline = payload;
	struct coverage *coverage = pipeline->args.coverage;
	coverage_release(coverage);
	int rc = find_matches(pipeline, chunk, err);
	release_kept(pipeline);
	if (rc < 0)
		return rc;
	return pipeline->matches.count > 0 || coverage->unscanned_count > 0;
}
