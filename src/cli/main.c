/*
 * main.c - reads the command line, runs one command, decides the exit status.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "base/err.h"
#include "base/i18n.h"
#include "cli/cmd.h"
#include "cli/complain.h"
#include "cli/framework.h"
#include "cli/lang.h"
#include "cli/options.h"
#include "cli/sources.h"

static int cmd_help(const struct options *options, struct err *err)
{
	(void)err;
	if (strcmp(options->format, "rows") == 0)
		options_print_rows(stdout);
	else
		options_print_help(stdout);
	return EXIT_CLEAN;
}

static int cmd_version(const struct options *options, struct err *err)
{
	(void)options;
	(void)err;
	puts("kagiban " KAGIBAN_VERSION);
	return EXIT_CLEAN;
}

static const struct {
	enum action action;
	cmd_fn run;
} commands[] = {
	{ ACTION_INSTALL, cmd_install },
	{ ACTION_UNINSTALL, cmd_install },
	{ ACTION_DOCTOR, cmd_doctor },
	{ ACTION_DRILL, cmd_drill },
	{ ACTION_ALLOW, cmd_allow },
	{ ACTION_PRUNE, cmd_prune },
	{ ACTION_LIST_RULES, cmd_rules },
	{ ACTION_EXPLAIN, cmd_rules },
	{ ACTION_CHECK_RULES, cmd_check_rules },
	{ ACTION_HELP, cmd_help },
	{ ACTION_VERSION, cmd_version },
};

static int run_command(const struct options *options, struct err *err)
{
	size_t count = sizeof(commands) / sizeof(commands[0]);
	if (scan_source_find(options->action))
		return cmd_scan(options, err);
	for (size_t i = 0; i < count; i++) {
		if (commands[i].action == options->action)
			return commands[i].run(options, err);
	}
	return err_set(err, ERR_USAGE, "nothing to do");
}

/* A secret is in this process's memory: no core file may keep it. */
static void forbid_core_files(void)
{
	const struct rlimit none = { 0, 0 };
	setrlimit(RLIMIT_CORE, &none);
}

/* A file that may grow no further is an error, as a full disk is. */
static void survive_file_limit(void)
{
	(void)signal(SIGXFSZ, SIG_IGN);
}

static int status_of(enum err_code code)
{
	switch (code) {
	case ERR_USAGE:
	case ERR_CONFIG:
	case ERR_RULE:
		return EXIT_WRONG_USAGE;
	case ERR_IO:
	case ERR_GIT:
	case ERR_LIMIT:
	case ERR_INPUT:
		break;
	}
	return EXIT_NOT_SCANNED;
}

int main(int argc, char **argv)
{
	struct options options;
	struct err err = { 0 };
	char lang[LANG_SIZE];

	forbid_core_files();
	survive_file_limit();
	i18n_init(NULL);
	int rc = options_parse(&options, argc, argv, &err);
	char *range = rc == 0 ? framework_apply(&options) : NULL;
	if (rc == 0)
		lang_choose(&options, lang);
	if (rc == 0)
		rc = run_command(&options, &err);
	free(range);
	if (rc < 0) {
		complain(err.message);
		return status_of((enum err_code)rc);
	}
	if (fflush(stdout) != 0) {
		err_set(&err, ERR_IO, "cannot write to stdout: %s",
			strerror(errno));
		complain(err.message);
		return EXIT_NOT_SCANNED;
	}
	return rc;
}
