/*
 * changeset.h - what a commit, or the next one, changes against all of its
 * parents.
 */
#ifndef KAGIBAN_CHANGESET_H
#define KAGIBAN_CHANGESET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "source/changes.h"
#include "source/parents.h"

struct err;
struct gitrepo;
struct treediff_args;

struct changeset {
	struct changes *changes; /* owned; one a side, see side_count */
	size_t *next; /* owned; where changeset_next() stands in each */
	/* Borrowed from changes; the path in hand, a change a side. */
	const struct change **sides;
	size_t side_count; /* the parents, or 1 before the first commit */
	struct object_id *gone; /* owned; sorted, no id twice */
	size_t gone_count;
	size_t gone_capacity;
	uint64_t intent_to_add; /* entries of `git add -N`, left out */
	bool through_git; /* git said what is changed */
};

/*
 * Finds the changes of REPO's index against PARENTS; one of these but the
 * first that cannot be read is left out.  SET need not be initialised;
 * changeset_release() it whatever comes back.  Returns 0, ERR_GIT, ERR_IO,
 * ERR_LIMIT.
 */
int changeset_find(struct changeset *set, const struct gitrepo *repo,
	const struct parents *parents, struct err *err);

/*
 * The same of a commit whose tree is TREE and whose parents have the COUNT
 * trees at PARENTS, none for a first commit; trees that cannot be read are
 * noted as treediff.h says.  Returns 0 or ERR_LIMIT.
 */
int changeset_of_trees(struct changeset *set, const struct treediff_args *args,
	const struct object_id *tree, const struct object_id *parents,
	size_t count, struct err *err);

/* The change that brings the blob ID as the file PATH, with nothing before. */
void changeset_of_blob(
	struct changeset *set, const char *path, const struct object_id *id);

void changeset_release(struct changeset *set);

/*
 * Goes to the next path that is in the commit and in no parent as it is there:
 * all set->sides are then changes of that path.  Returns false at the end.
 */
bool changeset_next(struct changeset *set);

/*
 * Whether the blob ID stands under a path that is in a parent
 * and no longer in the commit: set->gone has all of these.
 */
bool changeset_has_gone(
	const struct changeset *set, const struct object_id *id);

#endif
