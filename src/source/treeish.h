/*
 * treeish.h - commits by their names, and single files of them.
 */
#ifndef KAGIBAN_TREEISH_H
#define KAGIBAN_TREEISH_H

#include <stddef.h>

struct err;
struct gitrepo;
struct object_id;
struct wanted_file;

/*
 * Finds what the ref NAME points to: "HEAD", a full name ("refs/heads/main")
 * or a branch ("main").  Never a tag of that name: whoever may push tags could
 * otherwise take a branch's place.  Returns 1, 0 if there is no such ref,
 * ERR_GIT, ERR_IO, ERR_LIMIT.
 */
int treeish_of_ref(struct object_id *id, const struct gitrepo *repo,
	const char *name, struct err *err);

/*
 * Finds the first commit that REVISIONS (NULL-ended, as `git rev-list` takes
 * them) leave out: A of "A..B".  Returns 1, 0 if it leaves out none, ERR_GIT, ERR_IO,
 * ERR_LIMIT.
 */
int treeish_of_base(struct object_id *id, const struct gitrepo *repo,
	char *const *revisions, struct err *err);

/*
 * Reads COUNT files at the top of the tree, commit or tag ID.  If that has no
 * tree that can be read, none of them is there.
 */
void treeish_read(const struct gitrepo *repo, const struct object_id *id,
	struct wanted_file *files, size_t count);

#endif
