/*
 * allow.h - waivers: the [allow "ID"] sections of the four files.
 */
#ifndef KAGIBAN_ALLOW_H
#define KAGIBAN_ALLOW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/finding.h"

struct allow;
struct coverage;
struct err;
struct rulefile;
struct ruleset;

struct allow *allow_new(void); /* empty; caller owns */
void allow_free(struct allow *allow); /* NULL allowed */

/* The rule of one's own keys, which no file of a tree can waive. */
#define ALLOW_OWN_KEY_RULE "own-key"

/*
 * Adds the waivers of FILE.  Sections of the same id in one file are
 * one, as for git.  Sections other than [allow] are left to others.
 *
 * Returns 0 or ERR_CONFIG with "NAME:LINE: ...": a section without an id, an
 * id of less than 8 or more than 16 hex digits, no reason, a day that does not
 * exist, a key without a value; an unknown key, unless file->warnings takes it.
 */
int allow_add(
	struct allow *allow, const struct rulefile *file, struct err *err);

/*
 * Sees that the rules which waivers name are there.  One that is not is for
 * the warnings of its file (which must still be there), else ERR_CONFIG with
 * "NAME:LINE: ...".
 */
int allow_check_rules(const struct allow *allow, const struct ruleset *rules,
	struct err *err);

/*
 * Whether a waiver of TODAY ("YYYY-MM-DD") covers all of FINDING's places:
 * its id is the finding's or the beginning of it, rule equal if given, path
 * (base/glob.h) matches if given, until not passed; the day itself counts.
 */
bool allow_covers(const struct allow *allow, const struct finding *finding,
	const char *today);

/*
 * Whether a waiver names ID (16 digits) or its beginning, whatever else it
 * says; its line goes to *LINE.
 */
bool allow_names(const struct allow *allow, const char *id, uint32_t *line);

/* What is known of a waiver after allow_apply(); strings are borrowed. */
struct allow_entry {
	const char *id; /* lower case, possibly a beginning */
	const char *until; /* "": for ever */
	const char *file; /* as it was given to allow_add() */
	uint32_t line; /* of its first header */
	uint32_t covers; /* how many findings it has covered */
	bool expired;
};

/*
 * The waiver at INDEX, in the order in which they were added.  Returns false
 * behind the last one.  TODAY as for allow_apply().
 */
bool allow_entry_at(const struct allow *allow, size_t index, const char *today,
	struct allow_entry *entry);

/* Whether TEXT is a day of the calendar as YYYY-MM-DD. */
bool allow_is_day(const char *text);

/*
 * Marks the covered findings as waived and counts them, and those that would
 * be but for a day that has passed; and counts what each waiver covers.
 */
void allow_apply(struct allow *allow, struct findings *findings,
	struct coverage *coverage, const char *today);

/*
 * After allow_apply() of all that a repository has: how many waivers of its
 * tree cover nothing, but for those that have expired.
 */
uint64_t allow_count_unused(const struct allow *allow, const char *today);

#endif
