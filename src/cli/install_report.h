/*
 * install_report.h - what --install and --uninstall say of what they did.
 */
#ifndef KAGIBAN_INSTALL_REPORT_H
#define KAGIBAN_INSTALL_REPORT_H

#include <stdbool.h>

#include "cli/hookset.h"

struct globalhooks;
struct globalhooks_removal;
struct hookdir;

/* What --install did in one repository; all is borrowed. */
struct install_report {
	const struct hookdir *dir;
	const char *folder; /* where the hooks are; a file if in_config */
	bool in_config; /* they are settings */
	bool has_others; /* which run after ours, of the same names */
	enum hook_side side;
	const char *program; /* that they call */
	bool under_global; /* git looks into the folder of --global */
	const struct hook_result *results; /* HOOK_COUNT of them */
};
void install_report_local(const struct install_report *report);

/* What --install --global did. */
void install_report_global(const struct globalhooks *hooks, enum hook_side side,
	const char *program, const struct hook_result results[HOOK_COUNT]);

/* What --install --global put into the file CONFIG. */
void install_report_settings(const char *config, const char *program,
	const struct hook_result results[HOOK_COUNT]);

/* Whether there is anything to say of the results. */
bool install_report_has_change(const struct hook_result results[HOOK_COUNT]);

/* What --uninstall took out of FOLDER. */
void install_report_removed(
	const char *folder, const struct hook_result results[HOOK_COUNT]);

/* What holds after --uninstall, which FOUND hooks in FOLDER or elsewhere. */
void install_report_rest(const char *folder, bool found, bool under_global);

/* What --uninstall --global did. */
void install_report_unset(const struct globalhooks *hooks,
	const struct globalhooks_removal *removal);

#endif
