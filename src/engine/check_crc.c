/*
 * check_crc.c - tokens whose last characters are a CRC-32 of the others.
 */
#include <stdint.h>
#include <string.h>

#include "base/hash.h"
#include "engine/check_view.h"

static const char base62_digits[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "abcdefghijklmnopqrstuvwxyz";

/* NUMBER in COUNT digits of BASE, left-padded with zeros. */
static void write_digits(uint32_t number, const char *digits, unsigned base,
	struct span at, char *out)
{
	for (size_t i = at.end; i > at.start; i--) {
		out[i - 1] = digits[number % base];
		number /= base;
	}
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
	if (view.len - start < 7)
		return false;
	char expected[6];
	struct span six = { 0, 6 };
	uint32_t crc = hash_crc32(view.text + start, view.len - start - 6);
	write_digits(crc, base62_digits, 62, six, expected);
	return memcmp(expected, view.text + view.len - 6, 6) == 0;
}

/*
 * GitLab's routable tokens: the last seven characters are the CRC-32 of all
 * before them in base 36; the two before these are the payload's length in
 * base 36.
 */
bool check_gitlab_crc32(struct match *match)
{
	static const char digits[] = "0123456789abcdefghijklmnopqrstuvwxyz";
	struct view view = view_secret(match);
	if (view.len < 16)
		return false;
	char expected[7];
	struct span seven = { 0, 7 };
	uint32_t crc = hash_crc32(view.text, view.len - 7);
	write_digits(crc, digits, 36, seven, expected);
	return memcmp(expected, view.text + view.len - 7, 7) == 0;
}

/* Atlassian: the last eight characters are the CRC-32 in upper-case hex. */
bool check_atlassian_crc32(struct match *match)
{
	struct view view = view_secret(match);
	if (view.len < 9)
		return false;
	char expected[8];
	struct span eight = { 0, 8 };
	uint32_t crc = hash_crc32(view.text, view.len - 8);
	write_digits(crc, "0123456789ABCDEF", 16, eight, expected);
	return memcmp(expected, view.text + view.len - 8, 8) == 0;
}
