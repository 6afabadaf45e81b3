/*
 * utf.c - recognises text encodings and turns UTF-16 into UTF-8.
 *
 * UTF-16 without a byte order mark is told from other content with NUL bytes
 * by reading it as UTF-16 in both orders: real text has no U+0000, no other
 * controls than blanks, no lone surrogates, a good part of ASCII (line ends,
 * digits, names), and, where it is not ASCII, bytes above 0x7F.  The last of
 * these keeps apart `name=value` strings with a NUL between them.
 */
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/utf.h"

enum {
	SAMPLE_SIZE = 8000, /* bytes, as git looks at */
	ASCII_SHARE = 64, /* one code unit in so many at least */
	HIGH_SHARE = 4, /* of the others one in so many has a high byte */
	REPLACEMENT = 0xFFFD,
};

static bool is_high_surrogate(uint32_t unit)
{
	return unit >= 0xD800 && unit <= 0xDBFF;
}

static bool is_low_surrogate(uint32_t unit)
{
	return unit >= 0xDC00 && unit <= 0xDFFF;
}

static uint32_t load_unit(const char *data, enum text_encoding encoding)
{
	uint32_t first = (unsigned char)data[0];
	uint32_t second = (unsigned char)data[1];

	return encoding == TEXT_UTF16LE ? second << 8 | first
					: first << 8 | second;
}

static bool is_blank_or_printable(uint32_t unit)
{
	if (unit == '\t' || unit == '\n' || unit == '\r' || unit == '\f')
		return true;
	return unit >= 0x20 && unit != 0x7F && unit < 0xFFFE;
}

/* Whether the LEN bytes at DATA read as UTF-16 text in that order. */
static bool looks_like(
	const char *data, size_t len, enum text_encoding encoding)
{
	size_t ascii = 0;
	size_t others = 0;
	size_t high = 0;
	bool expect_low = false;

	for (size_t i = 0; i + 1 < len; i += 2) {
		uint32_t unit = load_unit(data + i, encoding);

		if (!is_blank_or_printable(unit))
			return false;
		if (is_low_surrogate(unit) != expect_low)
			return false;
		expect_low = is_high_surrogate(unit);
		if (unit < 0x80) {
			ascii++;
			continue;
		}
		others++;
		if (((unit | unit >> 8) & 0x80) != 0)
			high++;
	}
	return ascii > 0 && ascii * ASCII_SHARE >= ascii + others &&
	       high * HIGH_SHARE >= others;
}

static bool is_utf32_mark(const char *data, size_t len)
{
	return len >= 4 && memcmp(data, "\xFF\xFE\0\0", 4) == 0;
}

enum text_encoding utf_detect(const char *data, size_t len)
{
	const char *nul;
	size_t offset, sample_len;

	if (len >= 2 && memcmp(data, "\xFE\xFF", 2) == 0)
		return TEXT_UTF16BE;
	if (len >= 2 && memcmp(data, "\xFF\xFE", 2) == 0)
		return is_utf32_mark(data, len) ? TEXT_BINARY : TEXT_UTF16LE;
	nul = len == 0 ? NULL : memchr(data, '\0', len);
	if (nul == NULL)
		return TEXT_BYTES;

	/* A text may begin with pages that hold no ASCII: look further on. */
	offset = (size_t)(nul - data);
	offset = offset < SAMPLE_SIZE ? 0
				      : (offset - SAMPLE_SIZE / 2) & ~(size_t)1;
	sample_len = len - offset < SAMPLE_SIZE ? len - offset : SAMPLE_SIZE;
	if (looks_like(data + offset, sample_len, TEXT_UTF16LE))
		return TEXT_UTF16LE;
	if (looks_like(data + offset, sample_len, TEXT_UTF16BE))
		return TEXT_UTF16BE;
	return offset == 0 ? TEXT_BINARY : TEXT_BYTES;
}

/* Writes CODE as UTF-8 at OUT, which has room for 4 bytes. */
static size_t encode(uint32_t code, char *out)
{
	if (code < 0x80) {
		out[0] = (char)code;
		return 1;
	}
	if (code < 0x800) {
		out[0] = (char)(0xC0 | code >> 6);
		out[1] = (char)(0x80 | (code & 0x3F));
		return 2;
	}
	if (code < 0x10000) {
		out[0] = (char)(0xE0 | code >> 12);
		out[1] = (char)(0x80 | (code >> 6 & 0x3F));
		out[2] = (char)(0x80 | (code & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | code >> 18);
	out[1] = (char)(0x80 | (code >> 12 & 0x3F));
	out[2] = (char)(0x80 | (code >> 6 & 0x3F));
	out[3] = (char)(0x80 | (code & 0x3F));
	return 4;
}

/* Reads the code point at *AT and moves *AT behind it. */
static uint32_t next_code(
	const char *data, size_t len, size_t *at, enum text_encoding encoding)
{
	uint32_t unit, low;

	if (len - *at < 2) {
		*at = len;
		return REPLACEMENT;
	}
	unit = load_unit(data + *at, encoding);
	*at += 2;
	if (is_low_surrogate(unit))
		return REPLACEMENT;
	if (!is_high_surrogate(unit))
		return unit;
	if (len - *at < 2)
		return REPLACEMENT;
	low = load_unit(data + *at, encoding);
	if (!is_low_surrogate(low))
		return REPLACEMENT;
	*at += 2;
	return 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
}

int utf16_to_utf8(const char *data, size_t len, enum text_encoding encoding,
	struct buf *out)
{
	char piece[4096];
	size_t used = 0;
	size_t at = 0;
	size_t start = out->len;

	if (len >= 2 && load_unit(data, encoding) == 0xFEFF)
		at = 2;
	while (at < len) {
		used += encode(
			next_code(data, len, &at, encoding), piece + used);
		if (used + 4 <= sizeof(piece) && at < len)
			continue;
		if (buf_append(out, piece, used) < 0) {
			out->len = start;
			return ERR_LIMIT;
		}
		used = 0;
	}
	return 0;
}

/* How long the sequence is that starts with LEAD, and its first bits. */
static size_t sequence_len(unsigned char lead, uint32_t *bits)
{
	if (lead >= 0xC2 && lead <= 0xDF) {
		*bits = lead & 0x1Fu;
		return 2;
	}
	if (lead >= 0xE0 && lead <= 0xEF) {
		*bits = lead & 0x0Fu;
		return 3;
	}
	if (lead >= 0xF0 && lead <= 0xF4) {
		*bits = lead & 0x07u;
		return 4;
	}
	return 0;
}

size_t utf8_decode(const char *text, size_t len, uint32_t *code)
{
	static const uint32_t least[5] = { 0, 0, 0x80, 0x800, 0x10000 };
	unsigned char lead = (unsigned char)text[0];
	uint32_t bits = 0;
	size_t size;

	if (lead < 0x80) {
		*code = lead;
		return 1;
	}
	size = sequence_len(lead, &bits);
	if (size == 0 || size > len)
		return 0;
	for (size_t i = 1; i < size; i++) {
		unsigned char byte = (unsigned char)text[i];

		if ((byte & 0xC0) != 0x80)
			return 0;
		bits = bits << 6 | (byte & 0x3Fu);
	}
	if (bits < least[size] || bits > 0x10FFFF)
		return 0;
	if (is_high_surrogate(bits) || is_low_surrogate(bits))
		return 0;
	*code = bits;
	return size;
}
