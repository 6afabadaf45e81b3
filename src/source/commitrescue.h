/*
 * commitrescue.h - scans what is left of a range that git refuses to list.
 */
#ifndef KAGIBAN_COMMITRESCUE_H
#define KAGIBAN_COMMITRESCUE_H

struct commitscan;
struct err;
struct revlist_args;
struct source_args;

/*
 * Notes in the coverage that git has refused LIST, for the reason in ERR, and
 * lets SCAN take the commits of it that can be read.  REVISIONS are those of
 * list->input if they are not ids (NULL-ended), or NULL.  Returns 0, or what
 * the sink or the halt returned.
 */
int commitrescue(const struct source_args *args, struct commitscan *scan,
	const struct revlist_args *list, char *const *revisions,
	struct err *err);

/* The same for who has noted already that git has refused. */
int commitrescue_walk(const struct source_args *args, struct commitscan *scan,
	const struct revlist_args *list, char *const *revisions,
	struct err *err);

#endif
