/*
 * globalhooks.h - one folder of hooks for all repositories of a user.
 *
 * core.hooksPath in the user's configuration names a folder of ours.  git
 * then looks nowhere else, so that the folder has a stub for every hook that
 * calls the repository's own; the hooks that scan are put on top of them as
 * in any other folder, and keep the stubs as "what was there before".
 *
 * No stub stands for three names, because git behaves otherwise as soon as
 * they exist: push-to-checkout (replaces the update of the work tree),
 * proc-receive (speaks a protocol) and fsmonitor-watchman (named by
 * core.fsmonitor, not looked up).
 *
 * git 2.54 and later can name hooks in the configuration itself
 * (hook.NAME.command).  The folder works there as well, and is used for all
 * versions until that way could be tried.
 */
#ifndef KAGIBAN_GLOBALHOOKS_H
#define KAGIBAN_GLOBALHOOKS_H

#include <stdbool.h>

#include "cli/hookset.h"

struct err;
struct journal;

/*
 * Sets *OUT to the folder, $XDG_DATA_HOME/kagiban/hooks or
 * ~/.local/share/kagiban/hooks; caller owns.  Returns 0, or ERR_CONFIG if the
 * environment names no home.
 */
int globalhooks_folder(char **out, struct err *err);

/*
 * Fills the folder and sets core.hooksPath.  ARGS->folders_made is set here.
 * Returns 0; ERR_CONFIG if core.hooksPath is set to another folder for all
 * repositories; ERR_IO, ERR_GIT.
 */
int globalhooks_install(struct journal *journal, struct hookset_args *args,
	struct hook_result results[HOOK_COUNT], struct err *err);

struct globalhooks_removal {
	bool was_set; /* core.hooksPath was ours and is unset now */
	bool files_left; /* not ours, or changed by somebody since */
	unsigned folders_made; /* for hookset_remove_folders() */
};

/* Takes both away again.  Returns 0, ERR_IO or ERR_GIT. */
int globalhooks_uninstall(struct journal *journal, const char *folder,
	struct globalhooks_removal *removal, struct err *err);

#endif
