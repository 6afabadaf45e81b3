/*
 * parents.c - the commits that the next commit will have as parents.
 */
#include <errno.h>
#include <stdio.h>

#include <git2.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "source/gitrepo.h"
#include "source/parents.h"

extern char **environ;

enum {
	PATH_LIMIT = 4096, /* bytes of a path */
	HEX_LEN = OBJECT_HEX_SIZE - 1,
};

void parents_release(struct parents *parents)
{
	free(parents->ids);
	memset(parents, 0, sizeof(*parents));
}

/* Adds the id unless it is there already. */
static void add_id(struct parents *parents, const unsigned char *id)
{
	for (size_t i = 0; i < parents->count; i++) {
		if (memcmp(parents->ids[i], id, OBJECT_ID_SIZE) == 0)
			return;
	}
	parents->ids = mem_grow(parents->ids, parents->count,
		&parents->capacity, sizeof(*parents->ids));
	memcpy(parents->ids[parents->count++], id, OBJECT_ID_SIZE);
}

/* Adds the id whose hex digits stand at TEXT; false if there are none. */
static bool add_hex(struct parents *parents, const char *text)
{
	git_oid id;

	if (strspn(text, "0123456789abcdef") < HEX_LEN)
		return false;
	if (git_oid_fromstrn(&id, text, HEX_LEN) < 0)
		return false;
	add_id(parents, id.id);
	return true;
}

static int add_head(
	struct parents *parents, const struct gitrepo *repo, struct err *err)
{
	git_oid id;
	git_repository *handle = gitrepo_handle(repo);
	int unborn = git_repository_head_unborn(handle);

	if (unborn == 1)
		return 0;
	if (unborn < 0 || git_reference_name_to_id(&id, handle, "HEAD") < 0)
		return err_set(err, ERR_GIT, "cannot read HEAD: %s",
			gitrepo_complaint());
	add_id(parents, id.id);
	return 0;
}

static int add_merge_heads(
	struct parents *parents, const struct gitrepo *repo, struct err *err)
{
	struct buf path = BUF_INIT(PATH_LIMIT);
	char line[256];
	int rc = 0;

	buf_append_string(&path, gitrepo_git_dir(repo));
	buf_append_string(&path, "/MERGE_HEAD");
	FILE *file = fopen(buf_string(&path), "r");
	if (!file) {
		if (errno != ENOENT)
			rc = err_set(err, ERR_GIT, "cannot read %s: %s",
				buf_string(&path), strerror(errno));
		goto done;
	}
	while (rc == 0 && fgets(line, sizeof(line), file)) {
		if (!add_hex(parents, line))
			rc = err_set(err, ERR_GIT, "%s: no object id",
				buf_string(&path));
	}
	fclose(file);
done:
	buf_release(&path);
	return rc;
}

/* git merge names the sides to itself and its children by GITHEAD_<id>. */
static void add_environment(struct parents *parents)
{
	static const char prefix[] = "GITHEAD_";

	for (char **entry = environ; *entry; entry++) {
		if (strncmp(*entry, prefix, sizeof(prefix) - 1) == 0)
			add_hex(parents, *entry + sizeof(prefix) - 1);
	}
}

int parents_find(struct parents *parents, const struct gitrepo *repo,
	const char *hook, struct err *err)
{
	memset(parents, 0, sizeof(*parents));
	int rc = add_head(parents, repo, err);
	if (rc == 0)
		rc = add_merge_heads(parents, repo, err);
	if (rc == 0 && hook && strcmp(hook, "pre-merge-commit") == 0)
		add_environment(parents);
	return rc;
}
