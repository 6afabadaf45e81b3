/*
 * patch.c - reads a patch as it comes.
 *
 * Outside of hunks a line is collected and looked at as a whole.  Within one
 * its columns say what it is, and the rest goes into the hunk's text at once.
 */
#include <string.h>

#include "base/err.h"
#include "base/i18n.h"
#include "model/coverage.h"
#include "source/patch.h"
#include "source/patchline.h"

enum {
	LINE_LIMIT = 64 * 1024, /* bytes of a line that can be a header */
	ONLY_IN_LIMIT = 1024 * 1024, /* bytes of names that wait */
};

void patch_init(struct patch *patch, const struct chunk_sink *sink,
	struct coverage *coverage)
{
	const struct chunk text = { .kind = CHUNK_MESSAGE };

	memset(patch, 0, sizeof(*patch));
	patch->sink = sink;
	patch->coverage = coverage;
	patch->number = 1;
	patchfile_init(&patch->file);
	slab_init(&patch->lines, sink);
	slab_init(&patch->text, sink);
	slab_start(&patch->text, &text, 1);
	buf_init(&patch->line, LINE_LIMIT);
	buf_init(&patch->dashes, LINE_LIMIT);
	buf_init(&patch->only_in, ONLY_IN_LIMIT);
	buf_init(&patch->old_root, LINE_LIMIT);
	buf_init(&patch->new_root, LINE_LIMIT);
}

void patch_release(struct patch *patch)
{
	patchfile_release(&patch->file);
	slab_release(&patch->lines);
	slab_release(&patch->text);
	buf_release(&patch->line);
	buf_release(&patch->dashes);
	buf_release(&patch->only_in);
	buf_release(&patch->old_root);
	buf_release(&patch->new_root);
}

static bool starts(const char *line, size_t len, const char *word)
{
	size_t word_len = strlen(word);

	return len >= word_len && memcmp(line, word, word_len) == 0;
}

static int end_hunk(struct patch *patch, struct err *err)
{
	patch->state = PATCH_TEXT;
	return slab_flush(&patch->lines, err);
}

static int take_binary_line(
	struct patch *patch, const char *line, size_t len, struct err *err)
{
	if (starts(line, len, "literal ") || starts(line, len, "delta ") ||
		memchr(line, ' ', len) == NULL)
		return 0;
	patch->state = PATCH_TEXT;
	return patchline_take(patch, line, len, err);
}

/* Takes the line that has been collected. */
static int end_line(struct patch *patch, struct err *err)
{
	struct buf *line = &patch->line;
	int rc = 0;

	if (line->len > 0 && line->data[line->len - 1] == '\r')
		line->data[--line->len] = '\0';
	if (patch->long_line && patch->state == PATCH_TEXT)
		rc = slab_append(&patch->text, "\n", 1, true, err);
	else if (!patch->long_line && patch->state == PATCH_TEXT)
		rc = patchline_take(patch, buf_string(line), line->len, err);
	else if (!patch->long_line)
		rc = take_binary_line(patch, buf_string(line), line->len, err);
	patch->long_line = false;
	buf_clear(line);
	patch->number++;
	return rc;
}

/* Hands on what was collected of a line that is too long to be a header. */
static int take_long_line(
	struct patch *patch, const char *data, size_t len, struct err *err)
{
	struct buf *line = &patch->line;
	int rc = 0;

	patch->has_text = true;
	patch->long_line = true;
	if (patch->state == PATCH_TEXT && line->len > 0)
		rc = slab_append(
			&patch->text, line->data, line->len, true, err);
	if (patch->state == PATCH_TEXT && rc == 0)
		rc = slab_append(&patch->text, data, len, true, err);
	buf_clear(line);
	return rc;
}

/* Takes bytes outside of hunks, up to the end of a line; returns how many. */
static long feed_line(
	struct patch *patch, const char *data, size_t len, struct err *err)
{
	const char *end = memchr(data, '\n', len);
	size_t part = end != NULL ? (size_t)(end - data) : len;
	int rc = 0;

