/*
 * scan.c - one scan, from the settings to the findings.
 */
#include <time.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/veil.h"
#include "cli/deadline.h"
#include "cli/namemask.h"
#include "cli/options.h"
#include "cli/own_keys.h"
#include "cli/policy_files.h"
#include "cli/pushed.h"
#include "cli/probes.h"
#include "cli/progress.h"
#include "cli/scan.h"
#include "cli/settings.h"
#include "cli/sources.h"
#include "cli/today.h"
#include "engine/pair_across.h"
#include "engine/pipeline.h"
#include "model/trail.h"
#include "policy/allow.h"
#include "policy/policy.h"
#include "report/report.h"
#include "source/gitrepo.h"
#include "source/source.h"

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
	int rc = 0;
	scan->gitsecrets.on_server = scan->source->on_server;
	if (!scan->options->no_config)
		rc = gitsecrets_read(
			&scan->gitsecrets, &scan->policy, scan->repo, err);
	return rc < 0 ? rc : policy_files_read(&scan->policy, &args, err);
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

	if (scan->source->on_server && scan->repo)
		gitrepo_as_server(scan->repo);
	if (!scan->options->no_config)
		rc = settings_read(&scan->settings, scan->repo, err);
	if (rc == 0 && scan->settings.lock)
		policy_lock(&scan->policy);
	return rc;
}

int scan_open(struct scan *scan, struct err *err)
{
	clock_gettime(CLOCK_MONOTONIC, &scan->started);
	findings_init(&scan->findings);
	coverage_init(&scan->coverage);
	trail_init(&scan->trail);
	scan->veil = veil_new();
	policy_init(&scan->policy, &builtin_ruleset);
	settings_init(&scan->settings);
	int no_repository = gitrepo_open(&scan->repo, err);
	if (no_repository < 0)
		return no_repository;
	int rc = read_settings(scan, err);
	if (rc < 0)
		return rc;
	/* The command line's --lang has been seen to already. */
	if (scan->format->for_machines)
		i18n_init("en");
	else if (!scan->options->lang && scan->settings.lang[0])
		i18n_init(scan->settings.lang);
	if (no_repository && scan->source->needs_repository)
		return err_set(err, ERR_GIT,
			"not in a git repository; for files outside of one "
			"there is kagiban --scan-files");
	rc = read_pushed(scan, err);
	return rc < 0 ? rc : read_policy(scan, err);
}

void scan_close(struct scan *scan)
{
	findings_release(&scan->findings);
	coverage_release(&scan->coverage);
	trail_release(&scan->trail);
	pushed_release(&scan->pushed);
	veil_free(scan->veil);
	own_keys_free(scan->own_keys);
	gitsecrets_release(&scan->gitsecrets);
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

/* Whether a waiver that covers nothing here covers nothing anywhere. */
static bool has_seen_all(const struct scan *scan)
{
	return scan->source->report == REPORT_HISTORY &&
	       scan->coverage.unscanned_count == 0 &&
	       !gitrepo_is_shallow(scan->repo);
}

static void apply_waivers(struct scan *scan)
{
	char today[TODAY_SIZE];
	bool all = has_seen_all(scan);

	if (scan->findings.count == 0 && !all)
		return;
	today_write(today);
	allow_apply(
		scan->policy.allow, &scan->findings, &scan->coverage, today);
	if (all)
		scan->coverage.waivers_unused =
			allow_count_unused(scan->policy.allow, today);
}

/* The hook of a commit's message comes after another one, which has said it. */
static void warn_of_providers(struct scan *scan)
{
	if (scan->source->action != ACTION_SCAN_MESSAGE || !scan->options->hook)
		gitsecrets_warn(&scan->gitsecrets, scan->own_keys != NULL,
			&scan->policy);
}

int scan_run(struct scan *scan, struct err *err)
{
	if (scan->source->own_keys && scan->settings.own_keys &&
		own_keys_allowed())
		scan->own_keys = own_keys_new(&scan->policy.rules, scan->repo);
	warn_of_providers(scan);
	const struct pipeline_args args = {
		.rules = &scan->policy.rules,
		.own = scan->own_keys ? own_keys_values(scan->own_keys) : NULL,
		.exempt = scan->policy.exempt,
		.allowed = scan->policy.allowed,
		.warnings = &scan->policy.warnings,
		.findings = &scan->findings,
		.coverage = &scan->coverage,
		.veil = scan->veil,
		.no_inline_tags =
			scan->source->on_server && !scan->settings.inline_tags,
	};
	struct pipeline *pipeline = pipeline_new(&args);
	int rc = run_source(scan, pipeline, err);
	pipeline_free(pipeline);
	if (rc == 0)
		rc = namemask(scan, err);
	if (rc < 0)
		return rc;
	pair_across(&scan->findings, &scan->policy.rules);
	apply_waivers(scan);
	return 0;
}
