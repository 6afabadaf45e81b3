/*
 * waiver_file.c - changes the [allow] sections of a file.
 *
 * The reader says on which lines sections begin; a section reaches to the
 * next header, but for the comments above that, which are about what follows.
 */
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "cli/waiver_file.h"
#include "rules/rulefile.h"

enum { PATTERN_LIMIT = 64 * 1024 };

/* A header in the text. */
struct section {
	size_t start; /* of its line */
	char *id; /* owned; NULL: no [allow] section */
};

struct outline {
	const char *text;
	size_t len;
	size_t at; /* the start of the line `line` */
	uint32_t line;
	struct section *list; /* owned */
	size_t count;
	size_t capacity;
};

static void outline_release(struct outline *outline)
{
	for (size_t i = 0; i < outline->count; i++)
		free(outline->list[i].id);
	free(outline->list);
}

/* Moves on to LINE, which is the one in hand or a later one. */
static void go_to_line(struct outline *outline, uint32_t line)
{
	while (outline->line < line) {
		const char *newline = memchr(outline->text + outline->at, '\n',
			outline->len - outline->at);

		if (newline == NULL)
			return;
		outline->at = (size_t)(newline - outline->text) + 1;
		outline->line++;
	}
}

static int note_section(
	void *payload, const struct rulefile_entry *entry, struct err *err)
{
	struct outline *outline = payload;
	bool allow = strcmp(entry->section, "allow") == 0;

	(void)err;
	if (entry->key != NULL)
		return 0;
	go_to_line(outline, entry->line);
	outline->list = mem_grow(outline->list, outline->count,
		&outline->capacity, sizeof(*outline->list));
	outline->list[outline->count++] = (struct section){ outline->at,
		allow ? mem_copy_string(entry->subsection) : NULL };
	return 0;
}

static int outline_make(struct outline *outline, const struct buf *text,
	const char *name, struct err *err)
{
	*outline = (struct outline){
		.text = buf_string(text), .len = text->len, .line = 1
	};
	return rulefile_parse(
		name, outline->text, outline->len, note_section, outline, err);
}

static bool is_comment(const char *text, size_t start)
{
	start += strspn(text + start, " \t");
	return text[start] == '#' || text[start] == ';';
}

/* Where what belongs to the section at START begins: its comments' start. */
static size_t with_comments(const char *text, size_t start)
{
	while (start > 0) {
		size_t before = start - 1;

		while (before > 0 && text[before - 1] != '\n')
			before--;
		if (!is_comment(text, before))
			break;
		start = before;
	}
	return start;
}

/* ---- a new section ---- */

static bool needs_quotes(const char *value)
{
	size_t len = strlen(value);

	return strpbrk(value, "#;\"\\") != NULL || *value == ' ' ||
	       (len > 0 && value[len - 1] == ' ');
}

/* Appends `\tKEY = VALUE`; VALUE has no control characters. */
static int append_entry(struct buf *out, const char *key, const char *value)
{
	bool quoted = needs_quotes(value);
	int rc = 0;

	if (buf_append_byte(out, '\t') < 0 || buf_append_string(out, key) < 0)
		rc = ERR_LIMIT;
	if (buf_append_string(out, quoted ? " = \"" : " = ") < 0)
		rc = ERR_LIMIT;
	for (; *value != '\0' && rc == 0; value++) {
		if (*value == '"' || *value == '\\')
			rc = buf_append_byte(out, '\\');
		if (rc == 0)
			rc = buf_append_byte(out, *value);
	}
	if (quoted && rc == 0)
		rc = buf_append_byte(out, '"');
	return rc;
}

/* Appends the path key; without a slash it would match in every folder. */
static int append_path(struct buf *out, const char *path)
{
	struct buf pattern = BUF_INIT(PATTERN_LIMIT);
	int rc = 0;

	if (strchr(path, '/') == NULL)
		rc = buf_append_byte(&pattern, '/');
	for (; *path != '\0' && rc == 0; path++) {
		if (strchr("*?[\\", *path) != NULL)
			rc = buf_append_byte(&pattern, '\\');
		if (rc == 0)
			rc = buf_append_byte(&pattern, *path);
	}
	if (rc == 0)
		rc = append_entry(out, "path", buf_string(&pattern));
	if (rc == 0)
		rc = buf_append_byte(out, '\n');
	buf_release(&pattern);
	return rc;
}

