/*
 * fold.h - comparing text without regard to the case of ASCII letters.
 */
#ifndef KAGIBAN_FOLD_H
#define KAGIBAN_FOLD_H

#include <stdbool.h>
#include <stddef.h>

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

/* Whether one of COUNT words stands in VALUE. */
static inline bool fold_has_any(
	const char *value, size_t len, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (fold_has_word(value, len, words[i]))
			return true;
	}
	return false;
}

#endif
