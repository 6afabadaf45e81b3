/*
 * options.c - the one table of options, and what is made from it.
 *
 * An option is one row.  getopt_long() parses by it, --help prints it, and
 * `kagiban --help --format rows` prints it for the scripts that make
 * completions and the man page.
 */
#include <getopt.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "cli/options.h"
#include "cli/wrap.h"
#include "report/columns.h"

enum kind {
	KIND_ACTION, /* value: enum action */
	KIND_SET, /* sets the bool at `field` */
	KIND_TEXT, /* stores the argument in the string at `field` */
	KIND_COUNT, /* a number from 1, in the unsigned at `field` */
	KIND_SCOPE, /* value: enum install_scope */
	KIND_COLOR,
	KIND_LANG, /* counts at once, for the errors that may follow */
};

struct option_row {
	const char *name; /* without the dashes */
	const char *argument; /* message id; NULL: takes none */
	const char *help; /* message id; NULL: not shown */
	size_t field; /* offset in struct options */
	int value;
	enum kind kind;
	char letter; /* short form, or 0 */
};

#define AT(member) offsetof(struct options, member)

static const struct option_row rows[] = {
	{ "scan-staged", NULL, N_("scan what `git commit` would record now"), 0,
		ACTION_SCAN_STAGED, KIND_ACTION, 0 },
	{ "scan-message", N_("FILE"),
		N_("scan the commit message in FILE (- is stdin)"), 0,
		ACTION_SCAN_MESSAGE, KIND_ACTION, 0 },
	{ "scan-push", NULL,
		N_("scan what `git push` sends to REMOTE (REMOTE and URL may "
		   "follow; the lines of pre-push on stdin)"),
		0, ACTION_SCAN_PUSH, KIND_ACTION, 0 },
	{ "scan-receive", NULL,
		N_("scan what is pushed to this repository (the lines of "
		   "pre-receive on stdin)"),
		0, ACTION_SCAN_RECEIVE, KIND_ACTION, 0 },
	{ "scan-range", "A..B",
		N_("scan the commits of a range, as `git rev-list` takes it"),
		0, ACTION_SCAN_RANGE, KIND_ACTION, 0 },
	{ "scan-files", NULL, N_("scan the files and folders named PATH..."), 0,
		ACTION_SCAN_FILES, KIND_ACTION, 0 },
	{ "scan-history", NULL,
		N_("scan every file, message and name that refs reach"), 0,
		ACTION_SCAN_HISTORY, KIND_ACTION, 0 },
	{ "scan-diff", NULL,
		N_("scan the diff on stdin, as `git diff`, `git log -p`, `git "
		   "format-patch` or `diff -u` print it"),
		0, ACTION_SCAN_DIFF, KIND_ACTION, 0 },
	{ "install", NULL,
		N_("put the hooks into this repository, or with --global "
		   "into all of yours"),
		0, ACTION_INSTALL, KIND_ACTION, 0 },
	{ "uninstall", NULL, N_("take the hooks out again"), 0,
		ACTION_UNINSTALL, KIND_ACTION, 0 },
	{ "doctor", NULL,
		N_("say whether this repository is really guarded, and how "
		   "to mend what is not"),
		0, ACTION_DOCTOR, KIND_ACTION, 0 },
	{ "drill", NULL,
		N_("replay a leak in a throw-away repository, with the real "
		   "hooks"),
		0, ACTION_DRILL, KIND_ACTION, 0 },
	{ "allow", N_("ID"),
		N_("waive a finding that was just shown, more IDs may follow; "
		   "- waives all of a --format json on stdin; needs "
		   "--reason"),
		0, ACTION_ALLOW, KIND_ACTION, 0 },
	{ "prune", NULL,
		N_("take out waivers that have expired or cover nothing in "
		   "the whole history"),
		0, ACTION_PRUNE, KIND_ACTION, 0 },
	{ "list-rules", NULL, N_("list what is looked for"), 0,
		ACTION_LIST_RULES, KIND_ACTION, 0 },
	{ "explain", N_("RULE"),
		N_("say what a find means and what to do about it"), 0,
		ACTION_EXPLAIN, KIND_ACTION, 0 },
	{ "check-rules", NULL,
		N_("run the rules' own examples; of FILE, if one is named"), 0,
		ACTION_CHECK_RULES, KIND_ACTION, 0 },
	{ "local", NULL,
		N_("for this repository alone (hooks: the default; a waiver: "
		   "not shared with the team)"),
		0, SCOPE_LOCAL, KIND_SCOPE, 0 },
	{ "global", NULL, N_("for all repositories of this user"), 0,
		SCOPE_GLOBAL, KIND_SCOPE, 0 },
	{ "server", NULL,
		N_("hooks: the one for what is pushed to a server; with "
		   "--global for all its repositories"),
		AT(server), 0, KIND_SET, 0 },
	{ "reason", N_("TEXT"), N_("why a finding is waived"), AT(reason), 0,
		KIND_TEXT, 0 },
	{ "until", N_("DATE"),
		N_("the last day (YYYY-MM-DD) on which a waiver holds"),
		AT(until), 0, KIND_TEXT, 0 },
	{ "format", N_("FORMAT"), N_("how to report: text, json or sarif"),
		AT(format), 0, KIND_TEXT, 0 },
	{ "output", N_("FILE"), N_("write the report to FILE"), AT(output), 0,
		KIND_TEXT, 0 },
	{ "config", N_("FILE"),
		N_("read rules, exemptions and waivers from FILE as well"),
		AT(config), 0, KIND_TEXT, 0 },
	{ "no-config", NULL,
		N_("use no settings and no files of rules but that of "
		   "--config"),
		AT(no_config), 0, KIND_SET, 0 },
	{ "jobs", N_("N"),
		N_("how many threads read a history (default: one a core)"),
		AT(jobs), 0, KIND_COUNT, 0 },
	{ "color", N_("WHEN"), N_("when to use colours: auto, always or never"),
		0, 0, KIND_COLOR, 0 },
	{ "lang", N_("LANG"), N_("language of the messages: en or ja"), 0, 0,
		KIND_LANG, 0 },
	{ "hook", N_("NAME"), N_("the git hook that runs kagiban"), AT(hook), 0,
		KIND_TEXT, 0 },
	{ "quiet", NULL, N_("show only the findings"), AT(quiet), 0, KIND_SET,
		'q' },
	{ "verbose", NULL, N_("show all places, and more about the run"),
		AT(verbose), 0, KIND_SET, 'v' },
	{ "help", NULL, N_("show this text"), 0, ACTION_HELP, KIND_ACTION,
		'h' },
	{ "version", NULL, N_("show the version"), 0, ACTION_VERSION,
		KIND_ACTION, 0 },
};

