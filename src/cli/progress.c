/*
 * progress.c - how far a long scan is.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "cli/progress.h"

enum {
	PATIENCE = 1000, /* milliseconds before the first word */
	PAUSE = 200, /* and between two */
	NANOSECONDS = 1000000000, /* a second */
};

static struct timespec after(struct timespec time, long milliseconds)
{
	time.tv_sec += milliseconds / 1000;
	time.tv_nsec += milliseconds % 1000 * 1000000;
	if (time.tv_nsec >= NANOSECONDS) {
		time.tv_nsec -= NANOSECONDS;
		time.tv_sec++;
	}
	return time;
}

static bool is_before(struct timespec a, struct timespec b)
{
	return a.tv_sec < b.tv_sec ||
	       (a.tv_sec == b.tv_sec && a.tv_nsec < b.tv_nsec);
}

void progress_init(struct progress *progress, bool quiet)
{
	const char *terminal = getenv("TERM");
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	progress->shown = false;
	progress->next = after(now, PATIENCE);
	progress->wanted = !quiet && isatty(STDERR_FILENO) &&
			   (terminal == NULL || strcmp(terminal, "dumb") != 0);
}

void progress_step(void *payload, uint64_t done, uint64_t total)
{
	struct progress *progress = payload;
	struct timespec now;

	if (!progress->wanted)
		return;
	clock_gettime(CLOCK_MONOTONIC, &now);
	if (is_before(now, progress->next))
		return;
	progress->next = after(now, PAUSE);
	progress->shown = true;
	fprintf(stderr, "\r\033[K");
	if (total > 0)
		fprintf(stderr, _("scanning: %lu of %lu objects (%u %%)"),
			(unsigned long)done, (unsigned long)total,
			(unsigned)(done * 100 / total));
	else
		fprintf(stderr, _("reading the history: commit %lu"),
			(unsigned long)done);
	fflush(stderr);
}

void progress_end(struct progress *progress)
{
	if (progress->shown)
		fprintf(stderr, "\r\033[K");
	progress->shown = false;
}
