/*
 * staged.c - the source of what `git commit` would record.
 *
 *     parents -> changes against all of them -> what they bring
 */
#include "base/err.h"
#include "source/changescan.h"
#include "source/changeset.h"
#include "source/source.h"

static int scan_set(
	const struct source_args *args, struct changeset *set, struct err *err)
{
	struct changescan *scan = changescan_new(args);

	args->coverage->intent_to_add += set->intent_to_add;
	args->coverage->through_git |= set->through_git;
	int rc = changescan_run(scan, set, NULL, err);
	changescan_free(scan);
	return rc;
}

int staged_scan(const struct source_args *args, struct err *err)
{
	struct parents parents;
	struct changeset set;

	int rc = parents_find(&parents, args->repo, args->hook, err);
	if (rc < 0)
		return rc;
	rc = changeset_find(&set, args->repo, &parents, err);
	if (rc == 0)
		rc = scan_set(args, &set, err);
	changeset_release(&set);
	return rc;
}
