/*
 * commitrescue.c - scans what is left of a range that git refuses to list.
 *
 * `git rev-parse` turns the options and the revisions into ids without looking
 * at the commits; commitwalk.c goes on from there.
 */
#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "source/commitrescue.h"
#include "source/commitscan.h"
#include "source/commitwalk.h"
#include "source/gitchild.h"
#include "source/revlist.h"
#include "source/source.h"

enum {
	IDS_LIMIT = 1024 * 1024 * 1024, /* bytes of all ids in hex */
	COMPLAINT_LIMIT = 4096,
};

static size_t count_words(const char *const *words)
{
	size_t count = 0;

	while (words != NULL && words[count] != NULL)
		count++;
	return count;
}

/* Appends the ids that WORDS stand for, a line each.  Returns 0 or ERR_*. */
static int append_ids(
	struct buf *ids, const char *const *words, struct err *err)
{
	struct buf errors = BUF_INIT(COMPLAINT_LIMIT);
	size_t count = count_words(words);

	if (words == NULL || count == 0)
		return 0;
	/* Lists of pointers.  NOLINTBEGIN(bugprone-sizeof-expression) */
	const char **args = mem_zalloc(count + 3, sizeof(*args));
	args[0] = "rev-parse";
	args[1] = "--revs-only";
	memcpy(args + 2, words, count * sizeof(*args));
	/* NOLINTEND(bugprone-sizeof-expression) */
	struct gitchild_args child = { .args = args };
	int rc = gitchild_run(&child, ids, &errors, err);
	if (rc > 0)
		rc = err_set(err, ERR_GIT, "%s", gitchild_complaint(&errors));
	free(args);
	buf_release(&errors);
	return rc;
}

int commitrescue_walk(const struct source_args *args, struct commitscan *scan,
	const struct revlist_args *list, char *const *revisions,
	struct err *err)
{
	struct buf ids = BUF_INIT(IDS_LIMIT);
	int rc = 0;

	if (revisions == NULL)
		rc = buf_append(&ids, list->input, list->input_len);
	if (rc == 0)
		rc = append_ids(&ids, list->options, err);
	if (rc == 0)
		rc = append_ids(&ids, (const char *const *)revisions, err);
	/* What is wrong has been noted already. */
	const struct commitwalk_args walk = {
		.repo = args->repo,
		.coverage = args->coverage,
		.ids = buf_string(&ids),
		.ids_len = ids.len,
		.halt = &args->halt,
	};
	rc = rc == 0 ? commitwalk_run(&walk, commitscan_take, scan, err) : 0;
	buf_release(&ids);
	return rc;
}

int commitrescue(const struct source_args *args, struct commitscan *scan,
	const struct revlist_args *list, char *const *revisions,
	struct err *err)
{
	coverage_add_unscanned(args->coverage, "git rev-list", err->message);
	return commitrescue_walk(args, scan, list, revisions, err);
}
