/*
 * emit.c - from a match to a finding.
 */
#include <string.h>

#include "base/buf.h"
#include "engine/emit.h"
#include "engine/locate.h"
#include "engine/own.h"
#include "engine/verify.h"

static enum place_kind place_kind_of(const struct chunk *chunk)
{
	switch (chunk->kind) {
	case CHUNK_MESSAGE:
		return AT_MESSAGE;
	case CHUNK_NAME:
		return AT_NAME;
	case CHUNK_TEXT:
	case CHUNK_BINARY:
		break;
	}
	return AT_FILE;
}

/* A part of a finding and where MATCH, in the source's CHUNK, has it. */
static void add_place(struct finding *finding, const struct chunk *chunk,
	const struct match *match, struct position position, unsigned parts)
{
	struct place place = { 0 };
	/* Only read: finding_add_place() copies. */
	memcpy(&place.path, &chunk->path, sizeof(place.path));
	memcpy(&place.commit, &chunk->commit, sizeof(place.commit));
	place.position = position;
	place.kind = place_kind_of(chunk);
	place.parts = parts;
	place.in_head = chunk->in_head;
	place.encodings = match->chunk->encodings;
	finding_add_place(finding, &place);
}

static void add_span_fact(struct finding *finding, enum fact_kind kind,
	const struct match *match, struct span span)
{
	if (span_len(span) > 0)
		finding_add_fact(finding, kind, match->chunk->text + span.start,
			span_len(span));
}

/* Of two secrets that belong together neither is shown. */
static void add_id_facts(struct finding *finding, const struct match *id)
{
	if (!id->rule->is_id)
		return;
	add_span_fact(finding, FACT_KEY_ID, id, id->secret);
	if (id->account[0])
		finding_add_fact(finding, FACT_ACCOUNT, id->account,
			strlen(id->account));
}

static void add_length_fact(struct finding *finding, size_t len)
{
	struct buf digits = BUF_INIT(32);
	buf_append_number(&digits, len);
	finding_add_fact(finding, FACT_LENGTH, digits.data, digits.len);
	buf_release(&digits);
}

static void add_secret_facts(struct finding *finding, const struct match *match)
{
	const struct rule *rule = match->rule;
	if (match->own)
		finding_add_fact(finding, FACT_ORIGIN, match->own->origin,
			strlen(match->own->origin));
	add_span_fact(finding, FACT_KEY_ID, match, match->id);
	if (match->account[0])
		finding_add_fact(finding, FACT_ACCOUNT, match->account,
			strlen(match->account));
	add_span_fact(finding, FACT_USER, match, match->user);
	add_span_fact(finding, FACT_HOST, match, match->host);
	add_span_fact(finding, FACT_NAME, match, match->name);
	if (rule->shown > 0 && rule->shown < span_len(match->secret)) {
		struct span shown = { match->secret.start,
			match->secret.start + rule->shown };
		add_span_fact(finding, FACT_PREFIX, match, shown);
	}
	/* The length of a password would help to guess it. */
	if (!rule->weak)
		add_length_fact(finding,
			match->own ? match->own->len : span_len(match->secret));
	if (match->encrypted)
		finding_add_fact(finding, FACT_ENCRYPTED, "", 0);
}

static void append_span(
	struct buf *out, const struct match *match, struct span span)
{
	(void)buf_append(out, match->chunk->text + span.start, span_len(span));
}

/*
 * The id of a weak one: of the rule, the path and the variable; where there is
 * none, as in a call or a .netrc, of whom it is for and where.
 */
static uint64_t weak_id(const struct match *match)
{
	struct buf name = BUF_INIT(64 * 1024);
	append_span(&name, match, match->name);
	if (name.len == 0 &&
		span_len(match->user) + span_len(match->host) > 0) {
		append_span(&name, match, match->user);
		(void)buf_append_byte(&name, '@');
		append_span(&name, match, match->host);
	}
	uint64_t id = place_id(match->rule->id, match->chunk->path,
		buf_string(&name), name.len);
	buf_release(&name);
	return id;
}

static uint64_t id_of(const struct match *match)
{
	const char *text = match->chunk->text;
	if (match->own)
		return match->own->id;
	if (match->rule->weak)
		return weak_id(match);
	return secret_id(text + match->secret.start, span_len(match->secret));
}

static void add_places(struct finding *finding, const struct match *match,
	struct locator *locator)
{
	const struct chunk *chunk = locator->chunk;
	const struct match *id = match->partner;
	struct position secret_at = locator_find(locator, match->place.start);
	if (!id) {
		unsigned parts = match->rule->is_id ? PART_ID : PART_SECRET;
		add_place(finding, chunk, match, secret_at, parts);
		return;
	}
	struct position id_at = locator_find(locator, id->place.start);
	unsigned part = id->rule->is_id ? PART_ID : PART_SECRET;
	if (id_at.line == secret_at.line) {
		add_place(finding, chunk, match, secret_at, part | PART_SECRET);
		return;
	}
	if (id_at.line < secret_at.line)
		add_place(finding, chunk, id, id_at, part);
	add_place(finding, chunk, match, secret_at, PART_SECRET);
	if (id_at.line > secret_at.line)
		add_place(finding, chunk, id, id_at, part);
}

void emit_finding(struct findings *findings, const struct match *match,
	struct locator *locator)
{
	struct finding finding = { 0 };
	finding.rule = match->rule;
	finding.confidence = match->confidence;
	finding.reasons = match->reasons;
	finding.weak = match->rule->weak;
	finding.shapes = match->shapes;
	id_write(id_of(match), finding.id);
	if (match->partner)
		add_id_facts(&finding, match->partner);
	if (match->rule->is_id)
		add_id_facts(&finding, match);
	else
		add_secret_facts(&finding, match);
	add_places(&finding, match, locator);
	findings_add(findings, &finding);
}
