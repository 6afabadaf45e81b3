/*
 * coverage.c - counts what a run has looked at, keeps what it could not.
 */
#include "base/mem.h"
#include "model/coverage.h"

void coverage_init(struct coverage *coverage)
{
	memset(coverage, 0, sizeof(*coverage));
}

void coverage_release(struct coverage *coverage)
{
	for (size_t i = 0; i < coverage->unscanned_count; i++) {
		free(coverage->unscanned[i].name);
		free(coverage->unscanned[i].reason);
	}
	free(coverage->unscanned);
	coverage_init(coverage);
}

void coverage_add_unscanned(
	struct coverage *coverage, const char *name, const char *reason)
{
	struct unscanned *added;

	coverage->unscanned = mem_grow(coverage->unscanned,
		coverage->unscanned_count, &coverage->unscanned_capacity,
		sizeof(*coverage->unscanned));
	added = &coverage->unscanned[coverage->unscanned_count++];
	added->name = mem_copy_string(name);
	added->reason = mem_copy_string(reason);
}
