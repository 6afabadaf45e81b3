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
};

void settings_init(struct settings *settings)
{
	*settings = (struct settings){ .block = CONFIDENCE_MEDIUM,
		.max_blob = SOURCE_MAX_BLOB };
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
