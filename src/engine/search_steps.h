/*
 * search_steps.h - what search.c, which wakes the rules, and search_window.c,
 * which tries their patterns, share.
 */
#ifndef KAGIBAN_SEARCH_STEPS_H
#define KAGIBAN_SEARCH_STEPS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/assignment.h"
#include "engine/filekind.h"
#include "engine/grid.h"
#include "engine/pattern.h"
#include "engine/prefilter.h"
#include "engine/search.h"

struct match;

/* The part of the chunk that waits to be searched for one rule. */
struct window {
	size_t start;
	size_t end; /* 0: nothing waits */
};

/*
 * What was told of the name that was looked at last: each of its keywords wakes
 * the rules of assignments anew.
 */
struct told {
	struct span keyword; /* empty: nothing */
	struct assignment assignment;
	struct judgement judgement;
	bool heads; /* a column of a table, which is: */
	struct grid grid;
};

/* A glob of a rule without a keyword; its last two bytes are compared first. */
struct by_path {
	const char *glob;
	char tail[2]; /* NUL: any */
	uint16_t rule;
};

struct search {
	struct search_args args;
	struct patterns *patterns;
	struct window *windows; /* one a rule */
	uint16_t *waiting; /* the rules whose window waits */
	size_t waiting_count;
	struct candidates candidates;
	struct by_path *by_path; /* of the rules without a keyword */
	size_t by_path_count;
	size_t by_path_capacity;
	uint16_t *each_line; /* the rules that look at each line */
	size_t each_line_count;
	/* Of the text in hand. */
	enum file_kind file;
	bool file_known;
	struct told told;
	size_t rows_left; /* bytes of tables and lists that may still be read */
};

/* Adds a match of RULE, empty but for its confidence; takes the last back. */
struct match *search_add_match(struct search *search, const struct chunk *chunk,
	const struct rule *rule);
void search_drop_last(struct search *search);

/* Adds a match of a value that was judged, if it can be verified. */
void search_add_judged(struct search *search, const struct chunk *chunk,
	const struct rule *rule, const struct assignment *found,
	const struct judgement *judgement, struct span whole);

/*
 * The functions below return 0 or what pattern_find() returned; a rule that
 * ran into its limit is noted in the coverage, and that is 0.  INDEX is the
 * rule's.
 */

/* Tries the rule at START alone. */
int search_anchored(struct search *search, const struct chunk *chunk,
	size_t index, size_t start, struct err *err);

/* The line of KEYWORD; NEAR bytes to either side of it. */
struct window search_line_window(
	const struct chunk *chunk, struct span keyword);
struct window search_near_window(
	const struct chunk *chunk, struct span keyword, size_t near);

/* Lets a window wait; one that does not touch the last is searched first. */
int search_add_window(struct search *search, const struct chunk *chunk,
	size_t index, struct window window, struct err *err);

/* Searches all windows that wait. */
int search_waiting(
	struct search *search, const struct chunk *chunk, struct err *err);

/* Searches all of the chunk, some lines at a time. */
int search_lines(struct search *search, const struct chunk *chunk, size_t index,
	struct err *err);

/* Takes READ bytes from what may still be read of tables and lists. */
static inline void search_spend_rows(struct search *search, size_t read)
{
	search->rows_left -=
		read < search->rows_left ? read : search->rows_left;
}

/*
 * The values of an assignment's rule below the name that was told of, if that
 * heads a column: a row each.
 */
void search_rows(struct search *search, const struct chunk *chunk,
	const struct rule *rule);

/* What follows FIRST, which was found, in a list of the same name. */
void search_items(struct search *search, const struct chunk *chunk,
	const struct rule *rule, const struct assignment *first);

/* The kind of the file, looked up when it is first asked for. */
enum file_kind search_file_kind(
	struct search *search, const struct chunk *chunk);

#endif
