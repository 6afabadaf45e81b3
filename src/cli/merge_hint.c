/*
 * merge_hint.c - how waivers that two branches add merge without a conflict.
 */
#include <stdbool.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "cli/merge_hint.h"
#include "cli/path.h"
#include "source/gitchild.h"

enum { ANSWER_LIMIT = 4096 };

/* Whether git says that nothing is said; whoever has chosen is left alone. */
static bool is_unsaid(const char *top)
{
	static const char *const args[] = { "check-attr", "merge", "--",
		".kagiban", NULL };
	static const char unsaid[] = ".kagiban: merge: unspecified\n";
	const struct gitchild_args child = { .args = args, .dir = top };
	struct buf answer = BUF_INIT(ANSWER_LIMIT);
	struct buf errors = BUF_INIT(ANSWER_LIMIT);
	struct err ignored;

	bool is = gitchild_run(&child, &answer, &errors, &ignored) == 0 &&
		  strcmp(buf_string(&answer), unsaid) == 0;
	buf_release(&errors);
	buf_release(&answer);
	return is;
}

/* Whether the last line of the file PATH has no newline. */
static bool ends_within_line(const char *path)
{
	FILE *in = fopen(path, "rb");
	bool within =
		in != NULL && fseek(in, -1, SEEK_END) == 0 && getc(in) != '\n';

	if (in != NULL)
		fclose(in);
	return within;
}

void merge_hint_print(const char *top)
{
	if (!is_unsaid(top))
		return;
	char *file = path_join(top, ".gitattributes");
	printf("%s\n  printf '%s.kagiban merge=union\\n' >>%s\n",
		_("So that waivers that two branches add merge without a "
		  "conflict:"),
		ends_within_line(file) ? "\\n" : "",
		path_is_same(".", top)
			? ".gitattributes"
			: "\"$(git rev-parse --show-cdup).gitattributes\"");
	free(file);
}
