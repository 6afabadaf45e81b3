/*
 * patchfile.c - which file a part of a patch is about.
 */
#include <string.h>

#include "source/patchfile.h"

enum { NAME_LIMIT = 1024 * 1024 };

void patchfile_init(struct patchfile *file)
{
	memset(file, 0, sizeof(*file));
	buf_init(&file->head, NAME_LIMIT);
	buf_init(&file->old, NAME_LIMIT);
	buf_init(&file->new, NAME_LIMIT);
	buf_init(&file->renamed, NAME_LIMIT);
	buf_init(&file->path, NAME_LIMIT);
}

void patchfile_release(struct patchfile *file)
{
	buf_release(&file->head);
	buf_release(&file->old);
	buf_release(&file->new);
	buf_release(&file->renamed);
	buf_release(&file->path);
}

void patchfile_clear(struct patchfile *file)
{
	buf_clear(&file->head);
	buf_clear(&file->old);
	buf_clear(&file->new);
	buf_clear(&file->renamed);
	file->known = false;
	file->is_new = false;
	file->is_gone = false;
	file->has_lines = false;
}

/* The byte that the escape at TEXT (behind the backslash) stands for; *TAKEN
 * is its length, 0 if it is none. */
static char unescape(const char *text, size_t len, size_t *taken)
{
	static const char letters[] = "abfnrtv\"\\";
	static const char bytes[] = "\a\b\f\n\r\t\v\"\\";

	*taken = 0;
	if (len == 0 || text[0] == '\0')
		return 0;
	const char *letter = strchr(letters, text[0]);
	if (letter != NULL) {
		*taken = 1;
		return bytes[letter - letters];
	}
	int value = 0;
	for (size_t i = 0; i < 3; i++) {
		if (i >= len || text[i] < '0' || text[i] > '7')
			return 0;
		value = 8 * value + (text[i] - '0');
	}
	*taken = 3;
	return (char)value;
}

/*
 * Reads the quoted name at TEXT into OUT.  Returns its length with both
 * quotes, 0 if it is not well formed.
 */
static size_t read_quoted(struct buf *out, const char *text, size_t len)
{
	size_t at = 1;

	buf_clear(out);
	while (at < len && text[at] != '"') {
		size_t taken = 1;
		char byte = text[at];
		if (byte == '\\') {
			byte = unescape(text + at + 1, len - at - 1, &taken);
			if (taken == 0)
				return 0;
			taken++;
		}
		if (byte == '\0' || buf_append_byte(out, byte) < 0)
			return 0;
		at += taken;
	}
	return at < len ? at + 1 : 0;
}

/* Reads a name that ends with the line or, if AT_TAB, at a tab. */
static void read_name(
	struct buf *out, const char *text, size_t len, bool at_tab)
{
	if (len > 0 && text[0] == '"' && read_quoted(out, text, len) > 0)
		return;
	const char *tab = at_tab ? memchr(text, '\t', len) : NULL;
	buf_clear(out);
	(void)buf_append(out, text, tab != NULL ? (size_t)(tab - text) : len);
	/* A name has no NUL: what comes behind one is no name. */
	out->len = strlen(buf_string(out));
}

static bool starts(const char *line, size_t len, const char *word)
{
	size_t word_len = strlen(word);

	return len >= word_len && memcmp(line, word, word_len) == 0;
}

/* Whether the time stamp of `diff -N` says that the file was not there. */
static bool has_no_time(const char *line, size_t len)
{
	const char *tab = memchr(line, '\t', len);

	return tab != NULL && starts(tab + 1, len - (size_t)(tab - line) - 1,
				      "1970-01-01 00:00:00");
}

static bool take_side(struct patchfile *file, const char *line, size_t len)
{
	bool is_old = line[0] == '-';
	struct buf *name = is_old ? &file->old : &file->new;

	read_name(name, line + 4, len - 4, true);
	bool none = strcmp(buf_string(name), "/dev/null") == 0 ||
		    has_no_time(line, len);
	if (is_old)
		file->is_new |= none;
	else
		file->is_gone |= none;
	file->known = true;
	return true;
}

bool patchfile_begins(const char *line, size_t len)
{
	return starts(line, len, "diff --git ") ||
	       starts(line, len, "diff --cc ") ||
	       starts(line, len, "diff --combined ") ||
	       starts(line, len, "diff -") || starts(line, len, "Index: ");
}

/* Takes the line that begins a header. */
static bool take_first(struct patchfile *file, const char *line, size_t len)
{
	static const char *const with_path[] = { "diff --cc ",
		"diff --combined ", "Index: " };

	file->known = true;
	if (starts(line, len, "diff --git ")) {
		(void)buf_append(&file->head, line + 11, len - 11);
		return true;
	}
	for (size_t i = 0; i < sizeof(with_path) / sizeof(*with_path); i++) {
		size_t word_len = strlen(with_path[i]);
		if (starts(line, len, with_path[i]))
			read_name(&file->renamed, line + word_len,
				len - word_len, false);
	}
	return true;
}

