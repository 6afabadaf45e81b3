/*
 * scan.h - one scan, from the settings to the findings.
 *
 *     settings -> policy -> source | pipeline -> findings -> waivers
 */
#ifndef KAGIBAN_SCAN_H
#define KAGIBAN_SCAN_H

#include <stdbool.h>
#include <time.h>

#include "cli/gitsecrets.h"
#include "cli/pushed.h"
#include "cli/settings.h"
#include "cli/sources.h"
#include "model/coverage.h"
#include "model/finding.h"
#include "model/trail.h"
#include "policy/policy.h"
#include "report/report.h"

struct err;
struct gitrepo;
struct options;
struct own_keys;
struct veil;

struct scan {
	const struct options *options;
	const struct scan_source *source; /* what the action scans */
	const struct report_format *format;
	struct gitrepo *repo; /* NULL outside a repository */
	struct settings settings;
	struct gitsecrets gitsecrets; /* what git-secrets' settings were */
	struct policy policy;
	struct veil *veil;
	struct own_keys *own_keys; /* NULL: not looked for */
	struct findings findings;
	struct coverage coverage;
	struct trail trail; /* of commits in which something blocks */
	struct pushed pushed; /* empty but for a push */
	struct timespec started;
	bool not_kept; /* the last block could not be written */
};

/*
 * Opens the repository, if there is one, and reads settings and files.  The
 * caller has set options, source and format, and all else to zero; scan_close()
 * it whatever comes back.  Returns 0 or a negative error.
 */
int scan_open(struct scan *scan, struct err *err);

/* Scans, joins pairs and marks what is waived.  Returns 0 or an error. */
int scan_run(struct scan *scan, struct err *err);
void scan_close(struct scan *scan);

#endif
