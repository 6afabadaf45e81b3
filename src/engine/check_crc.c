/*
 * check_crc.c - tokens whose last characters are a CRC-32 of the others.
 */
#include <stdint.h>
#include <string.h>

#include "base/hash.h"
#include "engine/ascii.h"
#include "engine/base64.h"
#include "engine/check_view.h"

static const char base62_digits[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "abcdefghijklmnopqrstuvwxyz";

/*
 * Whether the last COUNT characters of VIEW, which has more, are the CRC-32 of
 * those before them, written in DIGITS and left-padded with the first of these.
 */
static bool ends_in_crc(struct view view, size_t count, const char *digits)
{
	const size_t base = strlen(digits);
	uint32_t crc = hash_crc32(view.text, view.len - count);
	for (size_t i = view.len; i > view.len - count; i--) {
		if (view.text[i - 1] != digits[crc % base])
			return false;
		crc /= (uint32_t)base;
	}
	return true;
}

/* The number that eight lower-case hex digits write. */
static uint32_t hex_number(const char *text)
{
	uint32_t number = 0;
	for (size_t i = 0; i < 8; i++) {
		char digit = fold_char(text[i]);
		number = number << 4 |
			 (uint32_t)(ascii_is_digit(digit) ? digit - '0'
							  : digit - 'a' + 10);
	}
	return number;
}

/*
 * GitHub, npm: the last six characters are the CRC-32 of those between the
 * last underscore and them, in base 62.
 * https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/
 */
bool check_github_crc32(struct match *match)
{
	struct view view = view_secret(match);
	size_t start = view.len;
	while (start > 0 && view.text[start - 1] != '_')
		start--;
	view.text += start;
	view.len -= start;
	return view.len >= 7 && ends_in_crc(view, 6, base62_digits);
}

/*
 * GitLab's routable tokens: the last seven characters are the CRC-32 of all
 * before them in base 36; the two before these are the payload's length in
 * base 36.
 */
bool check_gitlab_crc32(struct match *match)
{
	struct view view = view_secret(match);
	return view.len >= 16 &&
	       ends_in_crc(view, 7, "0123456789abcdefghijklmnopqrstuvwxyz");
}

/* Atlassian: the last eight characters are the CRC-32 in upper-case hex. */
bool check_atlassian_crc32(struct match *match)
{
	struct view view = view_secret(match);
	return view.len >= 9 && ends_in_crc(view, 8, "0123456789ABCDEF");
}

/*
 * Cloudflare, Zuplo, Cashfree: the last eight characters are, in lower-case
 * hex, the CRC-32 of the letters and digits before them, between which and
 * them an underscore may stand.
 */
bool check_crc32_hex(struct match *match)
{
	struct view view = view_secret(match);
	if (view.len < 16)
		return false;
	const char *sum = view.text + view.len - 8;
	size_t end = view.len - 8;
	end -= view.text[end - 1] == '_';
	size_t start = end;
	while (start > 0 && ascii_is_alnum(view.text[start - 1]))
		start--;
	return hash_crc32(view.text + start, end - start) == hex_number(sum);
}

/*
 * Grafana: behind the last underscore the CRC-32 of all before it, its bytes
 * in hex, the lowest first.
 */
bool check_grafana_crc32(struct match *match)
{
	struct view view = view_secret(match);
	if (view.len < 16)
		return false;
	uint32_t sum = hash_crc32(view.text, view.len - 9);
	uint32_t swapped = sum << 24 | (sum & 0xff00) << 8 |
			   (sum >> 8 & 0xff00) | sum >> 24;
	return view.text[view.len - 9] == '_' &&
	       swapped == hex_number(view.text + view.len - 8);
}

/*
 * Confluent: behind the prefix of four characters 54 others and, in base64,
 * the bytes of their CRC-32, the lowest first.
 */
bool check_confluent_crc32(struct match *match)
{
	struct view view = view_secret(match);
	struct buf bytes = BUF_INIT(8);
	bool passes = false;
	if (view.len == 64 && base64_decode(view.text + 58, 6, &bytes) == 0) {
		uint32_t sum = hash_crc32(view.text + 4, 54);
		for (size_t i = 0; i < 4; i++)
			passes = (i == 0 || passes) &&
				 (unsigned char)bytes.data[i] ==
					 (sum >> 8 * i & 0xff);
	}
	buf_release(&bytes);
	return passes;
}
