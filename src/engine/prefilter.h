/*
 * prefilter.h - finds the keywords of all rules in one pass.
 *
 * The text is looked at in windows of four bytes, letters folded, at every
 * second byte only.  Each keyword therefore has two anchors, four bytes of it
 * that begin at an even and at an odd place, so that wherever the keyword
 * stands one of them falls on a window; of the possible anchors the ones that
 * are rarest in source code are taken.  Three sieves follow one another:
 *
 *   1. a bitmap of 64 KiB.  Its index is a hash of the first three bytes and
 *      five bits of the last, so that an anchor of three bytes is a whole
 *      word of 32 bits.
 *   2. bitmaps by another hash and the byte beside the anchor, which few of
 *      the windows pass that merely look like a piece of a keyword.
 *   3. the keywords whose anchor has that hash: first the four bytes alone,
 *      then the whole keyword.
 *
 * Example: `heroku` can be found by `erok` and `roku`; windows over
 * "my_heroku_key" at even places are `my_h _her roku u_ke y`, and the third
 * is one of them.
 *
 * The inner loop has no branches.  With AVX2 eight windows are looked up by one
 * gather; the portable code does the same one by one.  Shuffles over nibble
 * masks, as they serve for a few dozen literals, let four of five places
 * through with 650 keywords and were slower by far.
 */
#ifndef KAGIBAN_PREFILTER_H
#define KAGIBAN_PREFILTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/rule.h"

enum {
	PREFILTER_HASH_BITS = 14, /* of three bytes */
	PREFILTER_HEADS = 1 << PREFILTER_HASH_BITS,
	PREFILTER_BITMAP = PREFILTER_HEADS, /* words of 32 bits */
	PREFILTER_SECOND_BITS = 13, /* of the second sieve's hash */
	PREFILTER_SECOND = 1 << PREFILTER_SECOND_BITS, /* words */
	PREFILTER_OPEN_BITS = 10, /* the same for anchors of three bytes */
	PREFILTER_OPEN_WORDS = 1 << PREFILTER_OPEN_BITS,
};

/* Where an anchor lies in its keyword. */
struct prefilter_entry {
	uint32_t window; /* the anchor's bytes, as prefilter_window() */
	uint16_t keyword; /* index into ruleset.keywords */
	int8_t offset; /* -1: the window begins a byte before the keyword */
	uint8_t flags; /* enum prefilter_flag, or-ed */
};

enum prefilter_flag {
	PREFILTER_LAST = 1, /* no more entries of this head */
	PREFILTER_OPEN = 2, /* the window's last byte can be any */
};

struct prefilter {
	uint32_t bitmap[PREFILTER_BITMAP];
	/* Anchors of four bytes, with a bit for the byte after them. */
	uint32_t whole[PREFILTER_SECOND];
	/* Anchors of three bytes, with a bit for the byte before them. */
	uint32_t open[PREFILTER_OPEN_WORDS];
	uint16_t heads[PREFILTER_HEADS]; /* first entry; 0: none */
	/* Grouped by head; entry 0 stands for no window. */
	const struct prefilter_entry *entries;
	size_t entry_count;
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
