/*
 * objectread.h - reads many objects in one go, by `git cat-file --batch`.
 *
 *     numbers of objects -> git -> pieces, in the same order
 *
 * An object of up to `most` bytes comes as one piece, a larger one as several.
 * What git cannot read comes as a piece that is broken; the rest comes all the
 * same.  Replaced objects and grafts do not count.
 */
#ifndef KAGIBAN_OBJECTREAD_H
#define KAGIBAN_OBJECTREAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "source/objectid.h"

struct err;
struct objectset;

struct object_piece {
	size_t index; /* of the object in the list */
	enum object_type type; /* OBJECT_NONE: not known */
	const char *data; /* borrowed until the callback returns */
	size_t len;
	size_t size; /* of the object, in bytes; 0: not known */
	bool first; /* of its object */
	bool last;
	bool broken; /* there is no more of it, or nothing at all */
};

/* Returns 0 or, to end the reading, a negative enum err_code. */
typedef int (*object_piece_fn)(
	void *payload, const struct object_piece *piece, struct err *err);

struct objectread {
	const struct objectset *set; /* borrowed */
	const uint32_t *list; /* borrowed; numbers in set */
	size_t count;
	size_t most; /* bytes that are held for one object */
	object_piece_fn take;
	void *payload;
};

/* What every git that reads a history is told. */
extern const char *const objectread_env[];

/*
 * Reads the objects.  Returns 0, what the callback returned, or ERR_IO if git
 * cannot be started.  May run in several threads at once.
 */
int objectread_run(const struct objectread *reading, struct err *err);

/* The type of that name (LEN bytes), OBJECT_NONE if there is none. */
enum object_type objectread_type(const char *name, size_t len);

#endif
