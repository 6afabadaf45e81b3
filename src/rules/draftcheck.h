/*
 * draftcheck.h - what a draft of a rule must have, and what it must not.
 */
#ifndef KAGIBAN_DRAFTCHECK_H
#define KAGIBAN_DRAFTCHECK_H

struct drafts;
struct err;
struct rule;
struct rule_draft;
struct ruleset;

/* The key without which DRAFT makes no rule, NULL if all are there. */
const char *draftcheck_missing(const struct rule_draft *draft);

/*
 * Whether the pattern of RULE, which a user wrote as DRAFT, can be compiled,
 * and its texts can be printed as they are.  Returns 0 or ERR_RULE.
 */
int draftcheck_users_rule(const struct rule_draft *draft,
	const struct rule *rule, struct err *err);

/*
 * What DRAFT says of the other half of a pair, which stands in DRAFTS or in
 * BASE (NULL: none).  Returns 0 or ERR_RULE.
 */
int draftcheck_pair(const struct drafts *drafts, const struct ruleset *base,
	const struct rule_draft *draft, struct err *err);

#endif
