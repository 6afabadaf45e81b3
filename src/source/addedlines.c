/*
 * addedlines.c - cuts the added lines of a text into chunks.
 *
 * One pass over the lines.  The starts of the last lines are remembered in a
 * ring, so that the surroundings before a run are at hand when it begins; the
 * surroundings after it grow line by line until they are full.
 */
#include "base/mem.h"
#include "source/addedlines.h"
#include "source/lineset.h"

enum {
	CONTEXT_LINES = 20,
	CONTEXT_BYTES = 4096,
	RING_SIZE = 32, /* a power of two above CONTEXT_LINES */
	SPAN_LIMIT = 4096, /* spans of a chunk; then the next one begins */
};

/* A place in the text: an offset, its line from 0, bytes of it before. */
struct mark {
	size_t offset;
	size_t line;
	size_t columns_before;
};

struct cutter {
	const struct chunk *whole;
	const struct chunk_sink *sink;
	struct span *spans; /* owned; of the open chunk, in the whole text */
	size_t span_count; /* 0: no chunk is open */
	size_t span_capacity;
	struct mark start; /* of the open chunk */
	size_t end; /* of it, as far as its surroundings reach now */
	size_t lines_after; /* lines since its last added one */
	size_t ring[RING_SIZE]; /* starts of the last lines, by their number */
	size_t line; /* number of the line in hand, from 0 */
};

/* Closes the open chunk, if any, and hands it on. */
static int flush(struct cutter *cutter, struct err *err)
{
	struct chunk chunk = *cutter->whole;

	if (cutter->span_count == 0)
		return 0;
	size_t offset = cutter->start.offset;
	for (size_t i = 0; i < cutter->span_count; i++) {
		cutter->spans[i].start -= offset;
		cutter->spans[i].end -= offset;
	}
	chunk.text += offset;
	chunk.len = cutter->end - offset;
	chunk.added = cutter->spans;
	chunk.added_count = cutter->span_count;
	chunk.first_line += (uint32_t)cutter->start.line;
	chunk.columns_before = cutter->start.columns_before;
	cutter->span_count = 0;
	return cutter->sink->take(cutter->sink->payload, &chunk, err);
}

/* Where the surroundings of a run that begins at START, a line's, begin. */
static struct mark context_start(const struct cutter *cutter, size_t start)
{
	struct mark place = { start, cutter->line, 0 };

	for (size_t i = 1; i <= CONTEXT_LINES && i <= cutter->line; i++) {
		size_t line = cutter->line - i;
		size_t line_start = cutter->ring[line % RING_SIZE];
		if (start - line_start > CONTEXT_BYTES) {
			if (start - place.offset == CONTEXT_BYTES)
				break;
			place.offset = start - CONTEXT_BYTES;
			place.line = line;
			place.columns_before = place.offset - line_start;
			break;
		}
		place.offset = line_start;
		place.line = line;
	}
	return place;
}

/* Begins a span with LINE, in the open chunk if that reaches so far. */
static int begin_span(struct cutter *cutter, struct span line, struct err *err)
{
	struct mark start = context_start(cutter, line.start);

	if (start.offset > cutter->end || cutter->span_count == SPAN_LIMIT) {
		int rc = flush(cutter, err);
		if (rc < 0)
			return rc;
	}
	if (cutter->span_count == 0)
		cutter->start = start;
	cutter->spans = mem_grow(cutter->spans, cutter->span_count,
		&cutter->span_capacity, sizeof(line));
	cutter->spans[cutter->span_count++] = line;
	return 0;
}

static int add_line(struct cutter *cutter, struct span line, struct err *err)
{
	struct span *last = NULL;

	if (cutter->span_count > 0)
		last = &cutter->spans[cutter->span_count - 1];
	if (last != NULL && last->end == line.start) {
		last->end = line.end;
	} else {
		int rc = begin_span(cutter, line, err);
		if (rc < 0)
			return rc;
	}
	cutter->end = line.end;
	cutter->lines_after = 0;
	return 0;
}

/* An old line may belong to what follows the open chunk's last run. */
static void pass_line(struct cutter *cutter, struct span line)
{
	if (cutter->span_count == 0 || cutter->lines_after >= CONTEXT_LINES)
		return;
	size_t most = cutter->spans[cutter->span_count - 1].end;
	size_t room = cutter->whole->len - most;
	most += room < CONTEXT_BYTES ? room : CONTEXT_BYTES;
	cutter->end = line.end < most ? line.end : most;
	cutter->lines_after++;
}

static bool is_old(const struct chunk *whole, struct span line,
	const struct lineset *old, size_t old_count)
{
	uint64_t hash = lineset_hash(
		old->seed, whole->text + line.start, span_len(line));
	for (size_t i = 0; i < old_count; i++) {
		if (lineset_has(&old[i], hash))
			return true;
	}
	return false;
}

static int scan_all(const struct chunk *whole, const struct chunk_sink *sink,
	uint64_t *lines, struct err *err)
{
	struct chunk chunk = *whole;
	struct span all = { 0, whole->len };

	if (whole->len == 0)
		return 0;
	chunk.added = &all;
	chunk.added_count = 1;
	*lines += line_count(whole->text, whole->len);
	return sink->take(sink->payload, &chunk, err);
}

int addedlines_scan(const struct chunk *whole, const struct lineset *old,
	size_t old_count, const struct chunk_sink *sink, uint64_t *lines,
	struct err *err)
{
	int rc = 0;
	struct cutter cutter = { .whole = whole, .sink = sink };
	struct span line = { 0, 0 };

	if (old_count == 0)
		return scan_all(whole, sink, lines, err);
	for (; line.start < whole->len && rc == 0; line.start = line.end) {
		line.end += line_end(
			whole->text + line.start, whole->len - line.start);
		cutter.ring[cutter.line % RING_SIZE] = line.start;
		if (is_old(whole, line, old, old_count)) {
			pass_line(&cutter, line);
		} else {
			rc = add_line(&cutter, line, err);
			(*lines)++;
		}
		cutter.line++;
	}
	if (rc == 0)
		rc = flush(&cutter, err);
	free(cutter.spans);
	return rc;
}
