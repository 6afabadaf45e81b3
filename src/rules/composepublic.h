/*
 * composepublic.h - the ids of values that everybody knows, such as test keys
 * in documents and test suites.
 */
#ifndef KAGIBAN_COMPOSEPUBLIC_H
#define KAGIBAN_COMPOSEPUBLIC_H

struct drafts;
struct err;
struct ruleset;

/*
 * Sets the public ids of SET, sorted, from DRAFTS, whose pool owns them, and
 * from BASE (NULL: none).  Returns 0, or ERR_RULE with file and line: one has
 * no reason, or stands there twice.
 */
int compose_publics(struct drafts *drafts, const struct ruleset *base,
	struct ruleset *set, struct err *err);

#endif
