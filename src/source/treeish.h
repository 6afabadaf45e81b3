/*
 * treeish.h - commits by their names, and single files of them.
 */
#ifndef KAGIBAN_TREEISH_H
#define KAGIBAN_TREEISH_H

struct buf;
struct err;
struct gitrepo;
struct object_id;

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
 * Reads the file NAME at the top of the tree, commit or tag ID into OUT,
 * cleared first.  Returns 1, 0 if there is none (or ID has no tree that can be
 * read), ERR_GIT, ERR_IO, ERR_LIMIT (OUT's ceiling), ERR_INPUT if it is no
 * regular file.
 */
int treeish_read(const struct gitrepo *repo, const struct object_id *id,
	const char *name, struct buf *out, struct err *err);

#endif
