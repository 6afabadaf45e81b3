/*
 * trail_setup.c - the commits of a run's findings, for its report.
 */
#include "cli/trail_setup.h"

#include <stdint.h>

#include "model/trail.h"
#include "report/report.h"

enum { PAST_COMMITS = 100 }; /* one that has left is enough */

/* Adds the commits of what blocks, up to MOST of them. */
static void add_commits(struct trail *trail, const struct findings *findings,
	enum confidence block, size_t most)
{
	for (size_t i = 0; i < findings->count; i++) {
		const struct finding *finding = &findings->list[i];
		if (!report_blocks(finding, block))
			continue;
		for (size_t j = 0; j < finding->place_count; j++)
			if (finding->places[j].commit && trail->count < most)
				(void)trail_add(
					trail, finding->places[j].commit);
	}
}

void trail_setup(struct trail *trail, const struct findings *findings,
	enum confidence block, const struct trailfind_args *args)
{
	add_commits(trail, findings, block, SIZE_MAX);
	trailfind(trail, args);
}

void trail_setup_past(struct trail *trail, const struct findings *findings,
	enum confidence block, const struct trailfind_args *args)
{
	struct trail past;

	trail_init(&past);
	add_commits(&past, findings, block, PAST_COMMITS);
	trailfind_left(&past, args);
	trail->left_by = past.left_by;
	past.left_by = NULL;
	trail_release(&past);
}
