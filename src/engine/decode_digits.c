/*
 * decode_digits.c - collects the digits of a run, over the ends of lines.
 */
#include "base/mem.h"
#include "engine/decode_steps.h"

enum { INDENT_MAX = 64 /* bytes before the digits of a line */ };

static size_t digits_end(const struct chunk *chunk, size_t at)
{
	while (at < chunk->len && digit_value(chunk->text[at]) < NO_DIGIT)
		at++;
	return at;
}

size_t decode_skip_padding(const struct chunk *chunk, size_t at)
{
	size_t last = chunk->len - at > 2 ? at + 2 : chunk->len;
	while (at < last && chunk->text[at] == '=')
		at++;
	return at;
}

bool decode_is_line_end(const struct chunk *chunk, size_t at)
{
	return at >= chunk->len || chunk->text[at] == '\n' ||
	       (chunk->text[at] == '\r' && at + 1 < chunk->len &&
		       chunk->text[at + 1] == '\n');
}

/* Where the digits go on behind an escape such as \n or \\r\\n; 0: nowhere. */
static size_t after_escape(const struct chunk *chunk, size_t at)
{
	const char *text = chunk->text;
	bool feed = false;

	while (at + 2 < chunk->len && text[at] == '\\') {
		while (at + 2 < chunk->len && text[at] == '\\')
			at++;
		if (text[at] != 'n' && text[at] != 'r')
			return 0;
		feed |= text[at] == 'n';
		at++;
	}
	return feed && at < chunk->len && digit_value(text[at]) < NO_DIGIT ? at
									   : 0;
}

/* Where the digits go on in the next line, which has no others; or 0. */
static size_t next_line(const struct chunk *chunk, size_t at)
{
	const char *text = chunk->text;

	if (at < chunk->len && text[at] == '\\')
		return after_escape(chunk, at);
	if (at >= chunk->len || !decode_is_line_end(chunk, at))
		return 0;
	at += text[at] == '\r' ? 2 : 1;
	size_t start = at;
	while (at < chunk->len && at - start < INDENT_MAX &&
		(text[at] == ' ' || text[at] == '\t'))
		at++;
	size_t end = digits_end(chunk, at);
	if (end == at)
		return 0;
	end = decode_skip_padding(chunk, end);
	if (end < chunk->len && (text[end] == '"' || text[end] == '\''))
		end++;
	return decode_is_line_end(chunk, end) || text[end] == '\\' ? at : 0;
}

static void digits_add(struct digits *digits, unsigned value, size_t at)
{
	if (digits->count == digits->capacity) {
		size_t capacity = digits->capacity ? 2 * digits->capacity : 256;
		digits->value = mem_resize(digits->value, capacity, 1);
		digits->at =
			mem_resize(digits->at, capacity, sizeof(*digits->at));
		digits->capacity = capacity;
	}
	digits->value[digits->count] = (unsigned char)value;
	digits->at[digits->count++] = (uint32_t)at;
}

size_t decode_collect(
	struct digits *digits, const struct chunk *chunk, size_t base)
{
	size_t at = base;
	digits->count = 0;
	for (;;) {
		while (at < chunk->len && digits->count < DECODE_PIECE) {
			unsigned value = digit_value(chunk->text[at]);
			if (value >= NO_DIGIT)
				break;
			digits_add(digits, value, at - base);
			at++;
		}
		size_t next =
			digits->count < DECODE_PIECE ? next_line(chunk, at) : 0;
		if (next == 0)
			return at;
		at = next;
	}
}
