/*
 * gitask.c - short questions to git, with its own words as the error.
 */
#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "cli/gitask.h"
#include "source/gitchild.h"

enum { ANSWER_LIMIT = 256 * 1024 };

/* git's first line, without "fatal: ". */
static int say_git(struct err *err, struct buf *errors)
{
	static const char fatal[] = "fatal: ";
	static const char nowhere[] = "not a git repository";
	char *line = mem_copy_string(buf_string(errors));
	char *end = strchr(line, '\n');
	const char *start = line;

	if (end != NULL)
		*end = '\0';
	if (strncmp(start, fatal, strlen(fatal)) == 0)
		start += strlen(fatal);
	int rc;
	if (strncmp(start, nowhere, strlen(nowhere)) == 0)
		rc = err_set(err, ERR_USAGE,
			"there is no git repository here: go into one, or use "
			"--global");
	else
		rc = err_set(err, ERR_GIT, "git: %s", start);
	free(line);
	return rc;
}

/* Runs git; returns its status or a negative code. */
static int ask(char **out, const char *const *args, struct buf *errors,
	struct err *err)
{
	struct buf answer = BUF_INIT(ANSWER_LIMIT);
	struct gitchild_args child = { .args = args };

	int rc = gitchild_run(&child, &answer, errors, err);
	if (rc == 0 && out != NULL) {
		size_t len = answer.len;
		if (len > 0 && answer.data[len - 1] == '\n')
			len--;
		*out = mem_copy(buf_string(&answer), len);
	}
	buf_release(&answer);
	return rc;
}

int gitask(char **out, const char *const *args, struct err *err)
{
	struct buf errors = BUF_INIT(ANSWER_LIMIT);

	int rc = ask(out, args, &errors, err);
	if (rc > 0)
		rc = say_git(err, &errors);
	buf_release(&errors);
	return rc;
}

int gitask_setting(char **out, const char *const *args, struct err *err)
{
	struct buf errors = BUF_INIT(ANSWER_LIMIT);

	*out = NULL;
	int rc = ask(out, args, &errors, err);
	if (rc == 0)
		rc = 1;
	else if (rc == 1)
		rc = 0;
	else if (rc > 1)
		rc = say_git(err, &errors);
	buf_release(&errors);
	return rc;
}
