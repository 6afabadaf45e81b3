/*
 * policy_files.c - reads the files that hold rules, exemptions and waivers, and
 * git-secrets' .gitallowed.
 */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "cli/policy_files.h"
#include "policy/allow.h"
#include "policy/allowed.h"
#include "policy/policy.h"
#include "rules/rulefile.h"
#include "source/gitrepo.h"
#include "source/objectid.h"
#include "source/stagedfile.h"
#include "source/trailfind.h"
#include "source/treeish.h"
#include "source/wantedfile.h"

enum {
	PATH_LIMIT = 4096,
	TIPS_ASKED = 10, /* for a .kagiban */
};

int policy_file_load(const char *path, struct buf *out, struct err *err)
{
	struct stat status;
	int rc = 1;
	/* Without O_NONBLOCK a pipe in its place would hang us. */
	int file = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	if (file < 0) {
		if (errno == ENOENT || errno == ENOTDIR)
			return 0;
		if (errno == ELOOP)
			return err_set(err, ERR_CONFIG,
				"%s: not a regular file", path);
		return err_set(err, ERR_IO, "%s: %s", path, strerror(errno));
	}
	if (fstat(file, &status) < 0 || !S_ISREG(status.st_mode)) {
		rc = err_set(err, ERR_CONFIG, "%s: not a regular file", path);
		goto done;
	}
	for (;;) {
		char *room = buf_reserve(out, 4096);
		if (!room) {
			rc = err_set(err, ERR_CONFIG,
				"%s: larger than %d bytes", path,
				(int)RULEFILE_LIMIT);
			break;
		}
		ssize_t got = read(file, room, 4096);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			rc = err_set(
				err, ERR_IO, "%s: %s", path, strerror(errno));
		if (got <= 0)
			break;
		out->len += (size_t)got;
	}
done:
	close(file);
	return rc;
}

/* Adds TEXT, which was read from the file NAME. */
static int add_text(struct policy *policy, const char *name,
	const struct buf *text, bool from_tree, struct err *err)
{
	const struct rulefile file = {
		.name = name,
		.text = buf_string(text),
		.len = text->len,
		.from_tree = from_tree,
		.warnings = &policy->warnings,
	};

	return policy_add(policy, &file, err);
}

/* Returns 1, 0 if there is no such file, or an error. */
static int add_file(struct policy *policy, const char *path, bool from_tree,
	struct err *err)
{
	struct buf text = BUF_INIT(RULEFILE_LIMIT + 4096);
	int rc = policy_file_load(path, &text, err);

	if (rc == 1 && add_text(policy, path, &text, from_tree, err) < 0)
		rc = (int)err->code;
	buf_release(&text);
	return rc;
}

/* FOLDER/NAME; nothing is added if FOLDER is NULL or empty. */
static int add_below(struct policy *policy, const char *folder,
	const char *name, bool from_tree, struct err *err)
{
	struct buf path = BUF_INIT(PATH_LIMIT);
	int rc = 0;
	if (!folder || !*folder)
		return 0;
	if (buf_append_string(&path, folder) == 0 &&
		buf_append_string(&path, name) == 0)
		rc = add_file(policy, buf_string(&path), from_tree, err);
	buf_release(&path);
	return rc;
}

static int add_users(struct policy *policy, struct err *err)
{
	const char *xdg = getenv("XDG_CONFIG_HOME");
	if (xdg && *xdg)
		return add_below(policy, xdg, "/kagiban/config", false, err);
	return add_below(
		policy, getenv("HOME"), "/.config/kagiban/config", false, err);
}

/* The two files at the top of a tree that count. */
struct tree_files {
	struct buf rules;
	struct buf allowed;
	struct wanted_file list[2];
};

static void tree_files_init(struct tree_files *files)
{
	buf_init(&files->rules, RULEFILE_LIMIT);
	buf_init(&files->allowed, RULEFILE_LIMIT);
	files->list[0] = (struct wanted_file){ .path = ".kagiban",
		.out = &files->rules };
	files->list[1] = (struct wanted_file){ .path = ".gitallowed",
		.out = &files->allowed };
}

static void tree_files_release(struct tree_files *files)
{
	buf_release(&files->rules);
	buf_release(&files->allowed);
}

/*
 * It is another tool's file, and all it can do is to let more pass: what is
 * wrong with it, or in it, is said and ends nothing.
 */
static void add_allowed(struct policy *policy, const struct buf *text, int rc,
	struct err *problem)
{
	const struct rulefile file = {
		.name = ".gitallowed",
		.text = buf_string(text),
		.len = text->len,
		.from_tree = true,
		.warnings = &policy->warnings,
	};

	if (rc == 1)
		rc = allowed_add_file(policy->allowed, &file, problem);
	if (rc < 0) {
		err_context(problem, ".gitallowed is not read");
		warnings_add(&policy->warnings, problem->message);
	}
}

/*
 * Adds what was read of a tree.  Returns 1 if there was a .kagiban, 0 if not,
 * or an error.
 */
static int add_tree_files(
	struct policy *policy, struct tree_files *files, struct err *err)
{
	struct wanted_file *rules = &files->list[0];
	struct wanted_file *allowed = &files->list[1];

	if (allowed->rc != 0)
		add_allowed(
			policy, &files->allowed, allowed->rc, &allowed->err);
	if (rules->rc < 0) {
		*err = rules->err;
		return err_context(err, "%s", ".kagiban");
	}
	if (rules->rc == 1 &&
		add_text(policy, ".kagiban", &files->rules, true, err) < 0)
		return (int)err->code;
	return rules->rc;
}

static int add_staged(
	struct policy *policy, const struct gitrepo *repo, struct err *err)
{
	struct tree_files files;

