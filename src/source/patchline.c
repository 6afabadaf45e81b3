/*
 * patchline.c - takes the lines of a patch that stand outside of its hunks.
 */
#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "base/i18n.h"
#include "model/coverage.h"
#include "source/patch.h"
#include "source/patchline.h"
#include "source/textchunk.h"

enum {
	NAME_SIZE = 128, /* bytes of "line N of the diff" */
	INDENT = 4, /* of a message in git log */
};

static const char *commit_of(const struct patch *patch)
{
	return patch->commit[0] != '\0' ? patch->commit : NULL;
}

static bool starts(const char *line, size_t len, const char *word)
{
	size_t word_len = strlen(word);

	return len >= word_len && memcmp(line, word, word_len) == 0;
}

void patchline_note(struct patch *patch, const char *reason)
{
	char name[NAME_SIZE];
	const char *path = patchfile_path(&patch->file);

	if (path == NULL) {
		(void)snprintf(name, sizeof(name), _("line %lu of the diff"),
			(unsigned long)patch->number);
		path = name;
	}
	coverage_add_unscanned_at(
		patch->coverage, commit_of(patch), path, reason);
}

/* Ends the text that is no patch; what follows begins with line LINE. */
static int end_text(struct patch *patch, uint32_t line, struct err *err)
{
	const struct chunk place = { .kind = CHUNK_MESSAGE,
		.commit = commit_of(patch) };

	int rc = slab_flush(&patch->text, err);
	slab_start(&patch->text, &place, line);
	return rc;
}

/* Ends the file in hand: one that is new has its name scanned. */
static int end_file(struct patch *patch, struct err *err)
{
	struct patchfile *file = &patch->file;
	int rc = 0;

	if (!file->known)
		return 0;
	const char *path = patchfile_path(file);
	if (path != NULL && file->is_new && !file->is_gone)
		rc = textchunk_name(patch->sink, path, commit_of(patch), err);
	if (!file->is_gone)
		patch->coverage->files++;
	patchfile_clear(file);
	return rc;
}

/* Makes ROOT what stands before PATH in NAME. */
static void learn_root(
	struct buf *root, const struct buf *name, const char *path)
{
	size_t path_len = strlen(path);

	if (name->len > path_len &&
		strcmp(name->data + name->len - path_len, path) == 0) {
		buf_clear(root);
		(void)buf_append(root, name->data, name->len - path_len);
	}
}

/* Begins a hunk; the message before it has ended. */
static int start_hunk(struct patch *patch, struct err *err)
{
	int rc = end_text(patch, 1, err);
	const char *path = patchfile_path(&patch->file);
	const struct chunk place = { .kind = CHUNK_TEXT,
		.path = path != NULL ? path : "-",
		.commit = commit_of(patch) };

	learn_root(&patch->old_root, &patch->file.old, place.path);
	learn_root(&patch->new_root, &patch->file.new, place.path);
	patch->file.has_lines = true;
	patch->file.known = true;
	patch->file.is_new |= patch->hunk.brings_file;
	slab_start(&patch->lines, &place, patch->hunk.line);
	patch->state = PATCH_HUNK;
	patch->is_patch = true;
	return rc;
}

/* Begins what belongs to the commit HEX (LEN digits, NULL: none is named). */
static int start_commit(
	struct patch *patch, const char *hex, size_t len, struct err *err)
{
	int rc = end_text(patch, 1, err);

	if (rc == 0)
		rc = end_file(patch, err);
	memcpy(patch->commit, hex, len);
	patch->commit[len] = '\0';
	if (strspn(patch->commit, "0") == len)
		patch->commit[0] = '\0';
	patch->in_headers = true;
	patch->is_patch = true;
	patch->coverage->commits++;
	patch->coverage->messages++;
	return rc < 0 ? rc : end_text(patch, 1, err);
}

