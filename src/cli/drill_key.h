/*
 * drill_key.h - an access key made up on the spot, as real as it can look.
 */
#ifndef KAGIBAN_DRILL_KEY_H
#define KAGIBAN_DRILL_KEY_H

enum { DRILL_ID_SIZE = 20, DRILL_SECRET_SIZE = 40 };

/* NUL-terminated; drawn anew for each drill, so that it opens nothing. */
struct drill_key {
	char id[DRILL_ID_SIZE + 1];
	char secret[DRILL_SECRET_SIZE + 1];
};

/*
 * Draws a key: an id that decodes to a made-up account of twelve digits, as
 * AWS has given them out since 2019, and a secret of its alphabet.
 */
void drill_key_draw(struct drill_key *key);

#endif
