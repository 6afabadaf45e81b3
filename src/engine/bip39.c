/*
 * bip39.c - recovery phrases of wallets.
 */
#include <string.h>

#include "base/digest.h"
#include "engine/bip39.h"
#include "engine/bip39_words.h"

enum {
	WORD_COUNT = 2048,
	WORD_BITS = 11,
	NO_WORD = WORD_COUNT,
};

const char *bip39_word(unsigned number)
{
	return words[number % WORD_COUNT];
}

/* Compares a text with a word that ends in a NUL. */
static int compare(const char *text, size_t len, const char *word)
{
	int order = strncmp(text, word, len);

	return order == 0 && word[len] != '\0' ? -1 : order;
}

static unsigned find_word(const char *text, size_t len)
{
	unsigned low = 0;
	unsigned high = WORD_COUNT;

	if (len >= sizeof(words[0]))
		return NO_WORD;
	while (low < high) {
		unsigned middle = low + (high - low) / 2;
		int order = compare(text, len, words[middle]);

		if (order == 0)
			return middle;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NO_WORD;
}

static bool is_blank(char byte)
{
	return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
}

/* Reads the words of a phrase; 0 if there is another one, or too many. */
static size_t read_words(
	const char *text, size_t len, unsigned numbers[BIP39_WORDS])
{
	size_t count = 0;
	size_t at = 0;

	for (;;) {
		size_t start;

		while (at < len && is_blank(text[at]))
			at++;
		if (at == len)
			return count;
		start = at;
		while (at < len && !is_blank(text[at]))
			at++;
		if (count == BIP39_WORDS)
			return 0;
		numbers[count] = find_word(text + start, at - start);
		if (numbers[count++] == NO_WORD)
			return 0;
	}
}

/* Bit AT of the numbers, the highest of each first. */
static unsigned number_bit(const unsigned *numbers, size_t at)
{
	return numbers[at / WORD_BITS] >> (WORD_BITS - 1 - at % WORD_BITS) & 1;
}

bool bip39_holds(const char *text, size_t len)
{
	unsigned numbers[BIP39_WORDS];
	unsigned wanted[BIP39_WORDS];
	unsigned char entropy[BIP39_BYTES] = { 0 };
	size_t count = read_words(text, len, numbers);

	if (count < 12 || count % 3 != 0)
		return false;
	for (size_t i = 0; i < count * 32 / 3; i++)
		entropy[i / 8] = (unsigned char)((unsigned)entropy[i / 8] << 1 |
						 number_bit(numbers, i));
	bip39_make(entropy, count, wanted);
	return wanted[count - 1] == numbers[count - 1];
}

void bip39_make(const unsigned char *entropy, size_t count,
	unsigned numbers[BIP39_WORDS])
{
	size_t len = count * 4 / 3;
	unsigned char digest[SHA256_SIZE];
	unsigned char bytes[BIP39_BYTES];

	digest_sha256(entropy, len, digest);
	memcpy(bytes, entropy, len);
	bytes[len] = digest[0];
	for (size_t i = 0; i < count; i++) {
		numbers[i] = 0;
		for (size_t at = i * WORD_BITS; at < (i + 1) * WORD_BITS; at++)
			numbers[i] =
				numbers[i] << 1 |
				((unsigned)bytes[at / 8] >> (7 - at % 8) & 1U);
	}
}
