/*
 * doctor_hooks.c - --doctor: each hook as it lies there.
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/escape.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "cli/configprobe.h"
#include "cli/doctor.h"
#include "cli/gitask.h"
#include "cli/hookdir.h"
#include "cli/hookfile.h"
#include "cli/options.h"
#include "cli/path.h"

enum { COMMAND_LIMIT = 64 * 1024 };

const char *doctor_install_command(const struct doctor *doctor)
{
	return doctor->side == HOOKS_OF_SERVER ? "kagiban --install --server"
					       : "kagiban --install";
}

/* `chmod +x PATH`. */
static void say_not_executable(
	struct doctor *doctor, const char *name, const char *path)
{
	struct buf command = BUF_INIT(COMMAND_LIMIT);

	(void)buf_append_string(&command, "chmod +x ");
	escape_append_shell(&command, path, strlen(path), NULL);
	doctor_say(doctor,
		&(struct doctor_line){ VERDICT_NO, name,
			_("not executable: git passes over it in silence"),
			NULL, buf_string(&command) });
	buf_release(&command);
}

/* One of ours that git runs, WELL if it calls this program: whom does it
 * call? */
static void say_program(struct doctor *doctor, const char *name,
	const struct hookfile *file, const char *well)
{
	char *program = hookfile_program(file);
	struct doctor_line line = { VERDICT_OK, name, well, NULL, NULL };

	if (program == NULL || file->is_stub) {
		line = (struct doctor_line){ VERDICT_NO, name,
			_("there, but only calls the repository's own hook"),
			NULL, doctor_install_command(doctor) };
	} else if (access(program, X_OK) < 0) {
		line = (struct doctor_line){ VERDICT_NO, name,
			_("calls a program that is not there (it blocks):"),
			program, doctor_install_command(doctor) };
	} else if (!path_is_same(program, doctor->program)) {
		line = (struct doctor_line){ VERDICT_NOTE, name,
			_("calls another kagiban than this:"), program,
			doctor_install_command(doctor) };
	}
	doctor_say_path(doctor, &line);
	free(program);
}

/* Somebody else's hook: it may call kagiban by a way of its own. */
static void say_foreign(
	struct doctor *doctor, const char *name, const struct hookfile *file)
{
	if (strstr(buf_string(&file->text), "kagiban") != NULL)
		doctor_say(doctor,
			&(struct doctor_line){ VERDICT_NOTE, name,
				_("another program's, with a call of kagiban "
				  "in it"),
				NULL, NULL });
	else
		doctor_say(doctor,
			&(struct doctor_line){ VERDICT_NO, name,
				_("another program's, and no call of kagiban "
				  "in it (if a manager of hooks calls it all "
				  "the same, the trial below does not see it)"),
				NULL, doctor_install_command(doctor) });
}

static void say_hook(struct doctor *doctor, const char *name, const char *path,
	const struct hookfile *file)
{
	switch (file->kind) {
	case HOOK_ABSENT:
	case HOOK_FOLDER:
		doctor_say(doctor,
			&(struct doctor_line){ VERDICT_NO, name, _("not there"),
				NULL, doctor_install_command(doctor) });
		return;
	case HOOK_FOREIGN:
		say_foreign(doctor, name, file);
		return;
	case HOOK_CHANGED:
		doctor_say(doctor, &(struct doctor_line){ VERDICT_NOTE, name,
					   _("changed since kagiban wrote it: "
					     "see that it still calls kagiban"),
					   NULL, NULL });
		return;
	case HOOK_OURS:
	case HOOK_LINK_TO_OURS:
		break;
	}
	if (file->runs)
		say_program(
			doctor, name, file, _("there, and calls this program"));
	else
		say_not_executable(doctor, name, path);
}

int doctor_configured(char **command, const char *name, struct err *err)
{
	char *section = path_with("hook.kagiban-", name);
	char *setting = path_with(section, ".command");
	const char *const args[] = { "config", "--get", setting, NULL };
	int rc = gitask_setting(command, args, err);

	free(setting);
	free(section);
	return rc <= 0 ? rc : configprobe_is_listed(name) ? 1 : 0;
}

/* A hook with COMMAND in git's configuration, which RUNS or does not, beside
 * the file that may be there as well. */
static void say_configured(struct doctor *doctor, const char *name,
	const char *command, bool runs, const struct hookfile *file)
{
	struct hookfile setting = { .kind = HOOK_OURS };

	if (!runs) {
		doctor_say(doctor,
			&(struct doctor_line){ VERDICT_NO, name,
				_("in git's configuration, but not run from "
				  "there (by an older git, or switched off)"),
				NULL, doctor_install_command(doctor) });
		return;
	}
	buf_init(&setting.text, HOOKFILE_LIMIT);
	(void)buf_append_string(&setting.text, command);
	say_program(doctor, name, &setting,
		_("in git's configuration, and calls this program"));
	hookfile_release(&setting);
	if (file->kind == HOOK_OURS && !file->is_stub && file->runs)
		doctor_say(doctor,
			&(struct doctor_line){ VERDICT_NOTE, name,
				_("there as a file as well: it scans twice"),
				NULL, doctor_install_command(doctor) });
}

/* The one place or the other: settings count first. */
static int look_at_hook(
	struct doctor *doctor, const char *name, struct err *err)
{
	char *path = path_join(doctor->hooks->path, name);
	char *command = NULL;
	struct hookfile file;
	int rc = hookfile_look(&file, path, err);
	int runs = rc == 0 && doctor->side == HOOKS_OF_PERSON
			   ? doctor_configured(&command, name, err)
			   : rc;

	if (runs > 0 ||
		(runs == 0 && command != NULL && file.kind != HOOK_OURS))
		say_configured(doctor, name, command, runs > 0, &file);
	else if (runs == 0)
		say_hook(doctor, name, path, &file);
	free(command);
	hookfile_release(&file);
	free(path);
	return runs < 0 ? runs : 0;
}

int doctor_hooks(struct doctor *doctor, struct err *err)
{
	int rc = 0;

	for (size_t i = 0; i < HOOK_COUNT && rc == 0; i++) {
		if (hook_templates[i].side == doctor->side)
			rc = look_at_hook(doctor, hook_templates[i].name, err);
	}
	return rc;
}
