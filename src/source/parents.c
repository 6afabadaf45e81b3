/*
 * parents.c - the commits that the next commit will have as its parents.
 *
 * A parent that is not found makes more lines count as added, which is the
 * safe side; so only HEAD is worth an error.
 */
#include <stdio.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "source/gitrepo.h"
#include "source/parents.h"

extern char **environ;

static void add_id(struct parents *parents, const struct object_id *id)
{
	for (size_t i = 0; i < parents->count; i++) {
		if (objectid_equal(&parents->ids[i], id))
			return;
	}
	if (parents->count < PARENT_LIMIT)
		parents->ids[parents->count++] = *id;
}

/* Adds the id that TEXT begins with, if there is one. */
static void add_hex(struct parents *parents, const char *text)
{
	struct object_id id;

	if (objectid_read(&id, text, strspn(text, "0123456789abcdef")))
		add_id(parents, &id);
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
	struct object_id head;

	parents->count = 0;
	int rc = gitrepo_head(repo, &head, err);
	if (rc < 0)
		return rc;
	if (rc > 0)
		add_id(parents, &head);
	if (!add_merge_heads(parents, repo) && hook != NULL &&
		strcmp(hook, "pre-merge-commit") == 0)
		add_named_heads(parents);
	return 0;
}
