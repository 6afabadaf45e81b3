/*
 * doctor_say.c - a line of what --doctor says.
 */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/escape.h"
#include "base/i18n.h"
#include "cli/doctor.h"
#include "cli/options.h"
#include "cli/wrap.h"

enum { TEXT_LIMIT = 64 * 1024, MARK_WIDTH = 4, INDENT = 6 };

static const struct {
	const char *mark; /* at most MARK_WIDTH columns */
	const char *color;
} marks[] = {
	[VERDICT_OK] = { "ok", "\033[32m" },
	[VERDICT_NOTE] = { "note", "\033[33m" },
	[VERDICT_NO] = { "NO", "\033[31m" },
};

void doctor_say(struct doctor *doctor, const struct doctor_line *line)
{
	struct buf text = BUF_INIT(TEXT_LIMIT);
	const char *mark = marks[line->verdict].mark;

	doctor->faults += line->verdict == VERDICT_NO;
	if (doctor->options->quiet && line->verdict == VERDICT_OK)
		return;
	if (line->subject != NULL) {
		escape_append_string(&text, line->subject, NULL);
		(void)buf_append_string(&text, ": ");
	}
	(void)buf_append_string(&text, line->text);
	if (line->detail != NULL) {
		(void)buf_append_byte(&text, ' ');
		escape_append_string(&text, line->detail, NULL);
	}
	printf("%s%s%s%*s", doctor->color ? marks[line->verdict].color : "",
		mark, doctor->color ? "\033[0m" : "",
		(int)(INDENT - strlen(mark)), "");
	wrap_print(stdout, buf_string(&text), INDENT, INDENT);
	if (line->mend != NULL)
		/* TRANSLATORS: the command that puts it right follows. */
		printf("%*s%s  %s\n", INDENT, "", _("mend:"), line->mend);
	buf_release(&text);
}
