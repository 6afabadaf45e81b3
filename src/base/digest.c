/*
 * digest.c - the checksums that tokens and keys carry.
 */
#include <string.h>

#include "base/digest.h"
#include "base/hash.h"
#include "base/mem.h"

static uint32_t rotate_left(uint32_t word, unsigned bits)
{
	return word << bits | word >> (32 - bits);
}

static uint32_t rotate_right(uint32_t word, unsigned bits)
{
	return word >> bits | word << (32 - bits);
}

/* ---- SHA-256 ---- */

static const uint32_t sha256_constants[64] = { 0x428a2f98, 0x71374491,
	0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
	0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe,
	0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc,
	0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d,
	0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
	0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb,
	0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3,
	0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08,
	0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
	0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb,
	0xbef9a3f7, 0xc67178f2 };

static void sha256_schedule(uint32_t words[64], const unsigned char block[64])
{
	for (size_t i = 0; i < 16; i++)
		words[i] = (uint32_t)block[4 * i] << 24 |
			   (uint32_t)block[4 * i + 1] << 16 |
			   (uint32_t)block[4 * i + 2] << 8 | block[4 * i + 3];
	for (size_t i = 16; i < 64; i++) {
		uint32_t early = words[i - 15];
		uint32_t late = words[i - 2];

		early = rotate_right(early, 7) ^ rotate_right(early, 18) ^
			early >> 3;
		late = rotate_right(late, 17) ^ rotate_right(late, 19) ^
		       late >> 10;
		words[i] = words[i - 16] + early + words[i - 7] + late;
	}
}

static void sha256_block(uint32_t state[8], const unsigned char block[64])
{
	uint32_t words[64];
	uint32_t v[8];

	sha256_schedule(words, block);
	memcpy(v, state, sizeof(v));
	for (size_t i = 0; i < 64; i++) {
		uint32_t sum1 = rotate_right(v[4], 6) ^ rotate_right(v[4], 11) ^
				rotate_right(v[4], 25);
		uint32_t choice = (v[4] & v[5]) ^ (~v[4] & v[6]);
		uint32_t first =
			v[7] + sum1 + choice + sha256_constants[i] + words[i];
		uint32_t sum0 = rotate_right(v[0], 2) ^ rotate_right(v[0], 13) ^
				rotate_right(v[0], 22);
		uint32_t most = (v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]);

		memmove(v + 1, v, 7 * sizeof(*v));
		v[4] += first;
		v[0] = first + sum0 + most;
	}
	for (size_t i = 0; i < 8; i++)
		state[i] += v[i];
}

void digest_sha256(
	const void *data, size_t len, unsigned char digest[SHA256_SIZE])
{
	uint32_t state[8] = { 0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
		0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19 };
	const unsigned char *bytes = data;
	unsigned char tail[128] = { 0 };
	size_t left = len % 64;
	size_t tail_len = left < 56 ? 64 : 128;

	for (size_t i = 0; i + 64 <= len; i += 64)
		sha256_block(state, bytes + i);
	if (left > 0)
		memcpy(tail, bytes + (len - left), left);
	tail[left] = 0x80;
	for (size_t i = 0; i < 8; i++)
		tail[tail_len - 1 - i] =
			(unsigned char)((uint64_t)len * 8 >> 8 * i);
	for (size_t i = 0; i < tail_len; i += 64)
		sha256_block(state, tail + i);
	for (size_t i = 0; i < SHA256_SIZE; i++)
		digest[i] = (unsigned char)(state[i / 4] >> (24 - i % 4 * 8));
}

/* ---- HMAC ---- */

enum { HMAC_BLOCK = 64 };

/* The key, padded with zeros, and PAD. */
static void pad_key(const void *key, size_t key_len, unsigned char pad,
	unsigned char block[HMAC_BLOCK])
{
	const unsigned char *bytes = key;

	for (size_t i = 0; i < HMAC_BLOCK; i++)
		block[i] = (i < key_len ? bytes[i] : 0) ^ pad;
}

