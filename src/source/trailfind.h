/*
 * trailfind.h - finds out what a report on commits must know of them.
 */
#ifndef KAGIBAN_TRAILFIND_H
#define KAGIBAN_TRAILFIND_H

#include <stdbool.h>
#include <stddef.h>

struct gitrepo;
struct trail;

/* What was to be pushed. */
struct pushed_ref {
	const char *name; /* borrowed: "refs/heads/main", "HEAD~1", an id */
	const char *id; /* borrowed, hex: a commit or a tag */
};

struct trailfind_args {
	const struct gitrepo *repo; /* borrowed */
	const struct pushed_ref *refs; /* borrowed; none: HEAD */
	size_t ref_count;
	bool on_server; /* there is no HEAD of the person's, nothing has left */
};

/*
 * Fills the rest of TRAIL, whose commits have been added, the earliest first.
 * Only called when something blocks, it asks git a handful of questions; what
 * git does not answer is left as it is, and the report says less.
 */
void trailfind(struct trail *trail, const struct trailfind_args *args);

/*
 * Only sets TRAIL's left_by, of the first 100 of its commits: they are of the
 * past, and nothing is rewritten.
 */
void trailfind_left(struct trail *trail, const struct trailfind_args *args);

#endif
