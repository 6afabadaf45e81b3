/*
 * waiver_text.c - writes an [allow] section as git's config syntax has it.
 */
#include <stdbool.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "cli/waiver_text.h"

enum { PATTERN_LIMIT = 16 * 1024 }; /* bytes */

/* Blanks at an end would be lost, and these bytes mean something. */
static bool needs_quotes(const char *value)
{
	size_t len = strlen(value);

	return len == 0 || value[0] == ' ' || value[len - 1] == ' ' ||
	       strpbrk(value, "#;\"\\") != NULL;
}

/* Appends `\tKEY = VALUE\n`; VALUE has no control characters. */
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
	if (buf_append_string(out, quoted ? "\"\n" : "\n") < 0)
		rc = ERR_LIMIT;
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
	buf_release(&pattern);
	return rc;
}

static int append_header(struct buf *out, const char *id)
{
	if (out->len > 0 && out->data[out->len - 1] != '\n' &&
		buf_append_byte(out, '\n') < 0)
		return ERR_LIMIT;
	if (buf_append_string(out, "[allow \"") < 0 ||
		buf_append_string(out, id) < 0)
		return ERR_LIMIT;
	return buf_append_string(out, "\"]\n");
}

int waiver_text_append(struct buf *out, const struct waiver_text *waiver)
{
	int rc = append_header(out, waiver->id);

	if (rc == 0 && waiver->rule != NULL)
		rc = append_entry(out, "rule", waiver->rule);
	if (rc == 0 && waiver->path != NULL)
		rc = append_path(out, waiver->path);
	if (rc == 0)
		rc = append_entry(out, "reason", waiver->reason);
	if (rc == 0 && waiver->until != NULL)
		rc = append_entry(out, "until", waiver->until);
	return rc;
}