enum {
	ROW_COUNT = sizeof(rows) / sizeof(rows[0]),
	LONG_BASE = 256, /* values of long options, above all letters */
	MOST_COUNT = 256, /* of a KIND_COUNT */
	LABEL_SIZE = 128, /* bytes of an option as --help shows it */
};

static int take_action(struct options *options, const struct option_row *row,
	char *argument, struct err *err)
{
	enum action action = (enum action)row->value;
	if (action == ACTION_HELP || action == ACTION_VERSION) {
		options->action = action;
		return 0;
	}
	if (options->action == ACTION_HELP || options->action == ACTION_VERSION)
		return 0;
	if (options->action != ACTION_NONE)
		return err_set(err, ERR_USAGE,
			"--%s: there is another action already; one run does "
			"one",
			row->name);
	options->action = action;
	options->subject = argument;
	return 0;
}

static int take_color(
	struct options *options, const char *argument, struct err *err)
{
	static const char *const names[] = { "auto", "always", "never" };
	for (int i = 0; i < 3; i++) {
		if (strcmp(names[i], argument) == 0) {
			options->color = (enum color_when)i;
			return 0;
		}
	}
	return err_set(err, ERR_USAGE,
		"--color: expected auto, always or never, not \"%s\"",
		argument);
}

static int take_count(unsigned *field, const struct option_row *row,
	const char *argument, struct err *err)
{
	char *end;
	unsigned long number = strtoul(argument, &end, 10);
	bool digits = argument[0] >= '0' && argument[0] <= '9' && !*end;
	if (!digits || number < 1 || number > MOST_COUNT)
		return err_set(err, ERR_USAGE,
			"--%s: expected a number from 1 to %d, not \"%s\"",
			row->name, MOST_COUNT, argument);
	*field = (unsigned)number;
	return 0;
}

