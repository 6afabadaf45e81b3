/*
 * hash.h - hashes: SHA-1 for ids, a keyed 64-bit hash for what lives one run,
 * CRC-32 for the checksums of tokens.
 */
#ifndef KAGIBAN_HASH_H
#define KAGIBAN_HASH_H

#include <stddef.h>
#include <stdint.h>

#define SHA1_SIZE 20 /* bytes of a digest */

struct sha1 {
	uint32_t state[5];
	uint64_t length; /* bytes taken so far */
	unsigned char block[64];
};

/* SHA-1 (FIPS 180-4), as git uses it for object ids; not for secrecy. */
void sha1_init(struct sha1 *sha1);
void sha1_update(struct sha1 *sha1, const void *data, size_t len);
void sha1_final(struct sha1 *sha1, unsigned char digest[SHA1_SIZE]);

struct hash_key {
	uint64_t half[2];
};

/* Fills KEY from the system's random source, drawn anew for each run. */
void hash_key_random(struct hash_key *key);

/* SipHash-2-4 (Aumasson and Bernstein, 2012) of LEN bytes under KEY. */
uint64_t hash_keyed(const struct hash_key *key, const void *data, size_t len);

/*
 * A fast 64-bit hash of a line of text for sets that an attacker gains
 * nothing by disturbing beyond losing speed; SEED is drawn per run.
 */
uint64_t hash_line(uint64_t seed, const void *data, size_t len);

/* CRC-32 (IEEE 802.3, reflected, as zlib's crc32()) of LEN bytes. */
uint32_t hash_crc32(const void *data, size_t len);

#endif
