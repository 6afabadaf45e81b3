/*
 * keyasn1.c - private keys in ASN.1.
 *
 * RFC 8017, A.1.2 (PKCS#1); RFC 5915 (SEC 1); RFC 5958 (PKCS#8).
 */
#include <stdint.h>
#include <string.h>

#include "engine/keyasn1.h"

enum tag {
	TAG_INTEGER = 0x02,
	TAG_OCTET_STRING = 0x04,
	TAG_OBJECT_ID = 0x06,
	TAG_SEQUENCE = 0x30,
};

/* What is left to be read of an encoding. */
struct reader {
	const unsigned char *data;
	size_t len;
};

/* A value; PART is shorter than LEN says if the text was cut off. */
struct value {
	struct reader part;
	size_t len; /* as the encoding says */
};

static void skip(struct reader *reader, size_t len)
{
	reader->data += len;
	reader->len -= len;
}

/* Reads the length at the front; false if it is none. */
static bool take_length(struct reader *reader, size_t *len)
{
	size_t count;

	if (reader->len == 0)
		return false;
	*len = reader->data[0];
	skip(reader, 1);
	if (*len < 0x80)
		return true;
	count = *len & 0x7F;
	if (count == 0 || count > 4 || count > reader->len)
		return false;
	*len = 0;
	for (size_t i = 0; i < count; i++)
		*len = *len << 8 | reader->data[i];
	skip(reader, count);
	return true;
}

/* Takes the value of that tag off the front. */
static bool take(struct reader *reader, enum tag tag, struct value *value)
{
	if (reader->len == 0 || reader->data[0] != tag)
		return false;
	skip(reader, 1);
	if (!take_length(reader, &value->len) || value->len == 0)
		return false;
	value->part = *reader;
	if (value->part.len > value->len)
		value->part.len = value->len;
	skip(reader, value->part.len);
	return true;
}

static bool is_whole(const struct value *value)
{
	return value->part.len == value->len;
}

/* ---- RSA ---- */

static uint64_t remainder_of(const struct value *value, uint64_t modulus)
{
	uint64_t rest = 0;

	for (size_t i = 0; i < value->part.len; i++)
		rest = (rest << 8 | value->part.data[i]) % modulus;
	return rest;
}

/* Whether N = P * Q, by what is left of them modulo two primes. */
static bool is_product(
	const struct value *n, const struct value *p, const struct value *q)
{
	static const uint64_t moduli[] = { 2147483647, 2147483629 };

	for (size_t i = 0; i < 2; i++) {
		uint64_t product = remainder_of(p, moduli[i]) *
				   remainder_of(q, moduli[i]) % moduli[i];

		if (product != remainder_of(n, moduli[i]))
			return false;
	}
	return true;
}

/* n, e, d, p, q, ... behind the version; true as well if that ends early. */
static bool rsa_holds(struct reader reader)
{
	struct value values[5];

	for (size_t i = 0; i < 5; i++) {
		if (reader.len == 0)
			return true;
		if (!take(&reader, TAG_INTEGER, &values[i]))
			return false;
		if (!is_whole(&values[i]))
			return true;
	}
	return is_product(&values[0], &values[3], &values[4]);
}

enum { RSA_LEAST = 32, EXPONENT_MOST = 8 }; /* bytes */

/* An RSA key has a modulus and a short exponent; a DSA key has not. */
static bool looks_like_rsa(struct reader reader)
{
	struct value n;
	struct value e;

	return take(&reader, TAG_INTEGER, &n) && n.len >= RSA_LEAST &&
	       take(&reader, TAG_INTEGER, &e) && e.len <= EXPONENT_MOST;
}

/* Whether integers follow, as far as the text goes. */
static bool all_integers(struct reader reader)
{
	struct value value;

	while (reader.len > 0) {
		/* What is cut off within a length is no integer either. */
		if (!take(&reader, TAG_INTEGER, &value))
			return reader.len < 4;
	}
	return true;
}

/* ---- PKCS#8 ---- */

static bool is_rsa_id(const struct value *id)
{
	static const unsigned char rsa[] = { 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d,
		0x01, 0x01, 0x01 };

	return id->part.len == sizeof(rsa) &&
	       memcmp(id->part.data, rsa, sizeof(rsa)) == 0;
}

/* SEQUENCE { OBJECT ID ... }, OCTET STRING { the key } behind the version. */
static bool pkcs8_holds(struct reader reader)
{
	struct value algorithm;
	struct value id;
	struct value key;

	if (!take(&reader, TAG_SEQUENCE, &algorithm))
		return false;
	if (!take(&algorithm.part, TAG_OBJECT_ID, &id) || reader.len == 0)
		return true;
	if (!take(&reader, TAG_OCTET_STRING, &key))
		return false;
	if (!is_rsa_id(&id) || key.part.len < KEYASN1_LEAST)
		return true;
	return keyasn1_is_private(key.part.data, key.part.len);
}

bool keyasn1_is_private(const unsigned char *data, size_t len)
{
	struct reader reader = { data, len };
	struct value all;
	struct value version;

	if (!take(&reader, TAG_SEQUENCE, &all) || all.len < KEYASN1_LEAST ||
		!take(&all.part, TAG_INTEGER, &version) || version.len != 1 ||
		version.part.len != 1 || version.part.data[0] > 3)
		return false;
	reader = all.part;
	if (reader.len == 0)
		return true;
	if (reader.data[0] == TAG_SEQUENCE)
		return pkcs8_holds(reader);
	if (reader.data[0] == TAG_OCTET_STRING) /* SEC 1 */
		return true;
	/* RSA of version 1 has more primes than two, in a sequence. */
	if (version.part.data[0] == 1)
		return reader.data[0] == TAG_INTEGER;
	return all_integers(reader) &&
	       (!looks_like_rsa(reader) || rsa_holds(reader));
}

bool keyasn1_is_encrypted(const unsigned char *data, size_t len)
{
	struct reader reader = { data, len };
	struct value all;
	struct value algorithm;
	struct value id;

	return take(&reader, TAG_SEQUENCE, &all) && all.len >= KEYASN1_LEAST &&
	       take(&all.part, TAG_SEQUENCE, &algorithm) &&
	       take(&algorithm.part, TAG_OBJECT_ID, &id);
}
