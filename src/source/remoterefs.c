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
#include "source/gitchild.h"
#include "source/remoterefs.h"

enum {
	ANSWER_LIMIT = 64 * 1024 * 1024, /* bytes of the remotes' settings */
	PATTERN_LIMIT = 64 * 1024, /* bytes of a pattern */
	COMPLAINT_LIMIT = 4096,
};

static const char tracking[] = "refs/remotes/";

/* One setting "remote.NAME.KEY" with its value, borrowed from git's answer. */
struct setting {
	const char *name; /* not NUL-terminated */
	size_t name_len;
	const char *key;
	const char *value; /* "" if there is none */
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

/* Takes "remote.NAME.KEY", a newline and the value apart; false if it is not
 * of a remote. */
static bool split_setting(struct setting *setting, char *text)
{
	char *end = strchr(text, '\n');

	setting->value = end != NULL ? end + 1 : "";
	if (end != NULL)
		*end = '\0';
	char *first = strchr(text, '.');
	char *last = strrchr(text, '.');
	if (first == NULL || first == last)
		return false;
	setting->name = first + 1;
	setting->name_len = (size_t)(last - first - 1);
	setting->key = last + 1;
	return true;
}

/* Lists the settings in git's answer, which is changed. */
static void list_settings(struct settings *settings, struct buf *answer)
{
	for (size_t at = 0; at < answer->len;) {
		struct setting setting;
		char *text = answer->data + at;
		at += strlen(text) + 1;
		if (!split_setting(&setting, text))
			continue;
		settings->list = mem_grow(settings->list, settings->count,
			&settings->capacity, sizeof(*settings->list));
		settings->list[settings->count++] = setting;
	}
}

static bool is_of(const struct setting *setting, const char *remote)
{
	return strlen(remote) == setting->name_len &&
	       memcmp(remote, setting->name, setting->name_len) == 0;
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
		if (!is_of(setting, remote))
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
		if (destination != NULL && !is_of(setting, remote) &&
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

static int read_settings(struct buf *answer, struct err *err)
{
	static const char *const args[] = { "config", "-z", "--get-regexp",
		"^remote\\.", NULL };
	struct gitchild_args child = { .args = args };
	struct buf errors = BUF_INIT(COMPLAINT_LIMIT);

	int rc = gitchild_run(&child, answer, &errors, err);
	if (rc == 1)
		rc = 0; /* there is no such setting */
	else if (rc > 1)
		rc = err_set(err, ERR_GIT, "cannot read the configuration: %s",
			gitchild_complaint(&errors));
	buf_release(&errors);
	return rc;
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

int remoterefs_find(
	struct remoterefs *refs, const char *remote, struct err *err)
{
	struct settings settings = { .list = NULL };
	struct buf answer = BUF_INIT(ANSWER_LIMIT);
	int rc = 0;

	memset(refs, 0, sizeof(*refs));
	add_option(refs, "--not", "");
	if (remote != NULL)
		rc = read_settings(&answer, err);
	if (rc == 0) {
		list_settings(&settings, &answer);
		if (settings.count > 0)
			make_options(refs, remote, &settings);
	}
	end_options(refs);
	free(settings.list);
	buf_release(&answer);
	return rc;
}

void remoterefs_release(struct remoterefs *refs)
{
	for (size_t i = 0; i < refs->count; i++)
		free(refs->options[i]);
	free(refs->options);
	memset(refs, 0, sizeof(*refs));
}
