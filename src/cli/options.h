/*
 * options.h - the command line: one row per option in options.c, from which
 * parsing, --help, completions and the man page's option list are made.
 */
#ifndef KAGIBAN_OPTIONS_H
#define KAGIBAN_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct err;

enum action {
	ACTION_NONE,
	ACTION_SCAN_STAGED,
	ACTION_SCAN_MESSAGE,
	ACTION_SCAN_PUSH,
	ACTION_SCAN_RECEIVE,
	ACTION_SCAN_RANGE,
	ACTION_SCAN_FILES,
	ACTION_SCAN_HISTORY,
	ACTION_SCAN_DIFF,
	ACTION_INSTALL,
	ACTION_UNINSTALL,
	ACTION_DOCTOR,
	ACTION_DRILL,
	ACTION_ALLOW,
	ACTION_PRUNE,
	ACTION_LIST_RULES,
	ACTION_EXPLAIN,
	ACTION_CHECK_RULES,
	ACTION_HELP,
	ACTION_VERSION,
};

enum color_when { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };
enum install_scope { SCOPE_LOCAL, SCOPE_GLOBAL };

/* All strings borrowed from argv. */
struct options {
	enum action action;
	char *subject; /* the action's own argument; NULL: none given */
	char *const *paths; /* what follows the options, NULL-ended */
	size_t path_count;
	const char *format; /* "text" unless given */
	const char *output; /* NULL: stdout (a block in a hook: stderr) */
	const char *lang; /* NULL: from the environment */
	const char *reason; /* of --allow */
	const char *until; /* of --allow, YYYY-MM-DD, or NULL */
	const char *config; /* one more file of rules and waivers, or NULL */
	const char *hook; /* name of the git hook that runs us, or NULL */
	const char *program; /* argv[0] */
	unsigned jobs; /* threads; 0: all cores */
	enum color_when color;
	enum install_scope scope;
	bool scope_given;
	bool no_config; /* none of the other configuration counts */
	bool server; /* --install: the hook of a server */
	bool quiet;
	bool verbose;
};

/*
 * Reads the command line.  Returns 0 or ERR_USAGE.  `git kagiban` arrives as
 * any other call.
 */
int options_parse(
	struct options *options, int argc, char **argv, struct err *err);

/*
 * The revisions of --scan-range: its argument and what follows the options,
 * NULL-ended.  Caller owns the list, the strings are borrowed.
 */
char **options_revisions(const struct options *options);

/* Whether to colour what is printed to OUT: as --color says, else if a terminal
 * that can do it is there and NO_COLOR is not set. */
bool options_want_color(const struct options *options, FILE *out);

/* Prints the help text, made from the rows, in the user's language. */
void options_print_help(FILE *out);

/*
 * Prints the rows untranslated, a line each: letter or dash, name, argument,
 * text, "action" or "option", separated by tabs.  For the scripts that make
 * the man page.
 */
void options_print_rows(FILE *out);

#endif
