/*
 * secondlook.h - reads the objects that a first look suspects once more, each
 * with its places, in the order of the history.
 */
#ifndef KAGIBAN_SECONDLOOK_H
#define KAGIBAN_SECONDLOOK_H

struct err;
struct historyindex;
struct source_args;

/*
 * Hands what INDEX has with HISTORY_SUSPECT to the sink of ARGS, an object
 * once for each of its paths, with the first commit that brought it there and
 * whether HEAD has it.  What cannot be read is noted in the coverage.  Returns
 * 0, what the sink returned, ERR_IO if git cannot be started.
 */
int secondlook_run(const struct historyindex *index,
	const struct source_args *args, struct err *err);

#endif
