/*
 * cmd_doctor.c - --doctor: is this repository really guarded?
 *
 *     git and program -> where hooks are -> each hook -> a trial -> settings
 */
#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "cli/cmd.h"
#include "cli/configprobe.h"
#include "cli/doctor.h"
#include "cli/gitask.h"
#include "cli/hookdir.h"
#include "cli/options.h"
#include "cli/report_setup.h"
#include "cli/self.h"
#include "source/gitrepo.h"

static int say_versions(struct doctor *doctor, struct err *err)
{
	static const char *const args[] = { "--version", NULL };
	char *git = NULL;
	int rc = gitask(&git, args, err);

	doctor_say_path(doctor,
		&(struct doctor_line){ VERDICT_OK, NULL,
			"kagiban " KAGIBAN_VERSION, doctor->program, NULL });
	if (rc < 0)
		return rc;
	doctor_say(doctor,
		&(struct doctor_line){ VERDICT_OK, git,
			configprobe_version(git) >= CONFIGPROBE_FIRST
				? _("hooks can be in its configuration, or "
				    "files")
				: _("hooks are files; from 2.54 on, "
				    "configuration too"),
			NULL, NULL });
	free(git);
	return 0;
}

static void say_folder(struct doctor *doctor)
{
	const struct hookdir *dir = doctor->hooks;

	doctor_say_path(
		doctor, &(struct doctor_line){ VERDICT_OK, NULL,
				_("git looks for hooks in"), dir->path, NULL });
	if (dir->setting != NULL)
		doctor_say_path(doctor,
			&(struct doctor_line){ VERDICT_NOTE, "core.hooksPath",
				_("it is set in"), dir->origin, NULL });
}

/* The next line of *LIST, cut off it; NULL at its end. */
static char *take_line(char **list)
{
	char *line = *list;

	if (line == NULL || *line == '\0')
		return NULL;
	char *end = strchr(line, '\n');
	*list = end != NULL ? end + 1 : NULL;
	if (end != NULL)
		*end = '\0';
	return line;
}

/* Those of others, which run before the files and beside ours. */
static int say_configured(struct doctor *doctor, struct err *err)
{
	static const char *const args[] = { "config", "--name-only",
		"--get-regexp", "^hook\\..*\\.command$", NULL };
	static const char ours[] = "hook.kagiban-";
	char *list = NULL;
	int rc = gitask_setting(&list, args, err);
	char *rest = list;

	for (const char *name = take_line(&rest); name != NULL;
		name = take_line(&rest)) {
		if (strncmp(name, ours, strlen(ours)) != 0)
			doctor_say(doctor,
				&(struct doctor_line){ VERDICT_NOTE, NULL,
					_("another hook is in git's "
					  "configuration:"),
					name, NULL });
	}
	free(list);
	return rc < 0 ? rc : 0;
}

static int examine(struct doctor *doctor, struct err *err)
{
	int rc = say_versions(doctor, err);

	if (rc < 0)
		return rc;
	say_folder(doctor);
	rc = say_configured(doctor, err);
	if (rc == 0)
		rc = doctor_hooks(doctor, err);
	if (rc == 0)
		rc = doctor_trial(doctor, err);
	if (rc == 0)
		rc = doctor_policy(doctor, err);
	return rc;
}

static void say_result(const struct doctor *doctor)
{
	if (doctor->faults > 0)
		printf(ngettext_("\n%lu thing to mend: until then do not rely "
				 "on it.\n",
			       "\n%lu things to mend: until then do not rely "
			       "on it.\n",
			       doctor->faults),
			(unsigned long)doctor->faults);
	else if (!doctor->options->quiet)
		printf("\n%s\n", _("All is well: this repository is guarded."));
}

int cmd_doctor(const struct options *options, struct err *err)
{
	struct gitrepo *repo = NULL;
	struct hookdir hooks = { 0 };
	char *program = NULL;
	char *command = NULL;
	struct doctor doctor = { .options = options };
	int rc = gitrepo_open(&repo, err);

	if (rc == 1)
		rc = err_set(
			err, ERR_USAGE, "not in a git repository: go into one");
	if (rc == 0)
		rc = hookdir_find(&hooks, err);
	if (rc == 0)
		rc = hookdir_check(&hooks, err);
	if (rc == 0)
		rc = self_path(&program, options->program, err);
	doctor.repo = repo;
	doctor.hooks = &hooks;
	doctor.program = program;
	command = report_program_word(program);
	doctor.command = command;
	doctor.side = hooks.is_bare ? HOOKS_OF_SERVER : HOOKS_OF_PERSON;
	doctor.color = options_want_color(options, stdout);
	if (rc == 0)
		rc = examine(&doctor, err);
	if (rc == 0)
		say_result(&doctor);
	free(command);
	free(program);
	hookdir_release(&hooks);
	gitrepo_free(repo);
	if (rc < 0)
		return rc;
	return doctor.faults > 0 ? EXIT_BLOCKED : EXIT_CLEAN;
}