	tree_files_init(&files);
	int rc = stagedfile_read(repo, files.list, 2, err);
	if (rc == 0)
		rc = add_tree_files(policy, &files, err);
	tree_files_release(&files);
	return rc;
}

/*
 * The files of the commit, tag or tree ID; the second one unless *ALLOWED says
 * that there was one already.  Returns as add_tree_files().
 */
static int add_of(struct policy *policy, const struct gitrepo *repo,
	const struct object_id *id, bool *allowed, struct err *err)
{
	struct tree_files files;

	tree_files_init(&files);
	treeish_read(repo, id, files.list, *allowed ? 1 : 2);
	*allowed = *allowed || files.list[1].rc != 0;
	int rc = add_tree_files(policy, &files, err);
	tree_files_release(&files);
	return rc;
}

/* Those in the work tree itself. */
static int add_of_workdir(
	struct policy *policy, const struct gitrepo *repo, struct err *err)
{
	const char *top = gitrepo_workdir(repo);
	struct buf path = BUF_INIT(PATH_LIMIT);
	struct buf text = BUF_INIT(RULEFILE_LIMIT);
	struct err problem;

	if (buf_append_string(&path, top) == 0 &&
		buf_append_string(&path, "/.gitallowed") == 0) {
		int rc = policy_file_load(buf_string(&path), &text, &problem);
		if (rc != 0)
			add_allowed(policy, &text, rc, &problem);
	}
	buf_release(&text);
	buf_release(&path);
	return add_below(policy, top, "/.kagiban", true, err);
}

/*
 * The first of the pushed tips that has a .kagiban, and of those asked for it
 * the first that has a .gitallowed.
 */
static int add_pushed(
	struct policy *policy, const struct policy_args *args, struct err *err)
{
	struct object_id id;
	bool allowed = false;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < args->ref_count && i < TIPS_ASKED;
		i++) {
		const char *hex = args->refs[i].id;
		if (strspn(hex, "0") < strlen(hex) &&
			objectid_read(&id, hex, strlen(hex)))
			rc = add_of(policy, args->repo, &id, &allowed, err);
	}
	return rc;
}

static int add_head(
	struct policy *policy, const struct gitrepo *repo, struct err *err)
{
	struct object_id id;
	bool allowed = false;
	int rc = gitrepo_head(repo, &id, err);

	return rc > 0 ? add_of(policy, repo, &id, &allowed, err) : rc;
}

/* What the range leaves out, else HEAD. */
static int add_base(
	struct policy *policy, const struct policy_args *args, struct err *err)
{
	struct object_id id;
	bool allowed = false;
	char **revisions = options_revisions(args->options);

	int rc = treeish_of_base(&id, args->repo, revisions, err);
	if (rc > 0)
		rc = add_of(policy, args->repo, &id, &allowed, err);
	else if (rc == 0)
		rc = add_head(policy, args->repo, err);
	free(revisions);
	return rc;
}

/*
 * On a server: the waivers that stand there already, and nothing else of that
 * file.
 */
static int add_waivers(
	struct policy *policy, const struct policy_args *args, struct err *err)
{
	struct object_id id;
	struct buf text = BUF_INIT(RULEFILE_LIMIT);
	struct wanted_file wanted = { .path = ".kagiban", .out = &text };
	int rc = 0;

	if (args->waiver_ref != NULL && args->waiver_ref[0] != '\0')
		rc = treeish_of_ref(&id, args->repo, args->waiver_ref, err);
	if (rc > 0) {
		treeish_read(args->repo, &id, &wanted, 1);
		rc = wanted.rc;
		*err = wanted.err;
	}
	if (rc > 0) {
		const struct rulefile file = {
			.name = ".kagiban",
			.text = buf_string(&text),
			.len = text.len,
			.from_tree = true,
			.warnings = &policy->warnings,
		};
		rc = allow_add(policy->allow, &file, err);
	}
	buf_release(&text);
	return rc;
}

static int add_trees(
	struct policy *policy, const struct policy_args *args, struct err *err)
{
	if (!args->repo)
		return 0;
	switch (args->options->action) {
	case ACTION_SCAN_STAGED:
	case ACTION_SCAN_MESSAGE:
		return add_staged(policy, args->repo, err);
	case ACTION_SCAN_RANGE:
		return add_base(policy, args, err);
	default:
		if (args->refs)
			return add_pushed(policy, args, err);
		if (!gitrepo_workdir(args->repo))
			return add_head(policy, args->repo, err);
		return add_of_workdir(policy, args->repo, err);
	}
}

static int add_given(struct policy *policy, const char *path, struct err *err)
{
	int rc = path ? add_file(policy, path, false, err) : 1;

	if (rc == 0)
		return err_set(
			err, ERR_CONFIG, "--config: there is no %s", path);
	return rc;
}

static int add_all(
	struct policy *policy, const struct policy_args *args, struct err *err)
{
	int rc = args->on_server ? add_waivers(policy, args, err)
				 : add_trees(policy, args, err);

	if (rc >= 0)
		rc = add_file(policy, "/etc/kagiban", false, err);
	if (rc >= 0 && !args->on_server)
		rc = add_users(policy, err);
	if (rc >= 0 && args->repo)
		rc = add_below(policy, gitrepo_common_dir(args->repo),
			"/info/kagiban", false, err);
	return rc;
}

int policy_files_read(
	struct policy *policy, const struct policy_args *args, struct err *err)
{
	int rc = args->options->no_config ? 0 : add_all(policy, args, err);

	if (rc >= 0)
		rc = add_given(policy, args->options->config, err);
	return rc < 0 ? rc : policy_finish(policy, err);
}
