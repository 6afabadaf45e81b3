/*
 * cmd.h - the commands: one action per run, a file and a table row each.
 */
#ifndef KAGIBAN_CMD_H
#define KAGIBAN_CMD_H

struct err;
struct options;

enum exit_status {
	EXIT_CLEAN = 0,
	EXIT_BLOCKED = 1,
	EXIT_WRONG_USAGE = 2,
	EXIT_NOT_SCANNED = 3,
};

/*
 * Runs the command.  Returns an enum exit_status, or a negative enum err_code
 * with ERR filled, which main prints and turns into 2 or 3.
 */
typedef int (*cmd_fn)(const struct options *options, struct err *err);

int cmd_scan(const struct options *options, struct err *err);
int cmd_install(const struct options *options, struct err *err);
int cmd_doctor(const struct options *options, struct err *err);
int cmd_drill(const struct options *options, struct err *err);
int cmd_allow(const struct options *options, struct err *err);
int cmd_prune(const struct options *options, struct err *err);
int cmd_check_rules(const struct options *options, struct err *err);
int cmd_rules(const struct options *options, struct err *err);

#endif
