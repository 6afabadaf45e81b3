/*
 * allow.h - waivers: the [allow "ID"] sections of the four files.
 */
#ifndef KAGIBAN_ALLOW_H
#define KAGIBAN_ALLOW_H

#include <stdbool.h>
#include <stddef.h>

#include "model/finding.h"

struct allow;
struct coverage;
struct err;

struct allow *allow_new(void); /* empty; caller owns */
void allow_free(struct allow *allow); /* NULL allowed */

/*
 * Adds the waivers of a file's TEXT; NAME is for messages.  FROM_TREE says
 * that the file comes from what is scanned, so that it cannot waive what only
 * one's own configuration may.  Sections other than [allow] are left to
 * others.  Returns 0 or ERR_CONFIG with "NAME:LINE: ..." .
 */
int allow_add(struct allow *allow, const char *name, const char *text,
	size_t len, bool from_tree, struct err *err);

/*
 * Whether a waiver of TODAY ("YYYY-MM-DD") covers all of FINDING's places:
 * id is a prefix of at least 8 digits, rule equal if given, path matches if
 * given, until not passed.
 */
bool allow_covers(const struct allow *allow, const struct finding *finding,
	const char *today);

/* Marks the covered findings as waived and counts them. */
void allow_apply(const struct allow *allow, struct findings *findings,
	struct coverage *coverage, const char *today);

#endif
