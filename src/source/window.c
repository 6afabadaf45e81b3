/*
 * window.c - reads what is too large to be held, window by window.
 *
 * The encoding is told from the first window and holds for the whole file.
 */
#include "base/mem.h"
#include "model/coverage.h"
#include "source/lineset.h"
#include "source/objectread.h"
#include "source/window.h"

enum {
	WINDOW_SIZE = 1024 * 1024, /* bytes of a chunk, about */
	OVERLAP_SIZE = 8 * 1024,
	RAW_LIMIT = 2 * WINDOW_SIZE,
	TEXT_LIMIT = 4 * WINDOW_SIZE, /* a window and a decoded piece */
};

void window_init(struct window *window, const struct chunk_sink *sink,
	struct coverage *coverage, const char *path, const char *commit)
{
	memset(window, 0, sizeof(*window));
	window->sink = sink;
	window->coverage = coverage;
	window->path = path;
	window->commit = commit;
	window->line = 1;
	buf_init(&window->raw, RAW_LIMIT);
	buf_init(&window->text, TEXT_LIMIT);
}

void window_release(struct window *window)
{
	buf_release(&window->raw);
	buf_release(&window->text);
}

static bool is_utf16(const struct window *window)
{
	return window->encoding == TEXT_UTF16LE ||
	       window->encoding == TEXT_UTF16BE;
}

/* The offset after the last newline in the LEN bytes at TEXT, 0: none. */
static size_t after_last_newline(const char *text, size_t len)
{
	while (len > 0 && text[len - 1] != '\n')
		len--;
	return len;
}

/* Hands on the first LEN bytes of the text. */
static int emit(struct window *window, size_t len, struct err *err)
{
	struct span all = { 0, len };
	struct chunk chunk = {
		.text = window->text.data,
		.len = len,
		.added = &all,
		.added_count = 1,
		.path = window->path,
		.commit = window->commit,
		.in_head = window->in_head,
		.first_line = window->line,
		.columns_before = window->columns_before,
		.kind = window->encoding == TEXT_BINARY ? CHUNK_BINARY
							: CHUNK_TEXT,
	};
	return window->sink->take(window->sink->payload, &chunk, err);
}

static uint32_t count_newlines(const char *text, size_t len)
{
	uint64_t lines = line_count(text, len);
	if (len > 0 && text[len - 1] != '\n')
		lines--;
	return (uint32_t)lines;
}

/* Takes the first LEN bytes out of the text and goes on after them. */
static void drop(struct window *window, size_t len)
{
	const char *text = window->text.data;
	size_t line_start = after_last_newline(text, len);

	window->line += count_newlines(text, len);
	if (line_start == 0)
		window->columns_before += len;
	else
		window->columns_before = len - line_start;
	memmove(window->text.data, text + len, window->text.len - len);
	window->text.len -= len;
}

/* Hands on all but an unfinished last line, and keeps the overlap. */
static int advance(struct window *window, struct err *err)
{
	const char *text = window->text.data;
	size_t len = window->text.len;
	size_t cut = after_last_newline(
		text + window->overlap, len - window->overlap);

	cut = cut == 0 ? len : cut + window->overlap;
	window->coverage->added_lines +=
		count_newlines(text + window->overlap, cut - window->overlap);
	int rc = emit(window, cut, err);
	if (rc < 0)
		return rc;
	size_t kept = cut < OVERLAP_SIZE ? cut : OVERLAP_SIZE;
	size_t first = line_end(text + cut - kept, kept);
	if (first < kept)
		kept -= first;
	drop(window, cut - kept);
	window->overlap = kept;
	return 0;
}

/* Appends bytes that need no decoding, a window at a time. */
static int feed_text(
	struct window *window, const char *data, size_t len, struct err *err)
{
	while (len > 0) {
		size_t room = WINDOW_SIZE + OVERLAP_SIZE - window->text.len;
		size_t part = len < room ? len : room;
		buf_append(&window->text, data, part);
		data += part;
		len -= part;
		if (part < room)
			continue;
		int rc = advance(window, err);
		if (rc < 0)
			return rc;
	}
	return 0;
}

/* Whether the two bytes at DATA are the first half of a surrogate pair. */
static bool is_first_half(const struct window *window, const char *data)
{
	char high = window->encoding == TEXT_UTF16LE ? data[1] : data[0];
	return ((unsigned char)high & 0xfc) == 0xd8;
}

/* Whether the first LEN bytes of raw begin with a byte order mark. */
static bool is_mark(const struct window *window, size_t len)
{
	const char *mark =
		window->encoding == TEXT_UTF16LE ? "\xFF\xFE" : "\xFE\xFF";

	return len >= 2 && memcmp(window->raw.data, mark, 2) == 0;
}

/* Decodes what is in raw, up to an unfinished character, and feeds it. */
static int feed_decoded(struct window *window, bool last, struct err *err)
{
	struct buf decoded = BUF_INIT(TEXT_LIMIT);
	size_t len = window->raw.len;

	if (!last) {
		len &= ~(size_t)1;
		if (len >= 2 &&
			is_first_half(window, window->raw.data + len - 2))
			len -= 2;
	}
	/* A mark is left out at the start of a text, not of a window. */
	if (window->text.len > 0 && is_mark(window, len))
		buf_append_string(&decoded, "\xEF\xBB\xBF");
	utf16_to_utf8(window->raw.data, len, window->encoding, &decoded);
	int rc = feed_text(window, decoded.data, decoded.len, err);
	memmove(window->raw.data, window->raw.data + len,
		window->raw.len - len);
	window->raw.len -= len;
	buf_release(&decoded);
	return rc;
}

/* Passes on what has been collected; by then the encoding can be told. */
static int feed_raw(struct window *window, bool last, struct err *err)
{
	if (window->raw.len == 0)
		return 0;
	if (!window->known)
		window->encoding =
			utf_detect(window->raw.data, window->raw.len);
	window->known = true;
	if (is_utf16(window))
		return feed_decoded(window, last, err);
	int rc = feed_text(window, window->raw.data, window->raw.len, err);
	buf_clear(&window->raw);
	return rc;
}

int window_feed(
	struct window *window, const char *data, size_t len, struct err *err)
{
	while (len > 0) {
		if (window->known && !is_utf16(window))
			return feed_text(window, data, len, err);
		size_t room = WINDOW_SIZE - window->raw.len;
		size_t part = len < room ? len : room;
		buf_append(&window->raw, data, part);
		data += part;
		len -= part;
		if (part < room)
			continue;
		int rc = feed_raw(window, false, err);
		if (rc < 0)
			return rc;
	}
	return 0;
}

int window_end(struct window *window, struct err *err)
{
	struct coverage *coverage = window->coverage;

	int rc = feed_raw(window, true, err);
	if (rc == 0 && window->text.len > window->overlap) {
		coverage->added_lines +=
			line_count(window->text.data + window->overlap,
				window->text.len - window->overlap);
		rc = emit(window, window->text.len, err);
	}
	coverage->files++;
	coverage->windowed_files++;
	if (window->encoding == TEXT_BINARY)
		coverage->binary_files++;
	return rc;
}

int window_take(struct window *window, const struct object_piece *piece,
	struct err *err)
{
	int rc = window_feed(window, piece->data, piece->len, err);

	if (rc == 0 && piece->last && !piece->broken)
		rc = window_end(window, err);
	if (rc < 0 || piece->last)
		window_release(window);
	return rc;
}
