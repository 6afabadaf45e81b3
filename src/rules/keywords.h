/*
 * keywords.h - gathers the literals of all rules for the prefilter.
 */
#ifndef KAGIBAN_KEYWORDS_H
#define KAGIBAN_KEYWORDS_H

#include "model/rule.h"

struct err;
struct pool;

enum { KEYWORDS_MAX = 65000 }; /* their indexes are 16 bits wide */

/*
 * Sets SET->keywords from SET->rules.  The keywords of an anchored rule are
 * exact unless the rule folds; all others are folded, in lower case.  A
 * literal that several rules have is one keyword; an exact and a folded one
 * stay apart.  All of it is owned by POOL.  Returns 0, or ERR_RULE if there
 * are more than KEYWORDS_MAX.
 */
int keywords_collect(struct ruleset *set, struct pool *pool, struct err *err);

#endif
