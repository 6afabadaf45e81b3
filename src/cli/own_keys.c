/*
 * own_keys.c - reads this machine's own keys from where they are kept.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "base/err.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/table.h"
#include "cli/own_keys.h"
#include "cli/own_parse.h"
#include "engine/own.h"
#include "source/filebytes.h"
#include "source/gitrepo.h"
#include "source/ignores.h"

enum {
	FILE_MOST = 256 * 1024, /* bytes; a larger file is none of these */
	FILE_ROOM = 512 * 1024,
	PATH_LIMIT = 4096,
	FOLDERS_MOST = 1000, /* beside whose files .env is looked for */
};

extern char **environ;

struct own_keys {
	struct own *own;
	const struct gitrepo *repo;
	struct table folders; /* that were seen */
	struct hash_key hash_key;
	size_t folder_count;
	bool started;
};

bool own_keys_allowed(void)
{
	const char *ci = getenv("CI");

	return !ci || !*ci;
}

struct own_keys *own_keys_new(
	const struct ruleset *rules, const struct gitrepo *repo)
{
	struct own_keys *keys = mem_zalloc(1, sizeof(*keys));

	keys->own = own_new(rules);
	keys->repo = repo;
	hash_key_random(&keys->hash_key);
	return keys;
}

void own_keys_free(struct own_keys *keys)
{
	if (!keys)
		return;
	own_free(keys->own);
	table_release(&keys->folders);
	free(keys);
}

const struct own *own_keys_values(const struct own_keys *keys)
{
	return keys->own;
}

/* The bytes of a regular file that is not too large; false if it is none. */
static bool read_file(const char *path, struct buf *out)
{
	struct stat status;
	struct err err;
	/* Without O_NONBLOCK a pipe in its place would hang us. */
	int file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	bool ok = false;

	if (file < 0)
		return false;
	if (fstat(file, &status) == 0 && S_ISREG(status.st_mode) &&
		status.st_size > 0 && status.st_size <= FILE_MOST)
		ok = filebytes_read(out, file, (size_t)status.st_size,
			     FILE_MOST, &err) == 0;
	close(file);
	return ok;
}

/* The contents were secret. */
static void wipe(struct buf *text)
{
	volatile char *bytes = text->data;

	for (size_t i = 0; bytes && i < text->len; i++)
		bytes[i] = 0;
	buf_release(text);
}

static void parse_file(
	const char *path, const struct own_source *source, own_parse_fn parse)
{
	struct buf text = BUF_INIT(FILE_ROOM);

	if (read_file(path, &text) && text.len > 0)
		parse(source, text.data, text.len);
	wipe(&text);
}

struct place {
	const char *variable; /* that names the file itself, or NULL */
	const char *folder; /* variable of its folder, or NULL: HOME */
	const char *path; /* below that folder, or below home */
	const char *home_path; /* below HOME */
	enum own_section section;
	own_parse_fn parse;
};

static const struct place places[] = {
	{ "AWS_SHARED_CREDENTIALS_FILE", NULL, NULL, ".aws/credentials",
		OWN_PROFILE, own_parse_sections },
	{ "NETRC", NULL, NULL, ".netrc", OWN_MACHINE, own_parse_netrc },
	{ NULL, NULL, NULL, ".git-credentials", OWN_SECTION, own_parse_urls },
	{ NULL, "XDG_CONFIG_HOME", "git/credentials", ".config/git/credentials",
		OWN_SECTION, own_parse_urls },
	{ "NPM_CONFIG_USERCONFIG", NULL, NULL, ".npmrc", OWN_SECTION,
		own_parse_npmrc },
	{ NULL, NULL, NULL, ".pypirc", OWN_SECTION, own_parse_sections },
	{ NULL, "DOCKER_CONFIG", "config.json", ".docker/config.json",
		OWN_SECTION, own_parse_docker },
	{ NULL, "GH_CONFIG_DIR", "hosts.yml", ".config/gh/hosts.yml",
		OWN_SECTION, own_parse_yaml },
	{ NULL, "XDG_CONFIG_HOME", "gh/hosts.yml", ".config/gh/hosts.yml",
		OWN_SECTION, own_parse_yaml },
	{ "KUBECONFIG", NULL, NULL, ".kube/config", OWN_SECTION,
		own_parse_yaml },
};

