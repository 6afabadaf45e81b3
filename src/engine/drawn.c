/*
 * drawn.c - random values in their layouts.
 */
#include <string.h>

#include "engine/ascii.h"
#include "engine/drawn.h"
#include "engine/randomness.h"

enum {
	REST_LEAST = 16, /* bytes behind a word, or of all groups */
	GROUP_LEAST = 4, /* bytes */
	PACKED_MOST = 128, /* bytes of all groups */
};

bool drawn_is_uuid(const char *text, size_t len)
{
	static const char form[] = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
	if (len != sizeof(form) - 1)
		return false;
	for (size_t i = 0; i < len; i++) {
		if (form[i] == 'x' ? !ascii_is_hex(text[i]) : text[i] != '-')
			return false;
	}
	return text[14] >= '1' && text[14] <= '8' && strchr("89abAB", text[19]);
}

/* The bytes of a word before a sign, the sign included; 0: there is none. */
static size_t leading_word(const char *text, size_t len)
{
	size_t word = 0;
	if (len > 2 && text[0] == '0' && text[1] == 'x')
		return 2;
	while (word < len && ascii_is_letter(text[word]))
		word++;
	return word > 0 && word < len && strchr("-_.:", text[word]) ? word + 1
								    : 0;
}

/* The length of the groups between dashes; 0: there are none of one length. */
static size_t group_len(const char *text, size_t len)
{
	const char *dash = memchr(text, '-', len);
	size_t group = dash ? (size_t)(dash - text) : 0;
	if (group < GROUP_LEAST || (len + 1) % (group + 1) != 0)
		return 0;
	for (size_t i = 0; i < len; i++) {
		bool sign = i % (group + 1) == group;
		if (sign ? text[i] != '-' : !ascii_is_alnum(text[i]))
			return 0;
	}
	return group;
}

static bool has_digits(const char *text, size_t len)
{
	size_t digits = 0;
	for (size_t i = 0; i < len; i++)
		digits += ascii_is_digit(text[i]);
	return digits >= 2;
}

bool drawn_in_groups(const char *text, size_t len)
{
	char packed[PACKED_MOST];
	size_t count = 0;
	if (len > PACKED_MOST || group_len(text, len) == 0)
		return false;
	for (size_t i = 0; i < len; i++) {
		if (text[i] != '-')
			packed[count++] = text[i];
	}
	return count >= REST_LEAST && has_digits(packed, count) &&
	       looks_random(packed, count);
}

bool drawn_at_random(const char *text, size_t len)
{
	if (looks_random(text, len) || drawn_is_uuid(text, len))
		return true;
	size_t word = leading_word(text, len);
	if (word > 0 && len - word >= REST_LEAST &&
		has_digits(text + word, len - word) &&
		looks_random(text + word, len - word))
		return true;
	return drawn_in_groups(text, len);
}
