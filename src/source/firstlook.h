/*
 * firstlook.h - reads all objects of a history once, in several threads, and
 * marks those that have to be looked at again with their places.
 */
#ifndef KAGIBAN_FIRSTLOOK_H
#define KAGIBAN_FIRSTLOOK_H

struct err;
struct historyindex;
struct objectlist;
struct source_args;

/*
 * Shows the objects of INDEX to the probes of ARGS, in the order of LIST, and
 * counts their files and lines in its coverage.  Sets HISTORY_SUSPECT for what
 * a probe suspects, and for what is not there or cannot be read.  Returns 0, or
 * what a probe returned, ERR_IO if git cannot be started.
 */
int firstlook_run(struct historyindex *index, const struct objectlist *list,
	const struct source_args *args, struct err *err);

#endif
