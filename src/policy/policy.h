/*
 * policy.h - all that configuration files say: rules, exemptions, waivers.
 *
 * A file is read by each of its three readers, which take the sections that
 * are theirs.  Files are added in the order in which they count, the last
 * value winning: first the tree's, then this machine's and this person's own.
 */
#ifndef KAGIBAN_POLICY_H
#define KAGIBAN_POLICY_H

#include <stdbool.h>

#include "base/warnings.h"
#include "model/rule.h"

struct allow;
struct err;
struct exempt;
struct rulebook;
struct rulefile;

struct policy {
	struct allow *allow; /* owned: [allow] */
	struct exempt *exempt; /* owned: [kagiban] */
	struct rulebook *book; /* owned: [rule], [family], [public] */
	struct ruleset rules; /* borrowed from the book and the built-in ones */
	struct warnings warnings; /* of names that are not known */
	bool has_files; /* anything was added */
};

/* An empty policy on top of the rules BASE (borrowed). */
void policy_init(struct policy *policy, const struct ruleset *base);
void policy_release(struct policy *policy);

/* From now on what a file of the tree weakens does not count, but for waivers,
 * which name one secret each. */
void policy_lock(struct policy *policy);

/* Adds a file.  Returns 0, ERR_CONFIG or ERR_RULE with "NAME:LINE: ...". */
int policy_add(
	struct policy *policy, const struct rulefile *file, struct err *err);

/*
 * Makes policy->rules of what was added; until then they are BASE.  Returns 0,
 * ERR_CONFIG or ERR_RULE.
 */
int policy_finish(struct policy *policy, struct err *err);

#endif
