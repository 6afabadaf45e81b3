/*
 * rules_json.c - the rules as JSON.
 */
#include "report/rules_json.h"

#include "model/rule.h"
#include "report/machine.h"

static void set_text(json_t *object, const char *name, const char *text)
{
	if (text != NULL && *text != '\0')
		json_object_set_new(object, name, json_string(text));
}

static json_t *make_list(const char *const *texts)
{
	json_t *list = json_array();

	for (; texts != NULL && *texts != NULL; texts++)
		json_array_append_new(list, json_string(*texts));
	return list;
}

static json_t *make_rule(const struct rule *rule)
{
	const struct family *family = rule->family;
	json_t *object = json_object();

	set_text(object, "id", rule->id);
	set_text(object, "title", rule->title);
	set_text(object, "family", family->id);
	set_text(object, "provider", family->title);
	json_object_set_new(object, "confidence",
		json_string(machine_confidence(rule->confidence)));
	json_object_set_new(
		object, "enabled", json_boolean(rule->state == RULE_ON));
	json_object_set_new(object, "weak", json_boolean(rule->weak));
	json_object_set_new(object, "is_id", json_boolean(rule->is_id));
	json_object_set_new(object, "proven", json_boolean(rule->proven));
	json_object_set_new(object, "keywords", make_list(rule->keywords));
	set_text(object, "pattern", rule->pattern);
	set_text(object, "pair", rule->pair);
	set_text(object, "grants", rule->grants);
	set_text(object, "keep", family->keep);
	set_text(object, "revoke",
		rule->revoke != NULL ? rule->revoke : family->revoke);
	json_object_set_new(object, "steps", make_list(family->steps));
	return object;
}

int rules_json_write(const struct ruleset *set, FILE *out, struct err *err)
{
	machine_init();
	fputs("[", out);
	for (size_t i = 0; i < set->rule_count; i++) {
		const struct machine_piece piece = { NULL,
			make_rule(&set->rules[i]), i == 0 };

		machine_write(out, &piece);
	}
	fputs("\n]\n", out);
	return machine_finish(out, err);
}
