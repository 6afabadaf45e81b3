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
 * them; sorts the public values.  Returns 0, or ERR_RULE with file and line: a
 * key is missing, a family or pair unknown, keys exclude each other.
 */
int compose_rules(struct drafts *drafts, struct ruleset *set, struct err *err);

#endif
