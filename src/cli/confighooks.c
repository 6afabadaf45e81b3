/*
 * confighooks.c - our hooks as settings in one file of git's configuration.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "cli/confighooks.h"
#include "cli/configtext.h"
#include "cli/journal.h"
#include "cli/path.h"

/* The file, and what it is without our sections. */
struct rewriting {
	struct buf old;
	bool is_new; /* there is no such file */
	struct configtext text;
};

static void rewriting_release(struct rewriting *rewriting)
{
	buf_release(&rewriting->old);
	configtext_release(&rewriting->text);
}

static int read_file(
	struct rewriting *rewriting, const char *path, struct err *err)
{
	char piece[16 * 1024];
	FILE *in = fopen(path, "rb");
	int rc = 0;

	buf_init(&rewriting->old, CONFIGTEXT_LIMIT);
	rewriting->is_new = in == NULL && errno == ENOENT;
	if (rewriting->is_new)
		return 0;
	while (in != NULL && rc == 0) {
		size_t len = fread(piece, 1, sizeof(piece), in);

		if (len == 0)
			break;
		rc = buf_append(&rewriting->old, piece, len);
	}
	if (rc < 0)
		rc = err_set(err, ERR_LIMIT, "%s is longer than %d bytes", path,
			(int)CONFIGTEXT_LIMIT);
	else if (in == NULL || ferror(in))
		rc = err_set(err, ERR_IO, "cannot read %s: %s", path,
			strerror(errno));
	if (in != NULL)
		fclose(in);
	return rc;
}

static int look(struct rewriting *rewriting, const char *path, struct err *err)
{
	*rewriting = (struct rewriting){ 0 };
	int rc = read_file(rewriting, path, err);

	/* What is in memory already is not over the ceiling. */
	if (rc == 0)
		rc = configtext_read(&rewriting->text,
			buf_string(&rewriting->old), rewriting->old.len);
	return rc;
}

/* ---- the file ---- */

/* Writes TEXT to PATH, or removes it (NULL), while git cannot. */
static int replace(struct journal *journal, const char *path,
	const struct buf *text, struct err *err)
{
	char *lock = path_with(path, ".lock");
	int rc;
	int file = open(lock, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	if (file < 0) {
		rc = err_set(err, ERR_IO, "cannot lock %s: %s", path,
			strerror(errno));
		free(lock);
		return rc;
	}
	close(file);
	if (text == NULL)
		rc = journal_remove(journal, path, err);
	else
		rc = journal_write(journal,
			&(struct journal_file){ .path = path,
				.text = buf_string(text),
				.len = text->len,
				.mode = path_mode(path) },
			err);
	unlink(lock);
	free(lock);
	return rc;
}

static int check_changed(
	const struct rewriting *rewriting, const char *path, struct err *err)
{
	for (size_t i = 0; i < HOOK_COUNT; i++) {
		if (rewriting->text.changed[i])
			return err_set(err, ERR_CONFIG,
				"%s: the section [hook \"%s%s\"] is not as "
				"kagiban wrote it: remove it and try again",
				path, configtext_prefix,
				hook_templates[i].name);
	}
	return 0;
}

static bool is_same(const struct buf *one, const struct buf *other)
{
	return one->len == other->len &&
	       memcmp(buf_string(one), buf_string(other), one->len) == 0;
}

int confighooks_install(struct journal *journal,
	const struct confighooks_args *args,
	struct hook_result results[HOOK_COUNT], struct err *err)
{
	struct buf text = BUF_INIT(CONFIGTEXT_LIMIT);
	struct rewriting rewriting;
	int rc = look(&rewriting, args->path, err);
	const struct configtext_values values = {
		.program = args->program,
		.global = args->global,
		.is_new = rewriting.is_new,
	};

	if (rc == 0)
		rc = check_changed(&rewriting, args->path, err);
	if (rc == 0 && configtext_write(&text, &rewriting.text, &values) < 0)
		rc = err_set(err, ERR_LIMIT,
			"the path %s is too long for a hook", args->program);
	bool same = rc == 0 && is_same(&text, &rewriting.old);
	if (rc == 0 && !same)
		rc = replace(journal, args->path, &text, err);
	for (size_t i = 0; i < HOOK_COUNT; i++) {
		enum hook_change change =
			hook_templates[i].side != HOOKS_OF_PERSON ? HOOK_NOTHING
			: !rewriting.text.found[i]		  ? HOOK_ADDED
			: same ? HOOK_UNCHANGED
			       : HOOK_REFRESHED;
		results[i] = (struct hook_result){ .change = change };
	}
	rewriting_release(&rewriting);
	buf_release(&text);
	return rc;
}

int confighooks_uninstall(struct journal *journal, const char *path,
	struct hook_result results[HOOK_COUNT], struct err *err)
{
	struct rewriting rewriting;
	int rc = look(&rewriting, path, err);
	const struct buf *rest = &rewriting.text.rest;

	if (rc == 0 && rest->len != rewriting.old.len) {
		bool stays = configtext_restore(&rewriting.text);
		rc = replace(journal, path, stays ? rest : NULL, err);
	}
	for (size_t i = 0; i < HOOK_COUNT; i++) {
		enum hook_change change = rewriting.text.changed[i] ? HOOK_LEFT
					  : rewriting.text.found[i]
						  ? HOOK_REMOVED
						  : HOOK_NOTHING;
		results[i] = (struct hook_result){ .change = change };
	}
	rewriting_release(&rewriting);
	return rc;
}
