/*
 * last_block.h - what was shown last, kept without secrets, so that `--allow`
 * can take an id's beginning from the person who has just read it.
 *
 * GIT_DIR/kagiban/last-block has a line for each finding:
 *
 *     5f3c9a1e2b7d4c60 strong stripe-secret-key tests/pay.c
 *
 * The path is left out if it is not plain text or a secret stands in it.
 */
#ifndef KAGIBAN_LAST_BLOCK_H
#define KAGIBAN_LAST_BLOCK_H

#include <stdbool.h>

#include "model/finding.h"

struct err;
struct gitrepo;
struct veil;

/*
 * Replaces what was kept by FINDINGS, those that are waived left out.  Returns
 * 0 or ERR_IO.
 */
int last_block_write(const struct gitrepo *repo,
	const struct findings *findings, const struct veil *veil,
	struct err *err);

struct last_finding {
	char id[FINDING_ID_SIZE];
	bool weak; /* the id is one of a place */
	char *rule; /* owned */
	char *path; /* owned, NULL: not known */
};

/*
 * Sets *FOUND to the finding whose id begins with PREFIX (lower case); caller
 * ends with last_finding_release().  Returns 1, 0 if there is none, ERR_USAGE
 * if there are several, ERR_IO.
 */
int last_block_find(const struct gitrepo *repo, const char *prefix,
	struct last_finding *found, struct err *err);

/* Frees and empties; repeats allowed. */
void last_finding_release(struct last_finding *found);

#endif