void digest_hmac_sha1(const void *key, size_t key_len, const void *data,
	size_t len, unsigned char digest[20])
{
	unsigned char block[HMAC_BLOCK];
	struct sha1 sha1;

	pad_key(key, key_len, 0x36, block);
	sha1_init(&sha1);
	sha1_update(&sha1, block, sizeof(block));
	sha1_update(&sha1, data, len);
	sha1_final(&sha1, digest);
	pad_key(key, key_len, 0x5c, block);
	sha1_init(&sha1);
	sha1_update(&sha1, block, sizeof(block));
	sha1_update(&sha1, digest, SHA1_SIZE);
	sha1_final(&sha1, digest);
}

void digest_hmac_sha256(const void *key, size_t key_len, const void *data,
	size_t len, unsigned char digest[SHA256_SIZE])
{
	unsigned char *text = mem_alloc(HMAC_BLOCK + len);
	unsigned char outer[HMAC_BLOCK + SHA256_SIZE];

	pad_key(key, key_len, 0x36, text);
	if (len > 0)
		memcpy(text + HMAC_BLOCK, data, len);
	digest_sha256(text, HMAC_BLOCK + len, outer + HMAC_BLOCK);
	free(text);
	pad_key(key, key_len, 0x5c, outer);
	digest_sha256(outer, sizeof(outer), digest);
}

/* ---- CRC-16, CRC-24 ---- */

uint16_t digest_crc16(const void *data, size_t len)
{
	const unsigned char *bytes = data;
	uint32_t crc = 0;

	for (size_t i = 0; i < len; i++) {
		crc ^= (uint32_t)bytes[i] << 8;
		for (int bit = 0; bit < 8; bit++)
			crc = crc << 1 ^ ((crc & 0x8000) != 0 ? 0x1021 : 0);
	}
	return (uint16_t)crc;
}

uint32_t digest_crc24(const void *data, size_t len)
{
	const unsigned char *bytes = data;
	uint32_t crc = 0xb704ce;

	for (size_t i = 0; i < len; i++) {
		crc ^= (uint32_t)bytes[i] << 16;
		for (int bit = 0; bit < 8; bit++) {
			crc <<= 1;
			if ((crc & 0x1000000) != 0)
				crc ^= 0x1864cfb;
		}
	}
	return crc & 0xffffff;
}

/* ---- Marvin32 ---- */

static void marvin_block(uint32_t state[2])
{
	state[1] ^= state[0];
	state[0] = rotate_left(state[0], 20) + state[1];
	state[1] = rotate_left(state[1], 9) ^ state[0];
	state[0] = rotate_left(state[0], 27) + state[1];
	state[1] = rotate_left(state[1], 19);
}

uint32_t digest_marvin(uint64_t seed, const void *data, size_t len)
{
	uint32_t state[2] = { (uint32_t)seed, (uint32_t)(seed >> 32) };
	const unsigned char *bytes = data;
	uint32_t last = 0x80;

	for (; len >= 4; bytes += 4, len -= 4) {
		state[0] += (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 |
			    (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
		marvin_block(state);
	}
	while (len > 0)
		last = last << 8 | bytes[--len];
	state[0] += last;
	marvin_block(state);
	marvin_block(state);
	return state[0] ^ state[1];
}

/* ---- Bech32 ---- */

static uint32_t bech32_step(uint32_t remainder, uint32_t value)
{
	static const uint32_t generator[5] = { 0x3b6a57b2, 0x26508e6d,
		0x1ea119fa, 0x3d4233dd, 0x2a1462b3 };
	uint32_t top = remainder >> 25;

	remainder = (remainder & 0x1ffffff) << 5 ^ value;
	for (unsigned i = 0; i < 5; i++)
		remainder ^= (top >> i & 1) != 0 ? generator[i] : 0;
	return remainder;
}

uint32_t digest_bech32(const char *prefix, size_t prefix_len,
	const unsigned char *values, size_t len)
{
	uint32_t remainder = 1;

	/* Both cases have the same low bits. */
	for (size_t i = 0; i < prefix_len; i++) {
		unsigned char byte = (unsigned char)prefix[i];

		if (byte >= 'A' && byte <= 'Z')
			byte |= 0x20;
		remainder = bech32_step(remainder, byte >> 5);
	}
	remainder = bech32_step(remainder, 0);
	for (size_t i = 0; i < prefix_len; i++)
		remainder =
			bech32_step(remainder, (unsigned char)prefix[i] & 31);
	for (size_t i = 0; i < len; i++)
		remainder = bech32_step(remainder, values[i]);
	return remainder;
}
