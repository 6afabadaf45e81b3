/*
 * sources.h - the scanning actions of the command line: one row a source.
 */
#ifndef KAGIBAN_SOURCES_H
#define KAGIBAN_SOURCES_H

#include <stdbool.h>

#include "cli/options.h"
#include "report/report.h"
#include "source/source.h"

struct push_updates;

struct scan_source {
	enum action action;
	enum report_action report; /* by hand */
	enum report_action report_in_hook;
	bool needs_repository;
	bool of_commits; /* those of a push or a range */
	bool own_keys; /* the machine's own keys are looked for */
	bool on_server; /* nothing of whoever calls us counts */
	/* Scans; UPDATES are the lines of a push, empty for all others. */
	int (*run)(const struct source_args *args,
		const struct options *options, struct push_updates *updates,
		struct err *err);
};

/* The row of ACTION, NULL if it scans nothing. */
const struct scan_source *scan_source_find(enum action action);

#endif
