/*
 * slab.c - text that comes piece by piece and leaves in chunks.
 */
#include "base/mem.h"
#include "source/lineset.h"
#include "source/slab.h"

enum {
	SLAB_SIZE = 1024 * 1024, /* bytes of a chunk, about */
	OVERLAP_SIZE = 8 * 1024,
};

void slab_init(struct slab *slab, const struct chunk_sink *sink)
{
	memset(slab, 0, sizeof(*slab));
	slab->sink = sink;
	slab->line = 1;
	buf_init(&slab->text, SLAB_SIZE + OVERLAP_SIZE);
}

void slab_release(struct slab *slab)
{
	buf_release(&slab->text);
	free(slab->added);
}

static void empty(struct slab *slab)
{
	buf_clear(&slab->text);
	slab->added_count = 0;
	slab->overlap = 0;
	slab->columns_before = 0;
	slab->has_news = false;
}

void slab_start(struct slab *slab, const struct chunk *place, uint32_t line)
{
	empty(slab);
	slab->place = *place;
	slab->line = line;
}

static int emit(struct slab *slab, struct err *err)
{
	struct chunk chunk = slab->place;

	if (!slab->has_news)
		return 0;
	slab->has_news = false;
	chunk.text = slab->text.data;
	chunk.len = slab->text.len;
	chunk.added = slab->added;
	chunk.added_count = slab->added_count;
	chunk.first_line = slab->line;
	chunk.columns_before = slab->columns_before;
	return slab->sink->take(slab->sink->payload, &chunk, err);
}

/* Moves the spans LEN bytes down; those before are dropped. */
static void move_spans(struct slab *slab, size_t len)
{
	size_t kept = 0;

	for (size_t i = 0; i < slab->added_count; i++) {
		struct span span = slab->added[i];
		if (span.end <= len)
			continue;
		span.start = span.start > len ? span.start - len : 0;
		span.end -= len;
		slab->added[kept++] = span;
	}
	slab->added_count = kept;
}

/* Takes the first LEN bytes out of the text and goes on after them. */
static void drop(struct slab *slab, size_t len)
{
	const char *text = slab->text.data;
	size_t line_start = len;

	while (line_start > 0 && text[line_start - 1] != '\n')
		line_start--;
	slab->line += (uint32_t)line_count(text, line_start);
	slab->columns_before =
		line_start > 0 ? len - line_start : slab->columns_before + len;
	move_spans(slab, len);
	memmove(slab->text.data, text + len, slab->text.len - len);
	slab->text.len -= len;
}

/* Hands on the text and keeps its end: from a line's start, if it has one. */
static int cut(struct slab *slab, struct err *err)
{
	int rc = emit(slab, err);
	if (rc < 0)
		return rc;
	size_t kept =
		slab->text.len < OVERLAP_SIZE ? slab->text.len : OVERLAP_SIZE;
	size_t first = line_end(slab->text.data + slab->text.len - kept, kept);
	if (first < kept)
		kept -= first;
	drop(slab, slab->text.len - kept);
	slab->overlap = kept;
	return 0;
}

static void note_added(struct slab *slab, size_t start, size_t end)
{
	slab->has_news = true;
	if (slab->added_count > 0 &&
		slab->added[slab->added_count - 1].end == start) {
		slab->added[slab->added_count - 1].end = end;
		return;
	}
	slab->added = mem_grow(slab->added, slab->added_count,
		&slab->added_capacity, sizeof(*slab->added));
	slab->added[slab->added_count++] = (struct span){ start, end };
}

int slab_append(struct slab *slab, const char *data, size_t len, bool added,
	struct err *err)
{
	while (len > 0) {
		size_t start = slab->text.len;
		size_t room = SLAB_SIZE + OVERLAP_SIZE - start;
		size_t part = len < room ? len : room;
		buf_append(&slab->text, data, part);
		if (added)
			note_added(slab, start, start + part);
		data += part;
		len -= part;
		if (part < room)
			continue;
		int rc = cut(slab, err);
		if (rc < 0)
			return rc;
	}
	return 0;
}

void slab_drop_newline(struct slab *slab)
{
	size_t len = slab->text.len;

	if (len <= slab->overlap || slab->text.data[len - 1] != '\n')
		return;
	slab->text.len = len - 1;
	if (slab->added_count == 0)
		return;
	struct span *last = &slab->added[slab->added_count - 1];
	if (last->end == len)
		last->end--;
	if (last->end == last->start)
		slab->added_count--;
}

int slab_flush(struct slab *slab, struct err *err)
{
	int rc = slab->added_count > 0 ? emit(slab, err) : 0;

	empty(slab);
	return rc;
}
