/*
 * cmd_drill.c - --drill: a slip that cost somebody 1.8 million yen, played
 * again in a throw-away repository against real git and the real hooks.
 *
 * A step is a row of `steps`: what it is called, and a function that does it
 * and says why it did not go as it should.  The first step that does not ends
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
#include "cli/drill_key.h"
#include "cli/drill_repo.h"
#include "cli/options.h"
#include "cli/report_setup.h"
#include "cli/scratch.h"
#include "cli/self.h"
#include "cli/wrap.h"
#include "report/columns.h"

enum {
	TEXT_LIMIT = 4096,
	SHOWN_LIMIT = 1024 * 1024,
	INDENT = 2, /* columns by which git's words are set in */
	SECRET_PART = 8, /* bytes of the secret that must not be shown */
};

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
typedef int (*step_fn)(struct drill *drill, struct err *err);

static const char php_with_file[] =
	"<?php\n"
	"require 'vendor/autoload.php';\n"
	"use Aws\\Common\\Aws;\n"
	"\n"
	"$s3 = Aws::factory('awsconf.json')->get('S3');\n"
	"echo $s3->getObject(array('Bucket' => 'my-notes',\n"
	"\t'Key' => 'hello.txt'))['Body'];\n";

static const char php_with_role[] =
	"<?php\n"
	"require 'vendor/autoload.php';\n"
	"use Aws\\Common\\Aws;\n"
	"\n"
	"/* On EC2 the key comes from an IAM role, elsewhere from the\n"
	" * environment. */\n"
	"$s3 = Aws::factory(array('region' => 'ap-northeast-1'))->get('S3');\n"
	"echo $s3->getObject(array('Bucket' => 'my-notes',\n"
	"\t'Key' => 'hello.txt'))['Body'];\n";

static int fail(struct drill *drill, const char *reason)
{
	drill->reason = reason;
	return 0;
}

/* Whether a part of the secret stands in what git and the hook printed. */
static bool shows_secret(const struct drill *drill)
{
	char part[SECRET_PART + 1];
	const char *output = buf_string(&drill->repo.output);

	for (size_t i = 0; i + SECRET_PART <= DRILL_SECRET_SIZE; i++) {
		memcpy(part, drill->key.secret + i, SECRET_PART);
		part[SECRET_PART] = '\0';
		if (strstr(output, part) != NULL)
			return true;
	}
	return false;
}

static int git(struct drill *drill, const char *const *args, struct err *err)
{
	return drill_repo_git(&drill->repo, args, err);
}

/* Whether what was printed is kagiban's block that names PLACE. */
static bool is_block(const struct drill *drill, const char *place)
{
	const char *output = buf_string(&drill->repo.output);

	return strstr(output, "kagiban: ") != NULL &&
	       (place == NULL || strstr(output, place) != NULL);
}

/*
 * The verdict on a commit that had to be refused: STATUS is git's, WANTED how
 * many commits there must be.
 */
static int check_refused(struct drill *drill, int status, int wanted,
	const char *place, struct err *err)
{
	struct buf output = drill->repo.output;

	if (status < 0)
		return status;
	/* Counting must not cost us what git has printed. */
	buf_init(&drill->repo.output, output.limit);
	int count = drill_repo_count(&drill->repo, err);
	buf_release(&drill->repo.output);
	drill->repo.output = output;
	if (count < 0)
		return count;
	if (count != wanted)
		return fail(drill, _("the commit was made, key and all"));
	if (status != EXIT_BLOCKED)
		return fail(drill, _("git did not end with status 1"));
	if (!is_block(drill, place))
		return fail(drill, _("it was not kagiban that refused"));
	if (shows_secret(drill))
		return fail(drill, _("the message shows the secret"));
	return 1;
}

static int make_repository(struct drill *drill, struct err *err)
{
	int rc = drill_repo_make(
		&drill->repo, drill->folder, drill->program, err);

	return rc < 0 ? rc : 1;
}

static int commit_key(struct drill *drill, struct err *err)
{
	static const char *const add[] = { "add", ".", NULL };
	static const char *const commit[] = { "commit", "-m",
		"Read a file from S3", NULL };
	char text[TEXT_LIMIT];

	snprintf(text, sizeof(text), "{\"key\": \"%s\", \"secret\": \"%s\"}\n",
		drill->key.id, drill->key.secret);
	int rc =
		drill_repo_write(&drill->repo, "s3get.php", php_with_file, err);
	if (rc == 0)
		rc = drill_repo_write(&drill->repo, "awsconf.json", text, err);
	if (rc == 0)
		rc = git(drill, add, err);
	if (rc > 0)
		return fail(drill, _("git add failed"));
	if (rc == 0)
		rc = git(drill, commit, err);
	return check_refused(drill, rc, 0, "awsconf.json", err);
}

