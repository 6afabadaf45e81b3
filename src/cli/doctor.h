/*
 * doctor.h - what the parts of --doctor share: lines that say what holds and
 * what does not, each "no" with the command that mends it.
 */
#ifndef KAGIBAN_DOCTOR_H
#define KAGIBAN_DOCTOR_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/hook_templates.h"

struct err;
struct gitrepo;
struct hookdir;
struct options;

enum verdict {
	VERDICT_OK,
	VERDICT_NOTE, /* worth knowing, nothing to mend */
	VERDICT_NO,
};

struct doctor {
	const struct options *options; /* borrowed */
	const char *program; /* borrowed; absolute path of this program */
	const struct gitrepo *repo; /* borrowed */
	const struct hookdir *hooks; /* borrowed */
	const char *command; /* borrowed; how a shell calls this program */
	enum hook_side side; /* which hooks belong here */
	size_t faults; /* how many times the verdict was VERDICT_NO */
	bool color;
};

/* Appends to *OUT a line of foreign and own parts; see doctor_say(). */
struct doctor_line {
	enum verdict verdict;
	const char *subject; /* a hook, a setting; foreign; NULL: none */
	const char *text; /* translated */
	const char *detail; /* foreign, after the text; NULL: none */
	const char *mend; /* a command, of ours or of the shell's; NULL: none */
};
void doctor_say(struct doctor *doctor, const struct doctor_line *line);

/* The same with a detail that is a path, and stays in one piece. */
void doctor_say_path(struct doctor *doctor, const struct doctor_line *line);

/* The command that puts the hooks of the side in. */
const char *doctor_install_command(const struct doctor *doctor);

/*
 * Looks at each hook of the side: there, executable, ours, calling this
 * program.  Returns 0 or a negative error.
 */
int doctor_hooks(struct doctor *doctor, struct err *err);

/*
 * Sets *COMMAND (caller owns) to what git's configuration has for our hook
 * NAME, or to NULL.  Returns 1 if git runs it, 0 if not, or a negative error.
 */
int doctor_configured(char **command, const char *name, struct err *err);

/*
 * Tries them: copies of the hooks that are there, in a throw-away repository
 * with this one's settings, against a made-up key.  Returns 0 or a negative
 * error.
 */
int doctor_trial(struct doctor *doctor, struct err *err);

/*
 * Reads settings and files of rules, and says which waivers are stale.
 * Returns 0 or a negative error.
 */
int doctor_policy(struct doctor *doctor, struct err *err);

#endif
