/*
 * commitscan.h - scans a commit: its message, and what it changes against all
 * of its parents.
 */
#ifndef KAGIBAN_COMMITSCAN_H
#define KAGIBAN_COMMITSCAN_H

struct commit_ids;
struct commitscan;
struct err;
struct object_id;
struct object_text;
struct source_args;

/* ARGS are borrowed.  Caller owns (commitscan_free(), NULL allowed). */
struct commitscan *commitscan_new(const struct source_args *args);
void commitscan_free(struct commitscan *scan);

/*
 * Scans a commit and counts it; SCAN is the payload, so that revlist_run() can
 * call it.  What cannot be read is noted in the coverage.  Returns 0, or what
 * the sink or the halt returned.
 */
int commitscan_take(
	void *payload, const struct commit_ids *commit, struct err *err);

/* Scans all of a tree, as of the object HEX.  Returns as commitscan_take(). */
int commitscan_tree(struct commitscan *scan, const struct object_id *tree,
	const char *hex, struct err *err);

/* Scans the blob ID under the name NAME.  Returns as commitscan_take(). */
int commitscan_blob(struct commitscan *scan, const struct object_id *id,
	const char *name, struct err *err);

/* Hands on the message, and what else people have written, of a commit or a
 * tag whose id is HEX, and counts it.  Returns as commitscan_take(). */
int commitscan_text(const struct source_args *args,
	const struct object_text *text, const char *hex, struct err *err);

#endif
