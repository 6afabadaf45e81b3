/*
 * filebytes.c - reads the bytes of an open file.
 *
 * Read, not mapped: a file that another program cuts short while it is being
 * scanned must not end the scan with a signal.
 */
#include <errno.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "source/filebytes.h"

enum { PIECE_SIZE = 64 * 1024 };

/* How much to ask for: what is expected and one byte, to see the end. */
static size_t next_piece(size_t have, size_t expected, size_t most)
{
	size_t piece = expected > have ? expected - have + 1 : PIECE_SIZE;
	if (piece < PIECE_SIZE)
		piece = PIECE_SIZE;
	size_t room = most - have + 1;
	return piece < room ? piece : room;
}

int filebytes_read(
	struct buf *out, int fd, size_t expected, size_t most, struct err *err)
{
	while (out->len <= most) {
		size_t piece = next_piece(out->len, expected, most);
		char *room = buf_reserve(out, piece);
		if (room == NULL)
			return 1;
		ssize_t len = read(fd, room, piece);
		if (len < 0 && errno == EINTR)
			continue;
		if (len < 0)
			return err_set(err, ERR_IO, "%s", strerror(errno));
		out->len += (size_t)len;
		/* A full size and then less than asked for is the end. */
		if (len == 0 || (out->len == expected && (size_t)len < piece))
			return 0;
	}
	return 1;
}
