/*
 * sources.c - the scanning actions of the command line: one row a source.
 */
#include "cli/sources.h"

#include <unistd.h>

#include "base/mem.h"

static int run_staged(const struct source_args *args,
	const struct options *options, struct push_updates *updates,
	struct err *err)
{
	(void)options;
	(void)updates;
	return staged_scan(args, err);
}

static int run_message(const struct source_args *args,
	const struct options *options, struct push_updates *updates,
	struct err *err)
{
	(void)updates;
	return message_scan(args, options->subject, err);
}

static int run_push(const struct source_args *args,
	const struct options *options, struct push_updates *updates,
	struct err *err)
{
	return push_scan(args, updates, options->paths[0], err);
}

static int run_receive(const struct source_args *args,
	const struct options *options, struct push_updates *updates,
	struct err *err)
{
	(void)options;
	return receive_scan(args, updates, err);
}

static int run_range(const struct source_args *args,
	const struct options *options, struct push_updates *updates,
	struct err *err)
{
	(void)updates;
	char **revisions = options_revisions(options);
	int rc = range_scan(args, revisions, err);
	free(revisions);
	return rc;
}

static int run_files(const struct source_args *args,
	const struct options *options, struct push_updates *updates,
	struct err *err)
{
	(void)updates;
	return files_scan(args, options->paths, err);
}

static int run_history(const struct source_args *args,
	const struct options *options, struct push_updates *updates,
	struct err *err)
{
	(void)options;
	(void)updates;
	return history_scan(args, err);
}

static int run_diff(const struct source_args *args,
	const struct options *options, struct push_updates *updates,
	struct err *err)
{
	(void)options;
	(void)updates;
	return diff_scan(args, STDIN_FILENO, err);
}

static const struct scan_source sources[] = {
	{ ACTION_SCAN_STAGED, REPORT_STAGED, REPORT_COMMIT, true, false, true,
		false, run_staged },
	{ ACTION_SCAN_MESSAGE, REPORT_MESSAGE, REPORT_MESSAGE, false, false,
		true, false, run_message },
	{ ACTION_SCAN_PUSH, REPORT_PUSH, REPORT_PUSH, true, true, true, false,
		run_push },
	{ ACTION_SCAN_RECEIVE, REPORT_RECEIVE, REPORT_RECEIVE, true, true,
		false, true, run_receive },
	{ ACTION_SCAN_RANGE, REPORT_RANGE, REPORT_RANGE, true, true, false,
		false, run_range },
	{ ACTION_SCAN_FILES, REPORT_FILES, REPORT_FILES, false, false, true,
		false, run_files },
	{ ACTION_SCAN_HISTORY, REPORT_HISTORY, REPORT_HISTORY, true, false,
		true, false, run_history },
	{ ACTION_SCAN_DIFF, REPORT_DIFF, REPORT_DIFF, false, false, false,
		false, run_diff },
};

const struct scan_source *scan_source_find(enum action action)
{
	for (size_t i = 0; i < sizeof(sources) / sizeof(sources[0]); i++) {
		if (sources[i].action == action)
			return &sources[i];
	}
	return NULL;
}
