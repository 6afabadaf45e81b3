/*
 * own_forms.c - the forms in which a value may stand in a text.
 */
#include <stdint.h>
#include <string.h>

#include "engine/ascii.h"
#include "engine/own_forms.h"

/*
 * base64 of the value as it comes out behind SKIP other bytes: the digits in
 * which these have a part, at either end, are left out.
 */
static int write_base64(const char *last_two, size_t skip, const char *value,
	size_t len, struct buf *out)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				     "abcdefghijklmnopqrstuvwxyz0123456789";
	uint32_t bits = 0;
	unsigned count = 0;
	size_t drop = skip > 0 ? skip + 1 : 0;
	int rc = 0;

	for (size_t i = 0; i < skip + len && rc == 0; i++) {
		unsigned char byte =
			i < skip ? 0 : (unsigned char)value[i - skip];

		bits = bits << 8 | byte;
		for (count += 8; count >= 6 && rc == 0; count -= 6) {
			uint32_t digit = bits >> (count - 6) & 63;

			if (drop > 0)
				drop--;
			else
				rc = buf_append_byte(
					out, digit < 62 ? digits[digit]
							: last_two[digit - 62]);
		}
	}
	return rc;
}

static int write_hex(
	const char *digits, const char *value, size_t len, struct buf *out)
{
	int rc = 0;

	for (size_t i = 0; i < len && rc == 0; i++) {
		unsigned char byte = (unsigned char)value[i];
		const char pair[] = { digits[byte >> 4], digits[byte & 15] };

		rc = buf_append(out, pair, sizeof(pair));
	}
	return rc;
}

/* All but letters, digits and `-._~` (RFC 3986). */
static int write_percent(
	const char *digits, const char *value, size_t len, struct buf *out)
{
	int rc = 0;

	for (size_t i = 0; i < len && rc == 0; i++) {
		bool plain = ascii_is_alnum(value[i]) ||
			     (value[i] != '\0' && strchr("-._~", value[i]));

		rc = plain ? buf_append_byte(out, value[i])
			   : buf_append_byte(out, '%');
		if (rc == 0 && !plain)
			rc = write_hex(digits, value + i, 1, out);
	}
	return rc;
}

/* As JSON may write it. */
static int write_slashes(const char *value, size_t len, struct buf *out)
{
	int rc = 0;

	for (size_t i = 0; i < len && rc == 0; i++) {
		if (value[i] == '/')
			rc = buf_append_byte(out, '\\');
		if (rc == 0)
			rc = buf_append_byte(out, value[i]);
	}
	return rc;
}

static int write_form(
	size_t number, const char *value, size_t len, struct buf *out)
{
	static const char *const hex[] = { "0123456789abcdef",
		"0123456789ABCDEF" };

	if (number == 0)
		return buf_append(out, value, len);
	if (number <= 6)
		return write_base64(number <= 3 ? "+/" : "-_", (number - 1) % 3,
			value, len, out);
	if (number <= 8)
		return write_hex(hex[number - 7], value, len, out);
	if (number <= 10)
		return write_percent(hex[number - 9], value, len, out);
	return write_slashes(value, len, out);
}

static bool has_any(const char *text, size_t len, const char *bytes)
{
	for (size_t i = 0; i < len; i++) {
		if (text[i] != '\0' && strchr(bytes, text[i]))
			return true;
	}
	return false;
}

int own_form(size_t number, const char *value, size_t len, struct buf *out)
{
	int rc;

	buf_clear(out);
	rc = write_form(number, value, len, out);
	if (rc < 0)
		return rc;
	if (number >= 4 && number <= 6)
		return has_any(out->data, out->len, "-_") ? 0 : 1;
	if (number >= 9 && out->len == len)
		return 1;
	/* Digits alone are the same in either case. */
	if (number == 10)
		return has_any(out->data, out->len, "ABCDEF") ? 0 : 1;
	return 0;
}