static int take_option(struct options *options, const struct option_row *row,
	char *argument, struct err *err)
{
	char *field = (char *)options + row->field;
	switch (row->kind) {
	case KIND_ACTION:
		return take_action(options, row, argument, err);
	case KIND_SET:
		*(bool *)(void *)field = true;
		break;
	case KIND_TEXT:
		*(const char **)(void *)field = argument;
		break;
	case KIND_COUNT:
		return take_count(
			(unsigned *)(void *)field, row, argument, err);
	case KIND_SCOPE:
		options->scope = (enum install_scope)row->value;
		options->scope_given = true;
		break;
	case KIND_COLOR:
		return take_color(options, argument, err);
	case KIND_LANG:
		options->lang = argument;
		i18n_init(argument);
		break;
	}
	return 0;
}

/* The row of getopt_long()'s answer; NULL for none. */
static const struct option_row *row_of(int answer)
{
	if (answer >= LONG_BASE && answer < LONG_BASE + ROW_COUNT)
		return &rows[answer - LONG_BASE];
	for (size_t i = 0; i < ROW_COUNT; i++) {
		if (rows[i].letter != 0 && rows[i].letter == answer)
			return &rows[i];
	}
	return NULL;
}

static void make_getopt_rows(struct option *longs, char *letters)
{
	size_t letter_count = 0;
	letters[letter_count++] = ':';
	for (int i = 0; i < ROW_COUNT; i++) {
		longs[i].name = rows[i].name;
		longs[i].has_arg =
			rows[i].argument ? required_argument : no_argument;
		longs[i].flag = NULL;
		longs[i].val = LONG_BASE + i;
		if (rows[i].letter)
			letters[letter_count++] = rows[i].letter;
	}
	letters[letter_count] = '\0';
}

static int refuse(int answer, char **argv, struct err *err)
{
	const char *word = argv[optind - 1];
	if (answer == ':')
		return err_set(err, ERR_USAGE, "%s needs an argument", word);
	return err_set(
		err, ERR_USAGE, "unknown option %s; see kagiban --help", word);
}

static int check_subjects(const struct options *options, struct err *err)
{
	switch (options->action) {
	case ACTION_NONE:
		return err_set(err, ERR_USAGE,
			"nothing to do; for example kagiban --scan-staged, "
			"or see kagiban --help");
	case ACTION_SCAN_PUSH:
		if (options->path_count <= 2)
			return 0;
		return err_set(err, ERR_USAGE,
			"--scan-push takes a remote and its URL, not \"%s\"",
			options->paths[2]);
	case ACTION_SCAN_RANGE: /* there may be more revisions */
		return 0;
	case ACTION_SCAN_FILES:
		if (options->path_count == 0)
			return err_set(err, ERR_USAGE,
				"--scan-files needs the name of a file or "
				"folder");
		return 0;
	case ACTION_ALLOW:
		return 0;
	case ACTION_CHECK_RULES:
		if (options->path_count <= 1)
			return 0;
		return err_set(err, ERR_USAGE,
			"--check-rules takes one file, not %zu",
			options->path_count);
	default:
		if (options->path_count == 0)
			return 0;
		return err_set(err, ERR_USAGE, "unexpected argument \"%s\"",
			options->paths[0]);
	}
}

int options_parse(
	struct options *options, int argc, char **argv, struct err *err)
{
	struct option longs[ROW_COUNT + 1] = { { 0 } };
	char letters[ROW_COUNT + 2];
	int rc = 0;

