/*
 * keypgp.c - secret keys of OpenPGP.
 *
 * A secret key packet has the public numbers first; the byte behind them says
 * whether the secret ones are encrypted.
 */
#include <stdbool.h>

#include "engine/keypgp.h"

enum {
	SECRET_KEY = 5,
	SECRET_SUBKEY = 7,
	LEAST = 24, /* bytes */
};

struct reader {
	const unsigned char *data;
	size_t len;
};

static bool skip(struct reader *reader, size_t len)
{
	if (len > reader->len)
		return false;
	reader->data += len;
	reader->len -= len;
	return true;
}

/* Skips the header of a packet; returns its tag, or -1. */
static int take_header(struct reader *reader)
{
	unsigned first = reader->data[0];
	size_t len;

	if ((first & 0x80) == 0)
		return -1;
	if ((first & 0x40) != 0) {
		unsigned octet = reader->data[1];

		len = octet < 192 ? 2 : octet < 224 ? 3 : octet == 255 ? 6 : 2;
		return skip(reader, len) ? (int)(first & 0x3F) : -1;
	}
	len = (first & 3) == 3 ? 1 : 1 + ((size_t)1 << (first & 3));
	return skip(reader, len) ? (int)(first >> 2 & 0x0F) : -1;
}

/* A number of so many bits, the count before it in two bytes. */
static bool skip_number(struct reader *reader)
{
	size_t bits;

	if (reader->len < 2)
		return false;
	bits = (size_t)reader->data[0] << 8 | reader->data[1];
	return skip(reader, 2 + (bits + 7) / 8);
}

/* A string whose length is in one byte. */
static bool skip_string(struct reader *reader)
{
	return reader->len > 0 && skip(reader, 1 + (size_t)reader->data[0]);
}

/* Skips the public numbers of an algorithm; false if it is not known. */
static bool skip_public(struct reader *reader, unsigned algorithm)
{
	static const struct {
		unsigned char algorithm;
		unsigned char strings; /* a curve's id */
		unsigned char numbers;
		unsigned char parameters; /* strings behind these */
		unsigned char bytes; /* or so many bytes */
	} forms[] = {
		{ 1, 0, 2, 0, 0 }, /* RSA */
		{ 2, 0, 2, 0, 0 }, { 3, 0, 2, 0, 0 },
		{ 16, 0, 3, 0, 0 }, /* Elgamal */
		{ 17, 0, 4, 0, 0 }, /* DSA */
		{ 18, 1, 1, 1, 0 }, /* ECDH */
		{ 19, 1, 1, 0, 0 }, /* ECDSA */
		{ 22, 1, 1, 0, 0 }, /* EdDSA */
		{ 25, 0, 0, 0, 32 }, /* X25519 */
		{ 26, 0, 0, 0, 56 }, /* X448 */
		{ 27, 0, 0, 0, 32 }, /* Ed25519 */
		{ 28, 0, 0, 0, 57 }, /* Ed448 */
	};

	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		bool ok = true;

		if (forms[i].algorithm != algorithm)
			continue;
		for (int j = 0; j < forms[i].strings; j++)
			ok = ok && skip_string(reader);
		for (int j = 0; j < forms[i].numbers; j++)
			ok = ok && skip_number(reader);
		for (int j = 0; j < forms[i].parameters; j++)
			ok = ok && skip_string(reader);
		return ok && skip(reader, forms[i].bytes);
	}
	return false;
}

enum keyblock keypgp_judge(const unsigned char *data, size_t len)
{
	struct reader reader = { data, len };
	unsigned algorithm;
	unsigned version;
	int tag;

	if (len < LEAST)
		return KEYBLOCK_NONE;
	tag = take_header(&reader);
	if ((tag != SECRET_KEY && tag != SECRET_SUBKEY) || reader.len < 6)
		return KEYBLOCK_NONE;
	version = reader.data[0];
	algorithm = reader.data[5];
	if (version < 2 || version > 6)
		return KEYBLOCK_NONE;
	/* Older ones have the days that they are valid, newer ones a length. */
	if (version != 4 || !skip(&reader, 6) ||
		!skip_public(&reader, algorithm) || reader.len == 0)
		return KEYBLOCK_OPEN;
	return reader.data[0] == 0 ? KEYBLOCK_OPEN : KEYBLOCK_ENCRYPTED;
}
