/*
 * commitwalk.h - the commits of a range where git cannot list them, because
 * one of them is broken or missing.
 *
 * `git rev-list` then lists none at all.  Here what can be read is walked, and
 * the rest is left out: the caller has noted that git refused.
 */
#ifndef KAGIBAN_COMMITWALK_H
#define KAGIBAN_COMMITWALK_H

#include <stddef.h>

#include "source/revlist.h"

struct buf;
struct coverage;
struct err;
struct gitrepo;

struct commitwalk_args {
	const struct gitrepo *repo; /* borrowed, as is all else */
	struct coverage *coverage; /* tips that cannot be read are noted */
	/* Ids of commits or tags in hex, a line each; "^ID": this one, and all
	 * that it reaches, is left out. */
	const char *ids;
	size_t ids_len;
	const struct halt *halt;
};

/* Lists the commits, the parents before their children, as revlist_run().
 * Returns 0, or what TAKE or the halt returned. */
int commitwalk_run(const struct commitwalk_args *args, revlist_fn take,
	void *payload, struct err *err);

#endif
