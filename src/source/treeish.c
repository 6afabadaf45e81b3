/*
 * treeish.c - commits by their names, and single files of them.
 *
 * A run asks this once or twice, so that git itself may answer, whatever kind
 * of repository it is.
 */
#include "source/treeish.h"

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "source/gitchild.h"
#include "source/gitrepo.h"
#include "source/objectid.h"
#include "source/stagedfile.h"

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

/* Reads the one file that `git ls-tree -z` has listed: "MODE blob ID\tPATH". */
static int read_listed(const struct gitrepo *repo, const char *line,
	struct buf *out, struct err *err)
{
	struct object_id id;
	const char *tab = strchr(line, '\t');
	size_t digits = 2 * gitrepo_id_size(repo);

	if (*line == '\0')
		return 0;
	if (strncmp(line, "100", 3) != 0)
		return err_set(err, ERR_INPUT, "it is no regular file");
	if (tab == NULL || (size_t)(tab - line) < digits ||
		!objectid_read(&id, tab - digits, digits))
		return err_set(err, ERR_GIT, "git lists \"%s\"", line);
	return stagedfile_copy(repo, &id, out, err);
}

int treeish_read(const struct gitrepo *repo, const struct object_id *id,
	const char *path, struct buf *out, struct err *err)
{
	char hex[OBJECT_HEX_SIZE];
	const char *const args[] = { "ls-tree", "-z", "--full-tree", hex, "--",
		path, NULL };
	struct buf answer = BUF_INIT(NAME_LIMIT);

	buf_clear(out);
	objectid_hex(hex, id);
	int rc = ask(args, &answer, err);
	if (rc > 0)
		rc = read_listed(repo, buf_string(&answer), out, err);
	buf_release(&answer);
	return rc;
}
