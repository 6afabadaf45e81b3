/*
 * test_addedlines.c - which lines are added, and what surrounds them.
 *
 * The random texts are held against a plain oracle: for each line of the new
 * text a search through all lines of the old ones; for each chunk the rule of
 * addedlines.h, said again without a ring or a single pass.
 */
#include "unit.h"

#include <stdbool.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/err.h"
#include "source/addedlines.h"
#include "source/lineset.h"

enum { CONTEXT_LINES = 20, CONTEXT_BYTES = 4096 };

/*
 * What the sink saw of a text: for each of its bytes, how often it was in a
 * chunk and in a span; and whether each chunk was as it has to be.
 */
struct seen {
	const char *text;
	size_t len;
	unsigned char *in_chunk;
	unsigned char *in_span;
	size_t chunks;
	size_t wrong;
	size_t last_end;
};

static size_t wrong_spans(const struct chunk *chunk)
{
	size_t at = 0;

	for (size_t i = 0; i < chunk->added_count; i++) {
		const struct span *span = &chunk->added[i];
		if (span->start < at || span->end <= span->start ||
			span->end > chunk->len)
			return 1;
		at = span->end;
	}
	return chunk->added_count == 0;
}

/* The line and the column of a byte, as anybody would count them. */
static size_t wrong_place(const struct seen *seen, const struct chunk *chunk)
{
	uint32_t line = 1;
	size_t columns = 0;

	for (const char *at = seen->text; at < chunk->text; at++) {
		columns++;
		if (*at == '\n') {
			line++;
			columns = 0;
		}
	}
	return differs_int("first line", chunk->first_line, line) +
	       differs_int("columns before", (long long)chunk->columns_before,
		       (long long)columns);
}

static int take(void *payload, const struct chunk *chunk, struct err *err)
{
	struct seen *seen = payload;
	size_t start = (size_t)(chunk->text - seen->text);

	(void)err;
	seen->chunks++;
	if (chunk->text < seen->text || start + chunk->len > seen->len) {
		seen->wrong++;
		return 0;
	}
	seen->wrong += wrong_spans(chunk) + wrong_place(seen, chunk);
	for (size_t i = 0; i < chunk->len; i++)
		seen->in_chunk[start + i]++;
	for (size_t i = 0; i < chunk->added_count; i++) {
		for (size_t at = chunk->added[i].start;
			at < chunk->added[i].end; at++)
			seen->in_span[start + at]++;
	}
	seen->last_end = start + chunk->len;
	return 0;
}

static void seen_init(struct seen *seen, const char *text, size_t len)
{
	memset(seen, 0, sizeof(*seen));
	seen->text = text;
	seen->len = len;
	seen->in_chunk = calloc(len + 1, 1);
	seen->in_span = calloc(len + 1, 1);
}

static void seen_release(struct seen *seen)
{
	free(seen->in_chunk);
	free(seen->in_span);
}

/* Scans NEW against the old texts; returns how many lines were added. */
static uint64_t scan(struct seen *seen, const struct buf *old, size_t old_count)
{
	struct lineset sets[2];
	struct err err;
	uint64_t lines = 0;
	const struct chunk_sink sink = { take, seen };
	const struct chunk whole = {
		.text = seen->text, .len = seen->len, .first_line = 1
	};

	for (size_t i = 0; i < 2; i++) {
		lineset_init(&sets[i], 42);
		if (i < old_count)
			lineset_add(&sets[i], buf_string(&old[i]), old[i].len);
	}
	assert_int_equal(
		addedlines_scan(&whole, sets, old_count, &sink, &lines, &err),
		0);
	lineset_release(&sets[0]);
	lineset_release(&sets[1]);
	return lines;
}

static size_t stripped(const char *line, size_t len)
{
	if (len > 0 && line[len - 1] == '\n')
		len--;
	if (len > 0 && line[len - 1] == '\r')
		len--;
	return len;
}

static bool stands_in(
	const struct buf *old, size_t old_count, const char *line, size_t len)
{
	len = stripped(line, len);
	for (size_t i = 0; i < old_count; i++) {
		const char *text = buf_string(&old[i]);
		for (size_t at = 0; at < old[i].len;) {
			size_t end = at + line_end(text + at, old[i].len - at);
			size_t old_len = stripped(text + at, end - at);
			if (old_len == len && memcmp(text + at, line, len) == 0)
				return true;
			at = end;
		}
	}
	return false;
}

