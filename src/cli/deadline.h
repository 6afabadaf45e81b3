/*
 * deadline.h - ends a scan when its time has run out.
 *
 * Asked by the source for each commit and path, and by the sink for each
 * chunk.
 */
#ifndef KAGIBAN_DEADLINE_H
#define KAGIBAN_DEADLINE_H

#include <time.h>

#include "model/chunk.h"
#include "source/halt.h"

struct deadline {
	struct timespec started; /* by CLOCK_MONOTONIC */
	unsigned milliseconds; /* 0: never */
	struct chunk_sink sink; /* what gets the chunks */
};

/* DEADLINE, borrowed, as what a source asks, and as its sink. */
struct halt deadline_halt(struct deadline *deadline);
struct chunk_sink deadline_sink(struct deadline *deadline);

#endif
