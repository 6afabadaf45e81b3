/*
 * range.c - the source of the commits of a range.
 *
 * The revisions go to git on its stdin, where none of them can be an option.
 */
#include <stdbool.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "source/commitrescue.h"
#include "source/commitscan.h"
#include "source/gitrepo.h"
#include "source/revlist.h"
#include "source/source.h"

enum {
	INPUT_LIMIT = 64 * 1024 * 1024, /* bytes of all revisions */
};

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

/* Whether COMPLAINT of git's begins with one of the NULL-ended BEGINNINGS. */
static bool begins_with(const char *complaint, const char *const *beginnings)
{
	for (; *beginnings != NULL; beginnings++) {
		if (strncmp(complaint, *beginnings, strlen(*beginnings)) == 0)
			return true;
	}
	return false;
}

/* Whether TEXT names a whole id: whoever does so means an object. */
static bool names_id(const char *text)
{
	size_t len = 0;

	for (; *text != '\0' && len < 2 * SHA1_ID_SIZE; text++)
		len = strchr("0123456789abcdef", *text) != NULL ? len + 1 : 0;
	return len == 2 * SHA1_ID_SIZE;
}

/* In CI a revision is most often unknown because it was not fetched. */
static int add_shallow(const struct source_args *args, int rc, struct err *err)
{
	if (gitrepo_is_shallow(args->repo))
		rc = err_set(err, (enum err_code)rc,
			"%s; this clone is shallow: git fetch --unshallow",
			err->message);
	return rc;
}

/*
 * What git's refusal means: a revision that it does not know, an object that
 * is not here, or a history that is broken further down.
 */
static int refused(const struct source_args *args, struct commitscan *scan,
	const struct revlist_args *list, char *const *revisions,
	struct err *err)
{
	static const char *const unknown[] = { "bad revision", "bad object",
		"Invalid ", NULL };

	if (!begins_with(err->message, unknown))
		return commitrescue(args, scan, list, revisions, err);
	return add_shallow(args,
		names_id(err->message)
			? err_context(err, "cannot list the commits")
			: err_set(err, ERR_USAGE, "%s", err->message),
		err);
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
		if (rc > 0)
			rc = refused(args, scan, &list, revisions, err);
	}
	commitscan_free(scan);
	buf_release(&input);
	return rc;
}
