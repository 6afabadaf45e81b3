/*
 * compose.h - makes rules of drafts.
 */
#ifndef KAGIBAN_COMPOSE_H
#define KAGIBAN_COMPOSE_H

#include "model/rule.h"

struct drafts;
struct err;

/*
 * Sets the rules, families and public ids of SET from DRAFTS, whose pool owns
 * them; sorts the public values.  BASE (NULL: none) has rules that stand
 * before them, changed as DRAFTS says, and families and public ids that count
 * as well.  Returns 0, or ERR_RULE with file and line: a key is missing, a
 * family or pair unknown, keys exclude each other; of users' rules also a
 * pattern that is wrong, and a text that a terminal should not see.
 */
int compose_rules(struct drafts *drafts, const struct ruleset *base,
	struct ruleset *set, struct err *err);

#endif
