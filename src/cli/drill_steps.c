/*
 * drill_steps.c - what the drill does, against real git and the real hooks.
 *
 * A step is a row of `drill_steps`: what it is called, and a function that does
 * it and says why it did not go as it should.
 */
#include <stdio.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "cli/cmd.h"
#include "cli/drill.h"

enum {
	TEXT_LIMIT = 4096,
	SECRET_PART = 8, /* bytes of the secret that must not be shown */
};

/* From the top of the work tree. */
static const char drill_remote[] = "../remote.git";

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

bool drill_shows_secret(const struct drill *drill)
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

/* Whether git, which ended with STATUS, says that kagiban has refused. */
static int check_words(struct drill *drill, int status, const char *place)
{
	if (status != EXIT_BLOCKED)
		return fail(drill, _("git did not end with status 1"));
	if (!is_block(drill, place))
		return fail(drill, _("it was not kagiban that refused"));
	if (drill_shows_secret(drill))
		return fail(drill, _("the message shows the secret"));
	return 1;
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
	return check_words(drill, status, place);
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

/* The refs of the remote, which must not cost us what git has printed. */
static int check_remote(struct drill *drill, struct err *err)
{
	static const char *const list[] = { "ls-remote", drill_remote, NULL };
	struct buf output = drill->repo.output;

	buf_init(&drill->repo.output, output.limit);
	int rc = git(drill, list, err);
	bool empty = drill->repo.output.len == 0;
	buf_release(&drill->repo.output);
	drill->repo.output = output;
	if (rc < 0)
		return rc;
	if (rc > 0)
		return fail(drill, _("git ls-remote failed"));
	return empty ? 1 : fail(drill, _("the push went out, key and all"));
}

static int push_key(struct drill *drill, struct err *err)
{
	static const char *const init[] = { "init", "-q", "--bare",
		"--template=", drill_remote, NULL };
	static const char *const add[] = { "add", "notes.txt", NULL };
	static const char *const commit[] = { "commit", "-q", "--no-verify",
		"-m", "Notes", NULL };
	static const char *const push[] = { "push", drill_remote,
		"HEAD:refs/heads/main", NULL };
	char text[TEXT_LIMIT];

	snprintf(text, sizeof(text), "%s %s\n", drill->key.id,
		drill->key.secret);
	int rc = drill_repo_write(&drill->repo, "notes.txt", text, err);
	if (rc == 0)
		rc = git(drill, init, err);
	if (rc == 0)
		rc = git(drill, add, err);
	if (rc == 0)
		rc = git(drill, commit, err);
	if (rc > 0)
		return fail(drill, _("git refused a commit with --no-verify"));
	if (rc == 0)
		rc = git(drill, push, err);
	if (rc < 0)
		return rc;
	int status = rc;
	rc = check_remote(drill, err);
	return rc > 0 ? check_words(drill, status, "notes.txt") : rc;
}

const struct drill_step drill_steps[DRILL_STEP_COUNT] = {
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
	{ N_("The key committed with --no-verify, past the hooks: push "
	     "refused."),
		push_key, false },
};
