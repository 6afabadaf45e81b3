/*
 * catfile.h - reads objects by asking `git cat-file`, for repositories that
 * libgit2 cannot open (SHA-256, reftable, what is to come).
 *
 * Two children answer one question after the other: one says sizes, one
 * contents.  They are started when they are first needed.
 */
#ifndef KAGIBAN_CATFILE_H
#define KAGIBAN_CATFILE_H

#include <stddef.h>

#include "source/objectid.h"

struct buf;
struct catfile;
struct err;

struct catfile *catfile_new(void); /* caller owns */
void catfile_free(struct catfile *catfile); /* NULL allowed */

/* Finds the size in bytes and the type of the object ID.  Returns 0, or
 * ERR_GIT, ERR_IO. */
int catfile_size(struct catfile *catfile, const struct object_id *id,
	size_t *size, enum object_type *type, struct err *err);

/*
 * Reads the object ID into OUT, cleared first, and its type.  Returns 0,
 * ERR_GIT, ERR_IO, or ERR_LIMIT (OUT's ceiling), after which CATFILE can
 * still be used.
 */
int catfile_read(struct catfile *catfile, const struct object_id *id,
	struct buf *out, enum object_type *type, struct err *err);

#endif
