/*
 * hookset.h - all our hooks in one folder: put there, and taken away again.
 *
 * What was there before is kept beside ours as NAME.kagiban-saved, runs first
 * if git would have run it, and comes back with hookset_uninstall().  If its
 * program has put itself in our place since, the newer one is kept instead; a
 * hook of ours that such a program has moved aside is taken away.  Every
 * change goes through the caller's journal: on failure the caller calls
 * journal_undo(), else journal_commit().
 */
#ifndef KAGIBAN_HOOKSET_H
#define KAGIBAN_HOOKSET_H

#include <stdbool.h>

#include "cli/hook_templates.h"

struct err;
struct journal;

enum hook_change {
	HOOK_NOTHING, /* was and is not there, or has no hook of ours */
	HOOK_ADDED,
	HOOK_REFRESHED, /* ours with another program path, or an older text */
	HOOK_UNCHANGED,
	HOOK_REMOVED,
	HOOK_LEFT, /* changed by somebody since: not touched */
};

/* The hook that was there before ours. */
enum hook_earlier {
	EARLIER_NONE,
	EARLIER_RUNS, /* kept (or, after removal, back in its place) */
	EARLIER_OFF, /* the same, but not executable: git ignored it */
};

struct hook_result {
	enum hook_change change;
	enum hook_earlier earlier;
	const char *manager; /* constant: whose that is; NULL: unknown */
	const char *stray; /* constant: the ending of one of ours, moved aside
	                      by another program and now gone; NULL: none */
};

struct hookset_args {
	const char *folder; /* absolute */
	const char *program; /* absolute path that the hooks will call */
	enum hook_side side; /* which of the hooks */
	unsigned folders_made; /* by the caller, for FOLDER */
};

/*
 * Puts the hooks of one side into the folder, which is there, and says in
 * RESULTS (as hook_templates.h) what was done; for the other side that is
 * HOOK_NOTHING.  Returns 0, or
 * ERR_CONFIG if a file in the way is not ours to move, ERR_IO, ERR_LIMIT.
 */
int hookset_install(struct journal *journal, const struct hookset_args *args,
	struct hook_result results[HOOK_COUNT], struct err *err);

/*
 * Takes the hooks of SIDE out of FOLDER, puts back what was there before, and sets
 * *FOLDERS_MADE to how many folders --install had to make for them (0 if
 * something of ours is left).  A folder that is missing has no hooks.
 * Returns 0 or ERR_IO.
 */
int hookset_uninstall(struct journal *journal, const char *folder,
	enum hook_side side, struct hook_result results[HOOK_COUNT],
	unsigned *folders_made, struct err *err);

/* Sets *THERE to whether hooks of SIDE are in FOLDER.  Returns 0 or ERR_IO. */
int hookset_has(
	bool *there, const char *folder, enum hook_side side, struct err *err);

/* Sets *THERE to whether somebody else's hooks with the names of ours, those of
 * a person, run from FOLDER.  Returns 0 or ERR_IO. */
int hookset_has_others(bool *there, const char *folder, struct err *err);

/*
 * Removes FOLDER and the COUNT - 1 above it if they are empty; for after
 * journal_commit().
 */
void hookset_remove_folders(const char *folder, unsigned count);

/* The name under which an earlier hook is kept, for messages. */
extern const char hookset_saved_ending[];

#endif
