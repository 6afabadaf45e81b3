/*
 * range.c - the source of the commits of a range.
 *
 * The revisions go to git on its stdin, where none of them can be an option.
 */
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "source/commitscan.h"
#include "source/revlist.h"
#include "source/source.h"

enum { INPUT_LIMIT = 64 * 1024 * 1024 }; /* bytes of all revisions */

/* What git would take for the end of the list, an option, or two revisions. */
static bool is_odd(const char *revision)
{
	return revision[0] == '\0' || revision[0] == '-' ||
	       strcmp(revision, "..") == 0 || strchr(revision, '\n') != NULL;
}

static int list_revisions(
	struct buf *input, char *const *revisions, struct err *err)
{
	for (size_t i = 0; revisions[i] != NULL; i++) {
		if (is_odd(revisions[i]))
			return err_set(err, ERR_USAGE,
				"\"%s\" is no revision, and no range of them",
				revisions[i]);
		if (buf_append_string(input, revisions[i]) < 0 ||
			buf_append_byte(input, '\n') < 0)
			return err_set(
				err, ERR_LIMIT, "there are too many revisions");
	}
	return 0;
}

/* Whether git does not know what was asked for. */
static bool is_unknown(const char *complaint)
{
	static const char *const beginnings[] = { "bad revision", "bad object",
		"Invalid " };

	for (size_t i = 0; i < sizeof(beginnings) / sizeof(*beginnings); i++) {
		if (strncmp(complaint, beginnings[i], strlen(beginnings[i])) ==
			0)
			return true;
	}
	return false;
}

int range_scan(
	const struct source_args *args, char *const *revisions, struct err *err)
{
	struct buf input = BUF_INIT(INPUT_LIMIT);
	struct commitscan *scan = commitscan_new(args);

	int rc = list_revisions(&input, revisions, err);
	if (rc == 0) {
		const struct revlist_args list = {
			.input = buf_string(&input),
			.input_len = input.len,
			.halt = &args->halt,
		};
		rc = revlist_run(&list, commitscan_take, scan, err);
	}
	if (rc > 0)
		rc = is_unknown(err->message)
			     ? err_set(err, ERR_USAGE, "%s", err->message)
			     : ERR_GIT;
	commitscan_free(scan);
	buf_release(&input);
	return rc;
}
