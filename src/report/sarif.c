/*
 * sarif.c - the report in SARIF 2.1.0.
 *
 *     {"version": "2.1.0", "runs": [{
 *         "tool": {"driver": {"name": "kagiban", "rules": [...]}},
 *         "results": [{"ruleId": ..., "ruleIndex": ..., "level": "error",
 *                      "partialFingerprints": {"kagiban/v1": ID}, ...}],
 *         "invocations": [...]}]}
 *
 * Columns are left out: SARIF counts them in characters, and a finding has
 * them in bytes.
 */
#include "report/sarif.h"

#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "report/machine.h"
#include "report/report.h"

#define SARIF_SCHEMA                                                           \
	"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"  \
	"sarif-schema-2.1.0.json"
#define FINGERPRINT "kagiban/v1"

enum { TEXT_LIMIT = 64 * 1024 }; /* bytes */

/* The rules that found something, in the order of their first find. */
struct used_rules {
	const struct rule **list; /* owned; the rules are borrowed */
	size_t count;
	size_t capacity;
};

static size_t rule_index(struct used_rules *used, const struct rule *rule)
{
	for (size_t i = 0; i < used->count; i++) {
		if (used->list[i] == rule)
			return i;
	}
	/* A list of pointers.  NOLINTNEXTLINE(bugprone-sizeof-expression) */
	const size_t size = sizeof(*used->list);
	used->list = mem_grow(used->list, used->count, &used->capacity, size);
	used->list[used->count] = rule;
	return used->count++;
}

static json_t *make_text(const char *text)
{
	json_t *object = json_object();

	json_object_set_new(object, "text", json_string(text));
	return object;
}

static const char *level_of(enum confidence confidence)
{
	switch (confidence) {
	case CONFIDENCE_LOW:
		return "note";
	case CONFIDENCE_MEDIUM:
		return "warning";
	case CONFIDENCE_HIGH:
		break;
	}
	return "error";
}

/* What to do about it, as --explain says it. */
static json_t *make_help(const struct rule *rule)
{
	const char *const *steps = rule->family->steps;
	struct buf text = BUF_INIT(TEXT_LIMIT);
	json_t *help;

	(void)buf_append_string(
		&text, "Delete or change it first, then clean up.");
	for (size_t i = 0; steps != NULL && steps[i] != NULL; i++) {
		(void)buf_append_byte(&text, ' ');
		(void)buf_append_string(&text, steps[i]);
	}
	(void)buf_append_string(&text, " More: kagiban --explain ");
	(void)buf_append_string(&text, rule->id);
	help = make_text(buf_string(&text));
	buf_release(&text);
	return help;
}

static json_t *make_rule(const struct rule *rule)
{
	const char *revoke =
		rule->revoke != NULL ? rule->revoke : rule->family->revoke;
	json_t *object = json_object();
	json_t *level = json_object();
	json_t *properties = json_object();

	json_object_set_new(object, "id", json_string(rule->id));
	json_object_set_new(object, "shortDescription", make_text(rule->title));
	json_object_set_new(object, "help", make_help(rule));
	if (revoke != NULL && strncmp(revoke, "https://", 8) == 0)
		json_object_set_new(object, "helpUri", json_string(revoke));
	json_object_set_new(
		level, "level", json_string(level_of(rule->confidence)));
	json_object_set_new(object, "defaultConfiguration", level);
	json_object_set_new(
		properties, "provider", json_string(rule->family->title));
	json_object_set_new(properties, "precision",
		json_string(machine_confidence(rule->confidence)));
	json_object_set_new(
		properties, "tags", json_pack("[s, s]", "security", "secret"));
	json_object_set_new(object, "properties", properties);
	return object;
}

static void append_percent(struct buf *uri, unsigned char byte)
{
	static const char digits[] = "0123456789ABCDEF";

	(void)buf_append_byte(uri, '%');
	(void)buf_append_byte(uri, digits[byte >> 4]);
	(void)buf_append_byte(uri, digits[byte & 15]);
}

/* PATH, foreign, as a reference of RFC 3986. */
static json_t *make_uri(const char *path, const struct report_args *args)
{
	json_t *shown = machine_foreign(path, args);
	struct buf uri = BUF_INIT(3 * TEXT_LIMIT);
	json_t *value;

	if (*path == '/')
		(void)buf_append_string(&uri, "file://");
	for (const char *at = json_string_value(shown); *at != '\0'; at++) {
		unsigned char byte = (unsigned char)*at;

		if ((byte >= 'a' && byte <= 'z') ||
			(byte >= 'A' && byte <= 'Z') ||
			(byte >= '0' && byte <= '9') ||
			strchr("-._~/!$&'()*+,;=@", byte))
			(void)buf_append_byte(&uri, *at);
		else
			append_percent(&uri, byte);
	}
	value = json_string(buf_string(&uri));
	buf_release(&uri);
	json_decref(shown);
	return value;
}

static json_t *make_physical(const struct place *place,
	const struct finding *finding, const struct report_args *args)
{
	const char *prefix = finding_fact(finding, FACT_PREFIX);
	json_t *object = json_object();
	json_t *artifact = json_object();
	json_t *region = json_object();
	struct buf snippet = BUF_INIT(TEXT_LIMIT);

	json_object_set_new(artifact, "uri", make_uri(place->path, args));
	if (*place->path != '/')
		json_object_set_new(
			artifact, "uriBaseId", json_string("%SRCROOT%"));
	json_object_set_new(object, "artifactLocation", artifact);
	if (place->kind != AT_FILE || place->position.line == 0) {
		json_decref(region);
		return object;
	}
	json_t *shown = machine_foreign(prefix ? prefix : "", args);
	(void)buf_append_string(&snippet, json_string_value(shown));
	(void)buf_append_string(&snippet, "***");
	json_decref(shown);
	json_object_set_new(
		region, "startLine", json_integer(place->position.line));
	json_object_set_new(region, "snippet", make_text(buf_string(&snippet)));
	json_object_set_new(object, "region", region);
	buf_release(&snippet);
	return object;
}

