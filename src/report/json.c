/*
 * json.c - the report as one JSON document, written finding by finding.
 */
#include "report/json.h"

#include <stdlib.h>

#include "report/machine.h"
#include "report/report.h"

enum { SCHEMA_VERSION = 1 }; /* of docs/report.schema.json */

/* What the facts are called; those without a name have a key of their own. */
static const char *const fact_names[] = {
	[FACT_KEY_ID] = "key_id",
	[FACT_ACCOUNT] = "account",
	[FACT_USER] = "user",
	[FACT_HOST] = "host",
	[FACT_NAME] = "name",
	[FACT_PREFIX] = "prefix",
};

static void set_facts(json_t *object, const struct finding *finding,
	const struct report_args *args)
{
	for (size_t i = 0; i < finding->fact_count; i++) {
		const struct fact *fact = &finding->facts[i];
		const size_t named = sizeof(fact_names) / sizeof(*fact_names);

		if (fact->kind == FACT_LENGTH)
			json_object_set_new(object, "length",
				json_integer(strtol(fact->text, NULL, 10)));
		else if (fact->kind == FACT_ENCRYPTED)
			json_object_set_new(object, "encrypted", json_true());
		else if (fact->kind < named && fact_names[fact->kind] != NULL)
			json_object_set_new(object, fact_names[fact->kind],
				machine_foreign(fact->text, args));
	}
}

static json_t *make_place(
	const struct place *place, const struct report_args *args)
{
	json_t *object = json_object();
	json_t *parts = json_array();

	json_object_set_new(
		object, "kind", json_string(machine_place(place->kind)));
	json_object_set_new(object, "path", machine_foreign(place->path, args));
	json_object_set_new(
		object, "commit", machine_foreign(place->commit, args));
	json_object_set_new(object, "line", json_integer(place->position.line));
	json_object_set_new(
		object, "column", json_integer(place->position.column));
	if (place->parts & PART_ID)
		json_array_append_new(parts, json_string("id"));
	if (place->parts & PART_SECRET)
		json_array_append_new(parts, json_string("secret"));
	json_object_set_new(object, "parts", parts);
	if (place->encodings)
		json_object_set_new(object, "encodings",
			machine_encodings(place->encodings));
	if (args->action == REPORT_HISTORY)
		json_object_set_new(
			object, "in_head", json_boolean(place->in_head));
	return object;
}

static json_t *make_places(
	const struct finding *finding, const struct report_args *args)
{
	json_t *list = json_array();

	for (size_t i = 0; i < finding->place_count; i++)
		json_array_append_new(
			list, make_place(&finding->places[i], args));
	return list;
}

static json_t *make_finding(
	const struct finding *finding, const struct report_args *args)
{
	const struct rule *rule = finding->rule;
	const char *revoke = machine_revoke(finding);
	json_t *object = json_object();

	json_object_set_new(object, "id", json_string(finding->id));
	json_object_set_new(object, "rule", json_string(rule->id));
	json_object_set_new(object, "family", json_string(rule->family->id));
	json_object_set_new(
		object, "title", json_string(finding_title(finding)));
	json_object_set_new(object, "confidence",
		json_string(machine_confidence(finding->confidence)));
	json_object_set_new(object, "blocks",
		json_boolean(report_blocks(finding, args->block)));
	json_object_set_new(object, "waived", json_boolean(finding->waived));
	json_object_set_new(object, "weak", json_boolean(finding->weak));
	set_facts(object, finding, args);
	if (revoke != NULL)
		json_object_set_new(object, "revoke", json_string(revoke));
	json_object_set_new(object, "places", make_places(finding, args));
	return object;
}

static json_t *make_unscanned(const struct report_args *args)
{
	const struct coverage *coverage = args->coverage;
	json_t *list = json_array();

	for (size_t i = 0; i < coverage->unscanned_count; i++) {
		const struct unscanned *entry = &coverage->unscanned[i];
		json_t *object = json_object();

		json_object_set_new(
			object, "name", machine_foreign(entry->name, args));
		json_object_set_new(
			object, "reason", machine_foreign(entry->reason, args));
		json_array_append_new(list, object);
	}
	return list;
}

#define COUNTER(member)                                                        \
	{                                                                      \
#member, offsetof(struct coverage, member)                     \
	}

static const struct {
	const char *name;
	size_t field; /* a uint64_t of struct coverage */
} counters[] = {
	COUNTER(commits),
	COUNTER(messages),
	COUNTER(files),
	COUNTER(added_lines),
	COUNTER(binary_files),
	COUNTER(windowed_files),
	COUNTER(gitlinks),
	COUNTER(intent_to_add),
	COUNTER(links_skipped),
	COUNTER(ignored_files),
	COUNTER(ignored_folders),
	COUNTER(special_files),
	COUNTER(unreachable_blobs),
	COUNTER(skipped_findings),
	COUNTER(switched_off),
	COUNTER(placeholders),
	COUNTER(allowed_by_setting),
	COUNTER(allowed_by_tree),
	COUNTER(inline_allowed),
	COUNTER(waived),
	COUNTER(waivers_expired),
	COUNTER(waivers_unused),
};

static json_t *make_coverage(const struct report_args *args)
{
	const struct coverage *coverage = args->coverage;
	json_t *object = json_object();

	for (size_t i = 0; i < sizeof(counters) / sizeof(*counters); i++) {
		const uint64_t *count =
			(const uint64_t *)(const void *)((const char *)
								 coverage +
							 counters[i].field);

		json_object_set_new(object, counters[i].name,
			json_integer((json_int_t)*count));
	}
	json_object_set_new(
		object, "through_git", json_boolean(coverage->through_git));
	json_object_set_new(object, "unscanned", make_unscanned(args));
	return object;
}

static void write_head(FILE *out, const struct report_args *args)
{
	const struct machine_piece pieces[] = {
		{ "kagiban", json_string(KAGIBAN_VERSION), true },
		{ "schema", json_integer(SCHEMA_VERSION), false },
		{ "action", json_string(machine_action(args)), false },
		{ "hook", json_boolean(args->in_hook), false },
		{ "status", json_string(machine_status(args)), false },
		{ "block", json_string(machine_confidence(args->block)),
			false },
	};

	for (size_t i = 0; i < sizeof(pieces) / sizeof(*pieces); i++)
		machine_write(out, &pieces[i]);
}

int json_write(const struct report_args *args, FILE *out, struct err *err)
{
	machine_init();
	fputs("{", out);
	write_head(out, args);
	fputs(",\n\"findings\": [", out);
	for (size_t i = 0; i < args->findings->count; i++) {
		const struct machine_piece piece = { NULL,
			make_finding(&args->findings->list[i], args), i == 0 };

		machine_write(out, &piece);
	}
	fputs("\n]", out);
	const struct machine_piece last[] = {
		{ "coverage", make_coverage(args), false },
		{ "milliseconds", json_integer(args->milliseconds), false },
	};
	machine_write(out, &last[0]);
	machine_write(out, &last[1]);
	fputs("\n}\n", out);
	return machine_finish(out, err);
}
