/*
 * globalhooks.h - one folder of hooks for all repositories of a user, or of a
 * machine.
 *
 * core.hooksPath in the configuration names a folder of ours.  git
 * then looks nowhere else, so that the folder has a stub for every hook that
 * calls the repository's own; the hooks that scan are put on top of them as
 * in any other folder, and keep the stubs as "what was there before".
 *
 * No stub stands for three names, because git behaves otherwise as soon as
 * they exist: push-to-checkout (replaces the update of the work tree),
 * proc-receive (speaks a protocol) and fsmonitor-watchman (named by
 * core.fsmonitor, not looked up).
 *
 * For a git older than 2.54: a later one has a person's hooks in its
 * configuration (confighooks.h), and the folder for those of a server.
 */
#ifndef KAGIBAN_GLOBALHOOKS_H
#define KAGIBAN_GLOBALHOOKS_H

#include <stdbool.h>

#include "cli/hookset.h"

struct err;
struct journal;

struct globalhooks {
	char *folder; /* owned; absolute */
	bool for_machine; /* in the system's configuration, not the user's */
};

/*
 * Finds out where they belong.  Of a user, and of the account that git has on
 * a server: $XDG_DATA_HOME/kagiban/hooks or ~/.local/share/kagiban/hooks.
 * Root on a server means the machine: share/kagiban/hooks beside the folder of
 * PROGRAM, and all files that are made from now on can be read by everybody.
 * Returns 0, or ERR_CONFIG if the environment names no home.
 * globalhooks_release() it in any case.
 */
int globalhooks_find(struct globalhooks *hooks, enum hook_side side,
	const char *program, struct err *err);
void globalhooks_release(struct globalhooks *hooks);

/* Whether FOLDER is one that was filled by globalhooks_install(). */
bool globalhooks_is(const char *folder);

/*
 * Fills the folder and sets core.hooksPath.  ARGS->folder and folders_made
 * are set here.  Returns 0; ERR_CONFIG if core.hooksPath is set to another
 * folder for all repositories, or if not everybody could run the hooks of a
 * machine; ERR_IO, ERR_GIT.
 */
int globalhooks_install(struct journal *journal,
	const struct globalhooks *hooks, struct hookset_args *args,
	struct hook_result results[HOOK_COUNT], struct err *err);

struct globalhooks_removal {
	bool other_side; /* hooks of the other side stay, and all with them */
	bool was_set; /* core.hooksPath was ours and is unset now */
	bool files_left; /* not ours, or changed by somebody since */
	unsigned folders_made; /* for hookset_remove_folders() */
};

/*
 * Takes the hooks of SIDE away again and, if the other side has none there,
 * the stubs and the setting.  Returns 0, ERR_IO or ERR_GIT.
 */
int globalhooks_uninstall(struct journal *journal,
	const struct globalhooks *hooks, enum hook_side side,
	struct globalhooks_removal *removal, struct err *err);

#endif
