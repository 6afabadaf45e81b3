/*
 * samplekey.h - private keys of random content and right structure, for
 * samples.
 *
 * The numbers in them are random and satisfy no equation, so that no key
 * works; sizes, tags, names and checksums are those of real files.
 */
#ifndef KAGIBAN_SAMPLEKEY_H
#define KAGIBAN_SAMPLEKEY_H

#include <stdbool.h>
#include <stddef.h>

struct buf;
struct dice;
struct err;

/*
 * Appends a key of the kind that the LEN bytes at NAME name (docs/RULES.md
 * lists them) to OUT: lines ended by newlines, the last one without; if BARE,
 * the base64 of its bytes in one line, without header and footer.  Returns 0,
 * ERR_INPUT if there is no such kind, ERR_LIMIT.
 */
int samplekey_append(struct buf *out, const char *name, size_t len, bool bare,
	struct dice *dice, struct err *err);

#endif
