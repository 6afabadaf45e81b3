/*
 * deadline.c - ends a scan when its time has run out.
 */
#include "cli/deadline.h"

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

static bool has_passed(const struct deadline *deadline)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	long long nanoseconds =
		(long long)(now.tv_sec - deadline->started.tv_sec) *
			1000000000 +
		(now.tv_nsec - deadline->started.tv_nsec);
	return nanoseconds >= (long long)deadline->milliseconds * 1000000;
}

static int ask(void *payload, struct err *err)
{
	const struct deadline *deadline = payload;

	if (!has_passed(deadline))
		return 0;
	return err_set(err, ERR_LIMIT,
		"push blocked: not scanned within %g s "
		"(kagiban.receiveTimeout); push fewer commits at once",
		deadline->milliseconds / 1000.0);
}

static int take(void *payload, const struct chunk *chunk, struct err *err)
{
	const struct deadline *deadline = payload;
	int rc = ask(payload, err);

	return rc < 0 ? rc
		      : deadline->sink.take(deadline->sink.payload, chunk, err);
}

struct halt deadline_halt(struct deadline *deadline)
{
	struct halt halt = { NULL, NULL };

	if (deadline->milliseconds > 0)
		halt = (struct halt){ ask, deadline };
	return halt;
}

struct chunk_sink deadline_sink(struct deadline *deadline)
{
	struct chunk_sink sink = { take, deadline };

	return deadline->milliseconds > 0 ? sink : deadline->sink;
}
