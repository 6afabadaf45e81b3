/*
 * changescan.h - scans what a changeset brings: names of new files, added
 * lines, large blobs in windows; submodules are counted.
 */
#ifndef KAGIBAN_CHANGESCAN_H
#define KAGIBAN_CHANGESCAN_H

struct changescan;
struct changeset;
struct err;
struct source_args;

/* ARGS are borrowed.  Caller owns (changescan_free(), NULL allowed). */
struct changescan *changescan_new(const struct source_args *args);
void changescan_free(struct changescan *scan);

/*
 * Hands on what SET brings, which is used up, as of COMMIT (an id in hex,
 * NULL: not committed yet), and counts it.  What cannot be read is noted in
 * the coverage.  Returns 0, or what the sink or the halt returned.
 */
int changescan_run(struct changescan *scan, struct changeset *set,
	const char *commit, struct err *err);

#endif
