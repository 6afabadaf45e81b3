/*
 * filetree.h - reads the files of a tree, with as little as that takes.
 */
#ifndef KAGIBAN_FILETREE_H
#define KAGIBAN_FILETREE_H

#include <stddef.h>

/* Receives the bytes of one file, borrowed until it returns. */
typedef void (*filetree_fn)(void *payload, const char *data, size_t len);

/*
 * Reads each regular file at or below PATH into one buffer and hands it to
 * TAKE, in the order of the folders; links are not followed, .git is left
 * out.  Returns 0, or -1 with errno set when something could not be read.
 */
int filetree_read(const char *path, filetree_fn take, void *payload);

/* Counts newlines by memchr(), the yardstick of all measurements. */
size_t filetree_newlines(const char *data, size_t len);

#endif
