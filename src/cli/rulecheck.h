/*
 * rulecheck.h - runs the rules' own examples through the whole pipeline.
 *
 * Each template of each rule is filled from several seeds.
 *
 * - An example: exactly one secret is found, by this rule, with the prefilter
 *   and without.
 * - A mutation of an example (docs/RULES.md, "Templates"): this rule finds
 *   nothing in it, or a longer value into which the glued letter has gone.
 * - A counter: this rule finds nothing; nor does a rule of another family, at
 *   medium confidence or above, unless one of the two is a generic one.
 */
#ifndef KAGIBAN_RULECHECK_H
#define KAGIBAN_RULECHECK_H

#include <stdbool.h>
#include <stddef.h>

#include "model/rule.h"

struct err;

enum {
	RULECHECK_SEEDS = 20, /* of each template, numbered from 1 */
	RULECHECK_NAIVE_SEEDS = 2, /* of them without the prefilter as well */
};

enum rulecheck_fault {
	RULECHECK_OK,
	RULECHECK_BAD_TEMPLATE, /* `message` says why */
	RULECHECK_NOT_FOUND, /* an example in which nothing is found */
	RULECHECK_OTHER, /* in an example another rule finds it */
	RULECHECK_SEVERAL, /* in an example more than one secret is found */
	RULECHECK_PREFILTER, /* with the prefilter other than without */
	RULECHECK_SHORT, /* found although one character short */
	RULECHECK_LONG, /* found although one character too long */
	RULECHECK_SPOILT, /* found although the checksum is wrong */
	RULECHECK_GLUED_BEFORE, /* found although a letter stands before it */
	RULECHECK_GLUED_AFTER, /* found although a letter follows it */
	RULECHECK_COUNTER, /* found in a counter */
	RULECHECK_COUNTER_OTHER, /* another rule finds something in it */
};

/* Strings are borrowed until the callback returns. */
struct rulecheck_failure {
	const struct rule *rule;
	const char *template; /* not filled: holds no secret */
	bool is_counter;
	size_t number; /* of the example or counter in its rule, from 1 */
	enum rulecheck_fault fault;
	size_t field; /* that was changed, from 1; 0: none */
	unsigned first_seed; /* the first that fails */
	unsigned failed_seeds; /* how many fail */
	const struct rule *other; /* that finds something, or NULL */
	const char *message; /* of a bad template, else NULL */
};

typedef void (*rulecheck_fn)(
	void *payload, const struct rulecheck_failure *failure);

/*
 * Checks the rules of SET from the one at FIRST on and calls REPORT for each
 * failure.  Returns the number of rules that failed, or ERR_RULE if a pattern
 * cannot be used at all.
 */
int rulecheck_run(const struct ruleset *set, size_t first, rulecheck_fn report,
	void *payload, struct err *err);

#endif
