/*
 * base64.c - decodes base64.
 */
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/err.h"
#include "engine/base64.h"
#include "engine/digits.h"

struct bitstream {
	uint32_t bits; /* not yet written, the last ones read lowest */
	unsigned count; /* how many */
	struct buf *out;
};

static int take_digit(struct bitstream *decoder, unsigned value)
{
	decoder->bits = decoder->bits << 6 | value;
	decoder->count += 6;
	if (decoder->count < 8)
		return 0;
	decoder->count -= 8;
	return buf_append_byte(
		decoder->out, (char)(decoder->bits >> decoder->count & 0xFF));
}

int base64_decode(const char *text, size_t len, struct buf *out)
{
	struct bitstream decoder = { 0, 0, out };
	while (len > 0 && text[len - 1] == '=')
		len--;
	if (len % 4 == 1)
		return ERR_INPUT;
	for (size_t i = 0; i < len; i++) {
		unsigned value = digit_value(text[i]);
		if (value == NO_DIGIT)
			return ERR_INPUT;
		int rc = take_digit(&decoder, value);
		if (rc < 0)
			return rc;
	}
	return 0;
}

/* How many bytes of TEXT are a comment's sign or a line break of markup. */
static size_t markup_len(const char *text, size_t len)
{
	static const char *const marks[] = { "// ", "<br>", "<br/>", "<br />",
		"&#10;", "&#13;", "&#xA;", "&#xa;", "&#xD;", "&#xd;" };
	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
		size_t mark_len = strlen(marks[i]);
		if (len >= mark_len && memcmp(text, marks[i], mark_len) == 0)
			return mark_len;
	}
	return 0;
}

/* How many bytes of TEXT are an escape such as \n or \\n; 0 if none. */
static size_t escape_len(const char *text, size_t len)
{
	size_t i = 0;
	while (i < len && i < 4 && text[i] == '\\')
		i++;
	if (i == 0)
		return markup_len(text, len);
	bool blank =
		i < len && (text[i] == 'n' || text[i] == 'r' || text[i] == 't');
	return blank ? i + 1 : i;
}

/* A plus sign that joins two string literals is no digit. */
static bool joins_literals(const char *text, size_t len, size_t at)
{
	size_t before = at;
	while (before > 0 && text[before - 1] == ' ')
		before--;
	bool quoted = before > 0 &&
		      (text[before - 1] == '"' || text[before - 1] == '\'');
	bool line_start = before == 0 || text[before - 1] == '\n' ||
			  text[before - 1] == '\t';
	bool blank_after = at + 1 >= len || text[at + 1] == ' ' ||
			   text[at + 1] == '\n' || text[at + 1] == '\r';
	return quoted || (line_start && blank_after);
}

int base64_decode_loose(const char *text, size_t len, struct buf *out)
{
	struct bitstream decoder = { 0, 0, out };
	for (size_t i = 0; i < len; i++) {
		size_t skip = escape_len(text + i, len - i);
		if (skip > 0) {
			i += skip - 1;
			continue;
		}
		if (text[i] == '=' ||
			(text[i] == '-' && i + 1 < len && text[i + 1] == '-'))
			break;
		if (text[i] == '+' && joins_literals(text, len, i))
			continue;
		unsigned value = digit_value(text[i]);
		if (value == NO_DIGIT)
			continue;
		int rc = take_digit(&decoder, value);
		if (rc < 0)
			return rc;
	}
	return 0;
}
