/*
 * namemask.c - finds the secrets in the names that a report is to show.
 */
#include <string.h>

#include "cli/namemask.h"
#include "cli/own_keys.h"
#include "cli/scan.h"
#include "engine/pipeline.h"
#include "source/textchunk.h"

static int mask_places(const struct chunk_sink *sink,
	const struct finding *finding, struct err *err)
{
	const char *last = "";
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < finding->place_count; i++) {
		const char *path = finding->places[i].path;
		if (path == NULL || strcmp(path, last) == 0)
			continue;
		last = path;
		rc = textchunk_name(sink, path, NULL, err);
	}
	return rc;
}

static int mask_all(
	const struct chunk_sink *sink, const struct scan *scan, struct err *err)
{
	const struct coverage *coverage = &scan->coverage;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < scan->findings.count; i++)
		rc = mask_places(sink, &scan->findings.list[i], err);
	for (size_t i = 0; rc == 0 && i < coverage->unscanned_count; i++)
		rc = textchunk_name(
			sink, coverage->unscanned[i].name, NULL, err);
	return rc;
}

int namemask(const struct scan *scan, struct err *err)
{
	struct findings findings; /* these do not count */
	struct coverage coverage;

	if (scan->findings.count == 0 && scan->coverage.unscanned_count == 0)
		return 0;
	findings_init(&findings);
	coverage_init(&coverage);
	const struct pipeline_args args = {
		.rules = &scan->policy.rules,
		.own = scan->own_keys ? own_keys_values(scan->own_keys) : NULL,
		.findings = &findings,
		.coverage = &coverage,
		.veil = scan->veil,
		.no_inline_tags = true,
	};
	struct pipeline *pipeline = pipeline_new(&args);
	const struct chunk_sink sink = { pipeline_scan, pipeline };
	int rc = mask_all(&sink, scan, err);
	pipeline_free(pipeline);
	coverage_release(&coverage);
	findings_release(&findings);
	return rc;
}