/* The digits behind WORD if LINE is that and the id of a commit; 0: none. */
static size_t id_after(const char *line, size_t len, const char *word)
{
	size_t word_len = strlen(word);
	struct object_id id;

	if (!starts(line, len, word))
		return 0;
	line += word_len;
	len -= word_len;
	size_t digits = 0;
	while (digits < len && line[digits] != ' ' && line[digits] != '\n')
		digits++;
	if (digits >= OBJECT_HEX_SIZE || !objectid_read(&id, line, digits))
		return 0;
	return digits;
}

/* "From ID Mon Sep 17 00:00:00 2001": git's, and no line of a text. */
static bool is_mail_start(const char *line, size_t len)
{
	size_t digits = id_after(line, len, "From ");

	return digits > 0 && len > 5 + digits + 4 && line[5 + digits] == ' ';
}

/* Takes a line of text: WORDS without its indent, LEN with its end. */
static int take_text(
	struct patch *patch, const char *words, size_t len, struct err *err)
{
	bool blank = strspn(words, " \t\r") == len;

	patch->has_text |= !blank;
	if (patch->in_headers && patch->is_mail &&
		starts(words, len, "Subject: ")) {
		int rc = end_text(patch, 1, err);
		if (rc < 0)
			return rc;
	}
	if (patch->in_headers && blank) {
		patch->in_headers = false;
		/* The subject of a mail is the first line of the message. */
		return patch->is_mail ? end_text(patch, 3, err)
				      : end_text(patch, 1, err);
	}
	if (!patch->is_mail && commit_of(patch) != NULL && len >= INDENT &&
		memcmp(words, "    ", INDENT) == 0) {
		words += INDENT;
		len -= INDENT;
	}
	int rc = slab_append(&patch->text, words, len, true, err);
	return rc < 0 ? rc : slab_append(&patch->text, "\n", 1, true, err);
}

/* Whether a mail says that its text is encoded: we do not undo that. */
static bool is_encoded(const struct patch *patch, const char *line, size_t len)
{
	static const char header[] = "Content-Transfer-Encoding: ";

	if (!patch->is_mail || !patch->in_headers || !starts(line, len, header))
		return false;
	return strstr(line, "base64") != NULL ||
	       strstr(line, "quoted-printable") != NULL;
}

/* Notes a file whose content the patch does not have. */
static void take_no_content(struct patch *patch)
{
	patch->is_patch = true;
	patch->file.has_lines = true;
	if (!patch->file.is_gone)
		patchline_note(patch,
			_("binary content that the diff does not have as "
			  "lines (with --text it would)"));
}

/* "Binary files A and B differ", of `diff -r` without a header. */
static void take_binary_names(struct patch *patch, const char *line, size_t len)
{
	const char *end = line + len - strlen(" differ");
	const char *name = strstr(line, " and ");

	if (patchfile_path(&patch->file) == NULL && name != NULL &&
		end > name + 5) {
		buf_clear(&patch->file.new);
		(void)buf_append(
			&patch->file.new, name + 5, (size_t)(end - name) - 5);
		patch->file.is_gone =
			strcmp(buf_string(&patch->file.new), "/dev/null") == 0;
	}
	take_no_content(patch);
}

/* Whether FOLDER is, or lies in, what ROOT (with a slash) names. */
static bool is_below(const char *folder, const struct buf *root)
{
	size_t len = root->len > 0 ? root->len - 1 : 0;

	return len > 0 && strncmp(folder, root->data, len) == 0 &&
	       strchr("/:", folder[len]) != NULL;
}

/* A file on one side is no gap if it is the old one: then it is gone. */
static void judge_only_in(struct patch *patch, const char *folder)
{
	if (is_below(folder, &patch->old_root) &&
		!is_below(folder, &patch->new_root))
		return;
	coverage_add_unscanned(patch->coverage, folder,
		_("the diff does not have it (diff -N would)"));
}

/*
 * "Only in FOLDER: NAME", of `diff -r`.  Which side that is the lines after it
 * tell, so it waits for the end; of too many each counts as a gap.
 */
