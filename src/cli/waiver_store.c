/*
 * waiver_store.c - the file into which a person's waivers go.
 */
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/warnings.h"
#include "cli/journal.h"
#include "cli/path.h"
#include "cli/policy_files.h"
#include "cli/waiver_store.h"
#include "policy/allow.h"
#include "source/gitrepo.h"

static int choose_file(struct waiver_store *store,
	const struct waiver_store_args *args, struct err *err)
{
	const char *top = gitrepo_workdir(args->repo);

	if (args->local) {
		store->path = path_join(
			gitrepo_common_dir(args->repo), "info/kagiban");
		store->shown = store->path;
		return 0;
	}
	if (top == NULL)
		return err_set(err, ERR_USAGE,
			"there is no work tree here to hold .kagiban; "
			"--local waives for this repository");
	store->path = path_join(top, ".kagiban");
	store->shown = ".kagiban";
	return 0;
}

static int parse(
	const struct waiver_store *store, struct allow *allow, struct err *err)
{
	struct warnings warnings = { .count = 0 };
	const struct rulefile file = {
		.name = store->shown,
		.text = buf_string(&store->text),
		.len = store->text.len,
		.warnings = &warnings,
	};
	int rc = allow_add(allow, &file, err);

	warnings_release(&warnings);
	return rc;
}

int waiver_store_open(struct waiver_store *store,
	const struct waiver_store_args *args, struct allow *allow,
	struct err *err)
{
	int rc = choose_file(store, args, err);

	if (rc == 0)
		rc = policy_file_load(store->path, &store->text, err);
	if (rc < 0)
		return rc;
	store->is_new = access(store->path, F_OK) < 0;
	store->mode = path_mode(store->path);
	return parse(store, allow, err);
}

static int write_text(const struct waiver_store *store, struct err *err)
{
	struct journal journal = JOURNAL_INIT;
	const struct journal_file file = {
		.path = store->path,
		.text = buf_string(&store->text),
		.len = store->text.len,
		.mode = store->mode,
	};
	char *folder = path_parent(store->path);
	unsigned made = 0;

	int rc = journal_make_folders(&journal, folder, &made, err);
	if (rc == 0)
		rc = journal_write(&journal, &file, err);
	if (rc < 0)
		journal_undo(&journal, err);
	else
		journal_commit(&journal);
	journal_release(&journal);
	free(folder);
	return rc;
}

int waiver_store_write(struct waiver_store *store, struct err *err)
{
	struct allow *allow = allow_new();
	int rc = parse(store, allow, err);

	allow_free(allow);
	return rc < 0 ? rc : write_text(store, err);
}

void waiver_store_release(struct waiver_store *store)
{
	free(store->path);
	buf_release(&store->text);
}
