/*
 * doctor_trial.c - --doctor: do the hooks fire?
 *
 * In a throw-away repository, with copies of the hooks that git would run here
 * and with the settings that hold here, a key made up on the spot is to be
 * committed, written into a message, and pushed.  Hooks that were there before
 * ours are not run.
 */
#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "cli/cmd.h"
#include "cli/doctor.h"
#include "cli/drill_key.h"
#include "cli/drill_repo.h"
#include "cli/gitask.h"
#include "cli/hookdir.h"
#include "cli/hookfile.h"
#include "cli/options.h"
#include "cli/path.h"
#include "cli/scratch.h"

enum { TEXT_LIMIT = 1024 };

struct trial {
	struct doctor *doctor; /* borrowed */
	struct hookfile files[HOOK_COUNT]; /* of the hooks here */
	char *commands[HOOK_COUNT]; /* owned; of configured hooks; NULL: none */
	char *settings; /* owned; lines "kagiban.name value", or NULL */
	struct drill_repo repo;
	struct drill_key key;
	struct err *err;
};

static int look_at_hooks(struct trial *trial)
{
	for (size_t i = 0; i < HOOK_COUNT; i++) {
		char *path = path_join(
			trial->doctor->hooks->path, hook_templates[i].name);
		int rc = hookfile_look(&trial->files[i], path, trial->err);

		free(path);
		if (rc < 0)
			return rc;
	}
	return 0;
}

/* Those in git's configuration, as far as git runs them. */
static int look_at_settings(struct trial *trial)
{
	int runs = 0;

	for (size_t i = 0; i < HOOK_COUNT && runs >= 0; i++) {
		if (hook_templates[i].side != HOOKS_OF_PERSON)
			continue;
		runs = doctor_configured(&trial->commands[i],
			hook_templates[i].name, trial->err);
		if (runs == 0) {
			free(trial->commands[i]);
			trial->commands[i] = NULL;
		}
	}
	return runs < 0 ? runs : 0;
}

static bool can_be_tried(const struct hookfile *file)
{
	return (file->kind == HOOK_OURS || file->kind == HOOK_CHANGED ||
		       file->kind == HOOK_LINK_TO_OURS) &&
	       !file->is_stub;
}

/* Copies what is ours; nothing stands for what is not. */
static int copy_hooks(struct trial *trial)
{
	int rc = 0;

	for (size_t i = 0; i < HOOK_COUNT && rc == 0; i++) {
		const struct hookfile *file = &trial->files[i];
		bool ours = can_be_tried(file);
		const struct drill_hook hook = {
			.name = hook_templates[i].name,
			.text = ours ? buf_string(&file->text) : NULL,
			.len = file->text.len,
			.mode = file->mode,
		};

		rc = drill_repo_set_hook(&trial->repo, &hook, trial->err);
	}
	return rc;
}

/* Runs git there; what it must not fail at becomes an error. */
static int must(struct trial *trial, const char *const *args)
{
	int rc = drill_repo_git(&trial->repo, args, trial->err);

	if (rc > 0)
		return err_set(trial->err, ERR_GIT,
			"git %s ended with status %d: %s", args[0], rc,
			buf_string(&trial->repo.output));
	return rc;
}

static int copy_settings(struct trial *trial)
{
	char *line = trial->settings;
	int rc = 0;

	while (line != NULL && *line != '\0' && rc == 0) {
		char *end = strchr(line, '\n');
		char *value = strchr(line, ' ');

		if (end != NULL)
			*end = '\0';
		if (value != NULL && (end == NULL || value < end))
			*value++ = '\0';
		else
			value = NULL;
		const char *const args[] = { "config", line,
			value != NULL ? value : "true", NULL };
		rc = must(trial, args);
		line = end != NULL ? end + 1 : NULL;
	}
	return rc;
}

static int configure_hook(
	struct trial *trial, const char *name, const char *command)
{
	char *section = path_with("hook.kagiban-", name);
	char *command_key = path_with(section, ".command");
	char *event_key = path_with(section, ".event");
	const char *const set_command[] = { "config", command_key, command,
		NULL };
	const char *const set_event[] = { "config", event_key, name, NULL };
	int rc = must(trial, set_command);

	if (rc == 0)
		rc = must(trial, set_event);
	free(event_key);
	free(command_key);
	free(section);
	return rc;
}

/* Whether git was stopped, and by kagiban. */
static bool was_refused(const struct trial *trial, int status)
{
	return status == EXIT_BLOCKED &&
	       strstr(buf_string(&trial->repo.output), "kagiban: ") != NULL;
}

static int say_outcome(
	struct trial *trial, int status, const char *good, const char *bad)
{
	bool refused = was_refused(trial, status);

	if (status < 0)
		return status;
	doctor_say(trial->doctor,
		&(struct doctor_line){ refused ? VERDICT_OK : VERDICT_NO, NULL,
			refused ? good : bad, NULL,
			refused ? NULL
				: doctor_install_command(trial->doctor) });
	return 0;
}

static int stage_key(struct trial *trial)
{
	static const char *const add[] = { "add", "-A", NULL };
	char text[TEXT_LIMIT];
	int rc;

	snprintf(text, sizeof(text), "{\"key\": \"%s\", \"secret\": \"%s\"}\n",
		trial->key.id, trial->key.secret);
	rc = drill_repo_write(&trial->repo, "awsconf.json", text, trial->err);
	return rc < 0 ? rc : must(trial, add);
}

