/*
 * rulebook.h - turns the [rule] and [family] sections of rule files into
 * rules, checking each key.
 *
 * Used at build time by rulec for rules/ and at run time for users' files.
 */
#ifndef KAGIBAN_RULEBOOK_H
#define KAGIBAN_RULEBOOK_H

#include <stddef.h>

#include "model/rule.h"

struct err;
struct rulebook;

/* Makes an empty book; caller owns.  Rules live as long as it does. */
struct rulebook *rulebook_new(void);
void rulebook_free(struct rulebook *book); /* NULL allowed */

/*
 * Adds the rules and families of a file's TEXT; NAME is for messages.
 * Returns 0, or ERR_CONFIG / ERR_RULE with "NAME:LINE: ...": an unknown key
 * (with the nearest known one), a value out of range, a rule without a title,
 * keyword, example or counter, an unknown check or family, an id twice.
 */
int rulebook_add(struct rulebook *book, const char *name, const char *text,
	size_t len, struct err *err);

/*
 * Completes the book (families and pairs resolved, keywords collected, the
 * prefilter built) and sets *SET, borrowed from the book.  Returns 0 or
 * ERR_RULE.
 */
int rulebook_finish(
	struct rulebook *book, struct ruleset *set, struct err *err);

#endif
