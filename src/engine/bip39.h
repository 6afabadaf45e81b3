/*
 * bip39.h - recovery phrases of wallets: 11 bits a word, the last of them the
 * beginning of the SHA-256 of the others.
 *
 * https://github.com/bitcoin/bips/blob/master/bip-0039.mediawiki
 */
#ifndef KAGIBAN_BIP39_H
#define KAGIBAN_BIP39_H

#include <stdbool.h>
#include <stddef.h>

enum {
	BIP39_WORDS = 24, /* of the longest phrase */
	BIP39_BYTES = 33, /* that these are */
};

/* The word of a number below 2048. */
const char *bip39_word(unsigned number);

/* Whether a text is 12, 15, 18, 21 or 24 words with the right checksum. */
bool bip39_holds(const char *text, size_t len);

/*
 * Writes the numbers of a phrase of COUNT words (12, 15, ... 24) for ENTROPY,
 * of which COUNT * 4 / 3 bytes are read.
 */
void bip39_make(const unsigned char *entropy, size_t count,
	unsigned numbers[BIP39_WORDS]);

#endif
