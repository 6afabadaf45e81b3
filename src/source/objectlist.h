/*
 * objectlist.h - all objects that a repository has, in the order in which git
 * reads them fastest, and with their sizes.
 *
 * Of an id its first OBJECTSET_PREFIX bytes are kept; trees are left out.
 */
#ifndef KAGIBAN_OBJECTLIST_H
#define KAGIBAN_OBJECTLIST_H

#include <stddef.h>
#include <stdint.h>

#include "source/objectset.h"

struct err;

struct listed {
	unsigned char prefix[OBJECTSET_PREFIX];
	uint32_t size; /* bytes; UINT32_MAX: that or more */
};

struct objectlist {
	struct listed *list; /* owned */
	size_t count;
	size_t capacity;
	uint64_t blobs; /* how many of them */
};

/*
 * Asks git; LIST need not be initialised, objectlist_release() it whatever
 * comes back.  Returns 0, ERR_GIT, ERR_IO.  Objects of alternates are there
 * as well.
 */
int objectlist_read(struct objectlist *list, struct err *err);
void objectlist_release(struct objectlist *list);

#endif
