/*
 * gitsecrets.h - the settings of git-secrets, as they stand in git's
 * configuration: what it forbids, what it allows, and the commands that would
 * tell it more to forbid, which are not run.
 */
#ifndef KAGIBAN_GITSECRETS_H
#define KAGIBAN_GITSECRETS_H

#include <stdbool.h>
#include <stddef.h>

struct err;
struct gitrepo;
struct policy;

/* git-secrets' own provider: prints the keys in ~/.aws/credentials. */
#define GITSECRETS_AWS "git secrets --aws-provider"

/* What was there. */
struct gitsecrets {
	bool on_server; /* set by the caller: values are not for the reader */
	size_t patterns; /* secrets.patterns */
	size_t allowed; /* secrets.allowed */
	/* secrets.providers: */
	bool aws_provider; /* git-secrets' own, for ~/.aws/credentials */
	size_t providers; /* the others */
	char *provider; /* owned; the first of the others, or NULL */
};

/*
 * Adds secrets.patterns and secrets.allowed of any scope to POLICY, before any
 * file, and fills FOUND (all zero).  A pattern has the number of the line in
 * which `git config --get-all secrets.patterns` prints it.  REPO may be NULL.
 * Returns 0, or ERR_CONFIG that names the setting, the line and the value;
 * without the value if found->on_server.
 */
int gitsecrets_read(struct gitsecrets *found, struct policy *policy,
	const struct gitrepo *repo, struct err *err);
void gitsecrets_release(struct gitsecrets *found);

/*
 * Says in a line which providers are not run; OWN_KEYS: this run looks for the
 * values in ~/.aws/credentials itself.  Nothing if there is nothing to say.
 */
void gitsecrets_warn(
	const struct gitsecrets *found, bool own_keys, struct policy *policy);

#endif
