/*
 * confighooks.h - our hooks as settings in one file of git's configuration,
 * as git 2.54 and later run them.
 * (configtext.h has what they look like).  Every change goes through the
 * caller's journal, under the lock that git itself takes.
 */
#ifndef KAGIBAN_CONFIGHOOKS_H
#define KAGIBAN_CONFIGHOOKS_H

#include <stdbool.h>

#include "cli/hookset.h"

struct err;
struct journal;

struct confighooks_args {
	const char *path; /* the file, absolute, as configprobe_file() */
	const char *program; /* absolute path that the hooks will call */
	bool global; /* for all repositories, as the messages say */
};

/*
 * Puts the sections of a person's hooks into the file and says in RESULTS what
 * was done.  Returns 0, ERR_CONFIG if one of them was changed by somebody,
 * ERR_IO (also if the file is locked), ERR_LIMIT.
 */
int confighooks_install(struct journal *journal,
	const struct confighooks_args *args,
	struct hook_result results[HOOK_COUNT], struct err *err);

/*
 * Takes them out again.  RESULTS are zeroed if there are none; a changed one
 * is left.  Returns 0, ERR_IO, ERR_LIMIT.
 */
int confighooks_uninstall(struct journal *journal, const char *path,
	struct hook_result results[HOOK_COUNT], struct err *err);

#endif
