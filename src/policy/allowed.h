/*
 * allowed.h - lines in which findings do not count, as git-secrets has them:
 * the settings secrets.allowed, and the file .gitallowed at the top of a tree.
 *
 * Each is an extended regular expression that is searched in what git-secrets
 * would print of the line, "PATH:NUMBER:LINE".
 */
#ifndef KAGIBAN_ALLOWED_H
#define KAGIBAN_ALLOWED_H

#include <stdbool.h>
#include <stddef.h>

struct allowed;
struct err;
struct rulefile;
struct warnings;

enum allowance {
	ALLOWED_NOT,
	ALLOWED_BY_SETTING,
	ALLOWED_BY_TREE,
};

struct allowed *allowed_new(void); /* empty; caller owns */
void allowed_free(struct allowed *allowed); /* NULL allowed */

/* From now on what a file of the tree allows does not count. */
void allowed_lock(struct allowed *allowed);

/*
 * Adds the expression ERE (LEN bytes) of the setting that NAME names in
 * messages.  Returns 0, or ERR_RULE without the name.
 */
int allowed_add(struct allowed *allowed, const char *name, const char *ere,
	size_t len, struct err *err);

/*
 * Adds those of a .gitallowed, one a line; blank lines and those that begin
 * with # are none.  One that is wrong is passed over, with "NAME:LINE: ..." in
 * file->warnings; without these it is the error that ends it: 0 or ERR_RULE.
 */
int allowed_add_file(
	struct allowed *allowed, const struct rulefile *file, struct err *err);

/* How many there are. */
size_t allowed_count(const struct allowed *allowed);

/*
 * Whether one of them matches LINE (LEN bytes); those of settings come first.
 * One that runs into its limit does not match, with a line in WARNINGS (NULL
 * allowed).
 */
enum allowance allowed_match(struct allowed *allowed, const char *line,
	size_t len, struct warnings *warnings);

#endif
