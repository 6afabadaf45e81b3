/*
 * filekind.c - the kind of a file, by its name.
 */
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "engine/ascii.h"
#include "engine/filekind.h"

struct file_name {
	const char *text;
	size_t len;
};

static bool ends_with(struct file_name name, const char *end)
{
	size_t len = strlen(end);
	return name.len >= len &&
	       fold_starts_with(name.text + name.len - len, len, end);
}

static bool ends_with_any(
	struct file_name name, const char *const *ends, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (ends_with(name, ends[i]))
			return true;
	}
	return false;
}

#define ENDS_WITH_ANY(name, ends)                                              \
	ends_with_any((name), (ends), sizeof(ends) / sizeof((ends)[0]))

static bool is_lock(struct file_name name)
{
	static const char *const ends[] = { "package-lock.json",
		"npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml",
		"bun.lock", "deno.lock", "pipfile.lock", "poetry.lock",
		"uv.lock", "pdm.lock", "cargo.lock", "go.sum", "composer.lock",
		"gemfile.lock", "podfile.lock", "packages.lock.json",
		"flake.lock", "mix.lock", "pubspec.lock", "conan.lock",
		".terraform.lock.hcl", "verification-metadata.xml",
		"gradle.lockfile", "package.resolved", "cartfile.resolved" };
	return ENDS_WITH_ANY(name, ends);
}

/* The languages that programs are translated into most. */
static bool is_language(const char *code)
{
	static const char codes[] = "ar bg bn ca cs da de el en es et fa fi fr "
				    "he hi hr hu id it ja ko lt lv ms nb nl no "
				    "pl pt ro ru sk sl sr sv th tr uk vi zh ";
	for (const char *at = codes; *at; at += 3) {
		if (at[0] == code[0] && at[1] == code[1])
			return true;
	}
	return false;
}

/* en.json, pt-BR.yml, messages_ja.properties: ends in a language's code. */
static bool has_language(struct file_name name)
{
	static const char *const ends[] = { ".json", ".yml", ".yaml", ".js",
		".php", ".properties", ".ini", ".ts", ".toml" };
	const char *dot = memchr(name.text, '.', name.len);
	if (!dot || !ENDS_WITH_ANY(name, ends))
		return false;
	size_t len = (size_t)(dot - name.text);
	const char *stem = name.text;
	if (len >= 5 && (stem[len - 3] == '-' || stem[len - 3] == '_') &&
		ascii_is_upper(stem[len - 1]))
		len -= 3;
	return len >= 2 && is_language(stem + len - 2) &&
	       (len == 2 || stem[len - 3] == '_');
}

/* A folder of translations on the way to the file. */
static bool is_among_translations(const char *path)
{
	static const char *const folders[] = { "locale/", "locales/", "i18n/",
		"l10n/", "lang/", "langs/", "language/", "languages/",
		"translations/", ".lproj/" };
	for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++) {
		const char *at = strstr(path, folders[i]);
		if (at && (at == path || at[-1] == '/' || at[0] == '.'))
			return true;
	}
	const char *values = strstr(path, "/values");
	return values && (values[7] == '-' || values[7] == '/') &&
	       strstr(values, "strings");
}

static bool is_translation(const char *path, struct file_name name)
{
	static const char *const ends[] = { ".po", ".pot", ".arb", ".strings",
		".resx", ".xlf", ".xliff", ".xlb", ".stringsdict", ".dtd" };
	return ENDS_WITH_ANY(name, ends) || has_language(name) ||
	       is_among_translations(path);
}

static bool is_vectors(const char *path)
{
	static const char *const words[] = { "vector", "wycheproof", "evp_data",
		"evpkdf", "cavp", "acvp", "/kat/", "_kat.", "kat_" };
	return fold_has_any(
		path, strlen(path), words, sizeof(words) / sizeof(words[0]));
}

static bool is_prose(struct file_name name)
{
	static const char *const ends[] = { ".md", ".markdown", ".mdx", ".txt",
		".rst", ".adoc", ".asciidoc", ".org", ".tex", ".log", ".html",
		".htm", ".eml", ".mbox", ".wiki", ".textile", ".csv", ".tsv",
		".texi", ".pod", ".news", ".changes", ".diff", ".patch" };
	return ENDS_WITH_ANY(name, ends);
}

static bool is_settings(struct file_name name)
{
	static const char *const ends[] = { ".env", ".ini", ".cfg", ".conf",
		".config", ".cnf", ".cf", ".properties", ".props", ".yml",
		".yaml", ".toml", ".sh", ".bash", ".zsh", ".fish", ".ksh",
		".csh", ".tfvars", ".netrc", ".pgpass", ".npmrc", ".pypirc",
		".ps1", ".psm1", ".bat", ".cmd", ".sql", ".xml", ".plist",
		".service", ".dist", ".local", ".sample", ".example",
		".template", ".tmpl", ".tpl", ".http", ".rest", ".envrc",
		".reg", ".rdp", ".ovpn", ".inf", ".desktop", ".mk", ".j2",
		".secret", ".secrets", ".credentials", ".bak", ".old", ".orig",
		".prod", ".production", ".staging", ".dev", ".development",
		".test", ".nmconnection", ".network", ".rc", ".mobileconfig",
		".pref", ".prefs", ".opts", ".params", ".vars", ".hosts",
		".inventory", ".repo", ".list", ".jaas", ".ldif", ".dockerfile",
		".nix", ".kdl", ".hcl", ".tf", ".jenkinsfile", ".gitconfig",
		".xcconfig", "_history" };
	return strncmp(name.text, ".env", 4) == 0 ||
	       !memchr(name.text, '.', name.len) ||
	       (name.text[0] == '.' &&
		       !memchr(name.text + 1, '.', name.len - 1)) ||
	       ENDS_WITH_ANY(name, ends);
}

/* app.yml.ejs, php.ini.in: a template of what the name before it says. */
static struct file_name without_template(struct file_name name)
{
	static const char *const ends[] = { ".ejs", ".erb", ".in", ".hbs",
		".mustache", ".jinja", ".jinja2", ".tftpl", ".gotmpl",
		".default", "_example", "_sample" };
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		struct file_name inner = { name.text,
			name.len - strlen(ends[i]) };
		if (ends_with(name, ends[i]) &&
			memchr(inner.text, '.', inner.len))
			return inner;
	}
	return name;
}

enum file_kind filekind_of(const char *path)
{
	if (!path)
		return FILE_SETTINGS;
	const char *slash = strrchr(path, '/');
	struct file_name name = { slash ? slash + 1 : path, 0 };
	name.len = strlen(name.text);
	if (is_lock(name))
		return FILE_LOCK;
	if (is_translation(path, name))
		return FILE_TRANSLATION;
	if (is_vectors(path))
		return FILE_VECTORS;
	if (is_prose(name))
		return FILE_PROSE;
	return is_settings(without_template(name)) ? FILE_SETTINGS : FILE_CODE;
}
