/*
 * pushed.h - what is pushed, for those who are not the source: the refs as git
 * has told them on stdin.
 */
#ifndef KAGIBAN_PUSHED_H
#define KAGIBAN_PUSHED_H

#include <stdbool.h>
#include <stddef.h>

#include "source/pushlines.h"
#include "source/trailfind.h"

struct err;

struct pushed {
	struct push_updates updates; /* owned */
	struct pushed_ref *refs; /* owned; those that do not go away */
	size_t count;
	char *ids; /* owned; what refs point into */
};

/*
 * Reads stdin.  PUSHED is zeroed; pushed_release() it whatever comes back.
 * Returns 0, ERR_INPUT, ERR_IO, ERR_LIMIT.
 */
int pushed_read(struct pushed *pushed, const struct push_format *format,
	struct err *err);
void pushed_release(struct pushed *pushed);

#endif
