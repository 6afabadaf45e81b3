/*
 * hash.c - SHA-1, SipHash-2-4, a line hash, CRC-32.
 */
#include <string.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>

#include "base/hash.h"

static uint32_t rotate32(uint32_t word, unsigned bits)
{
	return word << bits | word >> (32 - bits);
}

static uint64_t rotate64(uint64_t word, unsigned bits)
{
	return word << bits | word >> (64 - bits);
}

/* Little-endian on every machine; compilers make one load of it. */
static uint32_t load32(const unsigned char *bytes)
{
	return (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 |
	       (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
}

static uint64_t load64(const unsigned char *bytes)
{
	return (uint64_t)load32(bytes) | (uint64_t)load32(bytes + 4) << 32;
}

static uint32_t load32_big(const unsigned char *bytes)
{
	return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 |
	       (uint32_t)bytes[2] << 8 | (uint32_t)bytes[3];
}

static void store32_big(unsigned char *bytes, uint32_t word)
{
	bytes[0] = (unsigned char)(word >> 24);
	bytes[1] = (unsigned char)(word >> 16);
	bytes[2] = (unsigned char)(word >> 8);
	bytes[3] = (unsigned char)word;
}

/* SHA-1 */

struct sha1_round {
	uint32_t a, b, c, d, e;
};

static void sha1_step(struct sha1_round *r, uint32_t mixed, uint32_t word)
{
	uint32_t next = rotate32(r->a, 5) + mixed + r->e + word;

	r->e = r->d;
	r->d = r->c;
	r->c = rotate32(r->b, 30);
	r->b = r->a;
	r->a = next;
}

static void sha1_expand(uint32_t words[80], const unsigned char *block)
{
	for (int i = 0; i < 16; i++)
		words[i] = load32_big(block + 4 * i);
	for (int i = 16; i < 80; i++)
		words[i] = rotate32(words[i - 3] ^ words[i - 8] ^
					    words[i - 14] ^ words[i - 16],
			1);
}

static void sha1_block(uint32_t state[5], const unsigned char *block)
{
	struct sha1_round r = { state[0], state[1], state[2], state[3],
		state[4] };
	uint32_t words[80];
	int i;

	sha1_expand(words, block);
	for (i = 0; i < 20; i++)
		sha1_step(
			&r, (r.d ^ (r.b & (r.c ^ r.d))) + 0x5A827999, words[i]);
	for (; i < 40; i++)
		sha1_step(&r, (r.b ^ r.c ^ r.d) + 0x6ED9EBA1, words[i]);
	for (; i < 60; i++)
		sha1_step(&r, ((r.b & r.c) | (r.d & (r.b | r.c))) + 0x8F1BBCDC,
			words[i]);
	for (; i < 80; i++)
		sha1_step(&r, (r.b ^ r.c ^ r.d) + 0xCA62C1D6, words[i]);
	state[0] += r.a;
	state[1] += r.b;
	state[2] += r.c;
	state[3] += r.d;
	state[4] += r.e;
}

void sha1_init(struct sha1 *sha1)
{
	static const uint32_t start[5] = { 0x67452301, 0xEFCDAB89, 0x98BADCFE,
		0x10325476, 0xC3D2E1F0 };

	memcpy(sha1->state, start, sizeof(start));
	sha1->length = 0;
}

void sha1_update(struct sha1 *sha1, const void *data, size_t len)
{
	const unsigned char *bytes = data;
	size_t used = (size_t)(sha1->length % 64);

	sha1->length += len;
	if (used > 0) {
		size_t taken = 64 - used < len ? 64 - used : len;

		memcpy(sha1->block + used, bytes, taken);
		if (used + taken < 64)
			return;
		sha1_block(sha1->state, sha1->block);
		bytes += taken;
		len -= taken;
	}
	for (; len >= 64; bytes += 64, len -= 64)
		sha1_block(sha1->state, bytes);
	if (len > 0)
		memcpy(sha1->block, bytes, len);
}

void sha1_final(struct sha1 *sha1, unsigned char digest[SHA1_SIZE])
{
	static const unsigned char padding[64] = { 0x80 };
	uint64_t bits = sha1->length * 8;
	size_t used = (size_t)(sha1->length % 64);
	unsigned char length[8];

	store32_big(length, (uint32_t)(bits >> 32));
	store32_big(length + 4, (uint32_t)bits);
	sha1_update(sha1, padding, used < 56 ? 56 - used : 120 - used);
	sha1_update(sha1, length, sizeof(length));
	for (int i = 0; i < 5; i++)
		store32_big(digest + 4 * i, sha1->state[i]);
}

/* SipHash-2-4 */

void hash_key_random(struct hash_key *key)
{
	struct timespec now;

	if (getentropy(key->half, sizeof(key->half)) == 0)
		return;
	/*
	 * Only a kernel older than the call gets here.  The key guards memory
	 * of this process alone, so what differs from run to run is enough.
	 */
	clock_gettime(CLOCK_REALTIME, &now);
	key->half[0] = (uint64_t)now.tv_sec ^ (uint64_t)now.tv_nsec << 32;
	key->half[1] = (uint64_t)getpid() << 32 ^ (uint64_t)(uintptr_t)&now;
}

static void sip_round(uint64_t v[4])
{
	v[0] += v[1];
	v[1] = rotate64(v[1], 13) ^ v[0];
	v[0] = rotate64(v[0], 32);
	v[2] += v[3];
	v[3] = rotate64(v[3], 16) ^ v[2];
	v[0] += v[3];
	v[3] = rotate64(v[3], 21) ^ v[0];
	v[2] += v[1];
	v[1] = rotate64(v[1], 17) ^ v[2];
	v[2] = rotate64(v[2], 32);
}

static void sip_word(uint64_t v[4], uint64_t word)
{
	v[3] ^= word;
	sip_round(v);
	sip_round(v);
	v[0] ^= word;
}

uint64_t hash_keyed(const struct hash_key *key, const void *data, size_t len)
{
	uint64_t v[4] = { key->half[0] ^ 0x736f6d6570736575,
		key->half[1] ^ 0x646f72616e646f6d,
		key->half[0] ^ 0x6c7967656e657261,
		key->half[1] ^ 0x7465646279746573 };
	const unsigned char *bytes = data;
	uint64_t last = (uint64_t)len << 56;
	size_t left = len;

	for (; left >= 8; bytes += 8, left -= 8)
		sip_word(v, load64(bytes));
	while (left > 0) {
		left--;
		last |= (uint64_t)bytes[left] << (8 * left);
	}
	sip_word(v, last);
	v[2] ^= 0xff;
	for (int i = 0; i < 4; i++)
		sip_round(v);
	return v[0] ^ v[1] ^ v[2] ^ v[3];
}

/*
 * The line hash: each step multiplies two words to 128 bits and folds the
 * halves together, which mixes 16 bytes for the price of a multiplication.
 * The seed goes into every factor, so that no text is known to make one 0.
 */
static uint64_t fold(uint64_t a, uint64_t b)
{
#ifdef __SIZEOF_INT128__
	__extension__ typedef unsigned __int128 wide;
	wide product = (wide)a * b;

	return (uint64_t)product ^ (uint64_t)(product >> 64);
#else
	uint64_t low = (a & 0xffffffff) * (b & 0xffffffff);
	uint64_t cross = (a >> 32) * (b & 0xffffffff);
	uint64_t other = (a & 0xffffffff) * (b >> 32);
	uint64_t high = (a >> 32) * (b >> 32);
	uint64_t middle =
		(low >> 32) + (cross & 0xffffffff) + (other & 0xffffffff);

	low = (low & 0xffffffff) | middle << 32;
	high += (cross >> 32) + (other >> 32) + (middle >> 32);
	return low ^ high;
#endif
}

/* Fractional digits of pi: odd, and nothing to choose. */
#define MIX_FIRST 0x243f6a8885a308d3u
#define MIX_SECOND 0x13198a2e03707345u

/* The last 16 bytes of a line, overlapping when it is shorter. */
static void load_tail(const unsigned char *bytes, size_t len, uint64_t out[2])
{
	if (len >= 8) {
		out[0] = load64(bytes);
		out[1] = load64(bytes + len - 8);
	} else if (len >= 4) {
		out[0] = load32(bytes);
		out[1] = load32(bytes + len - 4);
	} else if (len > 0) {
		out[0] = (uint64_t)bytes[0] << 8 | bytes[len - 1];
		out[1] = bytes[len / 2];
	} else {
		out[0] = 0;
		out[1] = 0;
	}
}

uint64_t hash_line(uint64_t seed, const void *data, size_t len)
{
	const unsigned char *bytes = data;
	uint64_t first = seed ^ MIX_FIRST;
	uint64_t state = rotate64(seed, 32) ^ MIX_SECOND;
	uint64_t tail[2];
	size_t left = len;

	for (; left > 16; bytes += 16, left -= 16)
		state = fold(load64(bytes) ^ first, load64(bytes + 8) ^ state);
	load_tail(bytes, left, tail);
	state = fold(tail[0] ^ first, tail[1] ^ state);
	return fold(state ^ first, (uint64_t)len ^ MIX_SECOND);
}

/* CRC-32, four bits a step: what it is taken of is short. */
uint32_t hash_crc32(const void *data, size_t len)
{
	static const uint32_t nibbles[16] = { 0x00000000, 0x1db71064,
		0x3b6e20c8, 0x26d930ac, 0x76dc4190, 0x6b6b51f4, 0x4db26158,
		0x5005713c, 0xedb88320, 0xf00f9344, 0xd6d6a3e8, 0xcb61b38c,
		0x9b64c2b0, 0x86d3d2d4, 0xa00ae278, 0xbdbdf21c };
	const unsigned char *bytes = data;
	uint32_t crc = 0xffffffff;

	for (size_t i = 0; i < len; i++) {
		crc ^= bytes[i];
		crc = crc >> 4 ^ nibbles[crc & 15];
		crc = crc >> 4 ^ nibbles[crc & 15];
	}
	return ~crc;
}
