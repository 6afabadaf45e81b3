/*
 * adopt.c - the findings of a report in JSON.
 */
#include <errno.h>
#include <jansson.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "cli/adopt.h"
#include "cli/last_block.h"

enum { REPORT_LIMIT = 256 * 1024 * 1024, PIECE = 64 * 1024 };

static int read_all(FILE *in, struct buf *text, struct err *err)
{
	for (;;) {
		char *room = buf_reserve(text, PIECE);
		size_t got;

		if (room == NULL)
			return err_set(err, ERR_LIMIT,
				"the report on stdin is larger than %d bytes",
				(int)REPORT_LIMIT);
		got = fread(room, 1, PIECE, in);
		text->len += got;
		if (got == PIECE)
			continue;
		if (ferror(in))
			return err_set(err, ERR_IO,
				"cannot read the report on stdin: %s",
				strerror(errno));
		return 0;
	}
}

/* A string of OBJECT, NULL if there is none of that name. */
static const char *text_of(const json_t *object, const char *name)
{
	return json_string_value(json_object_get(object, name));
}

/* The place of a weak one; an escaped path could not be written back. */
static const char *path_of(const json_t *finding)
{
	const json_t *place =
		json_array_get(json_object_get(finding, "places"), 0);
	const char *path = text_of(place, "path");

	if (path == NULL || strchr(path, '\\') || strstr(path, "***"))
		return NULL;
	return path;
}

static int take_finding(
	const json_t *finding, struct last_finding *out, struct err *err)
{
	const char *id = text_of(finding, "id");
	const char *rule = text_of(finding, "rule");

	if (id == NULL || rule == NULL || strlen(id) != FINDING_ID_SIZE - 1 ||
		strspn(id, "0123456789abcdef") != FINDING_ID_SIZE - 1 ||
		rule[strspn(rule, "abcdefghijklmnopqrstuvwxyz0123456789-")])
		return err_set(err, ERR_INPUT,
			"stdin is no report of kagiban --format json: a "
			"finding "
			"without id or rule");
	memcpy(out->id, id, FINDING_ID_SIZE);
	out->rule = mem_copy_string(rule);
	out->weak = json_is_true(json_object_get(finding, "weak"));
	out->path = mem_copy_string(path_of(finding));
	return 0;
}

static int take_all(const json_t *report, struct last_finding **list,
	size_t *count, struct err *err)
{
	const json_t *findings = json_object_get(report, "findings");
	size_t capacity = 0;
	int rc = 0;

	if (!json_is_array(findings))
		return err_set(err, ERR_INPUT,
			"stdin is no report of kagiban --format json: no "
			"findings "
			"there");
	for (size_t i = 0; i < json_array_size(findings) && rc == 0; i++) {
		const json_t *finding = json_array_get(findings, i);

		if (!json_is_true(json_object_get(finding, "blocks")))
			continue;
		*list = mem_grow(*list, *count, &capacity, sizeof(**list));
		memset(&(*list)[*count], 0, sizeof(**list));
		rc = take_finding(finding, &(*list)[(*count)++], err);
	}
	return rc;
}

int adopt_read(
	FILE *in, struct last_finding **list, size_t *count, struct err *err)
{
	struct buf text = BUF_INIT(REPORT_LIMIT);
	json_error_t error;
	json_t *report = NULL;
	int rc = read_all(in, &text, err);

	if (rc == 0)
		report = json_loadb(buf_string(&text), text.len, 0, &error);
	if (rc == 0 && report == NULL)
		rc = err_set(err, ERR_INPUT,
			"stdin is no report of kagiban --format json: line %d: "
			"%.200s",
			error.line, error.text);
	if (rc == 0)
		rc = take_all(report, list, count, err);
	json_decref(report);
	buf_release(&text);
	return rc;
}
