/*
 * pattern.h - the patterns of rules, through PCRE2; pattern.c alone has it.
 *
 * A pattern is compiled when it is first tried and given to the JIT once it
 * has been tried often enough to pay.  One `struct patterns` is the scratch of
 * one thread.
 */
#ifndef KAGIBAN_PATTERN_H
#define KAGIBAN_PATTERN_H

#include <stdbool.h>
#include <stddef.h>

#include "model/rule.h"
#include "model/span.h"

struct err;
struct patterns;

enum pattern_group {
	GROUP_WHOLE,
	GROUP_SECRET, /* equal to GROUP_WHOLE if the pattern has none */
	GROUP_ID,
	GROUP_USER,
	GROUP_HOST,
	GROUP_NAME,
	GROUP_COUNT,
};

/* Where the groups stand, counted from the text's start; {0, 0}: not there. */
struct pattern_hit {
	struct span group[GROUP_COUNT];
};

struct pattern_query {
	size_t rule; /* index into ruleset.rules */
	const char *text; /* borrowed bytes */
	size_t len; /* nothing at or after it is looked at */
	size_t from; /* where the search begins; look-behinds see what is before */
	bool anchored; /* only at FROM */
};

/* For the rules of SET (borrowed).  Caller owns; patterns_free(NULL) is fine. */
struct patterns *patterns_new(const struct ruleset *set);
void patterns_free(struct patterns *patterns);

/*
 * Searches for the first match whose right edge holds (rule.h, enum
 * rule_edge); the left edge is the caller's business, see
 * pattern_left_edge().  Of users' rules a match of nothing is none.  Returns 1 with HIT filled, 0 if there is none,
 * ERR_RULE if the pattern is wrong, or ERR_LIMIT if it ran into its limit,
 * which is never "no match".
 */
int pattern_find(struct patterns *patterns, const struct pattern_query *query,
	struct pattern_hit *hit, struct err *err);

/*
 * Whether the pattern of RULE can be used at all.  Returns 0, or ERR_RULE with
 * what is wrong and where.
 */
int pattern_check(const struct rule *rule, struct err *err);

/*
 * Whether a token may begin at START of TEXT: the byte before it is not one
 * that the rule's edge forbids, or belongs to an escape (\n, \x3d, \u003d, %3D),
 * or is a dash behind a sign or before a token whose beginning tells enough.
 */
bool pattern_left_edge(const struct rule *rule, const char *text, size_t start);

#endif
