/*
 * own_keys.h - reads this machine's own keys from where they are kept.
 *
 * ~/.aws/credentials, ~/.netrc, ~/.git-credentials, ~/.npmrc, ~/.pypirc,
 * ~/.docker/config.json, gh's hosts.yml, kubectl's config, the environment,
 * and git-ignored .env files at the top of the work tree and beside changed
 * files.  Nothing is opened before the first chunk comes; what cannot be read
 * is passed over.  The values stay in memory.
 */
#ifndef KAGIBAN_OWN_KEYS_H
#define KAGIBAN_OWN_KEYS_H

#include <stdbool.h>

struct gitrepo;
struct own;
struct own_keys;
struct ruleset;

/* Whether they may be looked for here: not in CI, where a log would answer. */
bool own_keys_allowed(void);

/* Reads nothing yet; RULES and REPO (NULL allowed) are borrowed. */
struct own_keys *own_keys_new(
	const struct ruleset *rules, const struct gitrepo *repo);
void own_keys_free(struct own_keys *keys); /* NULL allowed */

/* The values, for the pipeline; borrowed. */
const struct own *own_keys_values(const struct own_keys *keys);

/*
 * Reads what has not been read yet: all places the first time, then the .env
 * files beside PATH (from the top of the work tree; NULL: none).
 */
void own_keys_visit(struct own_keys *keys, const char *path);

#endif
