/*
 * decode_run.c - base64 and hex.
 *
 * The digits of a run are collected first, over the ends of lines if each
 * holds nothing else.  What they are, is seen from what they decode to:
 *
 *   - hex digits whose pairs are printable,
 *   - base64 of a text in UTF-8, from the first digit on,
 *   - stretches of printable bytes at any of the four ways to begin: behind a
 *     prefix (`key_Z2hw...`), or within binary data.
 *
 * A printable byte has its high bit clear.  In base64 these are the bits 32,
 * 8 and 2 of three digits out of four; so a look at one group of four in each
 * sixteen digits says where no printable stretch can be, and hashes, images
 * and long identifiers are passed over quickly.
 */
#include <string.h>

#include "engine/decode_steps.h"
#include "model/encoding.h"

enum {
	GROUP = 4, /* digits */
	GROUPS_LEAST = 4, /* whole groups in any stretch that counts */
};

/* The run in hand: BASE is where its first digit stands. */
struct run {
	const struct chunk *chunk;
	const struct digits *digits;
	size_t base;
	size_t end; /* behind its last digit and the padding */
};

/* The hex value of a base64 digit, 16 if its byte is no hex digit. */
static unsigned nibble(unsigned value)
{
	if (value >= 52 && value < 62)
		return value - 52;
	if (value < 6)
		return value + 10;
	return value >= 26 && value < 32 ? value - 16 : 16;
}

static bool is_printable(unsigned byte)
{
	return (byte >= ' ' && byte < 0x7F) || byte == '\n' || byte == '\t' ||
	       byte == '\r';
}

/* The byte whose upper bits are in digit I, POS of its group (0 to 2). */
static unsigned byte_at(const struct digits *digits, size_t i, size_t pos)
{
	unsigned both = (unsigned)digits->value[i] << 6 | digits->value[i + 1];
	return both >> (4 - 2 * pos) & 0xFF;
}

static void put_digits(struct decoded *out, const struct run *run,
	unsigned byte, size_t first, size_t last)
{
	decoded_put(out, (char)byte, run->base + run->digits->at[first],
		run->base + run->digits->at[last] + 1);
}

/* Ends a printable stretch that was put out from START on, with a line end. */
static void end_stretch(struct decoded *out, size_t start, size_t zeros)
{
	size_t len = out->len - start;
	size_t kept = start;

	if (len < DECODE_LEAST + 1 + zeros) {
		out->len = start;
		return;
	}
	/* UTF-16: every other byte is 0; else it ends a string. */
	for (size_t i = start; i < out->len; i++) {
		bool zero = out->text[i] == '\0';
		if (zero && 5 * zeros >= 2 * len)
			continue;
		out->text[kept] = zero ? '\n' : out->text[i];
		out->origins[kept++] = out->origins[i];
	}
	out->len = kept;
	struct origin last = out->origins[kept - 1];
	decoded_put(out, '\n', out->region.start + last.end,
		out->region.start + last.end);
}

/* Printable stretches among the bytes of the digits from FIRST to LAST. */
static void put_stretches(
	struct decoded *out, const struct run *run, size_t first, size_t last)
{
	size_t start = out->len;
	size_t zeros = 0;

	for (size_t i = first; i + 1 < last; i++) {
		size_t pos = (i - first) % GROUP;
		if (pos == 3)
			continue;
		unsigned byte = byte_at(run->digits, i, pos);
		bool zero = byte == 0 && out->len > start &&
			    out->text[out->len - 1] != '\0';
		if (zero || is_printable(byte)) {
			put_digits(out, run, byte, i, i + 1);
			zeros += zero;
			continue;
		}
		end_stretch(out, start, zeros);
		start = out->len;
		zeros = 0;
	}
	end_stretch(out, start, zeros);
}

/* Whether the three bytes of the group at I may all be printable. */
static bool is_low_group(const unsigned char *value, size_t i)
{
	return ((value[i] & 32) | (value[i + 1] & 8) | (value[i + 2] & 2)) == 0;
}

