/*
 * coverage.c - counts what a run has looked at, keeps what it could not.
 */
#include "base/mem.h"
#include "model/coverage.h"

enum { COMMIT_DIGITS = 10 };

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

static struct unscanned *add(struct coverage *coverage, const char *reason)
{
	coverage->unscanned = mem_grow(coverage->unscanned,
		coverage->unscanned_count, &coverage->unscanned_capacity,
		sizeof(*coverage->unscanned));
	struct unscanned *added =
		&coverage->unscanned[coverage->unscanned_count++];
	added->reason = mem_copy_string(reason);
	return added;
}

void coverage_add_unscanned(
	struct coverage *coverage, const char *name, const char *reason)
{
	add(coverage, reason)->name = mem_copy_string(name);
}

void coverage_add_unscanned_at(struct coverage *coverage, const char *commit,
	const char *path, const char *reason)
{
	size_t digits = commit != NULL ? strlen(commit) : 0;
	size_t path_len = path != NULL ? strlen(path) : 0;
	char *name = mem_zalloc(COMMIT_DIGITS + path_len + 2, 1);

	digits = digits < COMMIT_DIGITS ? digits : COMMIT_DIGITS;
	if (digits > 0)
		memcpy(name, commit, digits);
	if (digits > 0 && path_len > 0)
		name[digits++] = ' ';
	if (path_len > 0)
		memcpy(name + digits, path, path_len);
	add(coverage, reason)->name = name;
}
