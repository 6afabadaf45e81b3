/*
 * stagedfile.c - reads one file as it is staged.
 */
#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "source/blob.h"
#include "source/changes.h"
#include "source/gitchild.h"
#include "source/gitrepo.h"
#include "source/indexfile.h"
#include "source/stagedfile.h"

enum {
	LIST_LIMIT = 64 * 1024, /* bytes of a path, and of git's answer */
	COMPLAINT_LIMIT = 4096,
};

int stagedfile_copy(const struct gitrepo *repo, const struct object_id *id,
	struct buf *out, struct err *err)
{
	struct blob blob;
	size_t size = 0;

	int rc = blob_size(&size, repo, id, err);
	if (rc < 0)
		return rc;
	if (size > out->limit)
		return err_set(err, ERR_LIMIT, "it is larger than %zu bytes",
			out->limit);
	rc = blob_read(&blob, repo, id, err);
	if (rc < 0)
		return rc;
	rc = buf_append(out, blob.data, blob.len) < 0 ? ERR_LIMIT : 1;
	blob_release(&blob);
	return rc;
}

/*
 * Finds PATH at stage 0 in what `git ls-files -s -z` says, "MODE ID STAGE\tPATH"
 * and a NUL each, and reads it.
 */
static int read_listed(const struct gitrepo *repo, const char *path,
	const struct buf *list, struct buf *out, struct err *err)
{
	for (size_t at = 0; at < list->len; at += strlen(list->data + at) + 1) {
		struct object_id id;
		const char *line = list->data + at;
		const char *tab = strchr(line, '\t');
		const char *space = strchr(line, ' ');
		if (tab == NULL || space == NULL || tab[-1] != '0' ||
			strcmp(tab + 1, path) != 0)
			continue;
		if (strncmp(line, "100", 3) != 0)
			return err_set(err, ERR_INPUT, "it is no regular file");
		if (!objectid_read(&id, space + 1, strcspn(space + 1, " ")))
			return err_set(err, ERR_GIT, "git lists \"%s\"", line);
		return stagedfile_copy(repo, &id, out, err);
	}
	return 0;
}

/* For an index that only git reads. */
static int read_staged_by_git(const struct gitrepo *repo, const char *path,
	struct buf *out, struct err *err)
{
	int rc;
	struct buf spec = BUF_INIT(LIST_LIMIT);
	struct buf list = BUF_INIT(LIST_LIMIT);
	struct buf errors = BUF_INIT(COMPLAINT_LIMIT);

	if (buf_append_string(&spec, ":(top,literal)") < 0 ||
		buf_append_string(&spec, path) < 0) {
		rc = err_set(err, ERR_LIMIT, "the path is too long");
		goto done;
	}
	const char *const args[] = { "ls-files", "-s", "-z", "--full-name",
		"--", spec.data, NULL };
	struct gitchild_args child = { .args = args };
	rc = gitchild_run(&child, &list, &errors, err);
	if (rc > 0)
		rc = err_set(err, ERR_GIT, "cannot read the index: %s",
			gitchild_complaint(&errors));
	else if (rc == 0)
		rc = read_listed(repo, path, &list, out, err);
done:
	buf_release(&errors);
	buf_release(&list);
	buf_release(&spec);
	return rc;
}

int stagedfile_read(const struct gitrepo *repo, const char *path,
	struct buf *out, struct err *err)
{
	const struct indexfile *index;

	buf_clear(out);
	int rc = gitrepo_index(&index, repo, err);
	if (rc > 0)
		return read_staged_by_git(repo, path, out, err);
	if (rc < 0)
		return rc;
	const struct index_entry *entry = indexfile_find(index, path);
	if (entry == NULL || entry->intent_to_add)
		return 0;
	if ((entry->mode & MODE_TYPE) != MODE_FILE)
		return err_set(err, ERR_INPUT, "it is no regular file");
	struct object_id id;
	objectid_set(&id, entry->id, index->id_size);
	return stagedfile_copy(repo, &id, out, err);
}
