/*
 * gitconfig.c - settings of git's configuration at any scope.
 *
 * Lazy: a run that asks for no setting reads none.  git is asked only where
 * its answer could differ from libgit2's:
 *
 *     GIT_CONFIG_PARAMETERS, GIT_CONFIG_COUNT   if they name the section asked
 *     GIT_CONFIG_GLOBAL, _SYSTEM, _NOSYSTEM     always
 *     extensions.worktreeConfig                 if true
 *     includeIf "onbranch:", "hasconfig:"       if there is one
 *     a git with a prefix of its own            it has another /etc
 */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include <git2.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "source/gitchild.h"
#include "source/gitconfig.h"
#include "source/gitopen.h"
#include "source/gitrepo.h"

enum {
	LISTING_LIMIT = 64 * 1024 * 1024, /* bytes of `git config --list` */
	COMPLAINT_LIMIT = 4096,
	KEY_LIMIT = 1024, /* GIT_CONFIG_KEY_n: n is below this */
};

struct gitconfig {
	git_repository *handle; /* borrowed, or NULL */
	git_config *files; /* owned; libgit2's view; NULL: not read yet */
	struct buf listing; /* owned; git's view, "name\nvalue\0" each */
	bool listing_read;
	bool by_git; /* libgit2's view is known to lack something */
	bool as_server; /* only the system's and the repository's count */
};

struct gitconfig *gitconfig_new(git_repository *handle, bool by_git)
{
	struct gitconfig *config = mem_zalloc(1, sizeof(*config));

	config->handle = handle;
	config->by_git = by_git;
	buf_init(&config->listing, LISTING_LIMIT);
	return config;
}

void gitconfig_free(struct gitconfig *config)
{
	if (config == NULL)
		return;
	git_config_free(config->files);
	buf_release(&config->listing);
	free(config);
}

void gitconfig_as_server(struct gitconfig *config)
{
	config->as_server = true;
	config->by_git = true;
}

static bool mentions(const char *text, const char *word, size_t len)
{
	for (; *text != '\0'; text++) {
		if (strncasecmp(text, word, len) == 0)
			return true;
	}
	return false;
}

/* Whether TEXT may set something in NAME's section, or include a file. */
static bool concerns(const char *text, const char *name)
{
	return text != NULL && (mentions(text, name, strcspn(name, ".")) ||
				       mentions(text, "include", 7));
}

static bool count_concerns(const char *name)
{
	const char *count = getenv("GIT_CONFIG_COUNT");
	if (count == NULL || *count == '\0')
		return false;
	long keys = strtol(count, NULL, 10);
	if (keys < 0 || keys > KEY_LIMIT)
		return true;
	for (long i = 0; i < keys; i++) {
		char variable[64];
		snprintf(variable, sizeof(variable), "GIT_CONFIG_KEY_%ld", i);
		if (concerns(getenv(variable), name))
			return true;
	}
	return false;
}

static bool environment_concerns(const char *name)
{
	return getenv("GIT_CONFIG_GLOBAL") != NULL ||
	       getenv("GIT_CONFIG_SYSTEM") != NULL ||
	       getenv("GIT_CONFIG_NOSYSTEM") != NULL ||
	       concerns(getenv("GIT_CONFIG_PARAMETERS"), name) ||
	       count_concerns(name);
}

/* A git outside /usr has its system-wide file where libgit2 does not look. */
static bool git_is_elsewhere(void)
{
	struct buf path = BUF_INIT(64 * 1024);
	struct err ignored;

	bool elsewhere = gitchild_find(&path, &ignored) == 0 &&
			 strncmp(path.data, "/usr/bin/", 9) != 0 &&
			 strncmp(path.data, "/bin/", 5) != 0 &&
			 strncmp(path.data, "/usr/lib", 8) != 0;
	buf_release(&path);
	return elsewhere;
}

static int note_condition(const git_config_entry *entry, void *payload)
{
	bool *unseen = payload;

	if (strncmp(entry->name, "includeif.", 10) == 0 &&
		strncmp(entry->name, "includeif.gitdir", 16) != 0)
		*unseen = true;
	return 0;
}

/* Whether the files hold what libgit2 does not follow. */
static bool files_lack_something(git_config *files)
{
	int worktree_config = 0;
	bool unseen = false;

	git_config_get_bool(
		&worktree_config, files, "extensions.worktreeconfig");
	if (worktree_config)
		return true;
	return git_config_foreach(files, note_condition, &unseen) < 0 || unseen;
}

static int open_files(git_config **out, git_repository *handle)
{
	git_config *live = NULL;

	if (handle != NULL)
		return git_repository_config_snapshot(out, handle);
	int rc = git_config_open_default(&live);
	if (rc == 0)
		rc = git_config_snapshot(out, live);
	git_config_free(live);
	return rc;
}

/* Reads libgit2's view; what it cannot read is left to git. */
static void read_files(struct gitconfig *config)
{
	if (config->files != NULL || config->by_git)
		return;
	if (git_is_elsewhere() ||
		open_files(&config->files, config->handle) < 0 ||
		files_lack_something(config->files))
		config->by_git = true;
}

static bool is_servers(const char *scope)
{
	return strcmp(scope, "system") == 0 || strcmp(scope, "local") == 0 ||
	       strcmp(scope, "worktree") == 0;
}

/*
 * Takes the scopes out of what `git config -z --list --show-scope` says,
 * "SCOPE" and a NUL before each entry, and the entries that do not count.
 */
