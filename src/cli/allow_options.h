/*
 * allow_options.h - what the command line of --allow says.
 */
#ifndef KAGIBAN_ALLOW_OPTIONS_H
#define KAGIBAN_ALLOW_OPTIONS_H

#include <stdbool.h>

struct err;
struct options;

/* Whether a report on stdin says what is to be waived. */
bool allow_options_adopts(const struct options *options);

/*
 * Checks the ids, --reason, --until and the scope.  Returns 0 or ERR_USAGE,
 * which names what is wrong.
 */
int allow_options_check(const struct options *options, struct err *err);

#endif
