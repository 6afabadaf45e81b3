/*
 * diff.c - the source of a patch on a stream.
 */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "source/patch.h"
#include "source/source.h"

enum { PIECE_SIZE = 64 * 1024 }; /* bytes read at once, on the stack */

int diff_scan(const struct source_args *args, int fd, struct err *err)
{
	char piece[PIECE_SIZE];
	struct patch patch;
	int rc = 0;

	patch_init(&patch, &args->sink, args->coverage);
	while (rc == 0) {
		ssize_t len = read(fd, piece, sizeof(piece));
		if (len < 0 && errno == EINTR)
			continue;
		if (len < 0)
			rc = err_set(err, ERR_IO, "cannot read stdin: %s",
				strerror(errno));
		if (len <= 0)
			break;
		rc = patch_feed(&patch, piece, (size_t)len, err);
	}
	if (rc == 0)
		rc = patch_end(&patch, err);
	patch_release(&patch);
	return rc;
}
