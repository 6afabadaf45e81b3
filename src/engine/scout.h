/*
 * scout.h - finds in one fast pass where something may be encoded.
 *
 * A text is looked at in blocks of 64 bytes.  Of each a few bit masks are
 * made (which bytes are base64 digits, quotes, ...), and with shifts and one
 * addition they say where a backslash or a percent sign stands, where nothing
 * but blanks and an operator lies between two quotes, and where a long run of
 * digits ends in which text may be encoded:
 *
 *     x = "c2VjcmV0IG..." +        the quotes     ____#______#___
 *         "aGVyZQ";                the gap        _____######____
 *                                  reported       ___________#___  (the second)
 *
 * A printable byte has its high bit clear.  In base64 these are the bits 32,
 * 8 and 2 of three digits out of four; a run is reported if somewhere in it
 * four such groups follow each other, which one name in thousands has.  In
 * hex it is every other digit, seven times.
 *
 * What is reported is worth a look, no more.
 */
#ifndef KAGIBAN_SCOUT_H
#define KAGIBAN_SCOUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/span.h"

enum sight_kind {
	SIGHT_RUN, /* base64 digits in a row */
	SIGHT_PERCENT, /* %XX */
	SIGHT_ESCAPE, /* a backslash with one of " ' / u U x behind it, -----\n */
	SIGHT_CONTINUED, /* a backslash at a line's end */
	SIGHT_JOIN, /* the quote (or its prefix) after a quote and a gap */
};

struct sight {
	enum sight_kind kind;
	/* Of the run, or of the first byte of the others. */
	struct span span;
	bool text; /* a run in which text may be encoded */
};

struct scout {
	const char *text; /* borrowed */
	size_t len;
	size_t shortest; /* digits of a run: SCOUT_RUN, or SCOUT_SHORT_RUN */
	bool all_runs; /* reports also those in which no text can be encoded */
	bool portable; /* does without vector instructions; tests set it */
	size_t block; /* where the block in hand starts */
	size_t ahead; /* where the next one starts */
	uint64_t runs; /* ends of runs in the block, not yet reported */
	uint64_t texts; /* those of them in which text may be encoded */
	uint64_t signs; /* backslashes and percent signs */
	uint64_t joins;
	uint64_t digit; /* the digits of the block */
	size_t carried; /* digits in a row before the block */
	size_t run; /* the same before the next one */
	bool worth; /* that run is */
	struct scout_carry {
		uint64_t gap; /* 1: a gap after a quote goes on */
		uint64_t quote; /* 1: the last byte was a quote */
		uint64_t first; /* the masks of the block before */
		uint64_t second;
		uint64_t low;
	} carry;
	size_t skip; /* signs before it are a part of what was before */
};

/* The least digits of a run: in general, and where short values are awaited. */
enum { SCOUT_RUN = 20, SCOUT_SHORT_RUN = 8 };

/* Begins at the text's start. */
void scout_init(struct scout *scout, const char *text, size_t len);

/* Gives the next sight, in the order of their (runs: last) bytes, or false. */
bool scout_next(struct scout *scout, struct sight *sight);

#endif
