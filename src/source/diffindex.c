/*
 * diffindex.c - what the index changes against a commit, as git says it.
 *
 * For an index that only git reads.  The plumbing command takes hardly any of
 * a user's settings; the rest is pinned.
 */
#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "source/changes.h"
#include "source/gitchild.h"
#include "source/gitrepo.h"
#include "source/treewalk.h"

enum {
	ANSWER_LIMIT = 1024 * 1024 * 1024, /* bytes of git's list */
	COMPLAINT_LIMIT = 4096,
};

/* The tree and the file with nothing in them: git knows them by themselves. */
static const char empty_tree_sha1[] =
	"4b825dc642cb6eb9a060e54bf8d69288fbee4904";
static const char empty_tree_sha256[] =
	"6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321";
static const char empty_blob_sha1[] =
	"e69de29bb2d1d6434b8b29ae775ad8c2e48c5391";
static const char empty_blob_sha256[] =
	"473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813";

/* Reads "ID " at *TEXT and moves on behind it. */
static bool read_id(struct object_id *id, const char **text)
{
	const char *space = strchr(*text, ' ');
	if (space == NULL || !objectid_read(id, *text, (size_t)(space - *text)))
		return false;
	*text = space + 1;
	return true;
}

/* Reads ":OLDMODE MODE OLDID ID LETTER". */
static bool read_change(struct change *change, const char *line)
{
	char *end;

	if (line[0] != ':')
		return false;
	change->old_mode = (uint32_t)strtoul(line + 1, &end, 8);
	change->mode = (uint32_t)strtoul(end, &end, 8);
	const char *rest = end + (*end == ' ');
	if (!read_id(&change->old_id, &rest) || !read_id(&change->id, &rest))
		return false;
	if (*rest == 'U')
		change->mode = 0;
	return rest[0] != '\0' && rest[1] == '\0';
}

/* Reads a line of git's; PATH is what follows it. */
static int read_line(struct changes *out, const char *line, const char *path,
	struct err *err)
{
	struct change *change = changes_add(out, path, strlen(path));
	if (read_change(change, line))
		return 0;
	return err_set(err, ERR_GIT, "git lists \"%s\"", line);
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
static int ask_git(struct changes *out, const struct gitrepo *repo,
	const struct object_id *parent, const char *ita, struct err *err)
{
	char hex[OBJECT_HEX_SIZE];
	const char *tree = gitrepo_id_size(repo) == SHA1_ID_SIZE
				   ? empty_tree_sha1
				   : empty_tree_sha256;
	struct buf answer = BUF_INIT(ANSWER_LIMIT);
	struct buf errors = BUF_INIT(COMPLAINT_LIMIT);

	if (parent != NULL) {
		objectid_hex(hex, parent);
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
		objectid_hex(hex, &changes->list[i].id);
		if (strcmp(hex, empty_blob_sha1) == 0 ||
			strcmp(hex, empty_blob_sha256) == 0)
			return true;
	}
	return false;
}

/*
 * An entry of `git add -N` can be shown as an empty file or not at all; where
 * there are empty files a second question tells the two apart.
 */
int diffindex_changes(struct changes *out, const struct gitrepo *repo,
	const struct object_id *parent, uint64_t *intent_to_add,
	struct err *err)
{
	size_t shown = 0;

	*intent_to_add = 0;
	int rc = ask_git(out, repo, parent, "--ita-visible-in-index", err);
	if (rc < 0 || !has_empty_file(out))
		return rc;
	shown = count_present(out);
	changes_release(out);
	rc = ask_git(out, repo, parent, "--ita-invisible-in-index", err);
	if (rc == 0)
		*intent_to_add = shown - count_present(out);
	return rc;
}
