/*
 * gitsecrets.c - the settings of git-secrets.
 *
 * A value is one expression a line, as grep -E takes it; an empty line is
 * none, while to git-secrets it would be one that matches everything.
 */
#include "cli/gitsecrets.h"

#include <string.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/warnings.h"
#include "policy/allowed.h"
#include "policy/policy.h"
#include "source/gitrepo.h"

enum { VALUE_SHOWN = 300 }; /* bytes */

struct reading {
	struct gitsecrets *found;
	struct policy *policy;
	struct err *err;
	unsigned pattern_lines; /* so far */
	unsigned allowed_lines;
	int rc;
};

/* A line as git config --get-all prints it, in one of the settings. */
struct expression {
	const char *ere;
	size_t len;
	const char *setting;
	unsigned line;
};

/* Puts before what is wrong which one it is wrong with. */
static int name_fault(
	const struct reading *reading, const struct expression *expression)
{
	int shown = expression->len < VALUE_SHOWN ? (int)expression->len
						  : (int)VALUE_SHOWN;

	if (!reading->found->on_server)
		err_context(reading->err, "\"%.*s\"", shown, expression->ere);
	return err_context(reading->err, "%s, line %u", expression->setting,
		expression->line);
}

static int add_pattern(
	struct reading *reading, const struct expression *expression)
{
	reading->found->patterns++;
	return policy_add_pattern(reading->policy, expression->line,
		expression->ere, expression->len, reading->err);
}

static int add_allowed(
	struct reading *reading, const struct expression *expression)
{
	struct err name;

	reading->found->allowed++;
	err_set(&name, ERR_CONFIG, "%s, line %u", expression->setting,
		expression->line);
	return allowed_add(reading->policy->allowed, name.message,
		expression->ere, expression->len, reading->err);
}

static const struct setting {
	const char *name;
	size_t lines; /* the counter in struct reading */
	int (*add)(
		struct reading *reading, const struct expression *expression);
} settings[] = {
	{ "secrets.patterns", offsetof(struct reading, pattern_lines),
		add_pattern },
	{ "secrets.allowed", offsetof(struct reading, allowed_lines),
		add_allowed },
};

/* Takes each line of VALUE that is not empty. */
static void add_lines(struct reading *reading, const struct setting *setting,
	const char *value)
{
	unsigned *lines =
		(unsigned *)(void *)((char *)reading + setting->lines);
	const char *line = value;

	while (reading->rc == 0) {
		size_t len = strcspn(line, "\n");
		const struct expression expression = { line, len, setting->name,
			++*lines };

		if (len > 0 && setting->add(reading, &expression) < 0) {
			name_fault(reading, &expression);
			reading->rc = ERR_CONFIG;
		}
		if (line[len] == '\0')
			break;
		line += len + 1;
	}
}

/* With an argument it reads another file than kagiban does. */
static bool is_aws_provider(const char *command)
{
	static const char *const commands[] = { GITSECRETS_AWS,
		"git-secrets --aws-provider" };

	for (size_t i = 0; i < sizeof(commands) / sizeof(*commands); i++) {
		if (strcmp(command, commands[i]) == 0)
			return true;
	}
	return false;
}

static void note_provider(struct gitsecrets *found, const char *command)
{
	if (*command == '\0')
		return;
	if (is_aws_provider(command)) {
		found->aws_provider = true;
		return;
	}
	if (found->providers++ == 0)
		found->provider = mem_copy_string(command);
}

static void take(void *payload, const char *name, const char *value)
{
	struct reading *reading = payload;

	for (size_t i = 0; i < sizeof(settings) / sizeof(*settings); i++) {
		if (strcmp(name, settings[i].name) == 0)
			add_lines(reading, &settings[i], value);
	}
	if (strcmp(name, "secrets.providers") == 0)
		note_provider(reading->found, value);
}

int gitsecrets_read(struct gitsecrets *found, struct policy *policy,
	const struct gitrepo *repo, struct err *err)
{
	struct reading reading = {
		.found = found,
		.policy = policy,
		.err = err,
	};

	int rc = gitrepo_config_each(repo, "secrets", take, &reading, err);
	if (rc < 0 || reading.rc == 0)
		return rc;
	err->code = ERR_CONFIG;
	return ERR_CONFIG;
}

void gitsecrets_release(struct gitsecrets *found)
{
	free(found->provider);
	found->provider = NULL;
}

void gitsecrets_warn(
	const struct gitsecrets *found, bool own_keys, struct policy *policy)
{
	bool aws = found->aws_provider && !own_keys;
	size_t count = found->providers + aws;
	const char *first =
		found->provider != NULL ? found->provider : GITSECRETS_AWS;
	struct err warning;

	if (count == 0)
		return;
	if (found->on_server)
		err_set(&warning, ERR_CONFIG,
			"secrets.providers: %zu not run: kagiban runs none, "
			"and what they would print is not looked for",
			count);
	else if (count == 1)
		err_set(&warning, ERR_CONFIG,
			"secrets.providers: \"%.*s\" is not run: kagiban runs "
			"none, and what it would print is not looked for",
			VALUE_SHOWN, first);
	else
		err_set(&warning, ERR_CONFIG,
			"secrets.providers: \"%.*s\" and %zu more are not "
			"run: kagiban runs none, and what they would print is "
			"not looked for",
			VALUE_SHOWN, first, count - 1);
	warnings_add(&policy->warnings, warning.message);
}
