/*
 * doctor_say.c - a line of what --doctor says.
 */
#include <stdio.h>
#include <stdbool.h>
#include <string.h>

#include "base/buf.h"
#include "base/escape.h"
#include "base/i18n.h"
#include "cli/doctor.h"
#include "cli/options.h"
#include "cli/wrap.h"
#include "report/columns.h"

enum { TEXT_LIMIT = 64 * 1024, INDENT = 6 };

/* As in a report: readable on a dark and on a light ground. */
static const struct {
	const char *mark; /* fewer than INDENT columns in each language */
	const char *color;
} marks[] = {
	[VERDICT_OK] = { N_("ok"), "\033[32m" },
	[VERDICT_NOTE] = { N_("note"), "\033[35m" },
	[VERDICT_NO] = { N_("NO"), "\033[1;31m" },
};

static void say_mark(const struct doctor *doctor, enum verdict verdict)
{
	const char *mark = _(marks[verdict].mark);
	size_t width = columns_of(mark, strlen(mark));

	printf("%s%s%s%*s", doctor->color ? marks[verdict].color : "", mark,
		doctor->color ? "\033[0m" : "",
		width < INDENT ? (int)(INDENT - width) : 1, "");
}

/* A command of ours is called as a shell finds us. */
static void say_mend(const struct doctor *doctor, const char *command)
{
	static const char ours[] = "kagiban ";
	struct buf text = BUF_INIT(TEXT_LIMIT);
	/* TRANSLATORS: the command that puts it right follows. */
	const char *label = _("mend:");

	if (strncmp(command, ours, strlen(ours)) == 0) {
		(void)buf_append_string(&text, doctor->command);
		command += strlen(ours) - 1;
	}
	(void)buf_append_string(&text, command);
	printf("%*s%s  %s", INDENT, "", label, doctor->color ? "\033[1m" : "");
	wrap_command(buf_string(&text),
		INDENT + columns_of(label, strlen(label)) + 2, INDENT + 2);
	printf("%s", doctor->color ? "\033[0m" : "");
	buf_release(&text);
}

static void say(
	struct doctor *doctor, const struct doctor_line *line, bool is_path)
{
	struct buf text = BUF_INIT(TEXT_LIMIT);

	doctor->faults += line->verdict == VERDICT_NO;
	if (doctor->options->quiet && line->verdict == VERDICT_OK)
		return;
	if (line->subject != NULL) {
		wrap_append_word(&text, line->subject);
		(void)buf_append_string(&text, ": ");
	}
	(void)buf_append_string(&text, line->text);
	if (line->detail != NULL)
		(void)buf_append_byte(&text, ' ');
	if (is_path)
		wrap_append_word(&text, line->detail);
	else
		escape_append_string(&text, line->detail, NULL);
	say_mark(doctor, line->verdict);
	wrap_print(stdout, buf_string(&text), INDENT, INDENT);
	if (line->mend != NULL)
		say_mend(doctor, line->mend);
	buf_release(&text);
}

void doctor_say(struct doctor *doctor, const struct doctor_line *line)
{
	say(doctor, line, false);
}

void doctor_say_path(struct doctor *doctor, const struct doctor_line *line)
{
	say(doctor, line, true);
}
