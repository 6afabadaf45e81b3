/*
 * report.h - how findings are shown: one table row per format.
 */
#ifndef KAGIBAN_REPORT_H
#define KAGIBAN_REPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "model/coverage.h"
#include "model/finding.h"

struct err;
struct trail;
struct veil;

/* What was scanned, which decides the words of the head and the advice. */
enum report_action {
	REPORT_STAGED, /* by hand */
	REPORT_COMMIT, /* in pre-commit, pre-merge-commit, pre-applypatch */
	REPORT_MESSAGE,
	REPORT_FILES,
	REPORT_PUSH, /* what the remote does not have yet */
	REPORT_RECEIVE, /* the same on a server: those who push read it */
	REPORT_RANGE, /* commits, by hand or in CI */
	REPORT_HISTORY, /* all of them */
	REPORT_DIFF, /* a patch on stdin */
};

/* How git goes on with what was stopped. */
enum report_resume {
	RESUME_COMMIT, /* `git commit`, once more */
	RESUME_MERGE, /* `git commit`: the merge waits in the index */
	RESUME_AM, /* `git am --continue` */
};

struct report_args {
	const struct findings *findings; /* borrowed */
	const struct coverage *coverage; /* borrowed */
	const struct veil *veil; /* borrowed, NULL allowed */
	/* Of the commits in which something blocks; borrowed, NULL: not known. */
	const struct trail *trail;
	enum report_action action;
	enum report_resume resume;
	enum confidence block; /* lowest confidence that blocks */
	/* The file with the message, as the person's shell would name it; NULL:
	 * git's usual place.  Borrowed. */
	const char *message_path;
	const char *
		program; /* a path to call us by; NULL: "kagiban".  Borrowed. */
	bool first_commit; /* there is no HEAD yet: unstage by `git rm --cached` */
	bool in_hook; /* silent when there is nothing to say */
	bool in_subfolder; /* the person stands below the top of the tree */
	bool not_kept; /* --allow does not know the findings: show whole ids */
	bool no_repository; /* no place for a waiver, nothing to unstage */
	bool in_ci; /* what is scanned has left its machine long since */
	bool quiet; /* no coverage line, no advice */
	bool verbose;
	bool color;
	bool terminal; /* a person is watching */
	unsigned width; /* columns, at least 40; 80 without a terminal */
	unsigned milliseconds; /* how long the scan took */
};

struct report_format {
	const char *name; /* of --format */
	/* Writes the whole report.  Returns 0 or ERR_IO. */
	int (*write)(
		const struct report_args *args, FILE *out, struct err *err);
	bool for_machines; /* stays English */
};

/* The format of that name, NULL if there is none. */
const struct report_format *report_format_find(const char *name);

/* Whether FINDING is not waived and at or above BLOCK. */
bool report_blocks(const struct finding *finding, enum confidence block);

/* How many findings are not waived and at or above BLOCK. */
size_t report_blocking(const struct findings *findings, enum confidence block);

#endif