static json_t *make_logical(
	const struct place *place, const struct report_args *args)
{
	json_t *list = json_array();
	json_t *object;

	if (place->commit != NULL) {
		object = json_object();
		json_object_set_new(object, "fullyQualifiedName",
			machine_foreign(place->commit, args));
		json_object_set_new(object, "kind", json_string("commit"));
		json_array_append_new(list, object);
	}
	if (place->kind != AT_FILE) {
		object = json_object();
		json_object_set_new(object, "name",
			json_string(machine_place(place->kind)));
		json_object_set_new(object, "kind",
			json_string(place->kind == AT_MESSAGE ? "commit message"
							      : "path"));
		json_array_append_new(list, object);
	}
	return list;
}

static json_t *make_locations(
	const struct finding *finding, const struct report_args *args)
{
	json_t *list = json_array();

	for (size_t i = 0; i < finding->place_count; i++) {
		const struct place *place = &finding->places[i];
		json_t *location = json_object();
		json_t *logical = make_logical(place, args);

		if (place->path != NULL)
			json_object_set_new(location, "physicalLocation",
				make_physical(place, finding, args));
		if (json_array_size(logical) > 0)
			json_object_set_new(
				location, "logicalLocations", logical);
		else
			json_decref(logical);
		json_array_append_new(list, location);
	}
	return list;
}

static void set_suppression(json_t *object)
{
	json_t *list = json_array();

	json_array_append_new(list,
		json_pack("{s: s, s: s}", "kind", "external", "justification",
			"waived in a configuration file of kagiban"));
	json_object_set_new(object, "suppressions", list);
}

static json_t *make_result(const struct finding *finding, size_t index,
	const struct report_args *args)
{
	json_t *object = json_object();
	json_t *prints = json_object();

	json_object_set_new(object, "ruleId", json_string(finding->rule->id));
	json_object_set_new(
		object, "ruleIndex", json_integer((json_int_t)index));
	json_object_set_new(
		object, "level", json_string(level_of(finding->confidence)));
	json_object_set_new(
		object, "message", make_text(finding_title(finding)));
	json_object_set_new(prints, FINGERPRINT, json_string(finding->id));
	json_object_set_new(object, "partialFingerprints", prints);
	json_object_set_new(object, "locations", make_locations(finding, args));
	if (finding->waived)
		set_suppression(object);
	return object;
}

static json_t *make_notifications(const struct report_args *args)
{
	const struct coverage *coverage = args->coverage;
	json_t *list = json_array();

	for (size_t i = 0; i < coverage->unscanned_count; i++) {
		const struct unscanned *entry = &coverage->unscanned[i];
		json_t *name = machine_foreign(entry->name, args);
		json_t *reason = machine_foreign(entry->reason, args);
		struct buf text = BUF_INIT(TEXT_LIMIT);

		(void)buf_append_string(&text, "could not scan: ");
		(void)buf_append_string(&text, json_string_value(name));
		(void)buf_append_string(&text, ": ");
		(void)buf_append_string(&text, json_string_value(reason));
		json_array_append_new(
			list, json_pack("{s: s, s: o}", "level", "error",
				      "message", make_text(buf_string(&text))));
		buf_release(&text);
		json_decref(name);
		json_decref(reason);
	}
	return list;
}

static json_t *make_invocations(const struct report_args *args)
{
	json_t *list = json_array();
	json_t *object = json_object();

	json_object_set_new(object, "executionSuccessful",
		json_boolean(args->coverage->unscanned_count == 0));
	json_object_set_new(
		object, "toolExecutionNotifications", make_notifications(args));
	json_array_append_new(list, object);
	return list;
}

static json_t *make_tool(const struct used_rules *used)
{
	json_t *rules = json_array();

	for (size_t i = 0; i < used->count; i++)
		json_array_append_new(rules, make_rule(used->list[i]));
	return json_pack("{s: {s: s, s: s, s: o}}", "driver", "name", "kagiban",
		"version", KAGIBAN_VERSION, "rules", rules);
}

static void write_results(
	FILE *out, const struct report_args *args, struct used_rules *used)
{
	const struct findings *findings = args->findings;

	fputs("\n\"results\": [", out);
	for (size_t i = 0; i < findings->count; i++) {
		const struct finding *finding = &findings->list[i];
		const struct machine_piece piece = { NULL,
			make_result(
				finding, rule_index(used, finding->rule), args),
			i == 0 };

		machine_write(out, &piece);
	}
	fputs("\n]", out);
}

int sarif_write(const struct report_args *args, FILE *out, struct err *err)
{
	struct used_rules used = { NULL, 0, 0 };

	machine_init();
	fputs("{\n\"$schema\": \"" SARIF_SCHEMA
	      "\",\n\"version\": \"2.1.0\",\n\"runs\": [\n{",
		out);
	write_results(out, args, &used);
	const struct machine_piece pieces[] = {
		{ "tool", make_tool(&used), false },
		{ "invocations", make_invocations(args), false },
	};
	machine_write(out, &pieces[0]);
	machine_write(out, &pieces[1]);
	fputs("\n}\n]\n}\n", out);
	free(used.list);
	return machine_finish(out, err);
}
