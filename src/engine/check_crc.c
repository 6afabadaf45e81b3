/*
 * check_crc.c - tokens whose last characters are a CRC-32 of the others.
 */
#include <stdint.h>
#include <string.h>

#include "base/hash.h"
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
