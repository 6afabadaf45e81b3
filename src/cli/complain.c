/*
 * complain.c - prints errors and warnings on stderr, without secrets.
 */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/escape.h"
#include "base/i18n.h"
#include "base/veil.h"
#include "cli/complain.h"
#include "engine/pipeline.h"

enum { MESSAGE_LIMIT = 8192 }; /* bytes of an escaped message */

/* Lets VEIL learn the secrets in TEXT; a rule that fails finds none. */
static void learn_secrets(struct veil *veil, const char *text)
{
	const struct span all = { 0, strlen(text) };
	const struct chunk chunk = {
		.text = text,
		.len = all.end,
		.added = &all,
		.added_count = 1,
		.first_line = 1,
		.kind = CHUNK_MESSAGE,
	};
	struct findings findings;
	struct coverage coverage;
	struct err err;

	findings_init(&findings);
	coverage_init(&coverage);
	const struct pipeline_args args = {
		.rules = &builtin_ruleset,
		.findings = &findings,
		.coverage = &coverage,
		.veil = veil,
		.no_inline_tags = true,
	};
	struct pipeline *pipeline = pipeline_new(&args);
	(void)pipeline_scan(pipeline, &chunk, &err);
	pipeline_free(pipeline);
	findings_release(&findings);
	coverage_release(&coverage);
}

static void print(const char *head, const char *message)
{
	struct buf text = BUF_INIT(MESSAGE_LIMIT);
	struct veil *veil = veil_new();

	learn_secrets(veil, message);
	escape_append_string(&text, message, veil);
	fprintf(stderr, "kagiban: %s%s\n", head, buf_string(&text));
	veil_free(veil);
	buf_release(&text);
}

void complain(const char *message)
{
	print("", message);
}

void complain_warning(const char *message)
{
	print(_("warning: "), message);
}
