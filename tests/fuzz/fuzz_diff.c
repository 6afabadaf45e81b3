/*
 * fuzz_diff.c - a patch of any bytes: chunks are sound, whatever it is cut
 * into they are the same, and what is added lies in their text.
 *
 * Input: size of the pieces, then the patch.
 */
#include "fuzz.h"

#include <string.h>

#include "base/err.h"
#include "base/hash.h"
#include "model/coverage.h"
#include "source/patch.h"

enum { CHUNK_MOST = 1024 * 1024 + 8 * 1024 };

struct seen {
	uint64_t hash; /* of all chunks */
	uint64_t chunks;
};

static void mix(struct seen *seen, const void *data, size_t len)
{
	seen->hash = hash_line(seen->hash, data, len);
}

static int take(void *payload, const struct chunk *chunk, struct err *err)
{
	struct seen *seen = payload;
	size_t end = 0;

	(void)err;
	fuzz_require((chunk->len > 0 && chunk->len <= CHUNK_MOST) ||
			     chunk->kind == CHUNK_NAME,
		"a chunk is not empty and not too long");
	fuzz_require(chunk->added_count > 0, "something is added");
	fuzz_require(chunk->first_line > 0, "lines are counted from 1");
	for (size_t i = 0; i < chunk->added_count; i++) {
		fuzz_require(
			chunk->added[i].start >= end &&
				chunk->added[i].end > chunk->added[i].start &&
				chunk->added[i].end <= chunk->len,
			"spans are sorted and lie in the text");
		end = chunk->added[i].end;
		mix(seen, &chunk->added[i], sizeof(chunk->added[i]));
	}
	fuzz_require(chunk->kind == CHUNK_MESSAGE || chunk->path != NULL,
		"a file has a path");
	fuzz_require(chunk->path == NULL || chunk->path[0] != '\0',
		"that is not empty");
	if (chunk->path != NULL)
		mix(seen, chunk->path, strlen(chunk->path));
	if (chunk->commit != NULL)
		mix(seen, chunk->commit, strlen(chunk->commit));
	mix(seen, chunk->text, chunk->len);
	mix(seen, &chunk->first_line, sizeof(chunk->first_line));
	seen->chunks++;
	return 0;
}

static void read_patch(struct seen *seen, struct coverage *coverage,
	const char *text, size_t size, size_t piece)
{
	const struct chunk_sink sink = { take, seen };
	struct patch patch;
	struct err err;

	memset(seen, 0, sizeof(*seen));
	coverage_init(coverage);
	patch_init(&patch, &sink, coverage);
	for (size_t at = 0; at < size; at += piece)
		fuzz_require(patch_feed(&patch, text + at,
				     size - at < piece ? size - at : piece,
				     &err) == 0,
			"the sink takes all");
	fuzz_require(patch_end(&patch, &err) == 0, "the sink takes all");
	patch_release(&patch);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	size_t piece = 1 + (size_t)fuzz_byte(&data, &size);
	const char *text = size > 0 ? (const char *)data : "";
	struct seen whole;
	struct seen parts;
	struct coverage coverage[2];

	read_patch(&whole, &coverage[0], text, size, size + 1);
	read_patch(&parts, &coverage[1], text, size, piece);
	fuzz_require(whole.chunks == parts.chunks && whole.hash == parts.hash,
		"the chunks do not depend on the pieces");
	fuzz_require(
		coverage[0].files == coverage[1].files &&
			coverage[0].added_lines == coverage[1].added_lines &&
			coverage[0].unscanned_count ==
				coverage[1].unscanned_count,
		"neither does what is counted");
	coverage_release(&coverage[0]);
	coverage_release(&coverage[1]);
	return 0;
}
