/*
 * machine.c - what the formats for machines share.
 */
#include <errno.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/escape.h"
#include "base/mem.h"
#include "model/encoding.h"
#include "report/machine.h"
#include "report/report.h"

enum { TEXT_LIMIT = 64 * 1024 }; /* bytes of one foreign text */

void machine_init(void)
{
	json_set_alloc_funcs(mem_alloc, free);
}

json_t *machine_foreign(const char *text, const struct report_args *args)
{
	struct buf shown = BUF_INIT(TEXT_LIMIT);
	json_t *value;

	if (text == NULL)
		return json_null();
	escape_append_string(&shown, text, args->veil);
	value = json_stringn(buf_string(&shown), shown.len);
	buf_release(&shown);
	return value;
}

const char *machine_confidence(enum confidence confidence)
{
	switch (confidence) {
	case CONFIDENCE_LOW:
		return "low";
	case CONFIDENCE_MEDIUM:
		return "medium";
	case CONFIDENCE_HIGH:
		break;
	}
	return "high";
}

const char *machine_place(enum place_kind kind)
{
	switch (kind) {
	case AT_FILE:
		return "file";
	case AT_MESSAGE:
		return "message";
	case AT_NAME:
		break;
	}
	return "name";
}

json_t *machine_encodings(unsigned encodings)
{
	static const char *const names[ENCODING_COUNT] = { "base64", "hex",
		"percent", "escapes", "pieces" };
	json_t *list = json_array();

	for (size_t i = 0; i < ENCODING_COUNT; i++)
		if (encodings & 1u << i)
			json_array_append_new(list, json_string(names[i]));
	return list;
}

const char *machine_action(const struct report_args *args)
{
	static const char *const names[] = {
		[REPORT_STAGED] = "staged",
		[REPORT_COMMIT] = "commit",
		[REPORT_MESSAGE] = "message",
		[REPORT_FILES] = "files",
		[REPORT_PUSH] = "push",
		[REPORT_RECEIVE] = "receive",
		[REPORT_RANGE] = "range",
		[REPORT_HISTORY] = "history",
		[REPORT_DIFF] = "diff",
	};

	return names[args->action];
}

const char *machine_status(const struct report_args *args)
{
	if (report_blocking(args->findings, args->block) > 0)
		return "blocked";
	return args->coverage->unscanned_count > 0 ? "not-scanned" : "clean";
}

const char *machine_revoke(const struct finding *finding)
{
	const struct rule *rule = finding->rule;

	return rule->revoke != NULL ? rule->revoke : rule->family->revoke;
}

static int write_bytes(const char *bytes, size_t len, void *payload)
{
	return fwrite(bytes, 1, len, payload) == len ? 0 : -1;
}

void machine_write(FILE *out, const struct machine_piece *piece)
{
	fputs(piece->first ? "\n" : ",\n", out);
	if (piece->name != NULL)
		fprintf(out, "\"%s\": ", piece->name);
	json_dump_callback(piece->value, write_bytes, out,
		JSON_INDENT(1) | JSON_ENCODE_ANY);
	json_decref(piece->value);
}

int machine_finish(FILE *out, struct err *err)
{
	if (fflush(out) != 0 || ferror(out))
		return err_set(err, ERR_IO, "cannot write the report: %s",
			strerror(errno));
	return 0;
}
