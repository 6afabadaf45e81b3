/*
 * report_setup.c - what a report must know of the run and of the person that
 * reads it: which git command was stopped, from where, on what terminal.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/escape.h"
#include "base/mem.h"
#include "cli/options.h"
#include "cli/path.h"
#include "cli/report_setup.h"
#include "cli/self.h"
#include "cli/sources.h"
#include "source/gitrepo.h"

enum {
	LEAST_WIDTH = 40,
	USUAL_WIDTH = 80,
	RECEIVED_WIDTH = 72,
	MOST_WIDTH = 1000,
	WORD_LIMIT = 64 * 1024, /* bytes */
};

static enum report_action action_of(const struct options *options)
{
	const struct scan_source *source = scan_source_find(options->action);
	return options->hook ? source->report_in_hook : source->report;
}

static bool is_merging(const struct gitrepo *repo)
{
	struct stat info;
	char *path = path_join(gitrepo_git_dir(repo), "MERGE_HEAD");
	bool merging = stat(path, &info) == 0;

	free(path);
	return merging;
}

/*
 * How git goes on.  A merge that a hook stops before its commit leaves itself
 * to `git commit`, as one with conflicts does.
 */
static enum report_resume resume_of(
	const struct options *options, const struct gitrepo *repo)
{
	const char *hook = options->hook ? options->hook : "";
	const char *file = options->subject ? options->subject : "";
	const char *slash = strrchr(file, '/');

	if (strcmp(hook, "pre-applypatch") == 0 ||
		strcmp(hook, "applypatch-msg") == 0)
		return RESUME_AM;
	if (strcmp(hook, "pre-merge-commit") == 0 ||
		strcmp(slash ? slash + 1 : file, "MERGE_MSG") == 0)
		return RESUME_MERGE;
	return repo && is_merging(repo) ? RESUME_MERGE : RESUME_COMMIT;
}

/*
 * Whether the person stands below the top of the tree.  A hook runs at the
 * top; there git tells by GIT_PREFIX where it was called.
 */
static bool is_in_subfolder(
	const struct options *options, const struct gitrepo *repo)
{
	const char *prefix = getenv("GIT_PREFIX");
	const char *top = repo ? gitrepo_workdir(repo) : NULL;

	if (options->hook)
		return prefix && *prefix;
	return top && !path_is_same(".", top);
}

/* The message's file for the person's shell, NULL if that calls it else. */
static const char *message_path_of(
	const struct options *options, bool in_subfolder)
{
	const char *path = options->subject;

	if (options->action != ACTION_SCAN_MESSAGE || !path ||
		strcmp(path, "-") == 0)
		return NULL;
	return in_subfolder && *path != '/' ? NULL : path;
}

/* What CI has checked out is on its server. */
static bool is_in_ci(const struct options *options)
{
	const char *ci = getenv("CI");

	return options->action == ACTION_SCAN_RANGE && ci && *ci &&
	       strcmp(ci, "false") != 0;
}

/* The terminal's width; without one COLUMNS, which few export, else 80. */
static unsigned width_of(FILE *out)
{
	struct winsize size = { 0 };
	const char *columns = getenv("COLUMNS");
	long width = USUAL_WIDTH;

	if (ioctl(fileno(out), TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
		width = size.ws_col;
	else if (columns && *columns)
		width = strtol(columns, NULL, 10);
	if (width > MOST_WIDTH)
		return MOST_WIDTH;
	return width < LEAST_WIDTH ? LEAST_WIDTH : (unsigned)width;
}

/* Whether the folder of LEN bytes holds the file of this program. */
static bool holds_program(const char *folder, size_t len, const char *program)
{
	char *copy = mem_copy(folder, len);
	char *path = path_join(len > 0 ? copy : ".", "kagiban");
	bool same = path_is_same(path, program);

	free(path);
	free(copy);
	return same;
}

/* Whether the shell finds PROGRAM by its name. */
static bool is_in_path(const char *program)
{
	const char *folders = getenv("PATH");

	while (folders && *folders) {
		size_t len = strcspn(folders, ":");

		if (holds_program(folders, len, program))
			return true;
		folders += len + (folders[len] == ':');
	}
	return false;
}

char *report_program(const struct options *options)
{
	char *program = NULL;
	struct err err;

	if (self_path(&program, options->program, &err) < 0)
		return NULL;
	if (!is_in_path(program))
		return program;
	free(program);
	return NULL;
}

char *report_program_word(const char *program)
{
	const char *path =
		program && !is_in_path(program) ? program : "kagiban";
	struct buf word = BUF_INIT(WORD_LIMIT);

	escape_append_shell(&word, path, strlen(path), NULL);
	char *copy = mem_copy_string(buf_string(&word));
	buf_release(&word);
	return copy;
}

void report_setup(struct report_args *args, const struct options *options,
	const struct gitrepo *repo, FILE *out)
{
	args->action = action_of(options);
	args->resume = resume_of(options, repo);
	args->first_commit = repo && gitrepo_is_unborn(repo);
	args->in_ci = is_in_ci(options);
	args->in_hook = options->hook != NULL;
	args->in_subfolder = is_in_subfolder(options, repo);
	args->message_path = message_path_of(options, args->in_subfolder);
	args->no_repository = repo == NULL;
	args->quiet = options->quiet;
	args->verbose = options->verbose;
	args->color = options_want_color(options, out);
	args->terminal = isatty(fileno(out)) != 0;
	/* git puts "remote: " before each line that comes from a server. */
	args->width =
		args->action == REPORT_RECEIVE ? RECEIVED_WIDTH : width_of(out);
}
