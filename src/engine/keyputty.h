/*
 * keyputty.h - PuTTY's key files and the MAC at their end.
 *
 *     PuTTY-User-Key-File-3: ssh-rsa
 *     Encryption: none
 *     Comment: rsa-key-20240131
 *     Public-Lines: 6
 *     AAAAB3...
 *     Private-Lines: 14
 *     AAABAQ...
 *     Private-MAC: 5d4c...
 *
 * PuTTY's manual, appendix C.
 */
#ifndef KAGIBAN_KEYPUTTY_H
#define KAGIBAN_KEYPUTTY_H

#include <stdbool.h>
#include <stddef.h>

enum { KEYPUTTY_MAC = 65 }; /* bytes of a MAC in hex and a NUL */

struct keyputty_part {
	const char *text; /* borrowed */
	size_t len;
};

/* What the MAC is over; the last two as bytes. */
struct keyputty {
	int version; /* 2 or 3 */
	struct keyputty_part algorithm;
	struct keyputty_part encryption;
	struct keyputty_part comment;
	struct keyputty_part public_key;
	struct keyputty_part private_key;
};

/* Writes the MAC of a key that is not encrypted. */
void keyputty_mac(const struct keyputty *key, char mac[KEYPUTTY_MAC]);

/*
 * Whether a key file, with real line breaks or written ones (\n), holds: false
 * only where all of it is there, it is not encrypted, and the MAC is wrong.
 */
bool keyputty_holds(const char *text, size_t len);

#endif