/* The stretches that begin as PHASE says. */
static void search_phase(
	struct decoded *out, const struct run *run, size_t phase)
{
	const unsigned char *value = run->digits->value;
	size_t count = run->digits->count;
	size_t from = phase; /* groups before it were looked at */

	for (size_t i = phase; i + GROUP <= count; i += GROUP * GROUPS_LEAST) {
		if (!is_low_group(value, i))
			continue;
		size_t first = i;
		size_t last = i + GROUP;
		while (first >= from + GROUP &&
			is_low_group(value, first - GROUP))
			first -= GROUP;
		while (last + GROUP <= count && is_low_group(value, last))
			last += GROUP;
		from = last;
		if (last - first < GROUP * GROUPS_LEAST)
			continue;
		/* The groups beside it may be printable in part. */
		first -= first >= GROUP ? GROUP : 0;
		last = count - last > GROUP ? last + GROUP : count;
		put_stretches(out, run, first, last);
		i = phase + (from - phase) / (GROUP * GROUPS_LEAST) *
				    (GROUP * GROUPS_LEAST);
	}
}

static bool as_stretches(struct decoded *out, const struct run *run)
{
	decoded_begin(out, run->base, ENCODED_BASE64);
	/* With three quarters of the digits it had a prefix, no more. */
	out->binary = true;
	for (size_t phase = 0; phase < GROUP && out->binary; phase++) {
		search_phase(out, run, phase);
		out->binary = out->len * 16 < run->digits->count * 9;
	}
	if (out->len == 0)
		return false;
	out->len--;
	out->literal = true;
	return true;
}

/* Whether BYTE can come next in UTF-8; *MORE bytes of a character are due. */
static bool goes_on_text(unsigned byte, unsigned *more)
{
	if (*more > 0) {
		(*more)--;
		return (byte & 0xC0) == 0x80;
	}
	if (byte < 0x80)
		return is_printable(byte);
	if (byte < 0xC2 || byte > 0xF4)
		return false;
	*more = byte < 0xE0 ? 1 : byte < 0xF0 ? 2 : 3;
	return true;
}

/* Whether the digits begin like base64 of text: cheap, and mostly no. */
static bool begins_text(const struct digits *digits)
{
	unsigned more = 0;
	return goes_on_text(byte_at(digits, 0, 0), &more) &&
	       goes_on_text(byte_at(digits, 1, 1), &more) &&
	       goes_on_text(byte_at(digits, 2, 2), &more);
}

static bool as_text(struct decoded *out, const struct run *run, size_t context)
{
	const struct digits *digits = run->digits;
	unsigned more = 0;
	size_t plain = 0;

	if (digits->count % GROUP == 1 || !begins_text(digits))
		return false;
	decoded_begin(out, context, ENCODED_BASE64);
	decoded_copy(out, run->chunk->text, context, run->base);
	size_t start = out->len;
	for (size_t i = 0; i + 1 < digits->count; i++) {
		if (i % GROUP == 3)
			continue;
		unsigned byte = byte_at(digits, i, i % GROUP);
		if (!goes_on_text(byte, &more))
			return false;
		plain += byte < 0x80;
		put_digits(out, run, byte, i, i + 1);
	}
	/* `echo secret | base64` has a line end in it that is not meant. */
	while (out->len > start && (out->text[out->len - 1] == '\n' ||
					   out->text[out->len - 1] == '\r'))
		out->len--;
	out->literal = true;
	return plain * 4 > out->len - start;
}

/* The printable stretches among the hex digits from FIRST to LAST. */
static void put_hex(
	struct decoded *out, const struct run *run, size_t first, size_t last)
{
	const unsigned char *value = run->digits->value;
	size_t start = out->len;

	for (size_t i = first; i + 1 < last; i += 2) {
		unsigned byte = nibble(value[i]) << 4 | nibble(value[i + 1]);
		if (is_printable(byte)) {
			put_digits(out, run, byte, i, i + 1);
			continue;
		}
		end_stretch(out, start, 0);
		start = out->len;
	}
	end_stretch(out, start, 0);
}

