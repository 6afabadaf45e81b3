/*
 * indexfile.h - reads git's index, versions 2 to 4.
 *
 * For what a commit records only modes, ids and paths count, and the cache
 * tree: the ids of folders that have not changed since the index last was a
 * tree.  The checksum at the end is not computed, as git does not: that would
 * take longer than all the rest.
 */
#ifndef KAGIBAN_INDEXFILE_H
#define KAGIBAN_INDEXFILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

struct err;

struct index_entry {
	size_t path; /* offset; see indexfile_path() */
	const unsigned char *id; /* raw, borrowed from the index */
	uint32_t mode; /* as in a tree; 040000: a folder of a sparse index */
	unsigned char stage; /* 0, or 1 to 3 in a conflict */
	bool intent_to_add;
};

/* A folder in the cache tree; its subfolders follow it, each with its own. */
struct index_node {
	const char *name; /* NUL-terminated, borrowed; "" for the top */
	const unsigned char *id; /* of its tree, raw; NULL: not known */
	size_t entry_count; /* entries below it, if id is known */
	size_t child_count; /* direct subfolders */
	size_t end; /* the node after the last one below it */
};

struct indexfile {
	struct buf bytes; /* owned; the file */
	struct buf names; /* owned; paths of a version 4 index, else empty */
	struct index_entry *entries; /* owned; in git's order */
	size_t count;
	size_t capacity;
	struct index_node *nodes; /* owned; the cache tree, the top first */
	size_t node_count; /* 0: there is none */
	size_t node_capacity;
	size_t id_size; /* bytes of an object id */
	uint32_t version;
};

/*
 * Reads the index at PATH, whose object ids have ID_SIZE bytes; a file that
 * is not there is an empty index.  INDEX need not be initialised; call
 * indexfile_release() whatever comes back.  Returns 0; 1 for a format that is
 * left to git (a split index, an unknown extension or version); ERR_GIT if it
 * is broken; ERR_IO, ERR_LIMIT.
 */
int indexfile_read(struct indexfile *index, const char *path, size_t id_size,
	struct err *err);

/* As indexfile_read(), of the LEN bytes at DATA, which are copied. */
int indexfile_parse(struct indexfile *index, const char *data, size_t len,
	size_t id_size, struct err *err);

void indexfile_release(struct indexfile *index);

/* The path of ENTRY, NUL-terminated, borrowed from INDEX. */
const char *indexfile_path(
	const struct indexfile *index, const struct index_entry *entry);

/* The entry of PATH at stage 0, NULL if there is none; borrowed. */
const struct index_entry *indexfile_find(
	const struct indexfile *index, const char *path);

#endif
