/*
 * remoterefs.c - what a remote is known to have: the refs that track it.
 *
 *     remote.origin.fetch = +refs/heads/{star}:refs/remotes/origin/{star}
 *     remote.origin/old.fetch = ...:refs/remotes/origin/old/{star}
 *
 *     origin -> --exclude=refs/remotes/origin/old/{star}
 *               --glob=refs/remotes/origin/{star}
 *
 * ({star} is an asterisk.)  What another remote has below this one's folder is
 * left out: it has not been given to this one.
 */
#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "source/gitrepo.h"
#include "source/remoterefs.h"

enum { PATTERN_LIMIT = 64 * 1024 }; /* bytes of a pattern */

static const char tracking[] = "refs/remotes/";

/* One setting "remote.NAME.KEY" with its value, all owned. */
struct setting {
	char *name;
	char *key;
	char *value;
};

struct settings {
	struct setting *list; /* owned */
	size_t count;
	size_t capacity;
};

static void add_option(
	struct remoterefs *refs, const char *option, const char *pattern)
{
	size_t option_len = strlen(option);
	size_t len = option_len + strlen(pattern) + 1;
	char *text = mem_alloc(len);

	memcpy(text, option, option_len);
	memcpy(text + option_len, pattern, len - option_len);
	/* A list of pointers.  NOLINTNEXTLINE(bugprone-sizeof-expression) */
	refs->options = mem_grow(refs->options, refs->count, &refs->capacity,
		sizeof(*refs->options));
	refs->options[refs->count++] = text;
}

/* Ends the list, which mem_grow() keeps room for. */
static void end_options(struct remoterefs *refs)
{
	/* A list of pointers.  NOLINTNEXTLINE(bugprone-sizeof-expression) */
	refs->options = mem_grow(refs->options, refs->count, &refs->capacity,
		sizeof(*refs->options));
	refs->options[refs->count] = NULL;
}

/* Keeps a setting "remote.NAME.KEY"; one without a name is of no remote. */
static void keep_setting(void *payload, const char *name, const char *value)
{
	struct settings *settings = payload;
	const char *first = strchr(name, '.');
	const char *last = strrchr(name, '.');

	if (first == NULL || first == last)
		return;
	settings->list = mem_grow(settings->list, settings->count,
		&settings->capacity, sizeof(*settings->list));
	struct setting *setting = &settings->list[settings->count++];
	setting->name = mem_copy(first + 1, (size_t)(last - first - 1));
	setting->key = mem_copy_string(last + 1);
	setting->value = mem_copy_string(value);
}

static void settings_release(struct settings *settings)
{
	for (size_t i = 0; i < settings->count; i++) {
		free(settings->list[i].name);
		free(settings->list[i].key);
		free(settings->list[i].value);
	}
	free(settings->list);
}

/* Where a fetch refspec puts its refs, NULL if not below refs/remotes/. */
static const char *destination_of(const struct setting *setting)
{
	const char *colon = strchr(setting->value, ':');

	if (strcmp(setting->key, "fetch") != 0 || colon == NULL ||
		setting->value[0] == '^')
		return NULL;
	return strncmp(colon + 1, tracking, sizeof(tracking) - 1) == 0
		       ? colon + 1
		       : NULL;
}

/* Whether all that PATTERN stands for, and more, is in BROADER. */
static bool is_within(const char *pattern, const char *broader)
{
	size_t len = strcspn(broader, "*");

	return broader[len] == '*' && strncmp(pattern, broader, len) == 0 &&
	       strcspn(pattern, "*") > len;
}

/*
 * Lists where the remote's refspecs put its refs; one that is configured
 * without any has the usual place.
 */
static void list_own(struct remoterefs *own, const struct settings *settings,
	const char *remote)
{
	struct buf usual = BUF_INIT(PATTERN_LIMIT);
	bool configured = false;
	bool fetches = false;

	for (size_t i = 0; i < settings->count; i++) {
		const struct setting *setting = &settings->list[i];
		if (strcmp(setting->name, remote) != 0)
			continue;
		configured = true;
		fetches |= strcmp(setting->key, "fetch") == 0;
		const char *destination = destination_of(setting);
		if (destination != NULL)
			add_option(own, "", destination);
	}
	if (configured && !fetches &&
		buf_append_string(&usual, tracking) == 0 &&
		buf_append_string(&usual, remote) == 0 &&
		buf_append_string(&usual, "/*") == 0)
		add_option(own, "", usual.data);
	buf_release(&usual);
}

/* Leaves out what other remotes have below PATTERN. */
static void add_excludes(struct remoterefs *refs,
	const struct settings *settings, const char *remote,
	const char *pattern)
{
	for (size_t i = 0; i < settings->count; i++) {
		const struct setting *setting = &settings->list[i];
		const char *destination = destination_of(setting);
		if (destination != NULL && strcmp(setting->name, remote) != 0 &&
			is_within(destination, pattern))
			add_option(refs, "--exclude=", destination);
	}
}

/* Adds a pattern; one without an asterisk would stand for a folder to git. */
static void add_glob(struct remoterefs *refs, const char *pattern)
{
	struct buf exact = BUF_INIT(PATTERN_LIMIT);
	size_t len = strlen(pattern);

	if (strchr(pattern, '*') != NULL) {
		add_option(refs, "--glob=", pattern);
	} else if (buf_append(&exact, pattern, len - 1) == 0 &&
		   buf_append_byte(&exact, '[') == 0 &&
		   buf_append_byte(&exact, pattern[len - 1]) == 0 &&
		   buf_append_byte(&exact, ']') == 0) {
		add_option(refs, "--glob=", exact.data);
	}
	buf_release(&exact);
}

/* Makes the options out of the settings of all remotes. */
static void make_options(struct remoterefs *refs, const char *remote,
	const struct settings *settings)
{
	struct remoterefs own = { .options = NULL };

	list_own(&own, settings, remote);
	for (size_t i = 0; i < own.count; i++) {
		add_excludes(refs, settings, remote, own.options[i]);
		add_glob(refs, own.options[i]);
	}
	remoterefs_release(&own);
}

int remoterefs_find(struct remoterefs *refs, const struct gitrepo *repo,
	const char *remote, struct err *err)
{
	struct settings settings = { .list = NULL };
	int rc = 0;

	memset(refs, 0, sizeof(*refs));
	add_option(refs, "--not", "");
	if (remote != NULL)
		rc = gitrepo_config_each(
			repo, "remote", keep_setting, &settings, err);
	if (rc == 0 && settings.count > 0)
		make_options(refs, remote, &settings);
	end_options(refs);
	settings_release(&settings);
	return rc;
}

void remoterefs_release(struct remoterefs *refs)
{
	for (size_t i = 0; i < refs->count; i++)
		free(refs->options[i]);
	free(refs->options);
	memset(refs, 0, sizeof(*refs));
}
