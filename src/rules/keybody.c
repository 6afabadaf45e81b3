/*
 * keybody.c - the bytes of private keys, with random numbers in them.
 */
#include <stdint.h>
#include <string.h>

#include "base/buf.h"
#include "rules/der.h"
#include "rules/dice.h"
#include "rules/keybody.h"

/* ---- ASN.1: PKCS#1, SEC 1, PKCS#8 ---- */

static const unsigned char zero[] = { 0 };
static const unsigned char one[] = { 1 };

/* Object ids, encoded. */
static const unsigned char oid_rsa[] = { 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d,
	0x01, 0x01, 0x01 };
static const unsigned char oid_ec[] = { 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02,
	0x01 };
static const unsigned char oid_p256[] = { 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03,
	0x01, 0x07 };
static const unsigned char oid_ed25519[] = { 0x2b, 0x65, 0x70 };
static const unsigned char oid_pbes2[] = { 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d,
	0x01, 0x05, 0x0d };
static const unsigned char oid_pbkdf2[] = { 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d,
	0x01, 0x05, 0x0c };
static const unsigned char oid_hmac_sha256[] = { 0x2a, 0x86, 0x48, 0x86, 0xf7,
	0x0d, 0x02, 0x09 };
static const unsigned char oid_aes256_cbc[] = { 0x60, 0x86, 0x48, 0x01, 0x65,
	0x03, 0x04, 0x01, 0x2a };

#define OID(body, id) der_value(body, DER_OBJECT_ID, id, sizeof(id))

enum { PRIME = 128 }; /* bytes */

static void multiply(const unsigned char p[PRIME], const unsigned char q[PRIME],
	unsigned char product[2 * PRIME])
{
	memset(product, 0, (size_t)2 * PRIME);
	for (size_t i = PRIME; i > 0; i--) {
		unsigned carry = 0;

		for (size_t j = PRIME; j > 0; j--) {
			carry += product[i + j - 1] +
				 p[i - 1] * (unsigned)q[j - 1];
			product[i + j - 1] = (unsigned char)carry;
			carry >>= 8;
		}
		product[i - 1] = (unsigned char)carry;
	}
}

/* An INTEGER whose first bit is set, so that a zero stands before it. */
static void add_integer(
	struct buf *body, const unsigned char *bytes, size_t len)
{
	size_t start = body->len;

	der_bytes(body, zero, 1);
	der_bytes(body, bytes, len);
	der_close(body, start, DER_INTEGER);
}

/* RSAPrivateKey of 2048 bits; p and q are no primes. */
void keybody_rsa(struct buf *body, struct dice *dice)
{
	static const unsigned char exponent[] = { 1, 0, 1 };
	unsigned char p[PRIME];
	unsigned char q[PRIME];
	unsigned char n[2 * PRIME];
	size_t start = body->len;

	dice_fill(dice, p, sizeof p);
	dice_fill(dice, q, sizeof q);
	p[0] |= 0xc0;
	q[0] |= 0xc0;
	multiply(p, q, n);
	der_value(body, DER_INTEGER, zero, 1);
	add_integer(body, n, sizeof n);
	der_value(body, DER_INTEGER, exponent, sizeof exponent);
	der_random_integer(body, dice, 256);
	add_integer(body, p, sizeof p);
	add_integer(body, q, sizeof q);
	for (int i = 0; i < 3; i++) /* d mod p-1, d mod q-1, 1/q */
		der_random_integer(body, dice, 128);
	der_close(body, start, DER_SEQUENCE);
}

void keybody_dsa(struct buf *body, struct dice *dice)
{
	/* p, q, g, y, x */
	static const size_t sizes[] = { 128, 20, 128, 128, 20 };
	size_t start = body->len;

	der_value(body, DER_INTEGER, zero, 1);
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
		der_random_integer(body, dice, sizes[i]);
	der_close(body, start, DER_SEQUENCE);
}

/* [1] BIT STRING with an uncompressed point of P-256. */
static void add_point(struct buf *body, struct dice *dice)
{
	static const unsigned char head[] = { 0, 4 };
	size_t start = body->len;

	der_bytes(body, head, sizeof head);
	der_random(body, dice, 64);
	der_close(body, start, DER_BIT_STRING);
	der_close(body, start, DER_CONTEXT_1);
}

/* ECPrivateKey, which names its curve itself. */
void keybody_ec(struct buf *body, struct dice *dice)
{
	size_t start = body->len;
	size_t curve;

	der_value(body, DER_INTEGER, one, 1);
	der_random_value(body, DER_OCTET_STRING, dice, 32);
	curve = body->len;
	OID(body, oid_p256);
	der_close(body, curve, DER_CONTEXT_0);
	add_point(body, dice);
	der_close(body, start, DER_SEQUENCE);
}

