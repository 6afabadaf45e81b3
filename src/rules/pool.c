/*
 * pool.c - memory of many small pieces that all live equally long.
 */
#include "base/mem.h"
#include "rules/pool.h"

void pool_release(struct pool *pool)
{
	for (size_t i = 0; i < pool->count; i++)
		free(pool->blocks[i]);
	free(pool->blocks);
	*pool = (struct pool)POOL_INIT;
}

static void *keep(struct pool *pool, void *block)
{
	pool->blocks = mem_grow(pool->blocks, pool->count, &pool->capacity,
		sizeof *pool->blocks);
	pool->blocks[pool->count++] = block;
	return block;
}

void *pool_zalloc(struct pool *pool, size_t count, size_t size)
{
	return keep(pool, mem_zalloc(count, size));
}

char *pool_copy_string(struct pool *pool, const char *text)
{
	return keep(pool, mem_copy_string(text));
}
