/*
 * verify.h - whether a match is a secret at all: entropy, checks,
 * placeholders, documented examples.
 */
#ifndef KAGIBAN_VERIFY_H
#define KAGIBAN_VERIFY_H

#include <stdbool.h>

#include "model/finding.h"
#include "model/match.h"

/*
 * Whether MATCH holds; may lower its confidence and learn facts from the
 * value (see check.h).
 */
bool verify_match(struct match *match, const struct ruleset *set);

/*
 * The id of a secret: SHA-1 of the git blob "kagiban", NUL, secret; its first
 * 64 bits.  No rule, line, commit or path is in it.
 */
uint64_t secret_id(const char *secret, size_t len);

/*
 * The id of a place, for secrets that could be guessed from a published hash:
 * made of the rule's id, the path and the variable's name instead.
 */
uint64_t place_id(const char *rule_id, const char *path, const char *name,
	size_t name_len);

/* Whether a value is published as an example ([public "ID"]). */
bool secret_is_public(
	const struct ruleset *set, const char *secret, size_t len);

/* Writes ID as 16 hex digits and a NUL. */
void id_write(uint64_t id, char text[FINDING_ID_SIZE]);

#endif
