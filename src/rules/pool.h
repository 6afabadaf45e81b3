/*
 * pool.h - memory of many small pieces that all live equally long.
 */
#ifndef KAGIBAN_POOL_H
#define KAGIBAN_POOL_H

#include <stddef.h>

struct pool {
	void **blocks; /* owned, each of them owned */
	size_t count;
	size_t capacity;
};

#define POOL_INIT                                                              \
	{                                                                      \
		NULL, 0, 0                                                     \
	}

/* Frees all pieces; the pool is then as after POOL_INIT. */
void pool_release(struct pool *pool);

/* COUNT * SIZE zeroed bytes, owned by the pool. */
void *pool_zalloc(struct pool *pool, size_t count, size_t size);

/* A copy of the string TEXT, owned by the pool. */
char *pool_copy_string(struct pool *pool, const char *text);

#endif
