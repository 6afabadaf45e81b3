/*
 * columns.h - how many columns of a terminal a text takes.
 */
#ifndef KAGIBAN_COLUMNS_H
#define KAGIBAN_COLUMNS_H

#include <stddef.h>

/*
 * Returns the columns that LEN bytes of UTF-8 at TEXT take: two for a wide
 * character (Japanese, Chinese, Korean, emoji), none for a combining mark, one
 * for anything else, bytes that are no UTF-8 included.  wcwidth() would ask
 * the C library's locale, which need not be installed.
 */
size_t columns_of(const char *text, size_t len);

#endif
