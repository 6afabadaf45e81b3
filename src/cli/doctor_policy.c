/*
 * doctor_policy.c - --doctor: settings, files of rules, waivers.
 */
#include <stdio.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "cli/doctor.h"
#include "cli/options.h"
#include "cli/own_keys.h"
#include "cli/scan.h"
#include "cli/today.h"
#include "policy/allow.h"
#include "policy/allowed.h"
#include "source/gitrepo.h"

enum {
	SUBJECT_LIMIT = 64 * 1024,
	TEXT_SIZE = 400,
	WHOLE_ID = FINDING_ID_SIZE - 1
};

static void say_waiver(struct doctor *doctor, const struct allow_entry *entry)
{
	struct buf subject = BUF_INIT(SUBJECT_LIMIT);
	bool short_id = strlen(entry->id) < WHOLE_ID;

	(void)buf_append_string(&subject, entry->file);
	(void)buf_append_byte(&subject, ':');
	(void)buf_append_number(&subject, entry->line);
	if (entry->expired)
		doctor_say(doctor, &(struct doctor_line){ VERDICT_NOTE,
					   buf_string(&subject),
					   _("this waiver has expired, on"),
					   entry->until, "kagiban --prune" });
	else if (short_id)
		doctor_say(doctor,
			&(struct doctor_line){ VERDICT_NOTE,
				buf_string(&subject),
				_("this waiver names the beginning of an id, "
				  "and could cover another secret one day; "
				  "write all 16 digits:"),
				entry->id, NULL });
	buf_release(&subject);
}

static void say_waivers(struct doctor *doctor, const struct allow *allow)
{
	char today[TODAY_SIZE];
	struct allow_entry entry;
	size_t count = 0;

	today_write(today);
	while (allow_entry_at(allow, count, today, &entry)) {
		say_waiver(doctor, &entry);
		count++;
	}
	if (count > 0)
		doctor_say(doctor,
			&(struct doctor_line){ VERDICT_OK, NULL,
				_("the waivers can be read; those that cover "
				  "nothing any more are taken out by kagiban "
				  "--prune"),
				NULL, NULL });
}

static void say_settings(struct doctor *doctor, const struct settings *settings)
{
	if (settings->block == CONFIDENCE_HIGH)
		doctor_say(doctor,
			&(struct doctor_line){ VERDICT_NOTE, "kagiban.block",
				_("only what is certain blocks; of the rest "
				  "there is a line"),
				NULL, NULL });
	if (settings->lock)
		doctor_say(doctor,
			&(struct doctor_line){ VERDICT_OK, "kagiban.lock",
				_("nothing that a tree weakens counts"), NULL,
				NULL });
}

/* A list of expressions for lines in which findings do not count. */
static void say_allowed(struct doctor *doctor, const char *list, size_t count)
{
	char text[TEXT_SIZE];

	if (count == 0)
		return;
	snprintf(text, sizeof(text),
		ngettext_("%lu expression: findings in a line that matches are "
			  "left out, but for what proves itself",
			"%lu expressions: findings in a line that matches one "
			"are left out, but for what proves itself",
			(unsigned long)count),
		(unsigned long)count);
	doctor_say(doctor,
		&(struct doctor_line){ VERDICT_NOTE, list, text, NULL, NULL });
}

static void say_patterns(struct doctor *doctor, size_t count)
{
	char text[TEXT_SIZE];

	if (count == 0)
		return;
	snprintf(text, sizeof(text),
		ngettext_("%lu pattern of git-secrets is looked for as well",
			"%lu patterns of git-secrets are looked for as well",
			(unsigned long)count),
		(unsigned long)count);
	doctor_say(doctor, &(struct doctor_line){ VERDICT_OK,
				   "secrets.patterns", text, NULL, NULL });
}

static void say_providers(struct doctor *doctor, const struct scan *scan)
{
	static const char setting[] = "secrets.providers";
	const struct gitsecrets *found = &scan->gitsecrets;
	bool own_keys = scan->settings.own_keys && own_keys_allowed();

	if (found->aws_provider && own_keys)
		doctor_say(doctor,
			&(struct doctor_line){ VERDICT_OK, setting,
				_("git secrets --aws-provider need not be run: "
				  "the keys in ~/.aws/credentials are looked "
				  "for anyway"),
				NULL, NULL });
	if (found->providers > 0 || (found->aws_provider && !own_keys))
		doctor_say(doctor,
			&(struct doctor_line){ VERDICT_NOTE, setting,
				_("not run, and what they would print is not "
				  "looked for:"),
				found->provider != NULL ? found->provider
							: GITSECRETS_AWS,
				NULL });
}

/* What git-secrets has in git's configuration, and in the tree. */
static void say_gitsecrets(struct doctor *doctor, const struct scan *scan)
{
	size_t settings = scan->gitsecrets.allowed;

	say_patterns(doctor, scan->gitsecrets.patterns);
	say_allowed(doctor, "secrets.allowed", settings);
	say_allowed(doctor, ".gitallowed",
		allowed_count(scan->policy.allowed) - settings);
	say_providers(doctor, scan);
}

/* Opens a scan of what is staged, without running it. */
int doctor_policy(struct doctor *doctor, struct err *err)
{
	struct options options = *doctor->options;
	struct scan scan = {
		.options = &options,
		.source = scan_source_find(ACTION_SCAN_STAGED),
		.format = report_format_find("text"),
	};
	int rc;

	(void)err;
	options.action = ACTION_SCAN_STAGED;
	struct err problem;
	rc = scan_open(&scan, &problem);
	if (rc < 0) {
		doctor_say(doctor,
			&(struct doctor_line){ VERDICT_NO, NULL,
				_("settings or files of rules are wrong, and "
				  "each scan ends with status 2 until they are "
				  "put right:"),
				problem.message, NULL });
	} else {
		say_settings(doctor, &scan.settings);
		say_gitsecrets(doctor, &scan);
		for (size_t i = 0; i < scan.policy.warnings.count; i++)
			doctor_say(doctor,
				&(struct doctor_line){ VERDICT_NOTE, NULL,
					_("not known to this program:"),
					scan.policy.warnings.list[i], NULL });
		say_waivers(doctor, scan.policy.allow);
	}
	scan_close(&scan);
	return 0;
}
