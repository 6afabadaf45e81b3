/*
 * parents.c - the commits that the next commit will have as its parents.
 *
 * A parent that is not found makes more lines count as added, which is the
 * safe side; so only HEAD is worth an error.
 */
#include <stdio.h>

#include <git2.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "source/gitrepo.h"
#include "source/parents.h"

enum { HEX_LEN = OBJECT_HEX_SIZE - 1 };

extern char **environ;

static void add_id(struct parents *parents, const git_oid *id)
{
	for (size_t i = 0; i < parents->count; i++) {
		if (memcmp(parents->ids[i], id->id, OBJECT_ID_SIZE) == 0)
			return;
	}
	if (parents->count < PARENT_LIMIT)
		memcpy(parents->ids[parents->count++], id->id, OBJECT_ID_SIZE);
}

static void add_hex(struct parents *parents, const char *hex)
{
	git_oid id;

	if (strspn(hex, "0123456789abcdef") == HEX_LEN &&
		git_oid_fromstrn(&id, hex, HEX_LEN) == 0)
		add_id(parents, &id);
}

static int add_head(
	struct parents *parents, git_repository *handle, struct err *err)
{
	git_oid id;

	int rc = git_reference_name_to_id(&id, handle, "HEAD");
	if (rc == GIT_ENOTFOUND)
		return 0;
	if (rc < 0)
		return err_set(err, ERR_GIT, "cannot read HEAD: %s",
			gitrepo_complaint());
	add_id(parents, &id);
	return 0;
}

/* Adds the ids in MERGE_HEAD, a line each; false if there is no such file. */
static bool add_merge_heads(struct parents *parents, const struct gitrepo *repo)
{
	char line[256];
	struct buf path = BUF_INIT(64 * 1024);

	buf_append_string(&path, gitrepo_git_dir(repo));
	buf_append_string(&path, "/MERGE_HEAD");
	FILE *file = fopen(buf_string(&path), "r");
	buf_release(&path);
	if (file == NULL)
		return false;
	while (fgets(line, sizeof(line), file) != NULL)
		add_hex(parents, line);
	fclose(file);
	return true;
}

static void add_named_heads(struct parents *parents)
{
	static const char prefix[] = "GITHEAD_";

	for (char **entry = environ; *entry != NULL; entry++) {
		if (strncmp(*entry, prefix, sizeof(prefix) - 1) == 0)
			add_hex(parents, *entry + sizeof(prefix) - 1);
	}
}

int parents_find(struct parents *parents, const struct gitrepo *repo,
	const char *hook, struct err *err)
{
	parents->count = 0;
	int rc = add_head(parents, gitrepo_handle(repo), err);
	if (rc < 0)
		return rc;
	if (!add_merge_heads(parents, repo) && hook != NULL &&
		strcmp(hook, "pre-merge-commit") == 0)
		add_named_heads(parents);
	return 0;
}