/* Marks the bytes of added lines, and those of their surroundings. */
static uint64_t expect(const struct seen *seen, const struct buf *old,
	size_t old_count, unsigned char *added, unsigned char *near)
{
	uint64_t lines = 0;

	for (size_t at = 0; at < seen->len;) {
		size_t end = at + line_end(seen->text + at, seen->len - at);
		if (!stands_in(old, old_count, seen->text + at, end - at)) {
			memset(added + at, 1, end - at);
			lines++;
		}
		at = end;
	}
	for (size_t at = 0; at < seen->len; at++) {
		if (!added[at])
			continue;
		size_t newlines = 0;
		near[at] = 1;
		for (size_t i = at; i > 0 && at - i < CONTEXT_BYTES; i--) {
			newlines += seen->text[i - 1] == '\n';
			if (newlines > CONTEXT_LINES || added[i - 1])
				break;
			if (newlines > 0 || at == i)
				near[i - 1] = 1;
		}
	}
	return lines;
}

/* The surroundings after an added byte that ends a line. */
static void expect_after(const struct seen *seen, const unsigned char *added,
	unsigned char *near)
{
	for (size_t at = 0; at < seen->len; at++) {
		size_t newlines = 0;
		if (!added[at] || seen->text[at] != '\n')
			continue;
		for (size_t i = at + 1;
			i < seen->len && !added[i] && i - at <= CONTEXT_BYTES &&
			newlines < CONTEXT_LINES;
			i++) {
			near[i] = 1;
			newlines += seen->text[i] == '\n';
		}
	}
}

static size_t compare(struct seen *seen, uint64_t lines, const struct buf *old,
	size_t old_count)
{
	size_t failures = seen->wrong;
	unsigned char *added = calloc(seen->len + 1, 1);
	unsigned char *near = calloc(seen->len + 1, 1);

	uint64_t want = expect(seen, old, old_count, added, near);
	expect_after(seen, added, near);
	failures += differs_int("lines", (long long)lines, (long long)want);
	failures += memcmp(seen->in_span, added, seen->len) != 0;
	failures += memcmp(seen->in_chunk, near, seen->len) != 0;
	if (failures > 0)
		print_bytes("new", seen->text, seen->len);
	free(added);
	free(near);
	return failures;
}

/* A text of lines from a small set, so that many stand in both sides. */
static void random_text(struct buf *out, uint64_t *random, unsigned lines,
	unsigned kinds, size_t longest)
{
	for (unsigned i = 0; i < lines; i++) {
		uint64_t pick = next_random(random);
		size_t len = pick % 97 == 0 ? longest : 1;
		for (size_t at = 0; at < len; at++)
			buf_append_byte(out, (char)('a' + pick / 97 % kinds));
		if (pick % 31 == 0)
			buf_append_byte(out, '\r');
		if (i + 1 < lines || pick % 2 == 0)
			buf_append_byte(out, '\n');
	}
}

static void test_oracle(void **state)
{
	uint64_t random = 2024;
	size_t failures = 0;

	(void)state;
	for (unsigned round = 0; round < 3000 && failures == 0; round++) {
		struct buf old[2] = { BUF_INIT(1 << 20), BUF_INIT(1 << 20) };
		struct buf new = BUF_INIT(1 << 20);
		struct seen seen;
		size_t old_count = 1 + round % 2;
		unsigned most = round % 3 == 0 ? 400 : 12;
		size_t longest = round % 5 == 0 ? 5000 : 30;

		for (size_t i = 0; i < old_count; i++)
			random_text(&old[i], &random,
				(unsigned)(next_random(&random) % most), 24,
				longest);
		random_text(&new, &random,
			(unsigned)(next_random(&random) % most), 26, longest);
		seen_init(&seen, buf_string(&new), new.len);
		uint64_t lines = scan(&seen, old, old_count);
		failures += compare(&seen, lines, old, old_count);
		seen_release(&seen);
		buf_release(&old[0]);
		buf_release(&old[1]);
		buf_release(&new);
	}
	assert_int_equal(failures, 0);
}

/* Without an old side everything is added, in one chunk. */
static void test_whole(void **state)
{
	struct seen seen;

	(void)state;
	seen_init(&seen, BYTES("a\nb\nc"));
	assert_int_equal(scan(&seen, NULL, 0), 3);
	assert_int_equal(seen.chunks, 1);
	assert_int_equal(seen.wrong, 0);
	assert_memory_equal(seen.in_span, "\1\1\1\1\1", 5);
	seen_release(&seen);

	seen_init(&seen, BYTES(""));
	assert_int_equal(scan(&seen, NULL, 0), 0);
	assert_int_equal(seen.chunks, 0);
	seen_release(&seen);
}

