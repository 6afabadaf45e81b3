/*
 * fuzz_window.c - a large text that comes in pieces: the windows together are
 * the text, each says rightly where it begins, and all lines are counted.
 *
 * Input: size of the pieces, length of the text, then bytes that are repeated
 * up to that length.
 */
#include "fuzz.h"

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "model/coverage.h"
#include "source/lineset.h"
#include "source/window.h"

enum {
	PIECES = 1 << 16, /* bytes a step of the piece's size */
	LENGTHS = 1 << 14, /* bytes a step of the text's length */
	FIRST_WINDOW = 1 << 20, /* bytes that decide on the encoding */
};

struct seen {
	struct buf text; /* the whole as UTF-8 */
	size_t end; /* of what windows have shown */
	size_t line_start; /* offset of the line below in text */
	uint32_t line;
};

/* Where the chunk begins in the whole, from its line and column. */
static size_t chunk_offset(struct seen *seen, const struct chunk *chunk)
{
	fuzz_require(chunk->first_line >= seen->line, "lines go on");
	while (seen->line < chunk->first_line) {
		seen->line_start += line_end(seen->text.data + seen->line_start,
			seen->text.len - seen->line_start);
		seen->line++;
	}
	return seen->line_start + chunk->columns_before;
}

static int take(void *payload, const struct chunk *chunk, struct err *err)
{
	struct seen *seen = payload;
	size_t offset = chunk_offset(seen, chunk);

	(void)err;
	fuzz_require(offset <= seen->end, "no byte is left out");
	fuzz_require(offset + chunk->len > seen->end &&
			     offset + chunk->len <= seen->text.len,
		"each window shows more of the text");
	fuzz_require(
		memcmp(chunk->text, seen->text.data + offset, chunk->len) == 0,
		"the window's bytes are those of the text");
	fuzz_require(chunk->added_count == 1 && chunk->added[0].start == 0 &&
			     chunk->added[0].end == chunk->len,
		"all of it is added");
	seen->end = offset + chunk->len;
	return 0;
}

/* Fills OUT up to LEN with the input, doubling what is there. */
static void repeat(
	const uint8_t *data, size_t size, size_t len, struct buf *out)
{
	buf_append(out, (const char *)data, size);
	while (out->len > 0 && out->len < len) {
		size_t room = len - out->len;
		size_t part = room < out->len ? room : out->len;
		char *end = buf_reserve(out, part);

		memcpy(end, out->data, part);
		out->len += part;
	}
}

/* The whole as the windows should show it. */
static void decode(const struct buf *raw, struct buf *out)
{
	enum text_encoding encoding = utf_detect(buf_string(raw),
		raw->len < FIRST_WINDOW ? raw->len : FIRST_WINDOW);

	if (encoding == TEXT_UTF16LE || encoding == TEXT_UTF16BE)
		utf16_to_utf8(raw->data, raw->len, encoding, out);
	else
		buf_append(out, buf_string(raw), raw->len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	size_t piece = 1 + (size_t)PIECES * fuzz_byte(&data, &size);
	size_t len = (size_t)LENGTHS * fuzz_byte(&data, &size);
	struct buf raw = BUF_INIT(SIZE_MAX);
	struct seen seen = { BUF_INIT(SIZE_MAX), 0, 0, 1 };
	struct chunk_sink sink = { take, &seen };
	struct coverage coverage;
	struct window window;
	struct err err;

	repeat(data, size, len, &raw);
	decode(&raw, &seen.text);
	coverage_init(&coverage);
	window_init(&window, &sink, &coverage, "file", NULL);
	for (size_t at = 0; at < raw.len;) {
		/* Single bytes take long; only the start comes so. */
		size_t step = piece == 1 && at > 4096 ? PIECES : piece;
		size_t part = raw.len - at < step ? raw.len - at : step;

		fuzz_require(
			window_feed(&window, raw.data + at, part, &err) == 0,
			"the sink takes all");
		at += part;
	}
	fuzz_require(window_end(&window, &err) == 0, "the sink takes all");
	fuzz_require(seen.end == seen.text.len, "the end is shown");
	fuzz_require(coverage.added_lines ==
			     line_count(buf_string(&seen.text), seen.text.len),
		"all lines are counted");
	window_release(&window);
	coverage_release(&coverage);
	buf_release(&raw);
	buf_release(&seen.text);
	return 0;
}
