/*
 * treeentry.h - the entries of a tree as it is stored: "MODE NAME\0ID".
 */
#ifndef KAGIBAN_TREEENTRY_H
#define KAGIBAN_TREEENTRY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct tree_entry {
	const char *name; /* borrowed from the tree; a NUL follows */
	size_t len;
	const unsigned char *id; /* raw, borrowed */
	uint32_t mode; /* as git writes it today */
};

/* What an entry's place among the others of its folder depends on. */
struct tree_name {
	const char *name; /* borrowed; the rest of a path may follow */
	size_t len;
	bool is_folder;
};

/* git's order of two names in a folder: negative, 0 or positive. */
int treeentry_compare(const struct tree_name *one, const struct tree_name *two);

/*
 * Reads the entry at *AT, which moves on behind it; ids have ID_SIZE bytes.
 * Returns false if there is none, and *AT stays: at END, or in a broken tree.
 */
bool treeentry_read(struct tree_entry *entry, const char **at, const char *end,
	size_t id_size);

#endif
