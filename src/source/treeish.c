/*
 * treeish.c - commits by their names, and single files of them.
 *
 * git itself finds the names, whatever kind of repository it is.
 */
#include "source/treeish.h"

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "source/blob.h"
#include "source/changes.h"
#include "source/gitchild.h"
#include "source/gitrepo.h"
#include "source/objecttext.h"
#include "source/stagedfile.h"
#include "source/treeentry.h"
#include "source/wantedfile.h"

enum {
	NAME_LIMIT = 64 * 1024, /* bytes of a ref, and of an answer */
	COMPLAINT_LIMIT = 4096,
};

/*
 * Runs git.  Returns 1 and what it prints, 0 if it finds nothing and fails,
 * or a negative code.
 */
static int ask(const char *const *args, struct buf *answer, struct err *err)
{
	struct gitchild_args child = { .args = args };
	struct buf errors = BUF_INIT(COMPLAINT_LIMIT);

	int rc = gitchild_run(&child, answer, &errors, err);
	buf_release(&errors);
	return rc < 0 ? rc : rc == 0;
}

int treeish_of_ref(struct object_id *id, const struct gitrepo *repo,
	const char *name, struct err *err)
{
	struct buf full = BUF_INIT(NAME_LIMIT);
	struct buf answer = BUF_INIT(NAME_LIMIT);
	bool is_full =
		strcmp(name, "HEAD") == 0 || strncmp(name, "refs/", 5) == 0;

	int rc = buf_append_string(&full, is_full ? "" : "refs/heads/");
	if (rc == 0)
		rc = buf_append_string(&full, name);
	if (rc < 0) {
		rc = err_set(err, ERR_LIMIT, "the name of the ref is too long");
		goto done;
	}
	const char *const args[] = { "rev-parse", "-q", "--verify",
		buf_string(&full), NULL };
	rc = ask(args, &answer, err);
	if (rc > 0)
		rc = objectid_read(
			id, buf_string(&answer), 2 * gitrepo_id_size(repo));
done:
	buf_release(&answer);
	buf_release(&full);
	return rc;
}

int treeish_of_base(struct object_id *id, const struct gitrepo *repo,
	char *const *revisions, struct err *err)
{
	struct buf answer = BUF_INIT(NAME_LIMIT);
	size_t count = 0;

	while (revisions[count] != NULL)
		count++;
	/* A list of pointers.  NOLINTNEXTLINE(bugprone-sizeof-expression) */
	const char **args = mem_zalloc(count + 3, sizeof(*args));
	args[0] = "rev-parse";
	args[1] = "--revs-only";
	for (size_t i = 0; i < count; i++)
		args[i + 2] = revisions[i];
	int rc = ask(args, &answer, err);
	if (rc > 0) {
		const char *left_out = strchr(buf_string(&answer), '^');
		rc = left_out != NULL &&
		     objectid_read(id, left_out + 1, 2 * gitrepo_id_size(repo));
	}
	free(args);
	buf_release(&answer);
	return rc;
}

/* Finds the tree of a tree, commit or tag, and reads it.  Returns 1, or 0 if
 * there is none that can be read. */
static int open_tree(struct blob *object, const struct gitrepo *repo,
	const struct object_id *treeish)
{
	struct object_id id = *treeish;

	for (;;) {
		enum object_type type = OBJECT_NONE;
		struct object_text text = { .message_len = 0 };
		struct err unread;
		bool names_other = false;
		if (object_read(object, &type, repo, &id, &unread) < 0)
			return 0;
		if (type == OBJECT_TREE)
			return 1;
		if (type == OBJECT_COMMIT)
			names_other = objecttext_commit(
				&text, object->data, object->len);
		else if (type == OBJECT_TAG)
			names_other = objecttext_tag(
				&text, object->data, object->len);
		id = text.id;
		blob_release(object);
		if (!names_other)
			return 0;
	}
}

static bool find_entry(struct tree_entry *entry, const struct blob *tree,
	const char *name, size_t id_size)
{
	const char *at = tree->data;

	while (treeentry_read(entry, &at, tree->data + tree->len, id_size)) {
		if (strcmp(entry->name, name) == 0)
			return true;
	}
	return false;
}

static int read_entry(const struct gitrepo *repo, const struct blob *tree,
	struct wanted_file *file)
{
	struct tree_entry entry;
	struct object_id id;
	size_t id_size = gitrepo_id_size(repo);

	if (!find_entry(&entry, tree, file->path, id_size))
		return 0;
	if ((entry.mode & MODE_TYPE) != MODE_FILE)
		return err_set(&file->err, ERR_INPUT, "it is no regular file");
	objectid_set(&id, entry.id, id_size);
	return stagedfile_copy(repo, &id, file->out, &file->err);
}

void treeish_read(const struct gitrepo *repo, const struct object_id *id,
	struct wanted_file *files, size_t count)
{
	struct blob tree;
	bool readable = open_tree(&tree, repo, id) > 0;

	for (size_t i = 0; i < count; i++) {
		buf_clear(files[i].out);
		files[i].rc = readable ? read_entry(repo, &tree, &files[i]) : 0;
	}
	if (readable)
		blob_release(&tree);
}
