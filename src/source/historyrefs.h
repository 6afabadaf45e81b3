/*
 * historyrefs.h - what refs have besides commits: their own names, the texts
 * of tags, and trees and blobs that a ref or a tag names directly.
 */
#ifndef KAGIBAN_HISTORYREFS_H
#define KAGIBAN_HISTORYREFS_H

struct err;
struct historyindex;
struct source_args;

/*
 * Hands the names of all refs to the sink of ARGS, and adds the tags, trees
 * and blobs that they name to INDEX.  What git cannot read is noted in the
 * coverage.  Returns 0 or the error that ends the scan.
 */
int historyrefs_read(struct historyindex *index, const struct source_args *args,
	struct err *err);

#endif