	*options = (struct options){ .format = "text" };
	options->program = argc > 0 ? argv[0] : "kagiban";
	make_getopt_rows(longs, letters);
	opterr = 0;
	for (;;) {
		int answer = getopt_long(argc, argv, letters, longs, NULL);
		if (answer == -1)
			break;
		const struct option_row *row = row_of(answer);
		rc = row ? take_option(options, row, optarg, err)
			 : refuse(answer, argv, err);
		if (rc < 0)
			return rc;
	}
	options->paths = argv + optind;
	options->path_count = (size_t)(argc - optind);
	if (options->action == ACTION_CHECK_RULES && options->path_count == 1)
		options->subject = options->paths[0];
	if (options->action == ACTION_HELP || options->action == ACTION_VERSION)
		return 0;
	return check_subjects(options, err);
}

/* `-q, --quiet` or `--allow ID`, in LABEL.  Returns its columns. */
static size_t write_label(
	const struct option_row *row, char *label, size_t size)
{
	char letter[8] = "";
	if (row->letter)
		snprintf(letter, sizeof(letter), "-%c, ", row->letter);
	snprintf(label, size, "%s--%s%s%s", letter, row->name,
		row->argument ? " " : "",
		row->argument ? _(row->argument) : "");
	return columns_of(label, strlen(label));
}

/* The columns of the longest label, the same for all of the help. */
static size_t widest_label(void)
{
	char label[LABEL_SIZE];
	size_t widest = 0;
	for (size_t i = 0; i < ROW_COUNT; i++) {
		size_t width = write_label(&rows[i], label, sizeof(label));
		widest = width > widest ? width : widest;
	}
	return widest;
}

static void print_rows(FILE *out, bool actions)
{
	enum { INDENT = 2, GAP = 2 };
	size_t column = INDENT + widest_label() + GAP;
	for (size_t i = 0; i < ROW_COUNT; i++) {
		char label[LABEL_SIZE];
		if ((rows[i].kind == KIND_ACTION) != actions)
			continue;
		size_t width = write_label(&rows[i], label, sizeof(label));
		fprintf(out, "%*s%s%*s", INDENT, "", label,
			(int)(column - INDENT - width), "");
		wrap_print(out, _(rows[i].help), column, column);
	}
}

void options_print_help(FILE *out)
{
	fputs(_("kagiban stops secrets before git records them.\n\n"
		"usage: kagiban ACTION [OPTION...] [PATH...]\n"),
		out);
	fputs(_("\nActions, one per run:\n"), out);
	print_rows(out, true);
	fputs(_("\nOptions:\n"), out);
	print_rows(out, false);
	fputs(_("\nExit status: 0 clean, 1 secrets found, 2 wrong usage or "
		"configuration,\n3 something could not be scanned.\n"),
		out);
}

void options_print_rows(FILE *out)
{
	for (size_t i = 0; i < ROW_COUNT; i++)
		fprintf(out, "%c\t%s\t%s\t%s\t%s\n",
			rows[i].letter ? rows[i].letter : '-', rows[i].name,
			rows[i].argument ? rows[i].argument : "", rows[i].help,
			rows[i].kind == KIND_ACTION ? "action" : "option");
}

bool options_want_color(const struct options *options, FILE *out)
{
	if (options->color == COLOR_ALWAYS)
		return true;
	if (options->color == COLOR_NEVER || getenv("NO_COLOR"))
		return false;
	const char *terminal = getenv("TERM");
	return isatty(fileno(out)) &&
	       (!terminal || strcmp(terminal, "dumb") != 0);
}

char **options_revisions(const struct options *options)
{
	/* A list of pointers.  NOLINTBEGIN(bugprone-sizeof-expression) */
	char **revisions =
		mem_zalloc(options->path_count + 2, sizeof(*revisions));

	revisions[0] = options->subject;
	memcpy(revisions + 1, options->paths,
		options->path_count * sizeof(*revisions));
	/* NOLINTEND(bugprone-sizeof-expression) */
	return revisions;
}