bool patchfile_take(struct patchfile *file, const char *line, size_t len)
{
	static const char *const others[] = { "index ", "old mode ",
		"new mode ", "mode ", "similarity index ",
		"dissimilarity index ", "rename from ", "copy from ",
		"rename old ", "copy old " };
	static const char *const names[] = { "rename to ", "copy to " };

	if (patchfile_begins(line, len))
		return take_first(file, line, len);
	if (starts(line, len, "--- ") || starts(line, len, "+++ "))
		return take_side(file, line, len);
	if (!file->known)
		return false;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		size_t word_len = strlen(names[i]);
		if (!starts(line, len, names[i]))
			continue;
		read_name(
			&file->renamed, line + word_len, len - word_len, false);
		file->is_new = true;
		return true;
	}
	if (starts(line, len, "new file mode ")) {
		file->is_new = true;
		return true;
	}
	if (starts(line, len, "deleted file mode ")) {
		file->is_gone = true;
		return true;
	}
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
		if (starts(line, len, others[i]))
			return true;
	return false;
}

/* What follows the first slash of NAME; NULL if there is none. */
static const char *after_prefix(const char *name)
{
	const char *slash = strchr(name, '/');

	return slash != NULL && slash[1] != '\0' ? slash + 1 : NULL;
}

/* Whether NAME begins as git calls a side: a/ b/, or i/ w/ c/ o/ 1/ 2/. */
static bool has_usual_prefix(const char *name)
{
	return name[0] != '\0' && strchr("abiwco12", name[0]) != NULL &&
	       name[1] == '/' && name[2] != '\0';
}

/* Makes PATH of the NEW name, of which OLD is the other side's, or "". */
static void strip(struct buf *path, const char *old, const char *new)
{
	const char *old_rest = after_prefix(old);
	const char *new_rest = after_prefix(new);
	bool same_rest = old_rest != NULL && new_rest != NULL &&
			 strcmp(old_rest, new_rest) == 0;

	bool usual = has_usual_prefix(new) &&
		     (old[0] == '\0' || has_usual_prefix(old));

	buf_clear(path);
	if (strcmp(old, new) == 0 || (!same_rest && !usual))
		new_rest = NULL;
	(void)buf_append_string(path, new_rest != NULL ? new_rest : new);
}

/*
 * The two names behind "diff --git " have nothing between them but a blank.
 * Of all blanks the one is right round which they are the same name, with
 * prefixes or without.  Returns false if there is none.
 */
static bool split_head(const struct patchfile *file, struct buf *path)
{
	const char *head = buf_string(&file->head);
	struct buf old = BUF_INIT(NAME_LIMIT);
	bool found = false;

	for (const char *blank = strchr(head, ' '); blank != NULL && !found;
		blank = strchr(blank + 1, ' ')) {
		buf_clear(&old);
		(void)buf_append(&old, head, (size_t)(blank - head));
		const char *one = after_prefix(buf_string(&old));
		const char *two = after_prefix(blank + 1);
		bool same = strcmp(buf_string(&old), blank + 1) == 0;
		if (!same &&
			(one == NULL || two == NULL || strcmp(one, two) != 0))
			continue;
		strip(path, buf_string(&old), blank + 1);
		found = true;
	}
	buf_release(&old);
	return found;
}

/* The same if the second name, or both, are quoted. */
static bool split_quoted_head(const struct patchfile *file, struct buf *path)
{
	const char *head = buf_string(&file->head);
	size_t len = file->head.len;
	struct buf old = BUF_INIT(NAME_LIMIT);
	struct buf new = BUF_INIT(NAME_LIMIT);
	size_t at = 0;

	if (head[0] == '"') {
		at = read_quoted(&old, head, len);
	} else {
		const char *quote = strstr(head, " \"");
		at = quote != NULL ? (size_t)(quote - head) : 0;
		(void)buf_append(&old, head, at);
	}
	bool found = at > 0 && at + 1 < len && head[at] == ' ';
	if (found) {
		read_name(&new, head + at + 1, len - at - 1, false);
		strip(path, buf_string(&old), buf_string(&new));
	}
	buf_release(&old);
	buf_release(&new);
	return found;
}

/* The old side's name in the head, if NEW is the other: else "". */
static void old_of_head(
	const struct patchfile *file, const char *new, struct buf *old)
{
	const char *head = buf_string(&file->head);
	size_t new_len = strlen(new);

	buf_clear(old);
	if (file->head.len <= new_len + 1 ||
		strcmp(head + file->head.len - new_len, new) != 0 ||
		head[file->head.len - new_len - 1] != ' ')
		return;
	(void)buf_append(old, head, file->head.len - new_len - 1);
}

const char *patchfile_path(struct patchfile *file)
{
	struct buf old = BUF_INIT(NAME_LIMIT);
	const char *null = "/dev/null";
	const char *new = buf_string(&file->new);
	bool has_old =
		file->old.len > 0 && strcmp(buf_string(&file->old), null) != 0;

	buf_clear(&file->path);
	if (file->renamed.len > 0) {
		(void)buf_append_string(
			&file->path, buf_string(&file->renamed));
	} else if (file->new.len > 0 && strcmp(new, null) != 0) {
		if (has_old)
			(void)buf_append_string(&old, buf_string(&file->old));
		else
			old_of_head(file, new, &old);
		strip(&file->path, buf_string(&old), new);
	} else if (file->head.len > 0) {
		if (!split_quoted_head(file, &file->path))
			(void)split_head(file, &file->path);
	} else if (has_old) {
		strip(&file->path, "", buf_string(&file->old));
	}
	buf_release(&old);
	return file->path.len > 0 ? buf_string(&file->path) : NULL;
}