static const char *set_variable(const char *name)
{
	const char *value = name ? getenv(name) : NULL;

	return value && *value ? value : NULL;
}

/* FOLDER/NAME; false if that is too long. */
static bool join(struct buf *path, const char *folder, const char *name)
{
	buf_clear(path);
	return buf_append_string(path, folder) == 0 &&
	       (path->len == 0 || buf_append_byte(path, '/') == 0) &&
	       buf_append_string(path, name) == 0;
}

static void read_place(struct own_keys *keys, const struct place *place)
{
	const char *file = set_variable(place->variable);
	const char *folder = set_variable(place->folder);
	const char *home = set_variable("HOME");
	struct buf path = BUF_INIT(PATH_LIMIT);
	struct buf label = BUF_INIT(PATH_LIMIT);
	bool found = true;

	if (file)
		found = buf_append_string(&path, file) == 0;
	else if (folder)
		found = join(&path, folder, place->path);
	else
		found = home && join(&path, home, place->home_path);
	if (file || folder)
		found = found &&
			buf_append_string(&label, buf_string(&path)) == 0;
	else
		found = found && join(&label, "~", place->home_path);
	if (found) {
		const struct own_source source = { keys->own,
			buf_string(&label), place->section };

		parse_file(buf_string(&path), &source, place->parse);
	}
	buf_release(&path);
	buf_release(&label);
}

static void read_environment(struct own_keys *keys)
{
	const struct own_source source = { keys->own, _("environment"),
		OWN_SECTION };

	for (char **entry = environ; entry && *entry; entry++) {
		const char *value = strchr(*entry, '=');

		if (value)
			own_parse_variable(&source, *entry,
				(size_t)(value - *entry), value + 1,
				strlen(value + 1));
	}
}

/* The .env file NAME in FOLDER, which is from the top and "" for that. */
static void read_env_file(
	struct own_keys *keys, const char *folder, const char *name)
{
	struct buf path = BUF_INIT(PATH_LIMIT);
	struct buf full = BUF_INIT(2 * PATH_LIMIT);

	if (join(&path, folder, name) &&
		join(&full, gitrepo_workdir(keys->repo), buf_string(&path)) &&
		access(buf_string(&full), R_OK) == 0 &&
		ignores_path(keys->repo, buf_string(&path))) {
		const struct own_source source = { keys->own, buf_string(&path),
			OWN_SECTION };

		parse_file(buf_string(&full), &source, own_parse_variables);
	}
	buf_release(&path);
	buf_release(&full);
}

static void read_env_files(struct own_keys *keys, const char *folder)
{
	static const char *const names[] = { ".env", ".env.local",
		".env.development", ".env.development.local", ".env.production",
		".env.production.local", ".env.staging" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		read_env_file(keys, folder, names[i]);
}

/* Whether the folder of LEN bytes comes for the first time. */
static bool is_new_folder(struct own_keys *keys, const char *path, size_t len)
{
	uint64_t hash = hash_keyed(&keys->hash_key, path, len);

	if (keys->folder_count == FOLDERS_MOST ||
		table_get(&keys->folders, hash, NULL))
		return false;
	table_put(&keys->folders, hash, (uint32_t)keys->folder_count++);
	return true;
}

static void visit_folder(struct own_keys *keys, const char *path)
{
	const char *slash = path ? strrchr(path, '/') : NULL;
	size_t len = slash ? (size_t)(slash - path) : 0;
	char *folder;

	if (!keys->repo || !gitrepo_workdir(keys->repo) ||
		!is_new_folder(keys, path ? path : "", len))
		return;
	folder = mem_copy(path ? path : "", len);
	read_env_files(keys, folder);
	free(folder);
}

void own_keys_visit(struct own_keys *keys, const char *path)
{
	if (!keys->started) {
		keys->started = true;
		for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++)
			read_place(keys, &places[i]);
		read_environment(keys);
		visit_folder(keys, NULL);
	}
	if (path)
		visit_folder(keys, path);
}
