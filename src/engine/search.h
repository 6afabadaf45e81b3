/*
 * search.h - finds what the rules say in one text: prefilter, patterns,
 * verification.
 */
#ifndef KAGIBAN_SEARCH_H
#define KAGIBAN_SEARCH_H

#include <stdbool.h>

#include "model/match.h"

struct coverage;
struct err;
struct search;

struct search_args {
	const struct ruleset *rules; /* borrowed */
	struct matches *matches; /* borrowed: where matches are added */
	struct coverage *coverage; /* borrowed: what could not be searched */
	bool no_prefilter; /* try every rule everywhere: for tests */
};

/* The scratch of one thread; caller owns (search_free(), NULL allowed). */
struct search *search_new(const struct search_args *args);
void search_free(struct search *search);

/*
 * Adds the matches in CHUNK that hold; their `place` is that of the secret in
 * this very text.  Returns 0, or ERR_RULE when a pattern is wrong; a limit
 * that was hit is noted in the coverage.
 */
int search_text(
	struct search *search, const struct chunk *chunk, struct err *err);

#endif