static void take_only_in(struct patch *patch, const char *line)
{
	const char *folder = line + strlen("Only in ");

	patch->is_patch = true;
	if (buf_append(&patch->only_in, folder, strlen(folder) + 1) < 0)
		judge_only_in(patch, folder);
}

static void judge_all_only_in(struct patch *patch)
{
	size_t at = 0;

	while (at < patch->only_in.len) {
		const char *folder = patch->only_in.data + at;
		judge_only_in(patch, folder);
		at += strlen(folder) + 1;
	}
}

static bool ends(const char *line, size_t len, const char *word)
{
	size_t word_len = strlen(word);

	return len >= word_len &&
	       memcmp(line + len - word_len, word, word_len) == 0;
}

/* Takes what a patch says of a file without its lines.  Returns whether LINE
 * is that. */
static bool take_notice(struct patch *patch, const char *line, size_t len)
{
	if (starts(line, len, "Binary files ") && ends(line, len, " differ")) {
		take_binary_names(patch, line, len);
		return true;
	}
	if (patch->file.known && strcmp(line, "GIT binary patch") == 0) {
		take_no_content(patch);
		patch->state = PATCH_BINARY;
		return true;
	}
	if (starts(line, len, "Only in ") && strstr(line, ": ") != NULL) {
		take_only_in(patch, line);
		return true;
	}
	return false;
}

/*
 * Takes the header of a file; returns 1 if LINE belongs to one.  "--- A" is
 * a line of text, unless "+++ B" follows or a header has begun.
 */
static int take_header(
	struct patch *patch, const char *line, size_t len, struct err *err)
{
	struct patchfile *file = &patch->file;
	int rc = 0;

	if (starts(line, len, "--- ") && (!file->known || file->has_lines)) {
		buf_clear(&patch->dashes);
		(void)buf_append(&patch->dashes, line, len);
		return 1;
	}
	bool pair = patch->dashes.len > 0 && starts(line, len, "+++ ");
	if (pair || patchfile_begins(line, len))
		rc = end_file(patch, err);
	if (rc == 0 && pair)
		patchfile_take(file, patch->dashes.data, patch->dashes.len);
	buf_clear(&patch->dashes);
	if (rc < 0 || (!file->known && !patchfile_begins(line, len)) ||
		!patchfile_take(file, line, len))
		return rc;
	patch->is_patch |=
		patchfile_begins(line, len) || starts(line, len, "+++ ");
	return 1;
}

/* A "--- " that no "+++ " has followed is a line of text. */
static int give_back_dashes(struct patch *patch, struct err *err)
{
	struct buf *dashes = &patch->dashes;
	int rc = 0;

	if (dashes->len > 0)
		rc = take_text(patch, dashes->data, dashes->len, err);
	buf_clear(dashes);
	return rc;
}

int patchline_take(
	struct patch *patch, const char *line, size_t len, struct err *err)
{
	size_t digits = id_after(line, len, "commit ");

	if (!starts(line, len, "+++ ")) {
		int rc = give_back_dashes(patch, err);
		if (rc < 0)
			return rc;
	}
	if (digits > 0 && !patch->is_mail) {
		return start_commit(patch, line + 7, digits, err);
	}
	if (is_mail_start(line, len)) {
		patch->is_mail = true;
		return start_commit(
			patch, line + 5, id_after(line, len, "From "), err);
	}
	if (hunk_read(&patch->hunk, line, len))
		return start_hunk(patch, err);
	if (take_notice(patch, line, len))
		return 0;
	int rc = take_header(patch, line, len, err);
	if (rc != 0)
		return rc < 0 ? rc : 0;
	if (is_encoded(patch, line, len))
		patchline_note(patch,
			_("the mail's text is encoded; save it decoded"));
	return take_text(patch, line, len, err);
}

int patchline_end(struct patch *patch, struct err *err)
{
	int rc = give_back_dashes(patch, err);

	if (rc == 0)
		rc = end_text(patch, 1, err);
	if (rc == 0)
		rc = end_file(patch, err);
	judge_all_only_in(patch);
	return rc;
}