static int append_line(struct buf *out, const char *key, const char *value)
{
	if (value == NULL)
		return 0;
	if (append_entry(out, key, value) < 0)
		return ERR_LIMIT;
	return buf_append_byte(out, '\n');
}

/* Appends the parts of a NULL-ended list. */
static int append_parts(struct buf *out, const char *const *parts)
{
	for (; *parts != NULL; parts++) {
		if (buf_append_string(out, *parts) < 0)
			return ERR_LIMIT;
	}
	return 0;
}

static int append_section(struct buf *out, const struct waiver_text *waiver)
{
	const char *const head[] = { "[allow \"", waiver->id, "\"]\n", NULL };
	const char *const tail[] = { " # ", waiver->note ? waiver->note : "",
		waiver->note ? " " : "", waiver->id, "\n", NULL };
	int rc = 0;

	if (out->len > 0 && out->data[out->len - 1] != '\n')
		rc = buf_append_byte(out, '\n');
	if (rc == 0)
		rc = append_parts(out, head);
	if (rc == 0)
		rc = append_line(out, "rule", waiver->rule);
	if (rc == 0 && waiver->path != NULL)
		rc = append_path(out, waiver->path);
	if (rc == 0)
		rc = append_line(out, "until", waiver->until);
	if (rc == 0)
		rc = append_entry(out, "reason", waiver->reason);
	return rc == 0 ? append_parts(out, tail) : rc;
}

/* The first [allow] section from FROM on whose id is above ID. */
static size_t find_place(
	const struct outline *outline, size_t from, const char *id)
{
	size_t i = from;

	while (i < outline->count &&
		(outline->list[i].id == NULL ||
			strcasecmp(outline->list[i].id, id) <= 0))
		i++;
	return i;
}

static int copy_part(struct buf *out, const struct outline *outline,
	size_t start, size_t end)
{
	return buf_append(out, outline->text + start, end - start);
}

static int insert_all(struct buf *out, const struct outline *outline,
	const struct waiver_text *list, size_t count)
{
	size_t copied = 0;
	size_t place = 0;
	int rc = 0;

	for (size_t i = 0; i < count && rc == 0; i++) {
		size_t end = outline->len;

		place = find_place(outline, place, list[i].id);
		if (place < outline->count)
			end = with_comments(
				outline->text, outline->list[place].start);
		if (end > copied) {
			rc = copy_part(out, outline, copied, end);
			copied = end;
		}
		if (rc == 0)
			rc = append_section(out, &list[i]);
	}
	return rc < 0 ? rc : copy_part(out, outline, copied, outline->len);
}

/* Lets TEXT be OUT, which it takes over, unless RC is an error. */
static int replace_text(struct buf *text, struct buf *out, int rc)
{
	if (rc == 0) {
		buf_release(text);
		*text = *out;
	} else {
		buf_release(out);
	}
	return rc;
}

int waiver_file_insert(struct buf *text, const char *name,
	const struct waiver_text *list, size_t count, struct err *err)
{
	struct buf out = BUF_INIT(text->limit);
	struct outline outline;
	int rc = outline_make(&outline, text, name, err);

	if (rc == 0 && insert_all(&out, &outline, list, count) < 0)
		rc = err_set(err, ERR_LIMIT, "%s: larger than %zu bytes", name,
			text->limit);
	outline_release(&outline);
	return replace_text(text, &out, rc);
}

int waiver_file_remove(struct buf *text, const char *name, waiver_file_fn drop,
	void *payload, struct err *err)
{
	struct buf out = BUF_INIT(text->limit);
	struct outline outline;
	size_t copied = 0;
	int removed = 0;
	int rc = outline_make(&outline, text, name, err);

	for (size_t i = 0; i < outline.count && rc == 0; i++) {
		const struct section *section = &outline.list[i];
		size_t end = outline.len;

		if (section->id == NULL || !drop(payload, section->id))
			continue;
		if (i + 1 < outline.count)
			end = with_comments(outline.text, section[1].start);
		(void)copy_part(&out, &outline, copied, section->start);
		copied = end;
		removed++;
	}
	if (rc == 0)
		(void)copy_part(&out, &outline, copied, outline.len);
	outline_release(&outline);
	rc = replace_text(text, &out, rc);
	return rc < 0 ? rc : removed;
}