	if (patch->long_line || buf_append(&patch->line, data, part) < 0)
		rc = take_long_line(patch, data, part, err);
	if (rc == 0 && end != NULL)
		rc = end_line(patch, err);
	return rc < 0 ? rc : (long)part + (end != NULL);
}

/* Ends a hunk that has a line which is none; the line becomes text. */
static int break_hunk(struct patch *patch, struct err *err)
{
	bool open = patch->hunk.open;

	int rc = end_hunk(patch, err);
	if (!open)
		patchline_note(patch, _("the diff is broken in a hunk"));
	return rc;
}

/*
 * Takes the first bytes of a line of a hunk, until its columns are known.
 * Editors and mail programs take blanks at a line's end away: what ends before
 * its columns are complete is an empty line that was there before.
 */
static long feed_columns(struct patch *patch, const char *data, struct err *err)
{
	struct buf *line = &patch->line;
	bool ends_early = *data == '\n' || *data == '\r';
	int rc = 0;

	if (line->len == 0 && *data == '\\') {
		if (patch->kind != HUNK_OLD)
			slab_drop_newline(&patch->lines);
		patch->kind = HUNK_OLD;
		patch->in_line = true;
		return 1;
	}
	if (line->len == 0 && hunk_is_over(&patch->hunk))
		return end_hunk(patch, err);
	if (!ends_early)
		(void)buf_append_byte(line, *data);
	while (ends_early && line->len < patch->hunk.parents)
		(void)buf_append_byte(line, ' ');
	if (line->len < patch->hunk.parents)
		return 1;
	patch->kind = hunk_take(&patch->hunk, line->data);
	if (patch->kind == HUNK_WRONG) {
		if (ends_early)
			buf_clear(line);
		rc = break_hunk(patch, err);
		return rc < 0 ? rc : !ends_early;
	}
	patch->coverage->added_lines += patch->kind == HUNK_ADDED;
	patch->in_line = true;
	buf_clear(line);
	return !ends_early;
}

/* Takes bytes of a hunk's line behind its columns; returns how many. */
static long feed_content(
	struct patch *patch, const char *data, size_t len, struct err *err)
{
	const char *end = memchr(data, '\n', len);
	size_t part = end != NULL ? (size_t)(end - data) + 1 : len;
	int rc = 0;

	if (patch->kind != HUNK_OLD)
		rc = slab_append(&patch->lines, data, part,
			patch->kind == HUNK_ADDED, err);
	if (end != NULL) {
		patch->in_line = false;
		patch->number++;
	}
	return rc < 0 ? rc : (long)part;
}

int patch_feed(
	struct patch *patch, const char *data, size_t len, struct err *err)
{
	while (len > 0) {
		long taken;
		if (patch->state != PATCH_HUNK)
			taken = feed_line(patch, data, len, err);
		else if (patch->in_line)
			taken = feed_content(patch, data, len, err);
		else
			taken = feed_columns(patch, data, err);
		if (taken < 0)
			return (int)taken;
		data += taken;
		len -= (size_t)taken;
	}
	return 0;
}

int patch_end(struct patch *patch, struct err *err)
{
	int rc = 0;

	if (patch->state != PATCH_HUNK &&
		(patch->line.len > 0 || patch->long_line))
		rc = end_line(patch, err);
	if (rc == 0 && patch->state == PATCH_HUNK) {
		rc = end_hunk(patch, err);
		if (!patch->hunk.open && !hunk_is_over(&patch->hunk))
			patchline_note(patch, _("the diff ends within a hunk"));
	}
	if (rc == 0)
		rc = patchline_end(patch, err);
	if (!patch->is_patch && patch->has_text)
		coverage_add_unscanned(patch->coverage, _("stdin"),
			_("there is no diff in it; it was scanned as text"));
	return rc;
}
