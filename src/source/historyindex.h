/*
 * historyindex.h - which objects a history has, and where they came up.
 *
 * An entry is one object at one place, in the order in which the history has
 * them: a commit and its message, then what it brought. Objects and paths are
 * numbers, so that an entry takes 12 bytes.
 *
 *     object   path        commit
 *     c1       -           c1         the message of c1
 *     b1       a.txt       c1
 *     c2       -           c2
 *     b2       a.txt       c2
 */
#ifndef KAGIBAN_HISTORYINDEX_H
#define KAGIBAN_HISTORYINDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "source/objectset.h"

#define HISTORY_NONE UINT32_MAX /* no path, no commit */

/* Flags of an object. */
enum {
	HISTORY_MESSAGE = 1, /* a commit or a tag, else a blob */
	HISTORY_LISTED = 2, /* it is there */
	HISTORY_SUSPECT = 4, /* it is to be looked at with its places */
};

struct history_entry {
	uint32_t object;
	uint32_t path;
	uint32_t commit; /* a number of an object as well */
};

struct historyindex {
	struct objectset objects;
	struct buf names; /* owned; the paths, a NUL after each */
	uint32_t *paths; /* owned; offsets in names */
	size_t path_count;
	size_t path_capacity;
	uint32_t *slots; /* owned; of paths: number + 1, 0: free */
	size_t slot_count; /* a power of two, or 0 */
	struct history_entry *entries; /* owned */
	size_t count;
	size_t capacity;
};

/* Makes INDEX empty, for ids of ID_SIZE bytes. */
void historyindex_init(struct historyindex *index, size_t id_size);
void historyindex_release(struct historyindex *index);

void historyindex_add(struct historyindex *index, uint32_t object,
	uint32_t path, uint32_t commit);

/*
 * The number of PATH, which is added if it is new.  HISTORY_NONE, if all
 * paths together are too long (4 GiB).
 */
uint32_t historyindex_add_path(struct historyindex *index, const char *path);

/* The number of PATH, HISTORY_NONE if it is not known. */
uint32_t historyindex_find_path(
	const struct historyindex *index, const char *path);

/*
 * Per object the number of the one path that it came up at; HISTORY_NONE if
 * there are none or several.  Caller owns.
 */
uint32_t *historyindex_sole_paths(const struct historyindex *index);

/* A path, NUL-terminated, borrowed until one is added; NULL for none. */
const char *historyindex_path(const struct historyindex *index, uint32_t path);

#endif
