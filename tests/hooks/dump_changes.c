/*
 * dump_changes.c - prints what the index changes against commits, as
 * `git diff-index --cached --raw -z` does, with newlines for NULs.
 *
 *     dump_changes [--git] COMMIT...
 *
 * COMMIT is an object id, or "none" for before the first commit.  --git asks
 * git as the program does for an index that it leaves to git.  The status is
 * 3 where the index would be left to git.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "source/changes.h"
#include "source/gitrepo.h"
#include "source/treewalk.h"

static void print_change(const struct change *change)
{
	char old_id[OBJECT_HEX_SIZE];
	char id[OBJECT_HEX_SIZE];

	blob_id_hex(old_id, change->old_id);
	blob_id_hex(id, change->id);
	printf(":%06o %06o %s %s\n%s\n", change->old_mode, change->mode, old_id,
		id, change->path);
}

static int read_digit(char digit)
{
	static const char digits[] = "0123456789abcdef";
	const char *at = strchr(digits, digit);

	return digit != '\0' && at != NULL ? (int)(at - digits) : 0;
}

static int dump(const struct gitrepo *repo, const char *commit, int by_git,
	struct err *err)
{
	struct changes changes = { 0 };
	unsigned char id[OBJECT_ID_SIZE] = { 0 };
	const unsigned char *parent = NULL;
	uint64_t intent_to_add = 0;

	if (strlen(commit) == OBJECT_HEX_SIZE - 1) {
		for (size_t i = 0; i < OBJECT_ID_SIZE; i++)
			id[i] = (unsigned char)(read_digit(commit[2 * i]) << 4 |
						read_digit(commit[2 * i + 1]));
		parent = id;
	}
	int rc = by_git ? diffindex_changes(
				  &changes, parent, &intent_to_add, err)
			: treewalk_changes(&changes, repo, parent, err);
	for (size_t i = 0; rc == 0 && i < changes.count; i++)
		print_change(&changes.list[i]);
	changes_release(&changes);
	return rc;
}

int main(int argc, char **argv)
{
	struct err err;
	struct gitrepo *repo = NULL;
	int by_git = argc > 1 && strcmp(argv[1], "--git") == 0;

	int rc = gitrepo_open(&repo, &err);
	for (int i = 1 + by_git; rc == 0 && i < argc; i++)
		rc = dump(repo, argv[i], by_git, &err);
	gitrepo_free(repo);
	if (rc < 0)
		fprintf(stderr, "%s\n", err.message);
	return rc < 0 ? 1 : rc > 0 ? 3 : 0;
}
