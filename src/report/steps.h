/*
 * steps.h - what the advice of all kinds of reports is made of.
 */
#ifndef KAGIBAN_STEPS_H
#define KAGIBAN_STEPS_H

#include <stdbool.h>
#include <stddef.h>

struct buf;
struct page;
struct report_args;

enum {
	STEP_COLUMN = 4,
	STEP_GAP = 4, /* blanks between a step's text and its command */
	TEXT_COLUMN = 7, /* behind "1. " */
	COMMAND_LIMIT = 1024 * 1024, /* bytes */
};

/* A set of texts, in the order in which they came. */
struct texts {
	const char **list; /* owned, free() it; the texts are borrowed */
	size_t count;
	size_t capacity;
};

/* Adds TEXT; NULL and "" are left out. */
void texts_add(struct texts *texts, const char *text);
bool texts_has(const struct texts *texts, const char *text);

/* Sorts TEXTS and drops what stands there twice. */
void texts_sort(struct texts *texts);

/* The paths in which something blocks, sorted. */
struct texts steps_paths(const struct report_args *args);

/* Appends PATH, from the top of the tree, as a pathspec in a shell. */
void steps_append_path(
	struct buf *command, const char *path, const struct report_args *args);

/* Begins the line of step NUMBER. */
void steps_start(struct page *page, unsigned number);

/*
 * Adds COMMAND behind a text with GAP blanks between, or below it if it is too
 * long, and ends the line.
 */
void steps_command(struct page *page, const char *command, size_t gap);

/* A line for each place, at COLUMN, in which such a secret is kept. */
void steps_keeps(struct page *page, size_t column);

/* What to read about each kind that blocks: before the steps if it is known to
 * have left, else behind them. */
void steps_explain(struct page *page);

#endif