static int try_commit(struct trial *trial)
{
	static const char *const commit[] = { "commit", "-q", "-m", "trial",
		NULL };
	int rc = stage_key(trial);

	if (rc == 0)
		rc = drill_repo_git(&trial->repo, commit, trial->err);
	return say_outcome(trial, rc,
		_("trial: a commit with a made-up key is refused"),
		_("trial: a commit with a made-up key is not refused"));
}

static int try_message(struct trial *trial)
{
	char text[TEXT_LIMIT];
	const char *const commit[] = { "commit", "-q", "--allow-empty", "-m",
		text, NULL };
	static const char *const unstage[] = { "rm", "-q", "--cached",
		"--ignore-unmatch", "awsconf.json", NULL };
	int rc = must(trial, unstage);

	snprintf(text, sizeof(text),
		"trial\n\naws_access_key_id = %s\naws_secret_access_key = %s\n",
		trial->key.id, trial->key.secret);
	if (rc == 0)
		rc = drill_repo_git(&trial->repo, commit, trial->err);
	return say_outcome(trial, rc,
		_("trial: a message with a made-up key is refused"),
		_("trial: a message with a made-up key is not refused"));
}

/* Makes the commit that --no-verify lets through, and a bare repository. */
static int prepare_push(struct trial *trial)
{
	static const char *const commit[] = { "commit", "-q", "--no-verify",
		"--allow-empty", "-m", "trial", NULL };
	static const char *const init[] = { "init", "-q", "--bare",
		"--template=", "remote.git", NULL };
	int rc = stage_key(trial);

	if (rc == 0)
		rc = must(trial, commit);
	return rc == 0 ? must(trial, init) : rc;
}

static int try_push(struct trial *trial)
{
	static const char *const push[] = { "push", "-q", "./remote.git",
		"HEAD:refs/heads/trial", NULL };
	int rc = prepare_push(trial);

	if (rc == 0)
		rc = drill_repo_git(&trial->repo, push, trial->err);
	return say_outcome(trial, rc,
		_("trial: a push of a made-up key is refused"),
		_("trial: a push of a made-up key is not refused"));
}

/* The hooks of a server are tried in the repository that is pushed to. */
static int try_receive(struct trial *trial)
{
	static const char *const hooks[] = { "-C", "remote.git", "config",
		"core.hooksPath", "../.git/hooks", NULL };
	static const char *const push[] = { "push", "-q", "--no-verify",
		"./remote.git", "HEAD:refs/heads/trial", NULL };
	int rc = prepare_push(trial);

	if (rc == 0)
		rc = must(trial, hooks);
	if (rc == 0)
		rc = drill_repo_git(&trial->repo, push, trial->err);
	return say_outcome(trial, rc,
		_("trial: a push of a made-up key to a server is refused"),
		_("trial: a push of a made-up key to a server is not "
		  "refused"));
}

static int run_trials(struct trial *trial)
{
	int rc;

	if (trial->doctor->side == HOOKS_OF_SERVER)
		return try_receive(trial);
	rc = try_commit(trial);
	if (rc == 0)
		rc = try_message(trial);
	return rc == 0 ? try_push(trial) : rc;
}

static int try_in(void *payload, const char *folder)
{
	struct trial *trial = payload;
	struct doctor *doctor = trial->doctor;
	size_t before = doctor->faults;
	int rc;

	drill_key_draw(&trial->key);
	rc = drill_repo_make(&trial->repo, folder, doctor->program, trial->err);
	if (rc == 0)
		rc = copy_hooks(trial);
	if (rc == 0)
		rc = copy_settings(trial);
	for (size_t i = 0; i < HOOK_COUNT && rc == 0; i++) {
		if (trial->commands[i] != NULL)
			rc = configure_hook(trial, hook_templates[i].name,
				trial->commands[i]);
	}
	if (rc == 0)
		rc = run_trials(trial);
	if (rc < 0)
		doctor_say(doctor, &(struct doctor_line){ VERDICT_NO, NULL,
					   _("the trial could not be made:"),
					   trial->err->message, NULL });
	drill_repo_release(&trial->repo);
	fflush(stdout);
	/* This is a child process: its count comes back as its status. */
	return (int)(doctor->faults - before);
}

int doctor_trial(struct doctor *doctor, struct err *err)
{
	static const char *const args[] = { "config", "--get-regexp",
		"^kagiban\\.", NULL };
	struct trial trial = { .doctor = doctor, .err = err };
	int rc = look_at_hooks(&trial);

	if (rc == 0)
		rc = look_at_settings(&trial);
	if (rc == 0)
		rc = gitask_setting(&trial.settings, args, err);
	fflush(stdout);
	if (rc >= 0)
		rc = scratch_run(try_in, &trial, err);
	if (rc > 0)
		doctor->faults += (size_t)rc;
	for (size_t i = 0; i < HOOK_COUNT; i++) {
		hookfile_release(&trial.files[i]);
		free(trial.commands[i]);
	}
	free(trial.settings);
	return rc < 0 ? rc : 0;
}
