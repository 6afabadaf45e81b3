/*
 * blob.c - reads git's objects by id, blobs above all.
 *
 * What libgit2 does not find git may: it unquotes the paths of alternates (a
 * quarantine in a folder with a colon), and knows formats to come.
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

static int read_by_git(struct blob *object, enum object_type *type,
	const struct gitrepo *repo, const struct object_id *id, struct err *err)
{
	int rc = catfile_read(
		gitrepo_catfile(repo), id, &object->copy, type, err);
	if (rc < 0) {
		blob_release(object);
		return rc;
	}
	object->data = buf_string(&object->copy);
	object->len = object->copy.len;
	return 0;
}

static int read_by_libgit2(struct blob *object, enum object_type *type,
	const struct gitrepo *repo, const struct object_id *id, struct err *err)
{
	git_oid oid;
	git_odb *odb = NULL;

	to_oid(&oid, id);
	int rc = git_repository_odb(&odb, gitrepo_handle(repo));
	if (rc == 0)
		rc = git_odb_read(&object->object, odb, &oid);
	git_odb_free(odb);
	if (rc < 0)
		return refuse(id, gitopen_complaint(), err);
	*type = (enum object_type)git_odb_object_type(object->object);
	object->data = git_odb_object_data(object->object);
	object->len = git_odb_object_size(object->object);
	return 0;
}

int object_read(struct blob *object, enum object_type *type,
	const struct gitrepo *repo, const struct object_id *id, struct err *err)
{
	struct err ignored;

	memset(object, 0, sizeof(*object));
	buf_init(&object->copy, SIZE_MAX);
	if (gitrepo_handle(repo) == NULL)
		return read_by_git(object, type, repo, id, err);
	int rc = read_by_libgit2(object, type, repo, id, err);
	if (rc < 0 && read_by_git(object, type, repo, id, &ignored) == 0) {
		gitrepo_note_git(repo);
		rc = 0;
	}
	return rc;
}

int blob_read(struct blob *blob, const struct gitrepo *repo,
	const struct object_id *id, struct err *err)
{
	enum object_type type = OBJECT_NONE;

	int rc = object_read(blob, &type, repo, id, err);
	if (rc < 0 || type == OBJECT_BLOB)
		return rc;
	blob_release(blob);
	return refuse(id, _("it is no blob"), err);
}

void blob_release(struct blob *blob)
{
	git_odb_object_free(blob->object);
	buf_release(&blob->copy);
	blob->object = NULL;
	blob->data = NULL;
	blob->len = 0;
}

static int size_by_libgit2(size_t *size, enum object_type *type,
	const struct gitrepo *repo, const struct object_id *id, struct err *err)
{
	git_oid oid;
	git_odb *odb = NULL;
	git_object_t found = GIT_OBJECT_INVALID;

	to_oid(&oid, id);
	int rc = git_repository_odb(&odb, gitrepo_handle(repo));
	if (rc == 0)
		rc = git_odb_read_header(size, &found, odb, &oid);
	git_odb_free(odb);
	if (rc < 0)
		return refuse(id, gitopen_complaint(), err);
	*type = (enum object_type)found;
	return 0;
}

int object_size(size_t *size, enum object_type *type,
	const struct gitrepo *repo, const struct object_id *id, struct err *err)
{
	struct catfile *git = gitrepo_catfile(repo);
	struct err ignored;

	if (gitrepo_handle(repo) == NULL)
		return catfile_size(git, id, size, type, err);
	int rc = size_by_libgit2(size, type, repo, id, err);
	if (rc < 0 && catfile_size(git, id, size, type, &ignored) == 0) {
		gitrepo_note_git(repo);
		rc = 0;
	}
	return rc;
}

int blob_size(size_t *size, const struct gitrepo *repo,
	const struct object_id *id, struct err *err)
{
	enum object_type type = OBJECT_NONE;

	int rc = object_size(size, &type, repo, id, err);
	if (rc == 0 && type != OBJECT_BLOB)
		return refuse(id, _("it is no blob"), err);
	return rc;
}
