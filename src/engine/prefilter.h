/*
 * prefilter.h - finds the keywords of all rules in one pass.
 *
 * Each keyword is represented by four of its bytes, the anchor, chosen to be
 * as rare as possible in source code.  Three sieves follow one another, each
 * finer and dearer than the one before:
 *
 *   1. nibble masks.  The anchors are dealt into eight buckets.  For each of
 *      the four anchor positions and each half of a byte a table of 16 bytes
 *      says which buckets may have it; the AND of the eight look-ups is zero
 *      where no anchor can begin.  AVX2 does 32 places at once with a byte
 *      shuffle (the idea is Hyperscan's "Teddy").
 *   2. a bitmap over a hash of the first three bytes, letters folded.
 *   3. the keywords that have that hash, compared byte by byte.
 *
 * Example: `ghp_` and `gho_` share a bucket; the masks let `gh` + {o,p} + `_`
 * through, and with a few more words in the bucket also some others, which the
 * bitmap ends.
 */
#ifndef KAGIBAN_PREFILTER_H
#define KAGIBAN_PREFILTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/rule.h"

enum {
	PREFILTER_ANCHOR = 4, /* bytes the masks look at */
	PREFILTER_HASH_BITS = 15,
	PREFILTER_HEADS = 1 << 12, /* three low bits of the hash dropped */
};

/* Where a keyword's anchor lies in it. */
struct prefilter_entry {
	uint16_t keyword; /* index into ruleset.keywords */
	uint8_t offset; /* of the anchor in the keyword, bytes */
	uint8_t last; /* 1: no more entries of this head */
};

struct prefilter {
	uint8_t low[PREFILTER_ANCHOR][16]; /* buckets by low half of a byte */
	uint8_t high[PREFILTER_ANCHOR][16]; /* and by its high half */
	uint8_t bitmap[(1 << PREFILTER_HASH_BITS) / 8];
	uint16_t heads[PREFILTER_HEADS]; /* first entry + 1, 0: none */
	const struct prefilter_entry *entries; /* grouped by head */
	size_t entry_count;
	size_t longest; /* of all keywords, bytes */
};

/* A keyword that stands in a text. */
struct candidate {
	size_t start;
	uint32_t keyword; /* index into ruleset.keywords */
};

/*
 * Builds the tables over KEYWORDS, each 3 to 63 bytes.  Caller owns
 * (prefilter_free(), NULL allowed).  Used by rulec and for users' rules.
 */
struct prefilter *prefilter_build(const struct keyword *keywords, size_t count);
void prefilter_free(struct prefilter *prefilter);

/* A text and how far it was searched. */
struct prefilter_text {
	const char *text; /* borrowed */
	size_t len;
	size_t position; /* where the next call goes on; 0 at first */
	bool portable; /* do without AVX2: for tests */
};

/* Keywords found; the memory is kept from call to call. */
struct candidates {
	struct candidate *list; /* owned: free() */
	size_t count;
	size_t capacity;
};

/*
 * Puts the keywords from scan->position on into FOUND (emptied first), in the
 * order of their anchors, and moves scan->position on.  Comes back after some
 * thousands of them, or when scan->position is scan->len and all is done.
 */
void prefilter_scan(const struct ruleset *rules, struct prefilter_text *scan,
	struct candidates *found);

/* Whether KEYWORD stands at the start of TEXT, which has LEN bytes. */
bool prefilter_keyword_stands(
	const struct keyword *keyword, const char *text, size_t len);

#endif