static int commit_without_key(struct drill *drill, struct err *err)
{
	static const char *const take_out[] = { "rm", "-q", "-f",
		"awsconf.json", NULL };
	static const char *const add[] = { "add", "s3get.php", NULL };
	static const char *const commit[] = { "commit", "-q", "-m",
		"Read a file from S3", NULL };

	int rc = git(drill, take_out, err);
	if (rc == 0)
		rc = drill_repo_write(
			&drill->repo, "s3get.php", php_with_role, err);
	if (rc == 0)
		rc = git(drill, add, err);
	if (rc == 0)
		rc = git(drill, commit, err);
	if (rc < 0)
		return rc;
	if (rc > 0)
		return fail(drill, _("git refused a change without a key"));
	rc = drill_repo_count(&drill->repo, err);
	if (rc < 0)
		return rc;
	return rc == 1 ? 1 : fail(drill, _("there is no commit"));
}

static int commit_message(struct drill *drill, struct err *err)
{
	char text[TEXT_LIMIT];
	const char *commit[] = { "commit", "--allow-empty", "-m", text, NULL };

	snprintf(text, sizeof(text),
		"Note the key for later\n\naws_access_key_id = %s\n"
		"aws_secret_access_key = %s\n",
		drill->key.id, drill->key.secret);
	int rc = git(drill, commit, err);
	return check_refused(drill, rc, 1, NULL, err);
}

static const struct step {
	const char *text; /* what has been done if all went well */
	step_fn run;
	bool shows_block; /* the hook's words are part of the lesson */
} steps[] = {
	{ N_("A repository is made, and the hooks are installed in it."),
		make_repository, false },
	{ N_("s3get.php and awsconf.json, with a new access key: commit "
	     "refused."),
		commit_key, true },
	{ N_("The key is taken out, an IAM role takes its place: commit "
	     "made."),
		commit_without_key, false },
	{ N_("The key in a commit message: commit refused."), commit_message,
		false },
};

enum { STEP_COUNT = sizeof(steps) / sizeof(steps[0]) };

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
		_(steps[number].text));
}

/* Prints what git and the hook have said, line by line, set in.  The lines of
 * a report are no longer than they may be; its commands are to be copied. */
static void say_output(const struct drill *drill)
{
	static const char ours[] = "kagiban: ";
	struct buf shown = BUF_INIT(SHOWN_LIMIT);
	const char *line = buf_string(&drill->repo.output);

	printf("\n");
	while (*line != '\0') {
		size_t len = strcspn(line, "\n");
		bool head = strncmp(line, ours, strlen(ours)) == 0;

		buf_clear(&shown);
		escape_append(&shown, line, len, NULL);
		printf("%*s%s%s%s\n", len > 0 ? INDENT : 0, "",
			head && drill->color ? "\033[1;31m" : "",
			buf_string(&shown),
			head && drill->color ? "\033[0m" : "");
		line += len;
		if (*line == '\n')
			line++;
	}
	printf("\n");
	buf_release(&shown);
}

static void say_story(const struct drill *drill)
{
	const char *label = _("More:");
	char *program = report_program_word(drill->program);
	struct buf command = BUF_INIT(SHOWN_LIMIT);

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
		  "the secret."));
	(void)buf_append_string(&command, program);
	(void)buf_append_string(&command, " --explain aws-access-key");
	printf("\n%s  ", label);
	wrap_command(buf_string(&command), columns_of(label, strlen(label)) + 2,
		INDENT);
	buf_release(&command);
	free(program);
}

/* Whatever this says, the secret of the drill is not in it. */
static void say_failure(const struct drill *drill)
{
	struct buf shown = BUF_INIT(SHOWN_LIMIT);

	escape_append_string(&shown, drill->reason, NULL);
	printf("   %s\n", buf_string(&shown));
	buf_release(&shown);
	if (shows_secret(drill))
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

	for (size_t i = 0; i < STEP_COUNT; i++) {
		int rc = steps[i].run(drill, &err);
		if (rc < 0)
			drill->reason = err.message;
		say_step(drill, i, rc > 0);
		if (rc <= 0) {
			say_failure(drill);
			return EXIT_BLOCKED;
		}
		if (steps[i].shows_block)
			say_output(drill);
		fflush(stdout);
	}
	printf("\n");
	say_story(drill);
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
	/* Of 80 when the lines are set in, and a little air. */
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