void keybody_pkcs8(struct buf *body, struct dice *dice)
{
	size_t start = body->len;
	size_t inner;

	der_value(body, DER_INTEGER, zero, 1);
	inner = body->len;
	OID(body, oid_rsa);
	der_value(body, DER_NULL, "", 0);
	der_close(body, inner, DER_SEQUENCE);
	inner = body->len;
	keybody_rsa(body, dice);
	der_close(body, inner, DER_OCTET_STRING);
	der_close(body, start, DER_SEQUENCE);
}

/* The curve stands outside, so the ECPrivateKey in it names none. */
void keybody_pkcs8_ec(struct buf *body, struct dice *dice)
{
	size_t start = body->len;
	size_t inner;

	der_value(body, DER_INTEGER, zero, 1);
	inner = body->len;
	OID(body, oid_ec);
	OID(body, oid_p256);
	der_close(body, inner, DER_SEQUENCE);
	inner = body->len;
	der_value(body, DER_INTEGER, one, 1);
	der_random_value(body, DER_OCTET_STRING, dice, 32);
	add_point(body, dice);
	der_close(body, inner, DER_SEQUENCE);
	der_close(body, inner, DER_OCTET_STRING);
	der_close(body, start, DER_SEQUENCE);
}

void keybody_pkcs8_ed25519(struct buf *body, struct dice *dice)
{
	size_t start = body->len;
	size_t inner;

	der_value(body, DER_INTEGER, zero, 1);
	inner = body->len;
	OID(body, oid_ed25519);
	der_close(body, inner, DER_SEQUENCE);
	inner = body->len;
	der_random_value(body, DER_OCTET_STRING, dice, 32);
	der_close(body, inner, DER_OCTET_STRING);
	der_close(body, start, DER_SEQUENCE);
}

/* PBKDF2-params: salt, iterations, HMAC-SHA-256. */
static void add_pbkdf2(struct buf *body, struct dice *dice)
{
	static const unsigned char iterations[] = { 0x08, 0x00 };
	size_t start = body->len;
	size_t params;
	size_t hmac;

	OID(body, oid_pbkdf2);
	params = body->len;
	der_random_value(body, DER_OCTET_STRING, dice, 8);
	der_value(body, DER_INTEGER, iterations, sizeof iterations);
	hmac = body->len;
	OID(body, oid_hmac_sha256);
	der_value(body, DER_NULL, "", 0);
	der_close(body, hmac, DER_SEQUENCE);
	der_close(body, params, DER_SEQUENCE);
	der_close(body, start, DER_SEQUENCE);
}

/* EncryptedPrivateKeyInfo, PBES2 with AES-256-CBC. */
void keybody_pkcs8_encrypted(struct buf *body, struct dice *dice)
{
	size_t start = body->len;
	size_t params;
	size_t cipher;

	OID(body, oid_pbes2);
	params = body->len;
	add_pbkdf2(body, dice);
	cipher = body->len;
	OID(body, oid_aes256_cbc);
	der_random_value(body, DER_OCTET_STRING, dice, 16);
	der_close(body, cipher, DER_SEQUENCE);
	der_close(body, params, DER_SEQUENCE);
	der_close(body, start, DER_SEQUENCE);
	der_random_value(body, DER_OCTET_STRING, dice, 1232);
	der_close(body, start, DER_SEQUENCE);
}

/* The body of an encrypted PKCS#1 file is whole cipher blocks. */
void keybody_rsa_encrypted(struct buf *body, struct dice *dice)
{
	der_random(body, dice, 1200);
}

/* ---- OpenSSH ---- */

static void add_uint32(struct buf *body, uint32_t number)
{
	const unsigned char bytes[] = { (unsigned char)(number >> 24),
		(unsigned char)(number >> 16), (unsigned char)(number >> 8),
		(unsigned char)number };

	der_bytes(body, bytes, sizeof bytes);
}

/* A string of SSH: its length in 32 bits, then its bytes. */
static void add_ssh_string(struct buf *body, const void *bytes, size_t len)
{
	add_uint32(body, (uint32_t)len);
	der_bytes(body, bytes, len);
}

static void add_ssh_text(struct buf *body, const char *text)
{
	add_ssh_string(body, text, strlen(text));
}

/* The unencrypted private part of an Ed25519 key, padded with 1, 2, 3, ... */
static void make_ssh_private(
	struct buf *part, struct dice *dice, const unsigned char public_key[32])
{
	uint32_t check = (uint32_t)dice_roll(dice);
	unsigned char secret[64];

