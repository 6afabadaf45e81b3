/*
 * settings.c - reads the settings.
 */
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "cli/settings.h"
#include "rules/rulefile.h"
#include "source/gitrepo.h"
#include "source/source.h"

enum { VALUE_LIMIT = 4096 };

static int read_block(
	struct settings *settings, const char *value, struct err *err)
{
	static const struct {
		char name[8];
		enum confidence level;
	} levels[] = {
		{ "high", CONFIDENCE_HIGH },
		{ "medium", CONFIDENCE_MEDIUM },
		{ "low", CONFIDENCE_LOW },
	};
	for (size_t i = 0; i < sizeof(levels) / sizeof(levels[0]); i++) {
		if (strcmp(levels[i].name, value) == 0) {
			settings->block = levels[i].level;
			return 0;
		}
	}
	return err_set(err, ERR_CONFIG,
		"kagiban.block: expected high, medium or low, not \"%s\"",
		value);
}

static int read_max_blob(
	struct settings *settings, const char *value, struct err *err)
{
	uint64_t number = 0;
	int rc = rulefile_number(value, &number, err);
	if (rc < 0)
		return err_context(err, "kagiban.maxBlob");
	if (number < 1024 * 1024 || number > 1024u * 1024 * 1024)
		return err_set(err, ERR_CONFIG,
			"kagiban.maxBlob: expected 1m to 1g, not \"%s\"",
			value);
	settings->max_blob = (size_t)number;
	return 0;
}

static int read_lang(
	struct settings *settings, const char *value, struct err *err)
{
	size_t len = strlen(value);
	if (len >= sizeof(settings->lang))
		return err_set(err, ERR_CONFIG,
			"kagiban.lang: expected a language such as ja, not "
			"\"%s\"",
			value);
	memcpy(settings->lang, value, len + 1);
	return 0;
}

static int read_waiver_ref(
	struct settings *settings, const char *value, struct err *err)
{
	size_t len = strlen(value);
	if (len >= sizeof(settings->waiver_ref))
		return err_set(err, ERR_CONFIG,
			"kagiban.waiverRef: expected HEAD or a branch of at "
			"most %zu bytes, not \"%s\"",
			sizeof(settings->waiver_ref) - 1, value);
	memcpy(settings->waiver_ref, value, len + 1);
	return 0;
}

static int read_inline_tags(
	struct settings *settings, const char *value, struct err *err)
{
	int rc = rulefile_boolean(value, err);
	if (rc < 0)
		return err_context(err, "kagiban.inlineTags");
	settings->inline_tags = rc == 1;
	return 0;
}

/* Reads decimal digits into *NUMBER, which stays at most 1e9. */
static const char *read_digits(const char *at, unsigned *number)
{
	for (*number = 0; *at >= '0' && *at <= '9'; at++) {
		if (*number < 100000000)
			*number = *number * 10 + (unsigned)(*at - '0');
	}
	return at;
}

/* "4.5", "4.5s": seconds; "4500ms": milliseconds. */
static int read_receive_timeout(
	struct settings *settings, const char *value, struct err *err)
{
	enum { DAY = 24 * 60 * 60 };
	unsigned whole;
	unsigned thousandths = 0;
	const char *at = read_digits(value, &whole);
	bool ok = at > value;

	if (ok && strcmp(at, "ms") == 0) {
		ok = whole <= DAY * 1000u;
		settings->receive_milliseconds = whole;
	} else {
		if (*at == '.') {
			unsigned unit = 100;
			ok = ok && at[1] >= '0' && at[1] <= '9';
			for (at++; *at >= '0' && *at <= '9'; at++) {
				thousandths += unit * (unsigned)(*at - '0');
				unit /= 10;
			}
		}
		ok = ok && whole <= DAY && (*at == '\0' || !strcmp(at, "s"));
		settings->receive_milliseconds =
			ok ? whole * 1000 + thousandths : 0;
	}
	if (ok)
		return 0;
	return err_set(err, ERR_CONFIG,
		"kagiban.receiveTimeout: expected seconds such as 4.5, or "
		"4500ms, up to a day, not \"%s\"",
		value);
}

static int read_own_keys(
	struct settings *settings, const char *value, struct err *err)
{
	int rc = rulefile_boolean(value, err);
	if (rc < 0)
		return err_context(err, "kagiban.ownKeys");
	settings->own_keys = rc == 1;
	return 0;
}

static int read_lock(
	struct settings *settings, const char *value, struct err *err)
{
	int rc = rulefile_boolean(value, err);
	if (rc < 0)
		return err_context(err, "kagiban.lock");
	settings->lock = rc == 1;
	return 0;
}

static const struct {
	const char *name;
	int (*read)(
		struct settings *settings, const char *value, struct err *err);
} readers[] = {
	{ "kagiban.block", read_block },
	{ "kagiban.maxblob", read_max_blob },
	{ "kagiban.lang", read_lang },
	{ "kagiban.lock", read_lock },
	{ "kagiban.ownkeys", read_own_keys },
	{ "kagiban.waiverref", read_waiver_ref },
	{ "kagiban.inlinetags", read_inline_tags },
	{ "kagiban.receivetimeout", read_receive_timeout },
};

void settings_init(struct settings *settings)
{
	*settings = (struct settings){ .block = CONFIDENCE_MEDIUM,
		.max_blob = SOURCE_MAX_BLOB,
		.own_keys = true };
}

int settings_read(
	struct settings *settings, const struct gitrepo *repo, struct err *err)
{
	struct buf value = BUF_INIT(VALUE_LIMIT);
	int rc = 0;
	settings_init(settings);
	for (size_t i = 0; i < sizeof(readers) / sizeof(readers[0]); i++) {
		rc = gitrepo_config(repo, readers[i].name, &value, err);
		if (rc == 1)
			rc = readers[i].read(settings, buf_string(&value), err);
		if (rc < 0)
			break;
	}
	buf_release(&value);
	return rc < 0 ? rc : 0;
}
