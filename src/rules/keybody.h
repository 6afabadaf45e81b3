/*
 * keybody.h - the bytes of private keys, with random numbers in them.
 *
 * Each appends one key to BODY, whose ceiling is DER_LIMIT.
 */
#ifndef KAGIBAN_KEYBODY_H
#define KAGIBAN_KEYBODY_H

struct buf;
struct dice;

/* PKCS#1 RSAPrivateKey of 2048 bits; and one that is encrypted as a whole. */
void keybody_rsa(struct buf *body, struct dice *dice);
void keybody_rsa_encrypted(struct buf *body, struct dice *dice);

/* The private keys of SEC 1 (curve P-256) and of OpenSSL's DSA. */
void keybody_ec(struct buf *body, struct dice *dice);
void keybody_dsa(struct buf *body, struct dice *dice);

/* PKCS#8 PrivateKeyInfo with an RSA, a P-256, an Ed25519 key; encrypted. */
void keybody_pkcs8(struct buf *body, struct dice *dice);
void keybody_pkcs8_ec(struct buf *body, struct dice *dice);
void keybody_pkcs8_ed25519(struct buf *body, struct dice *dice);
void keybody_pkcs8_encrypted(struct buf *body, struct dice *dice);

/* OpenSSH's own format, Ed25519; encrypted. */
void keybody_openssh(struct buf *body, struct dice *dice);
void keybody_openssh_encrypted(struct buf *body, struct dice *dice);

/* OpenPGP: a secret key packet and a user id. */
void keybody_pgp(struct buf *body, struct dice *dice);

#endif
