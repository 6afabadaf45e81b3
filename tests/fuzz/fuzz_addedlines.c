/*
 * fuzz_addedlines.c - any two texts: the spans of all chunks together are the
 * lines that the old one does not have, no more and no less.
 *
 * Input: old text, NUL, new text.
 */
#include "fuzz.h"

#include "base/err.h"
#include "base/mem.h"
#include "source/addedlines.h"
#include "source/lineset.h"

struct text {
	const char *data;
	size_t len;
};

struct seen {
	struct text whole;
	char *added; /* one mark a byte of the whole */
	size_t last; /* offset behind the last span */
};

static struct text line_at(struct text text, size_t at)
{
	struct text line = { text.data + at,
		line_end(text.data + at, text.len - at) };

	return line;
}

/* The bytes of a line without its end, LF or CR LF. */
static struct text without_end(struct text line)
{
	if (line.len > 0 && line.data[line.len - 1] == '\n')
		line.len--;
	if (line.len > 0 && line.data[line.len - 1] == '\r')
		line.len--;
	return line;
}

static bool has_line(struct text old, struct text line)
{
	line = without_end(line);
	for (size_t at = 0; at < old.len; at += line_at(old, at).len) {
		struct text other = without_end(line_at(old, at));

		if (other.len == line.len &&
			memcmp(other.data, line.data, line.len) == 0)
			return true;
	}
	return false;
}

static uint32_t line_number(struct text whole, size_t offset)
{
	uint32_t number = 1;

	for (size_t i = 0; i < offset; i++)
		number += whole.data[i] == '\n';
	return number;
}

static int take(void *payload, const struct chunk *chunk, struct err *err)
{
	struct seen *seen = payload;
	size_t offset = (size_t)(chunk->text - seen->whole.data);

	(void)err;
	fuzz_require(chunk->text >= seen->whole.data &&
			     offset + chunk->len <= seen->whole.len,
		"a chunk is cut from the text");
	fuzz_require(chunk->added_count > 0, "a chunk has added lines");
	fuzz_require(chunk->first_line == line_number(seen->whole, offset) &&
			     chunk->columns_before == 0,
		"a chunk begins with the line that it says");
	for (size_t i = 0; i < chunk->added_count; i++) {
		struct span span = chunk->added[i];

		fuzz_require(span.start < span.end && span.end <= chunk->len,
			"a span lies in its chunk");
		fuzz_require(offset + span.start >= seen->last,
			"spans are in order and apart");
		seen->last = offset + span.end;
		memset(seen->added + offset + span.start, 1, span_len(span));
	}
	return 0;
}

/* Compares the marks with the definition; returns how many lines are added. */
static uint64_t check_marks(const struct seen *seen, struct text old)
{
	uint64_t lines = 0;

	for (size_t at = 0; at < seen->whole.len;) {
		struct text line = line_at(seen->whole, at);
		char want = has_line(old, line) ? 0 : 1;

		lines += want == 1;
		for (size_t i = 0; i < line.len; i++)
			fuzz_require(seen->added[at + i] == want,
				"added is what the old text does not have");
		at += line.len;
	}
	return lines;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *old_copy = fuzz_string(&data, &size);
	struct text old = { old_copy, strlen(old_copy) };
	struct seen seen = { { (const char *)data, size }, NULL, 0 };
	struct chunk whole = { .text = seen.whole.data,
		.len = size,
		.path = "file",
		.first_line = 1 };
	struct chunk_sink sink = { take, &seen };
	struct lineset set;
	struct err err;
	uint64_t lines = 0;

	seen.added = mem_zalloc(size, 1);
	lineset_init(&set, old.len);
	lineset_add(&set, old.data, old.len);
	fuzz_require(addedlines_scan(&whole, &set, 1, &sink, &lines, &err) == 0,
		"the sink takes all");
	fuzz_require(check_marks(&seen, old) == lines, "all are counted");
	lineset_release(&set);
	free(seen.added);
	free(old_copy);
	return 0;
}
