/*
 * blob.c - reads the content of git's blobs by id.
 */
#include <git2.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "source/blob.h"
#include "source/catfile.h"
#include "source/gitopen.h"
#include "source/gitrepo.h"

static int refuse(
	const struct object_id *id, const char *reason, struct err *err)
{
	char hex[OBJECT_HEX_SIZE];

	objectid_hex(hex, id);
	return err_set(err, ERR_GIT, "cannot read object %s: %s", hex, reason);
}

static void to_oid(git_oid *oid, const struct object_id *id)
{
	memset(oid, 0, sizeof(*oid));
	memcpy(oid->id, id->bytes, SHA1_ID_SIZE);
}

static int read_by_git(struct blob *blob, const struct gitrepo *repo,
	const struct object_id *id, struct err *err)
{
	int rc = catfile_read(gitrepo_catfile(repo), id, &blob->copy, err);
	if (rc < 0) {
		blob_release(blob);
		return rc;
	}
	blob->data = buf_string(&blob->copy);
	blob->len = blob->copy.len;
	return 0;
}

int blob_read(struct blob *blob, const struct gitrepo *repo,
	const struct object_id *id, struct err *err)
{
	git_oid oid;
	git_odb *odb = NULL;

	memset(blob, 0, sizeof(*blob));
	buf_init(&blob->copy, SIZE_MAX);
	if (gitrepo_handle(repo) == NULL)
		return read_by_git(blob, repo, id, err);
	to_oid(&oid, id);
	int rc = git_repository_odb(&odb, gitrepo_handle(repo));
	if (rc == 0)
		rc = git_odb_read(&blob->object, odb, &oid);
	git_odb_free(odb);
	if (rc < 0)
		return refuse(id, gitopen_complaint(), err);
	if (git_odb_object_type(blob->object) != GIT_OBJECT_BLOB) {
		blob_release(blob);
		return refuse(id, _("it is no blob"), err);
	}
	blob->data = git_odb_object_data(blob->object);
	blob->len = git_odb_object_size(blob->object);
	return 0;
}

void blob_release(struct blob *blob)
{
	git_odb_object_free(blob->object);
	buf_release(&blob->copy);
	blob->object = NULL;
	blob->data = NULL;
	blob->len = 0;
}

int blob_size(size_t *size, const struct gitrepo *repo,
	const struct object_id *id, struct err *err)
{
	git_oid oid;
	git_odb *odb = NULL;
	git_object_t type = GIT_OBJECT_INVALID;

	if (gitrepo_handle(repo) == NULL)
		return catfile_size(gitrepo_catfile(repo), id, size, err);
	to_oid(&oid, id);
	int rc = git_repository_odb(&odb, gitrepo_handle(repo));
	if (rc == 0)
		rc = git_odb_read_header(size, &type, odb, &oid);
	git_odb_free(odb);
	if (rc < 0)
		return refuse(id, gitopen_complaint(), err);
	if (type != GIT_OBJECT_BLOB)
		return refuse(id, _("it is no blob"), err);
	return 0;
}