/* Where hex digits that begin at FIRST end. */
static size_t hex_end(const struct digits *digits, size_t first)
{
	while (first < digits->count && nibble(digits->value[first]) < 16)
		first++;
	return first;
}

static bool as_hex(struct decoded *out, const struct run *run, size_t context)
{
	const struct digits *digits = run->digits;
	size_t hex = 0;

	/* Only what is hex from the first digit on is a value of its line. */
	if (hex_end(digits, 0) < digits->count)
		context = run->base;
	decoded_begin(out, context, ENCODED_HEX);
	decoded_copy(out, run->chunk->text, context, run->base);
	size_t start = out->len;
	for (size_t first = 0; first < digits->count;) {
		size_t last = hex_end(digits, first);
		if (last - first > 2 * DECODE_LEAST) {
			size_t before = out->len;
			put_hex(out, run, first, last);
			if (out->len == before)
				put_hex(out, run, first + 1, last);
			hex += last - first;
		}
		first = last + 1;
	}
	if (out->len == start)
		return false;
	out->len--;
	out->binary = (out->len - start) * 8 < hex * 3;
	out->literal = true;
	return true;
}

/* A value of a Secret is given to a name and fills its field. */
static bool is_manifest_value(const struct run *run)
{
	const char *text = run->chunk->text;
	size_t at = run->base;
	size_t after = run->end;

	if (at > 0 && (text[at - 1] == '"' || text[at - 1] == '\''))
		at--;
	while (at > 0 && (text[at - 1] == ' ' || text[at - 1] == '\t'))
		at--;
	if (at == 0 || text[at - 1] != ':' ||
		(run->digits->count + 3) / 4 * 4 - run->digits->count > 2)
		return false;
	return decode_is_line_end(run->chunk, after) || text[after] == '"' ||
	       text[after] == '\'' || text[after] == ' ' ||
	       text[after] == ',' || text[after] == '}';
}

/* Whether the run is only a part: the step that joins the parts comes later. */
static bool goes_on_elsewhere(const struct chunk *chunk, size_t at)
{
	const char *text = chunk->text;

	if (at + 2 >= chunk->len)
		return false;
	if (text[at] == '\\')
		return text[at + 1] == '/' || text[at + 1] == 'u' ||
		       text[at + 1] == 'x';
	if (text[at] == '%')
		return text[at + 1] == '2' && ascii_is_hex(text[at + 2]);
	return (text[at] == '"' || text[at] == '\'') &&
	       decode_joins_next(chunk, at);
}

static bool undo(struct decoder *decoder, const struct run *run)
{
	struct decoded *out = &decoder->out;
	size_t context = decode_context(decoder, run->base, DECODE_CONTEXT);

	if (run->digits->count < SCOUT_RUN)
		return is_manifest_value(run) && as_text(out, run, context);
	return as_hex(out, run, context) || as_text(out, run, context) ||
	       as_stretches(out, run);
}

bool decode_run(struct decoder *decoder, struct span span)
{
	const struct chunk *chunk = decoder->chunk;
	struct digits *digits = &decoder->digits;
	struct run run = { chunk, digits, span.start, 0 };

	/* The n of \n is no digit. */
	if (run.base > 0 && chunk->text[run.base - 1] == '\\' &&
		memchr("nrt", chunk->text[run.base], 3))
		run.base++;
	run.end = decode_skip_padding(
		chunk, decode_collect(digits, chunk, run.base));
	decoder->looked = run.end;
	if (digits->count == DECODE_PIECE)
		decoder->resume =
			run.base + digits->at[DECODE_PIECE - DECODE_OVERLAP];
	else if (digits->count < decoder->scout.shortest ||
		 goes_on_elsewhere(chunk, run.end))
		return false;
	if (!undo(decoder, &run))
		return false;
	decoded_close(&decoder->out, chunk, run.end);
	return true;
}
