/*
 * named.h - the pattern of a value that is given to a name with the provider
 * in it (detect = named).
 */
#ifndef KAGIBAN_NAMED_H
#define KAGIBAN_NAMED_H

#include "rules/pool.h"

/*
 * A PCRE2 pattern, owned by POOL, that begins with one of the NULL-ended
 * KEYWORDS and whose group `secret` is VALUE, itself a pattern.  It is meant
 * for a match without regard to case; VALUE keeps its own.
 *
 * Between the two stand, on one line or in the first lines of a block that the
 * line opens: at most 40 bytes, a word such as key or token, not followed by
 * what makes the value an id or a hash, and an operator.  Examples:
 *
 *     ACME_API_KEY=…      acme: { "apiKey": "…" }      - name: ACME_TOKEN
 *     acme.Client(key="…")    api.acme.com/?key=…        value: …
 */
char *named_pattern(
	struct pool *pool, const char *const *keywords, const char *value);

#endif
