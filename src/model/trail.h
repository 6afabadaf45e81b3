/*
 * trail.h - the commits in which a secret was found, and the way back to them.
 *
 * Of a push or a range in which something blocks; what a report needs to say
 * how the secret is taken out of the history.
 */
#ifndef KAGIBAN_TRAIL_H
#define KAGIBAN_TRAIL_H

#include <stdbool.h>
#include <stddef.h>

enum { TRAIL_ID_SIZE = 65 }; /* an object id in hex, with its NUL */

struct trail_commit {
	char id[TRAIL_ID_SIZE];
	char *subject; /* owned, foreign; NULL: not known */
	char *tag; /* owned, foreign: it is this tag; NULL: not known */
	bool is_known; /* git has told of it: it is no tag */
	bool is_root; /* it has no parent */
	bool is_merge;
	bool on_ref; /* it is reached from what was pushed, see ref */
};

/* A tag that was pushed along and has the earliest commit in it. */
struct trail_tag {
	char *name; /* owned, foreign, short */
	bool is_annotated;
	bool at_tip; /* it names the tip of ref */
};

struct trail {
	struct trail_commit *commits; /* owned; the earliest first */
	size_t count;
	size_t capacity;
	struct trail_tag *tags; /* owned */
	size_t tag_count;
	size_t tag_capacity;
	/* A remote-tracking ref that has one of them: owned, foreign, short;
	 * NULL: none has, as far as is known here. */
	char *left_by;
	/* What has the earliest in it and is not checked out, to go there:
	 * owned, foreign ("main", a tag, an id); NULL: HEAD has it. */
	char *ref;
	bool is_branch; /* ref is one */
	bool only_tip; /* one commit is on ref (or HEAD), and is its tip */
	bool has_merges; /* from the earliest to that tip, both counted */
};

/* Makes TRAIL empty; trail_release() frees it, repeats allowed. */
void trail_init(struct trail *trail);
void trail_release(struct trail *trail);

/* Adds the commit ID (hex, copied) unless it is there.  Returns it. */
struct trail_commit *trail_add(struct trail *trail, const char *id);

/* Adds a tag; NAME is copied.  Returns it. */
struct trail_tag *trail_add_tag(struct trail *trail, const char *name);

/* The commit ID, NULL if it is not there; borrowed. */
struct trail_commit *trail_find(const struct trail *trail, const char *id);

#endif
