/*
 * stagedfile.c - reads files as they are staged.
 */
#include <assert.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "source/blob.h"
#include "source/changes.h"
#include "source/gitchild.h"
#include "source/gitrepo.h"
#include "source/indexfile.h"
#include "source/stagedfile.h"
#include "source/wantedfile.h"

enum {
	LIST_LIMIT = 64 * 1024, /* bytes of a path, and of git's answer */
	COMPLAINT_LIMIT = 4096,
	FILES_MOST = 4, /* in one go */
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
 * Finds FILE at stage 0 in what `git ls-files -s -z` says, "MODE ID STAGE\tPATH"
 * and a NUL each, and reads it.
 */
static int read_listed(const struct gitrepo *repo, struct wanted_file *file,
	const struct buf *list)
{
	struct err *err = &file->err;

	for (size_t at = 0; at < list->len; at += strlen(list->data + at) + 1) {
		struct object_id id;
		const char *line = list->data + at;
		const char *tab = strchr(line, '\t');
		const char *space = strchr(line, ' ');
		if (tab == NULL || space == NULL || tab[-1] != '0' ||
			strcmp(tab + 1, file->path) != 0)
			continue;
		if (strncmp(line, "100", 3) != 0)
			return err_set(err, ERR_INPUT, "it is no regular file");
		if (!objectid_read(&id, space + 1, strcspn(space + 1, " ")))
			return err_set(err, ERR_GIT, "git lists \"%s\"", line);
		return stagedfile_copy(repo, &id, file->out, err);
	}
	return 0;
}

static int list_by_git(struct buf *list, const struct wanted_file *files,
	size_t count, struct err *err)
{
	enum { FIXED = 5 };
	const char *args[FIXED + FILES_MOST + 1] = { "ls-files", "-s", "-z",
		"--full-name", "--" };
	struct buf specs = BUF_INIT(LIST_LIMIT);
	struct buf errors = BUF_INIT(COMPLAINT_LIMIT);
	struct gitchild_args child = { .args = args };
	size_t starts[FILES_MOST] = { 0 };
	int rc = 0;

	for (size_t i = 0; i < count && rc == 0; i++) {
		starts[i] = specs.len;
		rc = buf_append_string(&specs, ":(top,literal)");
		if (rc == 0)
			rc = buf_append_string(&specs, files[i].path);
		if (rc == 0)
			rc = buf_append_byte(&specs, '\0');
	}
	if (rc < 0) {
		rc = err_set(err, ERR_LIMIT, "the path is too long");
		goto done;
	}
	for (size_t i = 0; i < count; i++)
		args[FIXED + i] = specs.data + starts[i];
	rc = gitchild_run(&child, list, &errors, err);
	if (rc > 0)
		rc = err_set(err, ERR_GIT, "cannot read the index: %s",
			gitchild_complaint(&errors));
done:
	buf_release(&errors);
	buf_release(&specs);
	return rc;
}

/* For an index that only git reads. */
static int read_staged_by_git(const struct gitrepo *repo,
	struct wanted_file *files, size_t count, struct err *err)
{
	struct buf list = BUF_INIT(LIST_LIMIT);

	int rc = list_by_git(&list, files, count, err);
	for (size_t i = 0; i < count && rc == 0; i++)
		files[i].rc = read_listed(repo, &files[i], &list);
	buf_release(&list);
	return rc;
}

static int read_staged(const struct gitrepo *repo,
	const struct indexfile *index, struct wanted_file *file)
{
	const struct index_entry *entry = indexfile_find(index, file->path);
	struct object_id id;

	if (entry == NULL || entry->intent_to_add)
		return 0;
	if ((entry->mode & MODE_TYPE) != MODE_FILE)
		return err_set(&file->err, ERR_INPUT, "it is no regular file");
	objectid_set(&id, entry->id, index->id_size);
	return stagedfile_copy(repo, &id, file->out, &file->err);
}

int stagedfile_read(const struct gitrepo *repo, struct wanted_file *files,
	size_t count, struct err *err)
{
	const struct indexfile *index;

	assert(count <= FILES_MOST);
	for (size_t i = 0; i < count; i++)
		buf_clear(files[i].out);
	int rc = gitrepo_index(&index, repo, err);
	if (rc > 0)
		return read_staged_by_git(repo, files, count, err);
	for (size_t i = 0; i < count && rc == 0; i++)
		files[i].rc = read_staged(repo, index, &files[i]);
	return rc;
}
