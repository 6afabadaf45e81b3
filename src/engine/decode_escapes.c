/*
 * decode_escapes.c - percent signs, and the escapes of string literals: JSON
 * in a string, "g\x68p_...", "\u0067...".
 *
 * The whole literal or URL is undone, and what stands before it in its line
 * is put before it as it is.
 */
#include <string.h>

#include "engine/decode_steps.h"
#include "model/encoding.h"

/* What COUNT hex digits at AT are; false if there are not so many. */
static bool read_hex(
	const struct chunk *chunk, size_t at, size_t count, uint32_t *value)
{
	if (count > chunk->len || at > chunk->len - count)
		return false;
	*value = 0;
	for (size_t i = 0; i < count; i++) {
		if (!ascii_is_hex(chunk->text[at + i]))
			return false;
		*value = *value << 4 |
			 (unsigned)ascii_hex_value(chunk->text[at + i]);
	}
	return true;
}

/* Puts a code point as UTF-8; all its bytes come from the same place. */
static void put_code(
	struct decoded *out, uint32_t code, size_t start, size_t end)
{
	static const unsigned char heads[] = { 0, 0xC0, 0xE0, 0xF0 };
	unsigned more = code < 0x80	 ? 0
			: code < 0x800	 ? 1
			: code < 0x10000 ? 2
					 : 3;

	decoded_put(out, (char)(heads[more] | code >> (6 * more)), start, end);
	for (; more > 0; more--)
		decoded_put(out,
			(char)(0x80 | (code >> (6 * (more - 1)) & 0x3F)), start,
			end);
}

/* Puts the escape at AT, whose backslash stands there; returns its end. */
static size_t put_escape(
	struct decoded *out, const struct chunk *chunk, size_t at)
{
	static const char plain[] = "\"'/\\`";
	static const char names[] = "ntrbf";
	static const char values[] = "\n\t\r\b\f";
	const char *text = chunk->text;
	const char next = text[at + 1];
	const char *name = memchr(names, next, sizeof(names) - 1);
	size_t digits = next == 'x' ? 2 : next == 'u' ? 4 : next == 'U' ? 8 : 0;
	uint32_t code = 0;

	if (memchr(plain, next, sizeof(plain) - 1)) {
		decoded_put(out, next, at, at + 2);
		return at + 2;
	}
	if (name) {
		decoded_put(out, values[name - names], at, at + 2);
		return at + 2;
	}
	if (digits > 0 && read_hex(chunk, at + 2, digits, &code) &&
		code < 0x110000) {
		size_t end = at + 2 + digits;
		if (next == 'x')
			decoded_put(out, (char)code, at, end);
		else
			put_code(out, code, at, end);
		return end;
	}
	decoded_copy(out, text, at, at + 2);
	return at + 2;
}

/* The quote that opens the literal in which AT stands, from FIRST on; or 0. */
static char opening_quote(
	const struct chunk *chunk, size_t first, size_t at, size_t *start)
{
	const char *text = chunk->text;

	for (; at > first; at--) {
		char byte = text[at - 1];
		bool escaped = at >= 2 && text[at - 2] == '\\';
		if ((byte == '"' || byte == '\'' || byte == '`') && !escaped) {
			*start = at;
			return byte;
		}
	}
	*start = first;
	return '\0';
}

bool decode_escapes(struct decoder *decoder, size_t at)
{
	const struct chunk *chunk = decoder->chunk;
	struct decoded *out = &decoder->out;
	size_t context = decode_context(decoder, at, DECODE_REACH);
	size_t start = context;
	char quote = opening_quote(chunk, context, at, &start);
	const char *text = chunk->text;

	decoded_begin(out, context, ENCODED_ESCAPES);
	decoded_copy(out, text, context, start);
	while (start < chunk->len && text[start] != '\n' &&
		!(quote && text[start] == quote) && out->len < DECODE_PIECE) {
		if (text[start] == '\\' && start + 1 < chunk->len &&
			text[start + 1] != '\n') {
			start = put_escape(out, chunk, start);
			continue;
		}
		decoded_put(out, text[start], start, start + 1);
		start++;
	}
	/* Literals are joined first; what is escaped in them comes then. */
	if (quote && start < chunk->len && text[start] == quote &&
		decode_join_literal(decoder, start))
		return true;
	if (out->len < DECODE_LEAST)
		return false;
	decoded_close(out, chunk, start);
	return true;
}

/* Whether BYTE ends a URL or the like. */
static bool ends_percent(char byte)
{
	return (unsigned char)byte <= ' ' || byte == '"' || byte == '\'' ||
	       byte == '`' || byte == '<' || byte == '>' || byte == '\\';
}

bool decode_percent(struct decoder *decoder, size_t at)
{
	const struct chunk *chunk = decoder->chunk;
	struct decoded *out = &decoder->out;
	size_t start = decode_context(decoder, at, DECODE_REACH);
	uint32_t byte = 0;
	bool undone = false;

	decoded_begin(out, start, ENCODED_PERCENT);
	decoded_copy(out, chunk->text, start, at);
	size_t before = out->len;
	while (at < chunk->len && !ends_percent(chunk->text[at]) &&
		out->len < DECODE_PIECE) {
		if (chunk->text[at] == '%' &&
			read_hex(chunk, at + 1, 2, &byte) &&
			(byte >= ' ' || byte == '\n' || byte == '\r' ||
				byte == '\t')) {
			decoded_put(out, (char)byte, at, at + 3);
			undone |= byte < 0x7F;
			at += 3;
			continue;
		}
		decoded_put(out, chunk->text[at], at, at + 1);
		at++;
	}
	if (!undone || out->len < DECODE_LEAST || out->len == before + 1)
		return false;
	decoded_close(out, chunk, at);
	return true;
}
