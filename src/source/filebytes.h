/*
 * filebytes.h - reads the bytes of an open file.
 */
#ifndef KAGIBAN_FILEBYTES_H
#define KAGIBAN_FILEBYTES_H

#include <stddef.h>

struct buf;
struct err;

/*
 * Appends what FD gives to OUT, until its end or until OUT has more than MOST
 * bytes (OUT's ceiling is above that).  EXPECTED is the size that the system
 * says, or 0.  Returns 0 at the end, 1 if there may be more, ERR_IO.
 */
int filebytes_read(
	struct buf *out, int fd, size_t expected, size_t most, struct err *err);

#endif