static void keep_servers(struct buf *listing)
{
	size_t kept = 0;
	size_t at = 0;

	while (at < listing->len) {
		const char *scope = listing->data + at;
		size_t entry = at + strlen(scope) + 1;
		if (entry >= listing->len)
			break;
		size_t size = strlen(listing->data + entry) + 1;
		bool counts = is_servers(scope);
		at = entry + size;
		if (!counts)
			continue;
		memmove(listing->data + kept, listing->data + entry, size);
		kept += size;
	}
	listing->len = kept;
}

static int read_listing(struct gitconfig *config, struct err *err)
{
	const char *args[] = { "config", "-z", "--list",
		config->as_server ? "--show-scope" : NULL, NULL };
	struct gitchild_args child = { .args = args };
	struct buf errors = BUF_INIT(COMPLAINT_LIMIT);

	if (config->listing_read)
		return 0;
	buf_clear(&config->listing);
	int rc = gitchild_run(&child, &config->listing, &errors, err);
	if (rc == 0 && config->as_server)
		keep_servers(&config->listing);
	if (rc == 0)
		config->listing_read = true;
	else if (rc > 0)
		rc = err_set(err, ERR_CONFIG,
			"cannot read git's configuration: %s",
			gitchild_complaint(&errors));
	buf_release(&errors);
	return rc;
}

/*
 * Whether ENTRY ("section.sub.key", up to LEN bytes) is NAME: section and key
 * without regard to case, what stands between them with.
 */
static bool same_name(const char *entry, size_t len, const char *name)
{
	const char *first = strchr(name, '.');
	const char *last = strrchr(name, '.');
	if (first == NULL || len != strlen(name))
		return false;
	size_t section = (size_t)(first - name) + 1;
	size_t key = (size_t)(last - name) + 1;
	return strncasecmp(entry, name, section) == 0 &&
	       memcmp(entry + section, name + section, key - section) == 0 &&
	       strncasecmp(entry + key, name + key, len - key) == 0;
}

/* The last value of NAME in the listing, NULL if there is none. */
static const char *find_listed(const struct buf *listing, const char *name)
{
	const char *found = NULL;

	for (size_t at = 0; at < listing->len;) {
		const char *entry = listing->data + at;
		size_t len = strlen(entry);
		size_t name_len = strcspn(entry, "\n");
		if (same_name(entry, name_len, name))
			found = name_len < len ? entry + name_len + 1 : "true";
		at += len + 1;
	}
	return found;
}

static int give(
	struct buf *out, const char *value, const char *name, struct err *err)
{
	if (value == NULL)
		return 0;
	if (buf_append_string(out, value) < 0)
		return err_set(err, ERR_LIMIT,
			"the value of %s is longer than %zu bytes", name,
			out->limit);
	return 1;
}

static int find_in_files(struct gitconfig *config, const char *name,
	struct buf *out, struct err *err)
{
	git_config_entry *entry = NULL;

	int rc = git_config_get_entry(&entry, config->files, name);
	if (rc == GIT_ENOTFOUND)
		return 0;
	if (rc < 0)
		return err_set(err, ERR_CONFIG, "cannot read %s: %s", name,
			gitopen_complaint());
	const char *value = entry->value != NULL ? entry->value : "true";
	rc = give(out, value, name, err);
	git_config_entry_free(entry);
	return rc;
}

/* Whether libgit2's view is to be taken for settings named as NAME. */
static bool takes_files(struct gitconfig *config, const char *name)
{
	if (config->as_server || environment_concerns(name))
		return false;
	read_files(config);
	return config->files != NULL && !config->by_git;
}

int gitconfig_read(struct gitconfig *config, const char *name, struct buf *out,
	struct err *err)
{
	buf_clear(out);
	if (takes_files(config, name))
		return find_in_files(config, name, out, err);
	int rc = read_listing(config, err);
	if (rc < 0)
		return rc;
	return give(out, find_listed(&config->listing, name), name, err);
}

/* What a walk through the settings hands on. */
struct visit {
	const char *section;
	gitconfig_fn take;
	void *payload;
};

static void visit_setting(
	const struct visit *visit, const char *name, const char *value)
{
	size_t len = strlen(visit->section);

	if (strncmp(name, visit->section, len) == 0 && name[len] == '.')
		visit->take(
			visit->payload, name, value != NULL ? value : "true");
}

static int visit_entry(const git_config_entry *entry, void *payload)
{
	visit_setting(payload, entry->name, entry->value);
	return 0;
}

static int visit_files(
	struct gitconfig *config, struct visit *visit, struct err *err)
{
	if (git_config_foreach(config->files, visit_entry, visit) < 0)
		return err_set(err, ERR_CONFIG,
			"cannot read git's configuration: %s",
			gitopen_complaint());
	return 0;
}

/* The listing is cut at the names' ends while it is walked. */
static void visit_listing(struct buf *listing, const struct visit *visit)
{
	for (size_t at = 0; at < listing->len;) {
		char *entry = listing->data + at;
		at += strlen(entry) + 1;
		char *end = strchr(entry, '\n');
		if (end != NULL)
			*end = '\0';
		visit_setting(visit, entry, end != NULL ? end + 1 : NULL);
		if (end != NULL)
			*end = '\n';
	}
}

int gitconfig_each(struct gitconfig *config, const char *section,
	gitconfig_fn take, void *payload, struct err *err)
{
	struct visit visit = { section, take, payload };

	if (takes_files(config, section))
		return visit_files(config, &visit, err);
	int rc = read_listing(config, err);
	if (rc == 0)
		visit_listing(&config->listing, &visit);
	return rc;
}
