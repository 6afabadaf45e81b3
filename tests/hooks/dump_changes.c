/*
 * dump_changes.c - prints what the index changes against commits, as
 * `git diff-index --cached --raw -z` does, with newlines for NULs.
 *
 *     dump_changes [--git] COMMIT...
 *     dump_changes --trees OLD NEW
 *
 * The second form prints what the tree NEW changes against the tree OLD, as
 * `git diff-tree -r --raw -z` does; trees that cannot be read go to stderr.
 * COMMIT is an object id, or "none" for before the first commit.  --git asks
 * git as the program does for an index that it leaves to git.  The status is
 * 3 where the index would be left to git.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "model/coverage.h"
#include "source/changes.h"
#include "source/gitrepo.h"
#include "source/treediff.h"
#include "source/treewalk.h"

/* In hex; a side that is not there has zeros. */
static void id_of_side(
	char hex[OBJECT_HEX_SIZE], const struct object_id *id, uint32_t mode)
{
	objectid_hex(hex, id);
	if (mode == 0) {
		memset(hex, '0', 2 * SHA1_ID_SIZE);
		hex[2 * SHA1_ID_SIZE] = '\0';
	}
}

static void print_change(const struct change *change)
{
	char old_id[OBJECT_HEX_SIZE];
	char id[OBJECT_HEX_SIZE];

	id_of_side(old_id, &change->old_id, change->old_mode);
	id_of_side(id, &change->id, change->mode);
	printf(":%06o %06o %s %s\n%s\n", change->old_mode, change->mode, old_id,
		id, change->path);
}

static void print_changes(const struct changes *changes)
{
	for (size_t i = 0; i < changes->count; i++)
		print_change(&changes->list[i]);
}

static int dump_trees(const struct gitrepo *repo, const char *old_hex,
	const char *new_hex, struct err *err)
{
	struct changes changes = { 0 };
	struct coverage coverage;
	struct object_id ids[2];
	const struct treediff_args args = { .repo = repo,
		.coverage = &coverage };

	coverage_init(&coverage);
	if (!objectid_read(&ids[1], new_hex, strlen(new_hex)))
		return err_set(err, ERR_USAGE, "%s is no id", new_hex);
	bool has_old = objectid_read(&ids[0], old_hex, strlen(old_hex));
	int rc = treediff_changes(
		&changes, &args, has_old ? &ids[0] : NULL, &ids[1], err);
	if (rc == 0)
		print_changes(&changes);
	for (size_t i = 0; i < coverage.unscanned_count; i++)
		fprintf(stderr, "%s: %s\n", coverage.unscanned[i].name,
			coverage.unscanned[i].reason);
	coverage_release(&coverage);
	changes_release(&changes);
	return rc;
}

static int dump(const struct gitrepo *repo, const char *commit, int by_git,
	struct err *err)
{
	struct changes changes = { 0 };
	struct object_id id;
	const struct object_id *parent = NULL;
	uint64_t intent_to_add = 0;

	if (objectid_read(&id, commit, strlen(commit)))
		parent = &id;
	int rc = by_git ? diffindex_changes(
				  &changes, repo, parent, &intent_to_add, err)
			: treewalk_changes(&changes, repo, parent, err);
	if (rc == 0)
		print_changes(&changes);
	changes_release(&changes);
	return rc;
}

int main(int argc, char **argv)
{
	struct err err;
	struct gitrepo *repo = NULL;
	int of_trees = argc == 4 && strcmp(argv[1], "--trees") == 0;
	int by_git = argc > 1 && strcmp(argv[1], "--git") == 0;

	int rc = gitrepo_open(&repo, &err);
	if (rc == 0 && of_trees)
		rc = dump_trees(repo, argv[2], argv[3], &err);
	for (int i = 1 + by_git; !of_trees && rc == 0 && i < argc; i++)
		rc = dump(repo, argv[i], by_git, &err);
	gitrepo_free(repo);
	if (rc < 0)
		fprintf(stderr, "%s\n", err.message);
	return rc < 0 ? 1 : rc > 0 ? 3 : 0;
}
