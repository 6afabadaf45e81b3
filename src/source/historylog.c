/*
 * historylog.c - what every commit of a repository brought.
 *
 * git's words with -z (a newline may stand before any of them; a merge has a
 * colon, a mode and an id more for each further parent):
 *
 *     COMMIT NUL
 *     :OLD-MODE MODE OLD-ID ID STATUS NUL PATH NUL
 */
#include <stdbool.h>

#include "base/err.h"
#include "base/mem.h"
#include "source/gitchild.h"
#include "source/historylog.h"
#include "source/objectread.h"

enum { TOKEN_LIMIT = 16 * 1024 * 1024 }; /* bytes of a path */

static int wrong_answer(struct err *err)
{
	return err_set(err, ERR_GIT, "git log gives a wrong answer");
}

/* The field after COUNT blanks, NULL if there are not as many. */
static const char *field_after(const char *text, size_t count)
{
	while (count > 0 && text != NULL) {
		text = strchr(text, ' ');
		if (text != NULL)
			text++;
		count--;
	}
	return text;
}

/* Reads the mode and the id of the result. */
static int take_raw(struct historylog *log, const char *token, struct err *err)
{
	size_t parents = strspn(token, ":");
	const char *mode = field_after(token, parents);
	const char *id = field_after(mode, parents + 1);

	if (id == NULL)
		return wrong_answer(err);
	log->mode = (uint32_t)strtoul(mode, NULL, 8);
	if (!objectid_read(&log->id, id, strcspn(id, " ")))
		return wrong_answer(err);
	log->expects_path = true;
	return 0;
}

static int take_token(void *payload, char *token, size_t len, struct err *err)
{
	struct historylog *log = payload;
	const struct historylog_sink *sink = log->sink;

	(void)len;
	if (log->expects_path) {
		log->expects_path = false;
		if (log->mode == 0)
			return 0;
		log->rc = sink->entry(
			sink->payload, log->mode, &log->id, token, err);
		return log->rc;
	}
	token += strspn(token, "\n");
	if (*token == '\0')
		return 0;
	if (*token == ':')
		return take_raw(log, token, err);
	if (!objectid_read(&log->id, token, strlen(token)))
		return wrong_answer(err);
	log->rc = sink->commit(sink->payload, &log->id, err);
	return log->rc;
}

void historylog_init(struct historylog *log, const struct historylog_sink *sink)
{
	memset(log, 0, sizeof(*log));
	log->sink = sink;
	splitter_init(&log->tokens, '\0', TOKEN_LIMIT, take_token, log);
}

void historylog_release(struct historylog *log)
{
	splitter_release(&log->tokens);
}

int historylog_feed(
	void *payload, const char *data, size_t len, struct err *err)
{
	struct historylog *log = payload;

	return splitter_feed(&log->tokens, data, len, err);
}

int historylog_run(
	const struct historylog_sink *sink, struct buf *errors, struct err *err)
{
	/* Whatever a person has configured for `git log` is set here. */
	static const char *const args[] = { "-c", "diff.orderFile=/dev/null",
		"log", "--all", "--topo-order", "--reverse", "--format=%H",
		"--raw", "-c", "-r", "--root", "-z", "--no-abbrev",
		"--no-renames", "--no-relative", "--no-ext-diff",
		"--no-textconv", "--no-color", "--no-notes", "--no-mailmap",
		"--no-show-signature", "--no-decorate",
		"--ignore-submodules=none", "--end-of-options", NULL };
	const struct gitchild_args child = { .args = args,
		.env = objectread_env };
	struct historylog log;

	historylog_init(&log, sink);
	int rc = gitchild_stream(&child, historylog_feed, &log, errors, err);
	if (log.rc == 0 && (rc == ERR_GIT || rc == ERR_LIMIT)) {
		buf_clear(errors);
		buf_append_string(errors, err->message);
		rc = 1;
	}
	if (rc > 0)
		rc = 1;
	historylog_release(&log);
	return rc;
}
