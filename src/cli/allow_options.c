/*
 * allow_options.c - what the command line of --allow says, and whether it may.
 */
#include "cli/allow_options.h"

#include <stdint.h>
#include <string.h>

#include "base/err.h"
#include "base/utf.h"
#include "cli/options.h"
#include "cli/today.h"
#include "model/finding.h"
#include "policy/allow.h"

enum {
	LEAST_DIGITS = 4,
	REASON_LIMIT = 1000, /* bytes */
};

static int check_reason(const char *reason, struct err *err)
{
	size_t len = reason == NULL ? 0 : strlen(reason);

	if (len == 0 || reason[strspn(reason, " ")] == '\0')
		return err_set(err, ERR_USAGE,
			"--allow needs --reason TEXT: used in tests, false "
			"positive, fix later, or your own words");
	if (len > REASON_LIMIT)
		return err_set(err, ERR_USAGE, "--reason: longer than %d bytes",
			(int)REASON_LIMIT);
	for (size_t i = 0; i < len;) {
		uint32_t code = 0;
		size_t size = utf8_decode(reason + i, len - i, &code);

		if (size == 0 || code < ' ' || (code >= 0x7f && code < 0xa0))
			return err_set(err, ERR_USAGE,
				"--reason: expected one line of UTF-8 text");
		i += size;
	}
	return 0;
}

static int check_until(const char *until, struct err *err)
{
	char today[TODAY_SIZE];

	if (until == NULL)
		return 0;
	if (!allow_is_day(until))
		return err_set(err, ERR_USAGE,
			"--until: expected a day such as 2027-03-31, not "
			"%.400s",
			until);
	today_write(today);
	if (strcmp(until, today) < 0)
		return err_set(err, ERR_USAGE, "--until: %s has passed", until);
	return 0;
}

static int check_id(const char *id, struct err *err)
{
	size_t len = id == NULL ? 0 : strlen(id);

	if (len >= LEAST_DIGITS && len < FINDING_ID_SIZE &&
		strspn(id, "0123456789abcdefABCDEF") == len)
		return 0;
	return err_set(err, ERR_USAGE,
		"--allow: expected the id of a finding, 4 to 16 hex digits, "
		"not %.400s",
		id == NULL ? "" : id);
}

static int check_ids(const struct options *options, struct err *err)
{
	int rc = check_id(options->subject, err);

	for (size_t i = 0; i < options->path_count && rc == 0; i++)
		rc = check_id(options->paths[i], err);
	return rc;
}

bool allow_options_adopts(const struct options *options)
{
	return strcmp(options->subject, "-") == 0 && options->path_count == 0;
}

int allow_options_check(const struct options *options, struct err *err)
{
	int rc = allow_options_adopts(options) ? 0 : check_ids(options, err);

	if (rc == 0)
		rc = check_reason(options->reason, err);
	if (rc == 0)
		rc = check_until(options->until, err);
	if (rc == 0 && options->scope_given && options->scope != SCOPE_LOCAL)
		rc = err_set(err, ERR_USAGE,
			"--allow writes for the team or, with --local, for "
			"this repository alone; not with --global");
	return rc;
}
