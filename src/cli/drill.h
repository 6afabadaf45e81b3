/*
 * drill.h - the drill and its steps, for cmd_drill.c, which tells of them.
 */
#ifndef KAGIBAN_DRILL_H
#define KAGIBAN_DRILL_H

#include <stdbool.h>

#include "cli/drill_key.h"
#include "cli/drill_repo.h"

struct err;
struct options;

struct drill {
	struct drill_repo repo;
	struct drill_key key;
	const struct options *options; /* borrowed */
	const char *program; /* borrowed */
	const char *folder; /* borrowed */
	const char *reason; /* why the step failed, translated */
	bool color;
};

/* Does the step; returns 1 if all was as it should be, 0 (and sets
 * drill->reason) if not, or a negative code. */
typedef int (*drill_step_fn)(struct drill *drill, struct err *err);

struct drill_step {
	const char *text; /* what has been done if all went well */
	drill_step_fn run;
	bool shows_block; /* the hook's words are part of the lesson */
};

enum { DRILL_STEP_COUNT = 5 };

/* In their order. */
extern const struct drill_step drill_steps[DRILL_STEP_COUNT];

/* Whether a part of the secret stands in what git and the hook printed. */
bool drill_shows_secret(const struct drill *drill);

#endif
