/*
 * common.c - tells the passwords that many people choose.
 */
#include <string.h>

#include "engine/ascii.h"
#include "engine/placeholder.h"

enum {
	SHORTEST = 6, /* bytes */
	LONGEST = 20,
	LEAST_DIGITS = 3, /* that follow each other */
};

/* Words that say that there is no password yet. */
static const char *const empty_words[] = { "pass", "pwd", "secret", "token",
	"key", "your", "my", "change", "example", "sample", "foo", "bar", "xxx",
	"dummy", "fake", "abc", "some", "value", "string", "name", "auth" };

static const char *const walks[] = { "qwerty", "1qaz2wsx", "1qaz@wsx", "1q2w3e",
	"qweasd", "asdfgh", "zaq12wsx", "q1w2e3" };

/* The digits from 1 on in the value: their place and number. */
static size_t count_up(const char *value, size_t len, size_t *start)
{
	const char *first = memchr(value, '1', len);
	size_t count = 0;
	if (!first)
		return 0;
	*start = (size_t)(first - value);
	while (*start + count < len &&
		value[*start + count] == (char)('1' + count) && count < 9)
		count++;
	return count;
}

bool placeholder_is_common(const char *value, size_t len)
{
	size_t start = 0;
	size_t letters = 0;
	if (len < SHORTEST || len > LONGEST ||
		fold_has_any(value, len, empty_words,
			sizeof(empty_words) / sizeof(empty_words[0])))
		return false;
	for (size_t i = 0; i < sizeof(walks) / sizeof(walks[0]); i++) {
		if (fold_starts_with(value, len, walks[i]) &&
			len - strlen(walks[i]) <= 4)
			return true;
	}
	size_t count = count_up(value, len, &start);
	if (count < LEAST_DIGITS)
		return false;
	for (size_t i = 0; i < len; i++) {
		bool inside = i >= start && i < start + count;
		if (!inside && ascii_is_digit(value[i]))
			return false;
		if (!inside && !ascii_is_letter(value[i]) &&
			!strchr("@!#$._-", value[i]))
			return false;
		letters += ascii_is_letter(value[i]);
	}
	return letters > 0 || count == len;
}
