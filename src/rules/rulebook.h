/*
 * rulebook.h - turns the [rule] and [family] sections of rule files into
 * rules, checking each key.
 *
 * Used at build time by rulec for rules/ and at run time for users' files.
 */
#ifndef KAGIBAN_RULEBOOK_H
#define KAGIBAN_RULEBOOK_H

#include <stdbool.h>

#include "model/rule.h"

struct err;
struct rulebook;
struct rulefile;

/*
 * Makes an empty book; caller owns.  Rules live as long as it does.
 *
 * With BASE (borrowed) the book holds what users add to these rules and change
 * of them: [rule "ID"] of a rule in BASE takes `enabled` and `confidence`
 * alone; several files may say something of one rule, and the last value
 * wins.  A rule of theirs needs a keyword and a pattern and no more, unless
 * the file is read strictly (it has no place for warnings); it runs under a
 * tighter limit (pattern.c).
 */
struct rulebook *rulebook_new(const struct ruleset *base);
void rulebook_free(struct rulebook *book); /* NULL allowed */

/*
 * From now on nothing that a file of the tree weakens counts: rules that it
 * switches off, confidence that it lowers.
 */
void rulebook_lock(struct rulebook *book);

/*
 * Adds the rules and families of FILE.  Returns 0, or ERR_CONFIG / ERR_RULE
 * with "NAME:LINE: ...": a value out of range, an unknown check, an id twice;
 * an unknown section or key (with the nearest known one), unless
 * file->warnings takes it, which must stay there until rulebook_finish(): a rule
 * that is changed and is not there is known by then.
 */
int rulebook_add(
	struct rulebook *book, const struct rulefile *file, struct err *err);

/*
 * Adds a rule without a keyword, whose PATTERN (PCRE2's dialect, bytes) is
 * searched in each line and judged no further (PLACE_EACH_LINE).  Files that
 * are added later can switch it off or change its confidence, as a built-in
 * one.  TITLE is a message id; ID, TITLE and PATTERN are copied.  Returns 0, or ERR_RULE
 * if there are too many or the pattern is wrong.  For a book with a base.
 */
int rulebook_add_pattern(struct rulebook *book, const char *id,
	const char *title, const char *pattern, struct err *err);

/*
 * What the ids of such rules begin with: a file may name one that is not there,
 * since that depends on each person's configuration.
 */
#define RULEBOOK_PATTERN_ID "git-secrets-pattern-"
bool rulebook_is_pattern_id(const char *id);

/*
 * Completes the book (families and pairs resolved, keywords collected, the
 * prefilter built) and sets *SET, borrowed from the book and from BASE, whose
 * rules come first in it.  Returns 0, or ERR_RULE with "NAME:LINE: ...": a key
 * is missing, a family unknown, a pattern of a user wrong.
 */
int rulebook_finish(
	struct rulebook *book, struct ruleset *set, struct err *err);

#endif
