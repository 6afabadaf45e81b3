/*
 * gitanswer.c - questions to git that need not be answered, and the words of
 * the answers.
 */
#include "source/gitanswer.h"

#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "source/gitchild.h"

enum { COMPLAINT_LIMIT = 4096 };

bool gitanswer_ask(struct buf *answer, const char *const *args)
{
	struct gitchild_args child = { .args = args };
	struct buf errors = BUF_INIT(COMPLAINT_LIMIT);
	struct err ignored;

	buf_clear(answer);
	int rc = gitchild_run(&child, answer, &errors, &ignored);
	buf_release(&errors);
	return rc == 0;
}

/* Cuts off what stands before END, one character. */
static char *cut(char **rest, const char *end)
{
	char *part = *rest;

	if (part == NULL || *part == '\0')
		return NULL;
	size_t len = strcspn(part, end);
	*rest = part + len + (part[len] == *end);
	part[len] = '\0';
	return part;
}

char *gitanswer_line(char **rest)
{
	return cut(rest, "\n");
}

char *gitanswer_word(char **rest)
{
	return cut(rest, " ");
}
