/*
 * ascii.h - bytes as ASCII: what they are, their case, words among them.
 *
 * Not <ctype.h>: that asks the locale, and is a call a byte.
 */
#ifndef KAGIBAN_ASCII_H
#define KAGIBAN_ASCII_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

static inline bool ascii_is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

static inline bool ascii_is_lower(char byte)
{
	return byte >= 'a' && byte <= 'z';
}

static inline bool ascii_is_upper(char byte)
{
	return byte >= 'A' && byte <= 'Z';
}

static inline bool ascii_is_letter(char byte)
{
	return ascii_is_lower(byte) || ascii_is_upper(byte);
}

static inline bool ascii_is_alnum(char byte)
{
	return ascii_is_letter(byte) || ascii_is_digit(byte);
}

static inline bool ascii_is_hex(char byte)
{
	char folded = (char)(byte | 0x20);
	return ascii_is_digit(byte) || (folded >= 'a' && folded <= 'f');
}

/* What a hex digit of either case is; BYTE must be one. */
static inline int ascii_hex_value(char byte)
{
	return ascii_is_digit(byte) ? byte - '0' : (byte | 0x20) - 'a' + 10;
}

/* Where WORD stands first in the LEN bytes at TEXT, as it is; or NULL. */
static inline const char *text_find(
	const char *text, size_t len, const char *word)
{
	size_t word_len = strlen(word);
	for (size_t i = 0; i + word_len <= len; i++) {
		if (text[i] == word[0] && memcmp(text + i, word, word_len) == 0)
			return text + i;
	}
	return NULL;
}

static inline unsigned char ascii_lower(unsigned char byte)
{
	return byte >= 'A' && byte <= 'Z' ? (unsigned char)(byte | 0x20) : byte;
}

static inline char fold_char(char byte)
{
	return (char)ascii_lower((unsigned char)byte);
}

/* Whether VALUE begins with WORD, which is in lower case. */
static inline bool fold_starts_with(
	const char *value, size_t len, const char *word)
{
	size_t i = 0;
	for (; word[i]; i++) {
		if (i >= len || ascii_lower((unsigned char)value[i]) !=
					(unsigned char)word[i])
			return false;
	}
	return true;
}

/* Whether WORD, which is in lower case, stands in VALUE. */
static inline bool fold_has_word(
	const char *value, size_t len, const char *word)
{
	for (size_t i = 0; i < len; i++) {
		if (fold_starts_with(value + i, len - i, word))
			return true;
	}
	return false;
}

/* Whether one of COUNT words, in lower case, stands in VALUE. */
static inline bool fold_has_any(
	const char *value, size_t len, const char *const *words, size_t count)
{
	/* Few bytes begin a word: the others are passed over at once. */
	bool begins[256] = { false };
	for (size_t i = 0; i < count; i++)
		begins[(unsigned char)words[i][0]] = true;
	for (size_t i = 0; i < len; i++) {
		unsigned char byte = ascii_lower((unsigned char)value[i]);
		if (!begins[byte])
			continue;
		for (size_t j = 0; j < count; j++) {
			if ((unsigned char)words[j][0] == byte &&
				fold_starts_with(value + i, len - i, words[j]))
				return true;
		}
	}
	return false;
}

#endif
