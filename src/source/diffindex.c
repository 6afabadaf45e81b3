/*
 * diffindex.c - what the index changes against a commit, as git says it.
 *
 * For an index that only git reads.  The plumbing command takes hardly any of
 * a user's settings; the rest is pinned.
 */
#include <stdbool.h>

#include <git2.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "source/changes.h"
#include "source/gitchild.h"
#include "source/treewalk.h"

enum {
	ANSWER_LIMIT = 1024 * 1024 * 1024, /* bytes of git's list */
	COMPLAINT_LIMIT = 4096,
	/* ":100644 100644 " and two ids with a blank each: the letter's place */
	STATUS_AT = 15 + 2 * OBJECT_HEX_SIZE,
};

/* The tree and the file with nothing in them: git knows them by themselves. */
static const char empty_tree[] = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";
static const char empty_blob[] = "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391";

static int read_id(unsigned char *id, const char *hex)
{
	git_oid oid;

	if (git_oid_fromstrn(&oid, hex, OBJECT_HEX_SIZE - 1) < 0)
		return -1;
	memcpy(id, oid.id, OBJECT_ID_SIZE);
	return 0;
}

/* Reads ":OLDMODE MODE OLDID ID LETTER"; PATH is what follows it. */
static int read_line(struct changes *out, const char *line, const char *path,
	struct err *err)
{
	char *end;

	if (strlen(line) != STATUS_AT + 1 || line[0] != ':')
		return err_set(err, ERR_GIT, "git lists \"%s\"", line);
	struct change *change = changes_add(out, path, strlen(path));
	change->old_mode = (uint32_t)strtoul(line + 1, &end, 8);
	if (line[STATUS_AT] != 'U')
		change->mode = (uint32_t)strtoul(end, NULL, 8);
	if (read_id(change->old_id, line + 15) < 0 ||
		read_id(change->id, line + 15 + OBJECT_HEX_SIZE) < 0)
		return err_set(err, ERR_GIT, "git lists \"%s\"", line);
	return 0;
}

static int read_lines(
	struct changes *out, const struct buf *answer, struct err *err)
{
	for (size_t at = 0; at < answer->len;) {
		const char *line = answer->data + at;
		const char *path = line + strlen(line) + 1;
		if (path >= answer->data + answer->len)
			return err_set(err, ERR_GIT, "git's list is cut short");
		int rc = read_line(out, line, path, err);
		if (rc < 0)
			return rc;
		at = (size_t)(path - answer->data) + strlen(path) + 1;
	}
	return 0;
}

/* Asks git; ITA is how it shows entries of `git add -N`. */
static int ask_git(struct changes *out, const unsigned char *parent,
	const char *ita, struct err *err)
{
	char hex[OBJECT_HEX_SIZE];
	const char *tree = empty_tree;
	struct buf answer = BUF_INIT(ANSWER_LIMIT);
	struct buf errors = BUF_INIT(COMPLAINT_LIMIT);

	if (parent != NULL) {
		blob_id_hex(hex, parent);
		tree = hex;
	}
	const char *const args[] = { "-c", "core.fsmonitor=false", "diff-index",
		"--cached", "--raw", "-z", "--no-renames", "--no-abbrev",
		"--no-ext-diff", "--ignore-submodules=none", ita, tree, "--",
		NULL };
	struct gitchild_args child = { .args = args };
	int rc = gitchild_run(&child, &answer, &errors, err);
	if (rc > 0)
		rc = err_set(err, ERR_GIT, "cannot read the index: %s",
			gitchild_complaint(&errors));
	else if (rc == 0)
		rc = read_lines(out, &answer, err);
	buf_release(&errors);
	buf_release(&answer);
	return rc;
}

/* How many paths are in the index. */
static size_t count_present(const struct changes *changes)
{
	size_t count = 0;

	for (size_t i = 0; i < changes->count; i++)
		count += changes->list[i].mode != 0;
	return count;
}

static bool has_empty_file(const struct changes *changes)
{
	char hex[OBJECT_HEX_SIZE];

	for (size_t i = 0; i < changes->count; i++) {
		if (changes->list[i].mode == 0)
			continue;
		blob_id_hex(hex, changes->list[i].id);
		if (strcmp(hex, empty_blob) == 0)
			return true;
	}
	return false;
}

/*
 * An entry of `git add -N` can be shown as an empty file or not at all; where
 * there are empty files a second question tells the two apart.
 */
int diffindex_changes(struct changes *out, const unsigned char *parent,
	uint64_t *intent_to_add, struct err *err)
{
	size_t shown = 0;

	*intent_to_add = 0;
	int rc = ask_git(out, parent, "--ita-visible-in-index", err);
	if (rc < 0 || !has_empty_file(out))
		return rc;
	shown = count_present(out);
	changes_release(out);
	rc = ask_git(out, parent, "--ita-invisible-in-index", err);
	if (rc == 0)
		*intent_to_add = shown - count_present(out);
	return rc;
}
