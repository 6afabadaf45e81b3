/*
 * decode.c - from sight to sight.
 */
#include <string.h>

#include "base/mem.h"
#include "engine/decode_steps.h"

void decoder_release(struct decoder *decoder)
{
	free(decoder->digits.value);
	free(decoder->digits.at);
	free(decoder->out.text);
	free(decoder->out.origins);
	memset(decoder, 0, sizeof(*decoder));
}

/* Whether PATH ends in ENDING. */
static bool has_ending(const char *path, const char *ending)
{
	size_t len = path ? strlen(path) : 0;
	size_t end = strlen(ending);
	return len >= end && strcmp(path + len - end, ending) == 0;
}

/* `kind: Secret`, also in JSON, with up to four bytes between them. */
static bool is_secret_kind(const char *text, size_t at)
{
	size_t first = at;
	while (first > 0 && at - first < 4 &&
		(text[first - 1] == ' ' || text[first - 1] == '"' ||
			text[first - 1] == ':'))
		first--;
	return first < at && first >= 4 &&
	       memcmp(text + first - 4, "kind", 4) == 0;
}

/* Whether a Secret of Kubernetes stands in the text. */
static bool is_manifest(const struct chunk *chunk)
{
	static const char word[] = "Secret";
	const size_t len = sizeof(word) - 1;
	const char *text = chunk->text;
	const char *at = text;
	const char *end = text + chunk->len;

	while (at && (size_t)(end - at) >= len) {
		at = memchr(at, word[0], (size_t)(end - at) - len + 1);
		if (!at)
			break;
		if (memcmp(at, word, len) == 0 &&
			is_secret_kind(text, (size_t)(at - text)))
			return true;
		at++;
	}
	return false;
}

void decoder_start(struct decoder *decoder, const struct chunk *chunk)
{
	const char *path = chunk->path;
	bool yaml =
		!path || has_ending(path, ".yml") || has_ending(path, ".yaml");

	decoder->chunk = chunk;
	decoder->done = 0;
	decoder->looked = 0;
	decoder->resume = 0;
	decoder->yaml = yaml && chunk->kind == CHUNK_TEXT;
	decoder->manifest = chunk->kind == CHUNK_TEXT &&
			    (yaml || has_ending(path, ".json") ||
				    has_ending(path, ".tpl")) &&
			    is_manifest(chunk);
	scout_init(&decoder->scout, chunk->text, chunk->len);
	decoder->scout.all_runs = decoder->yaml || decoder->manifest;
	if (decoder->manifest)
		decoder->scout.shortest = SCOUT_SHORT_RUN;
}

static bool try_run(struct decoder *decoder, struct span run, bool text)
{
	if (run.start < decoder->done)
		run.start = decoder->done;
	if (run.start < decoder->looked || run.end <= run.start)
		return false;
	if ((text || decoder->manifest) && decode_run(decoder, run))
		return true;
	return decoder->yaml && decode_lines(decoder, run);
}

static bool try_sight(struct decoder *decoder, const struct sight *sight)
{
	size_t at = sight->span.start;
	bool text = decoder->chunk->kind != CHUNK_BINARY;

	if (sight->kind == SIGHT_RUN)
		return try_run(decoder, sight->span, sight->text);
	if (!text || at < decoder->done)
		return false;
	switch (sight->kind) {
	case SIGHT_PERCENT:
		return decode_percent(decoder, at);
	case SIGHT_ESCAPE:
		return decode_escapes(decoder, at);
	case SIGHT_CONTINUED:
		return decode_continued(decoder, at);
	case SIGHT_JOIN:
		return decode_join(decoder, at);
	case SIGHT_RUN:
		break;
	}
	return false;
}

bool decoder_next(struct decoder *decoder)
{
	struct sight sight;
	bool found = false;

	while (!found && decoder->resume > 0) {
		struct span rest = { decoder->resume, decoder->resume + 1 };
		decoder->resume = 0;
		found = decode_run(decoder, rest);
	}
	while (!found && scout_next(&decoder->scout, &sight))
		found = try_sight(decoder, &sight);
	if (found && decoder->out.region.end > decoder->done)
		decoder->done = decoder->out.region.end;
	return found;
}
