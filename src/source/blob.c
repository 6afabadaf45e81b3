/*
 * blob.c - reads the content of git's blobs by id.
 */
#include <git2.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "source/blob.h"
#include "source/gitrepo.h"

static int refuse(const unsigned char *id, const char *reason, struct err *err)
{
	char hex[OBJECT_HEX_SIZE];

	blob_id_hex(hex, id);
	return err_set(err, ERR_GIT, "cannot read object %s: %s", hex, reason);
}

static void to_oid(git_oid *oid, const unsigned char *id)
{
	memset(oid, 0, sizeof(*oid));
	memcpy(oid->id, id, OBJECT_ID_SIZE);
}

int blob_read(struct blob *blob, const struct gitrepo *repo,
	const unsigned char *id, struct err *err)
{
	git_oid oid;
	git_odb *odb = NULL;

	memset(blob, 0, sizeof(*blob));
	to_oid(&oid, id);
	int rc = git_repository_odb(&odb, gitrepo_handle(repo));
	if (rc == 0)
		rc = git_odb_read(&blob->object, odb, &oid);
	git_odb_free(odb);
	if (rc < 0)
		return refuse(id, gitrepo_complaint(), err);
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
	memset(blob, 0, sizeof(*blob));
}

int blob_size(size_t *size, const struct gitrepo *repo, const unsigned char *id,
	struct err *err)
{
	git_oid oid;
	git_odb *odb = NULL;
	git_object_t type = GIT_OBJECT_INVALID;

	to_oid(&oid, id);
	int rc = git_repository_odb(&odb, gitrepo_handle(repo));
	if (rc == 0)
		rc = git_odb_read_header(size, &type, odb, &oid);
	git_odb_free(odb);
	if (rc < 0)
		return refuse(id, gitrepo_complaint(), err);
	if (type != GIT_OBJECT_BLOB)
		return refuse(id, _("it is no blob"), err);
	return 0;
}

void blob_id_hex(char hex[OBJECT_HEX_SIZE], const unsigned char *id)
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < OBJECT_ID_SIZE; i++) {
		hex[2 * i] = digits[id[i] >> 4];
		hex[2 * i + 1] = digits[id[i] & 0xf];
	}
	hex[OBJECT_HEX_SIZE - 1] = '\0';
}
