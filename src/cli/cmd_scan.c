/*
 * cmd_scan.c - the scanning actions: a scan and its report.
 */
#include <stdio.h>
#include <time.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "cli/cmd.h"
#include "cli/complain.h"
#include "cli/last_block.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/report_setup.h"
#include "cli/scan.h"
#include "cli/trail_setup.h"
#include "report/report.h"
#include "report/text.h"

static unsigned elapsed_milliseconds(const struct scan *scan)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	long long nanoseconds =
		(long long)(now.tv_sec - scan->started.tv_sec) * 1000000000 +
		(now.tv_nsec - scan->started.tv_nsec);
	return (unsigned)((nanoseconds + 500000) / 1000000);
}

/* What the files say that this program does not know. */
static void print_warnings(const struct warnings *warnings)
{
	for (size_t i = 0; i < warnings->count; i++)
		complain_warning(warnings->list[i]);
}

/* Lets WRITE, of the text or of another format, show how the scan went. */
static int write_with(const struct scan *scan,
	int (*write)(const struct report_args *, FILE *, struct err *),
	FILE *out, struct err *err)
{
	const struct options *options = scan->options;
	struct report_args args = {
		.findings = &scan->findings,
		.coverage = &scan->coverage,
		.veil = scan->veil,
		.trail = scan->source->of_commits || scan->trail.left_by
				 ? &scan->trail
				 : NULL,
		.block = scan->settings.block,
		.not_kept = scan->not_kept,
		.milliseconds = elapsed_milliseconds(scan),
	};
	/* Where the program lies on a server is nobody's business. */
	char *program =
		scan->source->on_server ? NULL : report_program(options);
	report_setup(&args, options, scan->repo, out);
	args.program = program;
	int rc = write(&args, out, err);
	free(program);
	return rc;
}

static int write_report(void *payload, FILE *out, struct err *err)
{
	const struct scan *scan = payload;

	return write_with(scan, scan->format->write, out, err);
}

/* Whoever has the report in a file is told how it went all the same. */
static int write_file(struct scan *scan, const char *path, struct err *err)
{
	const char *lang = scan->options->lang;
	struct err ignored;
	int rc = output_write(path, write_report, scan, err);

	if (rc < 0 || scan->options->quiet)
		return rc;
	if (scan->format->for_machines)
		i18n_init(lang			   ? lang
			  : scan->settings.lang[0] ? scan->settings.lang
						   : NULL);
	(void)write_with(scan, text_write_brief, stderr, &ignored);
	return 0;
}

/* To --output, else stderr in a hook (git shows that), else stdout. */
static int report(struct scan *scan, struct err *err)
{
	const char *path = scan->options->output;
	if (path)
		return write_file(scan, path, err);
	return write_report(scan, scan->options->hook ? stderr : stdout, err);
}

/*
 * Keeps what is shown for --allow.  Where that cannot be written the report
 * shows whole ids; what was found counts all the same.
 */
static void keep_block(struct scan *scan)
{
	struct err err;
	size_t shown = report_blocking(&scan->findings, CONFIDENCE_LOW);
	/* Nobody can call --allow on a server by what was shown to others. */
	if (scan->source->on_server)
		scan->not_kept = true;
	else if (scan->repo && shown > 0)
		scan->not_kept = last_block_write(scan->repo, &scan->findings,
					 scan->veil, &err) < 0;
}

/* How the commits are made anew in which something blocks. */
static void find_trail(struct scan *scan)
{
	const struct trailfind_args args = {
		.repo = scan->repo,
		.refs = scan->pushed.refs,
		.ref_count = scan->pushed.count,
		.on_server = scan->source->on_server,
	};

	/* Machines are told the commits, and no way on. */
	if (scan->format->for_machines)
		return;
	if (scan->source->of_commits)
		trail_setup(&scan->trail, &scan->findings, scan->settings.block,
			&args);
	else if (scan->source->report == REPORT_HISTORY)
		trail_setup_past(&scan->trail, &scan->findings,
			scan->settings.block, &args);
}

static int finish(struct scan *scan, struct err *err)
{
	size_t blocking =
		report_blocking(&scan->findings, scan->settings.block);
	keep_block(scan);
	if (blocking > 0)
		find_trail(scan);
	int rc = report(scan, err);
	if (rc < 0)
		return rc;
	if (blocking > 0)
		return EXIT_BLOCKED;
	return scan->coverage.unscanned_count > 0 ? EXIT_NOT_SCANNED
						  : EXIT_CLEAN;
}

int cmd_scan(const struct options *options, struct err *err)
{
	struct scan scan = {
		.options = options,
		.source = scan_source_find(options->action),
		.format = report_format_find(options->format),
	};
	if (!scan.format)
		return err_set(err, ERR_USAGE,
			"--format: expected text, json or sarif, not \"%s\"",
			options->format);
	int rc = scan_open(&scan, err);
	/* A name that is not known may be why another one is missing. */
	if (rc < 0)
		print_warnings(&scan.policy.warnings);
	if (rc < 0)
		goto done;
	rc = scan_run(&scan, err);
	if (rc < 0)
		goto done;
	print_warnings(&scan.policy.warnings);
	rc = finish(&scan, err);
done:
	scan_close(&scan);
	return rc;
}
