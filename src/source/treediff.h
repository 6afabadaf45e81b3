/*
 * treediff.h - what one tree changes against another.
 *
 * Both are walked side by side, and a folder that has the same id in both is
 * passed over, so the work grows with the change and not with the tree.  The
 * trees are read by blob.h, by libgit2 or by git, and taken apart here.
 */
#ifndef KAGIBAN_TREEDIFF_H
#define KAGIBAN_TREEDIFF_H

#include <stdbool.h>

struct changes;
struct coverage;
struct err;
struct gitrepo;
struct object_id;

struct treediff_args {
	const struct gitrepo *repo; /* borrowed, as are the others */
	/* Where trees that cannot be read, or are out of order, are noted. */
	struct coverage *coverage;
	const char *commit; /* whose tree the new one is, in hex; or NULL */
	bool only_old; /* the new side is noted in another call */
};

/*
 * Adds the changes of NEW_TREE against OLD_TREE (NULL: against nothing) to
 * OUT.  A folder whose old side cannot be read counts as empty there; one
 * whose new side cannot is left out.  Returns 0, or ERR_LIMIT if a path is too
 * long or too deep.
 */
int treediff_changes(struct changes *out, const struct treediff_args *args,
	const struct object_id *old_tree, const struct object_id *new_tree,
	struct err *err);

#endif