	dice_fill(dice, secret, 32);
	memcpy(secret + 32, public_key, 32);
	add_uint32(part, check);
	add_uint32(part, check);
	add_ssh_text(part, "ssh-ed25519");
	add_ssh_string(part, public_key, 32);
	add_ssh_string(part, secret, sizeof secret);
	add_ssh_text(part, "user@host");
	for (unsigned char pad = 1; part->len % 8 != 0; pad++)
		der_bytes(part, &pad, 1);
}

static void add_ssh_public(struct buf *body, const unsigned char public_key[32])
{
	struct buf part = BUF_INIT(DER_LIMIT);

	add_ssh_text(&part, "ssh-ed25519");
	add_ssh_string(&part, public_key, 32);
	add_ssh_string(body, part.data, part.len);
	buf_release(&part);
}

static void add_ssh_magic(
	struct buf *body, const char *cipher, const char *derivation)
{
	static const char magic[] = "openssh-key-v1"; /* NUL included */

	der_bytes(body, magic, sizeof magic);
	add_ssh_text(body, cipher);
	add_ssh_text(body, derivation);
}

void keybody_openssh(struct buf *body, struct dice *dice)
{
	struct buf part = BUF_INIT(DER_LIMIT);
	unsigned char public_key[32];

	dice_fill(dice, public_key, sizeof public_key);
	add_ssh_magic(body, "none", "none");
	add_ssh_text(body, ""); /* options of the key derivation */
	add_uint32(body, 1); /* keys in the file */
	add_ssh_public(body, public_key);
	make_ssh_private(&part, dice, public_key);
	add_ssh_string(body, part.data, part.len);
	buf_release(&part);
}

void keybody_openssh_encrypted(struct buf *body, struct dice *dice)
{
	enum { SALT = 16, ROUNDS = 16, PRIVATE = 144 };
	unsigned char public_key[32];

	dice_fill(dice, public_key, sizeof public_key);
	add_ssh_magic(body, "aes256-ctr", "bcrypt");
	add_uint32(body, 4 + SALT + 4); /* options: salt and rounds */
	add_uint32(body, SALT);
	der_random(body, dice, SALT);
	add_uint32(body, ROUNDS);
	add_uint32(body, 1);
	add_ssh_public(body, public_key);
	add_uint32(body, PRIVATE);
	der_random(body, dice, PRIVATE);
}

/* ---- OpenPGP ---- */

/* A multiprecision integer of LEN bytes, with its length in bits. */
static void add_mpi(struct buf *body, const unsigned char *bytes, size_t len)
{
	unsigned bits = (unsigned)len * 8;

	for (unsigned top = bytes[0]; top < 0x80; top <<= 1)
		bits--;
	der_bytes(body,
		(unsigned char[]){
			(unsigned char)(bits >> 8), (unsigned char)bits },
		2);
	der_bytes(body, bytes, len);
}

/* Appends a packet in the new format with the content of PART, below 192
 * bytes, and empties that. */
static void add_packet(struct buf *body, unsigned tag, struct buf *part)
{
	der_bytes(body,
		(unsigned char[]){
			(unsigned char)(0xc0 | tag), (unsigned char)part->len },
		2);
	der_bytes(body, part->data, part->len);
	buf_clear(part);
}

/* A secret key packet, version 4, EdDSA on Ed25519, not encrypted. */
static void add_pgp_secret_key(struct buf *part, struct dice *dice)
{
	static const unsigned char head[] = { 22, 9, 0x2b, 0x06, 0x01, 0x04,
		0x01, 0xda, 0x47, 0x0f, 0x01 };
	unsigned char point[33];
	unsigned char secret[32];
	unsigned sum = 0;
	size_t start;

	dice_fill(dice, point, sizeof point);
	dice_fill(dice, secret, sizeof secret);
	point[0] = 0x40;
	secret[0] |= 0x40;
	der_bytes(part, "\4", 1);
	add_uint32(part, (uint32_t)(1500000000 + dice_below(dice, 200000000)));
	der_bytes(part, head, sizeof head);
	add_mpi(part, point, sizeof point);
	der_bytes(part, zero, 1); /* not encrypted */
	start = part->len;
	add_mpi(part, secret, sizeof secret);
	for (size_t i = start; i < part->len; i++)
		sum += (unsigned char)part->data[i];
	der_bytes(part,
		(unsigned char[]){
			(unsigned char)(sum >> 8), (unsigned char)sum },
		2);
}

void keybody_pgp(struct buf *body, struct dice *dice)
{
	enum { SECRET_KEY = 5, USER_ID = 13 };
	static const char user[] = "Some Body <some.body@host.invalid>";
	struct buf part = BUF_INIT(DER_LIMIT);

	add_pgp_secret_key(&part, dice);
	add_packet(body, SECRET_KEY, &part);
	der_bytes(&part, user, sizeof user - 1);
	add_packet(body, USER_ID, &part);
	buf_release(&part);
}
