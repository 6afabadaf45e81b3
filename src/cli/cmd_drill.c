/*
 * cmd_drill.c - --drill: a slip that cost somebody 1.8 million yen, played
 * again in a throw-away repository against real git and the real hooks.
 *
 * The steps are in drill_steps.c; the first that does not go as it should ends
 * the drill.  The key is drawn at random each time, and nothing marks it as an
 * example: the hook cannot know that it is a drill.
 */
#include <stdio.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/escape.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "cli/cmd.h"
#include "cli/drill.h"
#include "cli/options.h"
#include "cli/scratch.h"
#include "cli/self.h"
#include "cli/wrap.h"

enum {
	SHOWN_LIMIT = 1024 * 1024,
	INDENT = 2, /* columns by which git's words are set in */
};

static bool is_utf8(const char *value)
{
	return strstr(value, "UTF-8") != NULL || strstr(value, "utf8") != NULL;
}

/* Whether the terminal, as far as the environment tells, knows UTF-8. */
static bool prints_utf8(const struct options *options)
{
	static const char *const names[] = { "LC_ALL", "LC_CTYPE", "LANG" };

	if (options->lang != NULL && strncmp(options->lang, "en", 2) != 0)
		return true;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const char *value = getenv(names[i]);
		if (value != NULL && value[0] != '\0')
			return is_utf8(value);
	}
	return false;
}

static void say_step(const struct drill *drill, size_t number, bool good)
{
	bool utf8 = prints_utf8(drill->options);
	const char *mark = good ? (utf8 ? "✓" : "ok") : (utf8 ? "✗" : "--");
	const char *color = good ? "\033[32m" : "\033[31m";

	printf("%s%s%s %zu. %s\n", drill->color ? color : "", mark,
		drill->color ? "\033[0m" : "", number + 1,
		_(drill_steps[number].text));
}

/* Prints what git and the hook have said, line by line, set in. */
static void say_output(const struct drill *drill)
{
	struct buf shown = BUF_INIT(SHOWN_LIMIT);
	const char *line = buf_string(&drill->repo.output);

	printf("\n");
	while (*line != '\0') {
		size_t len = strcspn(line, "\n");
		size_t column = INDENT + strspn(line, " ");
		buf_clear(&shown);
		escape_append(&shown, line, len, NULL);
		printf("%*s", len > 0 ? (int)column : 0, "");
		wrap_print(stdout, buf_string(&shown), column, column);
		line += len;
		if (*line == '\n')
			line++;
	}
	printf("\n");
	buf_release(&shown);
}

static void say_story(void)
{
	printf("%s\n\n",
		_("What happened without this, to a programmer who worked "
		  "alone: the two files\n"
		  "went to a public site in 2014, with a root key in them. A "
		  "year later somebody\n"
		  "ran some twenty of the largest machines on it in Sao "
		  "Paulo; the bill stood at\n"
		  "1.8 million yen when the telephone rang."));
	printf("%s\n",
		_("  - Make no root access keys. Use IAM roles, MFA and a "
		  "billing alarm.\n"
		  "  - A key that got out: delete it first, then look in every "
		  "region.\n"
		  "  - Search the web for the key id now and then, never for "
		  "the secret.\n"
		  "More: kagiban --explain aws-access-key"));
}

/* Whatever this says, the secret of the drill is not in it. */
static void say_failure(const struct drill *drill)
{
	struct buf shown = BUF_INIT(SHOWN_LIMIT);

	escape_append_string(&shown, drill->reason, NULL);
	printf("   %s\n", buf_string(&shown));
	buf_release(&shown);
	if (drill_shows_secret(drill))
		printf("   %s\n",
			_("(what git printed is not shown: the key is in it)"));
	else
		say_output(drill);
	printf("%s\n",
		_("The drill has failed: do not rely on the hooks here before "
		  "this is mended."));
}

static int play(struct drill *drill)
{
	struct err err;

	for (size_t i = 0; i < DRILL_STEP_COUNT; i++) {
		int rc = drill_steps[i].run(drill, &err);
		if (rc < 0)
			drill->reason = err.message;
		say_step(drill, i, rc > 0);
		if (rc <= 0) {
			say_failure(drill);
			return EXIT_BLOCKED;
		}
		if (drill_steps[i].shows_block)
			say_output(drill);
		fflush(stdout);
	}
	printf("\n");
	say_story();
	return EXIT_CLEAN;
}

static int drill_in(void *payload, const char *folder)
{
	struct drill *drill = payload;

	drill->folder = folder;
	drill_key_draw(&drill->key);
	if (drill->options->lang != NULL) {
		/* The hook's words in the language of this run. */
		setenv("LC_ALL", drill->options->lang, 1);
		setenv("LANGUAGE", drill->options->lang, 1);
	}
	/* What wrap_print() leaves of a line that is set in. */
	setenv("COLUMNS", "76", 1);
	printf("%s\n\n",
		_("kagiban drill: a slip that cost 1.8 million yen, with real "
		  "git, real hooks and\n"
		  "a key made up just now, in a throw-away repository."));
	int status = play(drill);
	drill_repo_release(&drill->repo);
	return status;
}

int cmd_drill(const struct options *options, struct err *err)
{
	char *program = NULL;
	struct drill drill = { .options = options };

	int rc = self_path(&program, options->program, err);
	if (rc < 0)
		return rc;
	drill.program = program;
	drill.color = options_want_color(options, stdout);
	rc = scratch_run(drill_in, &drill, err);
	free(program);
	return rc;
}
