/*
 * treewalk.h - what the index changes against a commit.
 *
 * The commit's trees and the index are walked side by side.  A folder whose
 * tree has the id that the index's cache tree knows is the same and is passed
 * over, so the work grows with the change and not with the tree:
 *
 *     commit          index (cache tree)
 *     a/  1f0c...     a/  1f0c...           passed over
 *     b/  77aa...     b/  not known         gone into
 *     b/x 0d11...     b/x 93b2...           changed
 */
#ifndef KAGIBAN_TREEWALK_H
#define KAGIBAN_TREEWALK_H

#include <stdint.h>

struct changes;
struct err;
struct gitrepo;
struct object_id;

/*
 * Adds the changes of REPO's index against the commit PARENT
 * (NULL: against nothing, as before the first commit) to OUT.  Entries of
 * `git add -N` and of conflicts count as not there.  Returns 0; 1 if that
 * is left to git (diffindex_changes()), OUT then being of no use; ERR_GIT if
 * an object is missing or broken; ERR_IO, ERR_LIMIT.
 */
int treewalk_changes(struct changes *out, const struct gitrepo *repo,
	const struct object_id *parent, struct err *err);

/*
 * As treewalk_changes(), by asking `git diff-index`, of the repository and
 * index of the environment; never returns 1.  Sets *INTENT_TO_ADD to the
 * number of entries of `git add -N`.
 */
int diffindex_changes(struct changes *out, const struct gitrepo *repo,
	const struct object_id *parent, uint64_t *intent_to_add,
	struct err *err);

#endif
