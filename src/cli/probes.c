/*
 * probes.c - pipelines that take a first look, one a thread.
 */
#include <unistd.h>

#include "base/mem.h"
#include "cli/probes.h"
#include "engine/pipeline.h"
#include "source/source.h"

enum { JOBS_MOST = 256 };

/* A pipeline with what it would report to; it reports nothing. */
struct first_look {
	struct pipeline *pipeline; /* owned */
	struct findings findings;
	struct coverage coverage;
};

struct probes {
	struct first_look *looks; /* owned */
	struct source_probe *list; /* owned */
	size_t count;
};

struct probes *probes_new(
	const struct ruleset *rules, const struct own *own, size_t count)
{
	struct probes *probes = mem_zalloc(1, sizeof(*probes));

	probes->looks = mem_zalloc(count, sizeof(*probes->looks));
	probes->list = mem_zalloc(count, sizeof(*probes->list));
	probes->count = count;
	for (size_t i = 0; i < count; i++) {
		struct first_look *look = &probes->looks[i];
		findings_init(&look->findings);
		coverage_init(&look->coverage);
		const struct pipeline_args args = {
			.rules = rules,
			.own = own,
			.findings = &look->findings,
			.coverage = &look->coverage,
		};
		look->pipeline = pipeline_new(&args);
		probes->list[i].take = pipeline_probe;
		probes->list[i].payload = look->pipeline;
	}
	return probes;
}

void probes_free(struct probes *probes)
{
	if (probes == NULL)
		return;
	for (size_t i = 0; i < probes->count; i++) {
		pipeline_free(probes->looks[i].pipeline);
		findings_release(&probes->looks[i].findings);
		coverage_release(&probes->looks[i].coverage);
	}
	free(probes->looks);
	free(probes->list);
	free(probes);
}

const struct source_probe *probes_list(const struct probes *probes)
{
	return probes->list;
}

size_t probes_jobs(unsigned wanted)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);

	if (wanted > 0)
		return wanted;
	if (cores < 1)
		return 1;
	return cores > JOBS_MOST ? JOBS_MOST : (size_t)cores;
}
