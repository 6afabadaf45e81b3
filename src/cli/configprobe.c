/*
 * configprobe.c - whether the git here runs hooks from its configuration, and
 * in which file they belong.
 *
 * A version is a claim; what counts is that a commit was stopped by one.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "cli/configprobe.h"
#include "cli/configtext.h"
#include "cli/gitask.h"
#include "cli/hook_templates.h"
#include "cli/hookdir.h"
#include "cli/path.h"
#include "cli/scratch.h"
#include "source/gitchild.h"

enum {
	ANSWER_LIMIT = 64 * 1024,
	SETTING_MAX = 128,
	FIRED = 1, /* the status of the trial */
};

long configprobe_version(const char *text)
{
	long number = 0;

	text += strcspn(text, "0123456789");
	for (int i = 0; i < 3; i++) {
		char *end = NULL;
		long part = strtol(text, &end, 10);

		number = number * 100 + (part < 99 ? part : 99);
		text = *end == '.' ? end + 1 : end;
	}
	return number;
}

static int is_new_enough(bool *is, struct err *err)
{
	static const char *const args[] = { "--version", NULL };
	char *version = NULL;
	int rc = gitask(&version, args, err);

	*is = rc == 0 && configprobe_version(version) >= CONFIGPROBE_FIRST;
	free(version);
	return rc;
}

static int wants_files(bool *wants, struct err *err)
{
	static const char *const args[] = { "config", "--type=bool", "--get",
		"kagiban.hookFiles", NULL };
	char *value = NULL;
	int rc = gitask_setting(&value, args, err);

	*wants = rc > 0 && strcmp(value, "true") == 0;
	free(value);
	return rc < 0 ? rc : 0;
}

/* Whether LINE is one of the lines of TEXT. */
static bool has_line(const char *text, const char *line)
{
	size_t len = strlen(line);

	for (const char *at = text; (at = strstr(at, line)) != NULL; at++) {
		if ((at == text || at[-1] == '\n') &&
			(at[len] == '\0' || at[len] == '\n'))
			return true;
	}
	return false;
}

/* Whether `git ARGS`, which lists hooks of the repository in FOLDER (NULL:
 * here), names HOOK; no git, no hook. */
static bool lists(const char *folder, const char *const *args, const char *hook)
{
	const struct gitchild_args child = {
		.args = args, .dir = folder, .clean_env = folder != NULL
	};
	struct buf answer = BUF_INIT(ANSWER_LIMIT);
	struct buf errors = BUF_INIT(ANSWER_LIMIT);
	struct err ignored;

	bool is = gitchild_run(&child, &answer, &errors, &ignored) == 0 &&
		  has_line(buf_string(&answer), hook);
	buf_release(&errors);
	buf_release(&answer);
	return is;
}

bool configprobe_is_listed(const char *name)
{
	const char *const args[] = { "hook", "list", name, NULL };
	char *hook = path_with(configtext_prefix, name);

	bool is = lists(NULL, args, hook);
	free(hook);
	return is;
}

bool configprobe_are_listed(void)
{
	for (size_t i = 0; i < HOOK_COUNT; i++) {
		if (hook_templates[i].side == HOOKS_OF_PERSON &&
			!configprobe_is_listed(hook_templates[i].name))
			return false;
	}
	return true;
}

/* The user or the system can switch an event's configured hooks off. */
static bool would_list_all(const char *folder)
{
	char event[SETTING_MAX];

	for (size_t i = 0; i < HOOK_COUNT; i++) {
		const char *name = hook_templates[i].name;
		const char *const args[] = { "-c", event, "-c",
			"hook.kagiban-probe.command=true", "hook", "list", name,
			NULL };

		snprintf(event, sizeof(event), "hook.kagiban-probe.event=%s",
			name);
		if (hook_templates[i].side == HOOKS_OF_PERSON &&
			!lists(folder, args, "kagiban-probe"))
			return false;
	}
	return true;
}

/* Whether a commit in FOLDER, where nobody's configuration counts, is stopped
 * by a configured hook. */
static bool would_fire(const char *folder, struct err *err)
{
	static const char *const env[] = { "GIT_CONFIG_GLOBAL=/dev/null",
		"GIT_CONFIG_SYSTEM=/dev/null", "GIT_CONFIG_NOSYSTEM=1", NULL };
	static const char *const args[] = { "-c", "user.name=kagiban", "-c",
		"user.email=kagiban@localhost", "-c",
		"hook.kagiban-probe.event=pre-commit", "-c",
		"hook.kagiban-probe.command=echo >fired; exit 1", "commit",
		"-q", "--allow-empty", "-m", "probe", NULL };
	const struct gitchild_args child = {
		.args = args, .dir = folder, .env = env, .clean_env = true
	};
	struct buf errors = BUF_INIT(ANSWER_LIMIT);
	char *fired = path_join(folder, "fired");

	bool stopped = gitchild_run(&child, NULL, &errors, err) > 0 &&
		       access(fired, F_OK) == 0;
	free(fired);
	buf_release(&errors);
	return stopped;
}

static int try_in(void *payload, const char *folder)
{
	static const char *const args[] = { "init", "-q", "--template=", ".",
		NULL };
	const struct gitchild_args child = {
		.args = args, .dir = folder, .clean_env = true
	};
	struct buf errors = BUF_INIT(ANSWER_LIMIT);
	bool fires = gitchild_run(&child, NULL, &errors, payload) == 0 &&
		     would_list_all(folder) && would_fire(folder, payload);

	buf_release(&errors);
	return fires ? FIRED : 0;
}

int configprobe_is_used(bool *used, struct err *err)
{
	bool files = false;
	int rc = is_new_enough(used, err);

	if (rc == 0 && *used)
		rc = wants_files(&files, err);
	if (rc < 0 || !*used || files) {
		*used = false;
		return rc;
	}
	rc = scratch_run(try_in, err, err);
	*used = rc == FIRED;
	return rc < 0 ? rc : 0;
}

static bool is_there(const char *path)
{
	return access(path, F_OK) == 0;
}

/* As git-config(1), FILES: the first of the two that is there. */
static int users_file(char **out, struct err *err)
{
	const char *named = getenv("GIT_CONFIG_GLOBAL");
	const char *data = getenv("XDG_CONFIG_HOME");
	const char *home = getenv("HOME");

	if (named != NULL && named[0] == '/') {
		*out = mem_copy_string(named);
		return 0;
	}
	if (home == NULL || home[0] != '/')
		return err_set(err, ERR_CONFIG,
			"HOME is no absolute path: set it to your home folder");
	char *usual = path_join(home, ".gitconfig");
	char *other = data != NULL && data[0] == '/'
			      ? path_join(data, "git/config")
			      : path_join(home, ".config/git/config");
	bool takes_other = !is_there(usual) && is_there(other);
	*out = takes_other ? other : usual;
	free(takes_other ? usual : other);
	return 0;
}

int configprobe_file(char **out, const struct hookdir *dir, struct err *err)
{
	int rc = 0;

	if (dir != NULL) {
		char *common = path_parent(dir->common);
		*out = path_join(common, "config");
		free(common);
	} else {
		rc = users_file(out, err);
	}
	char *real = rc == 0 ? realpath(*out, NULL) : NULL;
	if (real != NULL) {
		free(*out);
		*out = real;
	}
	return rc;
}
