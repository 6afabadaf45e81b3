/*
 * digest.h - the checksums that tokens and keys carry: SHA-256, CRC-16,
 * CRC-24, Marvin32, the BCH code of Bech32.  None of them is for secrecy.
 */
#ifndef KAGIBAN_DIGEST_H
#define KAGIBAN_DIGEST_H

#include <stddef.h>
#include <stdint.h>

#define SHA256_SIZE 32 /* bytes of a digest */

/* SHA-256 (FIPS 180-4) of LEN bytes. */
void digest_sha256(
	const void *data, size_t len, unsigned char digest[SHA256_SIZE]);

/* HMAC (RFC 2104) of LEN bytes under a key of at most 64 bytes. */
void digest_hmac_sha1(const void *key, size_t key_len, const void *data,
	size_t len, unsigned char digest[20]);
void digest_hmac_sha256(const void *key, size_t key_len, const void *data,
	size_t len, unsigned char digest[SHA256_SIZE]);

/* CRC-16/XMODEM: polynomial 0x1021, from 0, not reflected. */
uint16_t digest_crc16(const void *data, size_t len);

/* CRC-24 of OpenPGP's armour (RFC 4880, 6.1). */
uint32_t digest_crc24(const void *data, size_t len);

/* Marvin32: .NET's hash of strings, folded to 32 bits, under SEED. */
uint32_t digest_marvin(uint64_t seed, const void *data, size_t len);

/*
 * BIP 173: the remainder of the human part PREFIX (PREFIX_LEN characters, any
 * case) and LEN values below 32.  It is 1 when the last six are right.
 */
uint32_t digest_bech32(const char *prefix, size_t prefix_len,
	const unsigned char *values, size_t len);

#endif
