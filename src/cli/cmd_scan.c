/*
 * cmd_scan.c - the scanning actions: a source, the pipeline, a report.
 *
 *     settings -> policy -> source | pipeline -> findings -> report
 */
#include <stdio.h>
#include <time.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/veil.h"
#include "cli/cmd.h"
#include "cli/complain.h"
#include "cli/deadline.h"
#include "cli/last_block.h"
#include "cli/options.h"
#include "cli/own_keys.h"
#include "cli/output.h"
#include "cli/policy_files.h"
#include "cli/pushed.h"
#include "cli/probes.h"
#include "cli/progress.h"
#include "cli/report_setup.h"
#include "cli/settings.h"
#include "cli/sources.h"
#include "cli/trail_setup.h"
#include "engine/pair_across.h"
#include "engine/pipeline.h"
#include "model/trail.h"
#include "policy/allow.h"
#include "policy/policy.h"
#include "report/report.h"
#include "source/gitrepo.h"
#include "source/source.h"

struct scan {
	const struct options *options;
	const struct scan_source *source; /* what the action scans */
	const struct report_format *format;
	struct gitrepo *repo; /* NULL outside a repository */
	struct settings settings;
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

static int read_policy(struct scan *scan, struct err *err)
{
	const struct policy_args args = {
		.options = scan->options,
		.repo = scan->repo,
		.refs = scan->pushed.refs,
		.ref_count = scan->pushed.count,
		.on_server = scan->source->on_server,
		.waiver_ref = scan->settings.waiver_ref,
	};
	return policy_files_read(&scan->policy, &args, err);
}

/* The lines of a push, which git has put on stdin. */
static int read_pushed(struct scan *scan, struct err *err)
{
	struct push_format format = { .of_receive = scan->source->on_server };

	if (scan->options->action != ACTION_SCAN_PUSH &&
		scan->options->action != ACTION_SCAN_RECEIVE)
		return 0;
	format.id_size = gitrepo_id_size(scan->repo);
	return pushed_read(&scan->pushed, &format, err);
}

static int read_settings(struct scan *scan, struct err *err)
{
	int rc = 0;

	if (scan->source->on_server)
		gitrepo_as_server(scan->repo);
	if (!scan->options->no_config)
		rc = settings_read(&scan->settings, scan->repo, err);
	if (rc == 0 && scan->settings.lock)
		policy_lock(&scan->policy);
	return rc;
}

static int scan_open(struct scan *scan, struct err *err)
{
	clock_gettime(CLOCK_MONOTONIC, &scan->started);
	findings_init(&scan->findings);
	coverage_init(&scan->coverage);
	trail_init(&scan->trail);
	scan->veil = veil_new();
	policy_init(&scan->policy, &builtin_ruleset);
	settings_init(&scan->settings);
	int rc = gitrepo_open(&scan->repo, err);
	if (rc < 0)
		return rc;
	if (rc == 1 && scan->source->needs_repository)
		return err_set(err, ERR_GIT,
			"not in a git repository; for files outside of one "
			"there is kagiban --scan-files");
	rc = read_settings(scan, err);
	if (rc < 0)
		return rc;
	/* The command line's --lang has been seen to already. */
	if (scan->format->for_machines)
		i18n_init("en");
	else if (!scan->options->lang && scan->settings.lang[0])
		i18n_init(scan->settings.lang);
	rc = read_pushed(scan, err);
	return rc < 0 ? rc : read_policy(scan, err);
}

static void scan_close(struct scan *scan)
{
	findings_release(&scan->findings);
	coverage_release(&scan->coverage);
	trail_release(&scan->trail);
	pushed_release(&scan->pushed);
	veil_free(scan->veil);
	own_keys_free(scan->own_keys);
	policy_release(&scan->policy);
	gitrepo_free(scan->repo);
}

/* Where chunks go when one's own keys are looked for. */
struct feed {
	struct pipeline *pipeline;
	struct own_keys *own_keys;
	bool from_top; /* the paths of the chunks are from the top */
};

static int feed_take(void *payload, const struct chunk *chunk, struct err *err)
{
	const struct feed *feed = payload;
	own_keys_visit(feed->own_keys, feed->from_top ? chunk->path : NULL);
	return pipeline_scan(feed->pipeline, chunk, err);
}

/* The threads share the own keys: all are read before. */
static struct probes *new_probes(struct scan *scan, size_t jobs)
{
	if (!scan->own_keys)
		return probes_new(&scan->policy.rules, NULL, jobs);
	own_keys_visit(scan->own_keys, NULL);
	return probes_new(
		&scan->policy.rules, own_keys_values(scan->own_keys), jobs);
}

static int run_source(
	struct scan *scan, struct pipeline *pipeline, struct err *err)
{
	bool history = scan->source->report == REPORT_HISTORY;
	bool files = scan->source->action == ACTION_SCAN_FILES;
	struct feed feed = { pipeline, scan->own_keys, !history && !files };
	struct chunk_sink sink = { pipeline_scan, pipeline };
	if (scan->own_keys)
		sink = (struct chunk_sink){ feed_take, &feed };
	struct deadline deadline = {
		.started = scan->started,
		.milliseconds = scan->source->on_server
					? scan->settings.receive_milliseconds
					: 0,
		.sink = sink,
	};
	struct progress progress;
	size_t jobs = probes_jobs(scan->options->jobs);
	struct probes *probes = history ? new_probes(scan, jobs) : NULL;
	const struct source_args args = {
		.repo = scan->repo,
		.sink = deadline_sink(&deadline),
		.halt = deadline_halt(&deadline),
		.coverage = &scan->coverage,
		.max_blob = scan->settings.max_blob,
		.hook = scan->options->hook,
		.probes = probes ? probes_list(probes) : NULL,
		.jobs = jobs,
		.progress = { progress_step, &progress },
	};
	progress_init(&progress, scan->options->quiet);
	int rc = scan->source->run(
		&args, scan->options, &scan->pushed.updates, err);
	progress_end(&progress);
	probes_free(probes);
	/* A file that changes round a secret has it in every version. */
	if (history)
		findings_keep_first(&scan->findings);
	return rc;
}

static int run_pipeline(struct scan *scan, struct err *err)
{
	if (scan->source->own_keys && scan->settings.own_keys &&
		own_keys_allowed())
		scan->own_keys = own_keys_new(&scan->policy.rules, scan->repo);
	const struct pipeline_args args = {
		.rules = &scan->policy.rules,
		.own = scan->own_keys ? own_keys_values(scan->own_keys) : NULL,
		.exempt = scan->policy.exempt,
		.findings = &scan->findings,
		.coverage = &scan->coverage,
		.veil = scan->veil,
		.no_inline_tags =
			scan->source->on_server && !scan->settings.inline_tags,
	};
	struct pipeline *pipeline = pipeline_new(&args);
	int rc = run_source(scan, pipeline, err);
	pipeline_free(pipeline);
	return rc;
}

static void apply_waivers(struct scan *scan)
{
	char today[16] = "";
	time_t now = time(NULL);
	struct tm local;
	if (scan->findings.count == 0)
		return;
	if (localtime_r(&now, &local))
		strftime(today, sizeof(today), "%Y-%m-%d", &local);
	allow_apply(
		scan->policy.allow, &scan->findings, &scan->coverage, today);
}

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

static int write_report(void *payload, FILE *out, struct err *err)
{
	const struct scan *scan = payload;
	const struct options *options = scan->options;
	struct report_args args = {
		.findings = &scan->findings,
		.coverage = &scan->coverage,
		.veil = scan->veil,
		.trail = scan->trail.count > 0 ? &scan->trail : NULL,
		.block = scan->settings.block,
		.not_kept = scan->not_kept,
		.milliseconds = elapsed_milliseconds(scan),
	};
	/* Where the program lies on a server is nobody's business. */
	char *program =
		scan->source->on_server ? NULL : report_program(options);
	report_setup(&args, options, scan->repo, out);
	args.program = program;
	int rc = scan->format->write(&args, out, err);
	free(program);
	return rc;
}

/* To --output, else stderr in a hook (git shows that), else stdout. */
static int report(struct scan *scan, struct err *err)
{
	const char *path = scan->options->output;
	if (path)
		return output_write(path, write_report, scan, err);
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

	if (scan->source->of_commits)
		trail_setup(&scan->trail, &scan->findings, scan->settings.block,
			&args);
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
	if (rc < 0)
		goto done;
	rc = run_pipeline(&scan, err);
	if (rc < 0)
		goto done;
	pair_across(&scan.findings, &scan.policy.rules);
	apply_waivers(&scan);
	print_warnings(&scan.policy.warnings);
	rc = finish(&scan, err);
done:
	scan_close(&scan);
	return rc;
}
