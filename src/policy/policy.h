/*
 * policy.h - all that configuration says: rules, exemptions, waivers, and what
 * git-secrets has there.
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
struct allowed;
struct err;
struct exempt;
struct rulebook;
struct rulefile;

struct policy {
	struct allow *allow; /* owned: [allow] */
	struct allowed *allowed; /* owned: secrets.allowed, .gitallowed */
	struct exempt *exempt; /* owned: [kagiban] */
	struct rulebook *book; /* owned: [rule], [family], [public] */
	struct ruleset rules; /* borrowed from the book and the built-in ones */
	struct warnings warnings; /* of names that are not known */
	bool has_rules; /* anything was added that may be or change one */
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
 * Adds the extended regular expression ERE (LEN bytes), the one of that NUMBER, as a rule
 * of its own: "git-secrets-pattern-NUMBER".  Before any file.  Returns 0 or
 * ERR_RULE.
 */
int policy_add_pattern(struct policy *policy, unsigned number, const char *ere,
	size_t len, struct err *err);

/*
 * Makes policy->rules of what was added; until then they are BASE.  Returns 0,
 * ERR_CONFIG or ERR_RULE.
 */
int policy_finish(struct policy *policy, struct err *err);

#endif
