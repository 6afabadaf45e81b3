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
#include "cli/doctor.h"
#include "cli/gitask.h"
#include "cli/hookdir.h"
#include "cli/options.h"
#include "cli/report_setup.h"
#include "cli/self.h"
#include "source/gitrepo.h"

/* git's version as three numbers in one: 2.39.5 is 23905. */
static long version_number(const char *text)
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
			version_number(git) >= 25400
				? _("hooks are files here; this git could "
				    "have them in its configuration as well")
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

/* Hooks in git's own configuration run before the files, and cannot stop them
 * from being run. */
static int say_configured(struct doctor *doctor, struct err *err)
{
	static const char *const args[] = { "config", "--get-regexp",
		"^hook\\..*\\.command$", NULL };
	char *list = NULL;
	int rc = gitask_setting(&list, args, err);

	if (rc == 1)
		doctor_say(doctor,
			&(struct doctor_line){ VERDICT_NOTE, NULL,
				_("other hooks are in git's configuration:"),
				list, NULL });
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
