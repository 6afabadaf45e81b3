/*
 * content.h - the bytes of a file as text.
 */
#ifndef KAGIBAN_CONTENT_H
#define KAGIBAN_CONTENT_H

#include <stddef.h>

#include "base/buf.h"
#include "model/chunk.h"

struct content {
	const char *text; /* borrowed: the bytes as they are, or decoded */
	size_t len;
	enum chunk_kind kind; /* CHUNK_TEXT or CHUNK_BINARY */
	struct buf decoded; /* owned; UTF-16 as UTF-8 */
};

void content_init(struct content *content);
void content_release(struct content *content);

/*
 * Looks at the LEN bytes at DATA, which stay borrowed, and decodes them if
 * they are UTF-16.  CONTENT can be used again and again.
 */
void content_set(struct content *content, const char *data, size_t len);

#endif
