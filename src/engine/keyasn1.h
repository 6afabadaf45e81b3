/*
 * keyasn1.h - private keys in ASN.1: PKCS#1, SEC 1, DSA, PKCS#8.
 */
#ifndef KAGIBAN_KEYASN1_H
#define KAGIBAN_KEYASN1_H

#include <stdbool.h>
#include <stddef.h>

enum { KEYASN1_LEAST = 24 }; /* bytes; less is a sample or a mention */

/*
 * Whether the LEN bytes at DATA begin a private key: a sequence that begins
 * with a small version number.  Of an RSA key that is whole the modulus has to
 * be the product of its primes; one that was cut off still counts.
 */
bool keyasn1_is_private(const unsigned char *data, size_t len);

/* Whether they begin a private key that is encrypted as a whole (PKCS#8). */
bool keyasn1_is_encrypted(const unsigned char *data, size_t len);

#endif
