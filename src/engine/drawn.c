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
	SIGNED_LEAST = 12, /* bytes of a password with signs */
	SIGNED_MOST = 64,
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
	/* user:password needs no second digit. */
	if (word > 0 && len - word >= REST_LEAST &&
		(text[word - 1] == ':' ||
			has_digits(text + word, len - word)) &&
		looks_random(text + word, len - word))
		return true;
	return drawn_in_groups(text, len);
}

/* What a letter is often written as in a password that a person made up. */
static char without_leet(char byte)
{
	static const char signs[] = "@4301!$57";
	static const char letters[] = "aaeoiisst";
	const char *at = strchr(signs, byte);
	return byte && at ? letters[at - signs] : fold_char(byte);
}

/* Words, with the signs undone that stand for letters in them. */
static bool is_leet(const char *text, size_t len)
{
	char plain[SIGNED_MOST];
	size_t count = 0;
	for (size_t i = 0; i < len; i++) {
		char byte = without_leet(text[i]);
		if (ascii_is_letter(byte))
			plain[count++] = byte;
	}
	return count < 5 || bigram_bits(plain, count) < 5.2;
}

/* !@#$, %^&*: as they stand on a keyboard. */
static bool has_row_of_signs(const char *text, size_t len)
{
	static const char row[] = "!@#$%^&*()";
	size_t run = 0;
	for (size_t i = 1; i < len && run < 3; i++) {
		const char *at = strchr(row, text[i - 1]);
		run = at && at[1] == text[i] ? run + 1 : 0;
	}
	return run >= 3;
}

bool drawn_with_signs(const char *text, size_t len)
{
	size_t counts[4] = { 0 }; /* signs, digits, small, capital letters */
	size_t changes = 0;
	int last = -1;
	if (len < SIGNED_LEAST || len > SIGNED_MOST)
		return false;
	for (size_t i = 0; i < len; i++) {
		int kind = ascii_is_digit(text[i])   ? 1
			   : ascii_is_lower(text[i]) ? 2
			   : ascii_is_upper(text[i]) ? 3
						     : 0;
		if (kind == 0 &&
			(text[i] == '\0' ||
				!strchr("!@#$%^&*()-_=+?.~,:", text[i])))
			return false;
		counts[kind]++;
		changes += kind != last;
		last = kind;
	}
	return counts[0] >= 2 && counts[0] * 20 <= len * 13 && counts[1] > 0 &&
	       counts[2] > 0 && counts[3] > 0 && changes * 20 >= len * 11 &&
	       !has_row_of_signs(text, len) && !is_leet(text, len);
}
