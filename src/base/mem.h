/*
 * mem.h - memory that is there or ends the program.
 *
 * Out of memory ends the program with status 3 ("could not scan") and one
 * line on stderr, so callers have no branches for it.  In return every size
 * that comes from input has a ceiling before it arrives here.  Functions that
 * cannot be used safely are poisoned for everyone who includes this header.
 */
#ifndef KAGIBAN_MEM_H
#define KAGIBAN_MEM_H

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Returns SIZE bytes, caller owns (free()).  A SIZE of 0 counts as 1. */
void *mem_alloc(size_t size);

/* Returns COUNT * SIZE zeroed bytes, caller owns.  Overflow ends the program. */
void *mem_zalloc(size_t count, size_t size);

/* Resizes DATA (NULL allowed) to COUNT * SIZE bytes; caller owns the result. */
void *mem_resize(void *data, size_t count, size_t size);

/* Returns a NUL-terminated copy of the LEN bytes at TEXT, caller owns. */
char *mem_copy(const char *text, size_t len);

/* As mem_copy() of the whole string; NULL gives NULL. */
char *mem_copy_string(const char *text);

/*
 * Makes room for one more element in a growing array: DATA has COUNT elements
 * of SIZE bytes and room for *CAPACITY.  Returns the array, which may have
 * moved; grows by half, at least to 8.
 */
void *mem_grow(void *data, size_t count, size_t *capacity, size_t size);

#if defined(__GNUC__)
#pragma GCC poison strcpy strcat sprintf vsprintf strtok atoi atol gets
#endif

#endif
