/*
 * trail_setup.c - the commits of a run's findings, for its report.
 */
#include "cli/trail_setup.h"

#include "model/trail.h"
#include "report/report.h"

void trail_setup(struct trail *trail, const struct findings *findings,
	enum confidence block, const struct trailfind_args *args)
{
	for (size_t i = 0; i < findings->count; i++) {
		const struct finding *finding = &findings->list[i];
		if (!report_blocks(finding, block))
			continue;
		for (size_t j = 0; j < finding->place_count; j++)
			if (finding->places[j].commit != NULL)
				(void)trail_add(
					trail, finding->places[j].commit);
	}
	trailfind(trail, args);
}