/* A text that turned from LF to CRLF, or lost lines, adds nothing. */
static void test_nothing(void **state)
{
	struct buf old = BUF_INIT(100);
	struct seen seen;

	(void)state;
	buf_append_string(&old, "a\nb\nc\n");
	seen_init(&seen, BYTES("c\r\na\r\n"));
	assert_int_equal(scan(&seen, &old, 1), 0);
	assert_int_equal(seen.chunks, 0);
	seen_release(&seen);
	buf_release(&old);
}

/* Every second line of many is added: one chunk has so many spans at most. */
static void test_many_spans(void **state)
{
	struct buf old = BUF_INIT(100);
	struct buf new = BUF_INIT(1 << 20);
	struct seen seen;
	char line[32];

	(void)state;
	buf_append_string(&old, "old\n");
	for (unsigned i = 0; i < 10000; i++) {
		(void)snprintf(line, sizeof(line), "old\nnew %u\n", i);
		buf_append_string(&new, line);
	}
	seen_init(&seen, buf_string(&new), new.len);
	assert_int_equal(scan(&seen, &old, 1), 10000);
	assert_int_equal(seen.wrong, 0);
	assert_int_equal(seen.chunks, 3);
	for (size_t i = 0; i < seen.len; i++)
		assert_true(seen.in_span[i] <= 1 && seen.in_chunk[i] >= 1);
	seen_release(&seen);
	buf_release(&old);
	buf_release(&new);
}

/* Runs are one chunk if their surroundings touch, by lines or by bytes. */
static void test_touching(void **state)
{
	static const struct {
		const char *name;
		unsigned old_lines; /* between two added ones */
		size_t line_len; /* with the newline */
		size_t chunks;
	} runs[] = {
		{ "next to each other", 0, 2, 1 },
		{ "one line between", 1, 2, 1 },
		{ "as many lines as surround them", 2 * CONTEXT_LINES, 2, 1 },
		{ "a line more", 2 * CONTEXT_LINES + 1, 2, 2 },
		{ "as many bytes as surround them", 8, CONTEXT_BYTES / 4, 1 },
		{ "more bytes", 8, CONTEXT_BYTES / 4 + 1, 2 },
		{ "a long line", 1, 2 * CONTEXT_BYTES, 1 },
		{ "a longer line", 1, 2 * CONTEXT_BYTES + 1, 2 },
	};
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(runs); i++) {
		struct buf old = BUF_INIT(1 << 20);
		struct buf new = BUF_INIT(1 << 20);
		struct seen seen;

		for (size_t at = 1; at < runs[i].line_len; at++)
			buf_append_byte(&old, 'o');
		buf_append_byte(&old, '\n');
		buf_append_string(&new, "first\n");
		for (unsigned line = 0; line < runs[i].old_lines; line++)
			buf_append(&new, old.data, old.len);
		buf_append_string(&new, "last");
		seen_init(&seen, buf_string(&new), new.len);
		assert_int_equal(scan(&seen, &old, 1), 2);
		failures += seen.wrong;
		failures += differs_int(runs[i].name, (long long)seen.chunks,
			(long long)runs[i].chunks);
		seen_release(&seen);
		buf_release(&old);
		buf_release(&new);
	}
	assert_int_equal(failures, 0);
}

static int refuse(void *payload, const struct chunk *chunk, struct err *err)
{
	unsigned *calls = payload;

	(void)chunk;
	(*calls)++;
	return err_set(err, ERR_RULE, "enough");
}

/* An error of the sink ends the scan and is handed on. */
static void test_refusal(void **state)
{
	unsigned calls = 0;
	uint64_t lines = 0;
	struct err err;
	struct lineset set;
	struct buf new = BUF_INIT(1 << 20);
	const struct chunk_sink sink = { refuse, &calls };

	(void)state;
	lineset_init(&set, 1);
	lineset_add(&set, BYTES("o\n"));
	for (unsigned i = 0; i < 1000; i++)
		buf_append_string(&new, i % 100 == 0 ? "new\n" : "o\n");
	const struct chunk whole = {
		.text = buf_string(&new), .len = new.len, .first_line = 1
	};
	assert_int_equal(addedlines_scan(&whole, &set, 1, &sink, &lines, &err),
		ERR_RULE);
	assert_int_equal(calls, 1);
	assert_int_equal(addedlines_scan(&whole, NULL, 0, &sink, &lines, &err),
		ERR_RULE);
	lineset_release(&set);
	buf_release(&new);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_oracle),
		cmocka_unit_test(test_whole),
		cmocka_unit_test(test_nothing),
		cmocka_unit_test(test_many_spans),
		cmocka_unit_test(test_touching),
		cmocka_unit_test(test_refusal),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
