/*
 * azure_key.h - Azure's identifiable keys: base64 of random bytes with a
 * signature at a fixed place and a Marvin32 of all before it at the end.
 *
 *     random ........ +ASt random  checksum ==
 *                     ^ signature  ^ last 4 bytes, little-endian
 *
 * https://github.com/microsoft/security-utilities
 */
#ifndef KAGIBAN_AZURE_KEY_H
#define KAGIBAN_AZURE_KEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	AZURE_KEY_BYTES = 64, /* of the longest */
	AZURE_SEED_LEN = 8, /* characters; the seed is their number */
};

struct azure_kind {
	const char *signature; /* 4 characters of the base64 text */
	const char *seeds; /* those in use, one behind the other */
	size_t bytes; /* of a decoded key, the checksum included */
	size_t place; /* of the signature, in characters */
	bool seen; /* a real key was seen to fit */
};

/* The kind whose signature stands in its place in TEXT; or NULL. */
const struct azure_kind *azure_kind_of(const char *text, size_t len);

/* The kind with that signature; or NULL. */
const struct azure_kind *azure_kind_find(const char *signature, size_t len);

/* The Marvin32 of BYTES without the last four, under the INDEXth seed. */
uint32_t azure_checksum(const struct azure_kind *kind, size_t index,
	const unsigned char *bytes);

enum { AZURE_AD_DIGITS = 3, AZURE_CASK_DIGITS = 6 };

/* The last three characters of an application's password of 40. */
void azure_ad_digits(const char *text, char digits[AZURE_AD_DIGITS]);

/* The end of a common annotated key whose first 60 bytes these are. */
void azure_cask_digits(
	const unsigned char bytes[60], char digits[AZURE_CASK_DIGITS]);

/* Whether the LEN (4 or 6) characters at TEXT are such an end. */
bool azure_cask_fits(
	const unsigned char bytes[60], const char *text, size_t len);

#endif
