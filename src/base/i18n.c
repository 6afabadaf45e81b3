/*
 * i18n.c - chooses the language.
 *
 * gettext does not translate in the locale "C", and the locale that a user
 * names is often not installed (a bare container has none).  It is not needed
 * either: messages depend on LANGUAGE alone as long as LC_MESSAGES is not
 * "C".  So the locale stays "C" for English, which costs nothing, and becomes
 * C.UTF-8, which the C library brings with it, for any other language.
 */
#include <locale.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifdef __APPLE__
#include <mach-o/dyld.h>
#endif

#include "base/i18n.h"

enum { PATH_SIZE = 4096, LANGUAGES_SIZE = 128 };

#define DOMAIN "kagiban"
#define BESIDE_BIN "/../share/locale"

#ifndef KAGIBAN_LOCALEDIR
#define KAGIBAN_LOCALEDIR "/usr/local/share/locale"
#endif

static const char *non_empty(const char *variable)
{
	const char *value = getenv(variable);

	return value != NULL && *value != '\0' ? value : NULL;
}

/* Whether NAME, up to one of ".@" or its end, is the plain locale. */
static bool is_plain_locale(const char *name)
{
	size_t len = strcspn(name, ".@");

	return (len == 1 && *name == 'C') ||
	       (len == 5 && memcmp(name, "POSIX", 5) == 0);
}

/* The list of languages that the environment asks for; NULL: English. */
static const char *environment_languages(void)
{
	const char *locale = non_empty("LC_ALL");
	const char *languages = non_empty("LANGUAGE");

	if (locale == NULL)
		locale = non_empty("LC_MESSAGES");
	if (locale == NULL)
		locale = non_empty("LANG");
	if (locale == NULL)
		return languages;
	if (strcmp(locale, "C") == 0 || strcmp(locale, "POSIX") == 0)
		return NULL;
	return languages != NULL ? languages : locale;
}

/* Whether the LEN bytes at NAME ask for English or for no language. */
static bool is_english(const char *name, size_t len)
{
	if (len == 0 || is_plain_locale(name))
		return true;
	return len >= 2 && memcmp(name, "en", 2) == 0 &&
	       (len == 2 || strchr("_.@-", name[2]) != NULL);
}

/*
 * Copies the list up to the first English, for which there is no catalogue:
 * gettext would go on to the language after it.  A name with a slash would
 * be taken for a path and ends the list as well.  Returns false if nothing
 * is left.
 */
static bool copy_languages(char out[LANGUAGES_SIZE], const char *languages)
{
	size_t used = 0;

	for (;;) {
		size_t len = strcspn(languages, ":");

		if (is_english(languages, len) ||
			memchr(languages, '/', len) != NULL ||
			used + len + 2 > LANGUAGES_SIZE)
			break;
		if (used > 0)
			out[used++] = ':';
		memcpy(out + used, languages, len);
		used += len;
		if (languages[len] == '\0')
			break;
		languages += len + 1;
	}
	out[used] = '\0';
	return used > 0;
}

/* Sets LC_MESSAGES to anything but "C". */
static bool set_locale(const char *languages)
{
	static const char *const names[] = { "C.UTF-8", "C.utf8",
		"en_US.UTF-8" };

#if defined(__GLIBC__) || defined(LIBINTL_VERSION)
	(void)languages;
#else
	/* This gettext knows no LANGUAGE, but takes any name for a locale. */
	char first[LANGUAGES_SIZE] = "";

	memcpy(first, languages, strcspn(languages, ":"));
	if (setlocale(LC_MESSAGES, first) != NULL)
		return true;
#endif
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (setlocale(LC_MESSAGES, names[i]) != NULL)
			return true;
	return setlocale(LC_MESSAGES, "") != NULL;
}

/* The path of this program's file in OUT; returns its length or 0. */
static size_t program_path(char out[PATH_SIZE])
{
#ifdef __APPLE__
	uint32_t size = PATH_SIZE;

	return _NSGetExecutablePath(out, &size) == 0 ? strlen(out) : 0;
#else
	ssize_t len = readlink("/proc/self/exe", out, PATH_SIZE);

	return len > 0 && len < PATH_SIZE ? (size_t)len : 0;
#endif
}

/* Binds the catalogues beside the program, else those of the installation. */
static void bind_catalogues(void)
{
	char path[PATH_SIZE + sizeof(BESIDE_BIN)];
	size_t len = program_path(path);
	const char *dir = KAGIBAN_LOCALEDIR;

	while (len > 0 && path[len - 1] != '/')
		len--;
	if (len > 1) {
		memcpy(path + len - 1, BESIDE_BIN, sizeof(BESIDE_BIN));
		if (access(path, R_OK | X_OK) == 0)
			dir = path;
	}
	(void)bindtextdomain(DOMAIN, dir);
	(void)bind_textdomain_codeset(DOMAIN, "UTF-8");
	(void)textdomain(DOMAIN);
	/* For strerror(); LC_CTYPE stays "C", setting it would read files. */
	(void)bind_textdomain_codeset("libc", "UTF-8");
}

void i18n_init(const char *lang_wanted)
{
	char languages[LANGUAGES_SIZE];

	if (lang_wanted == NULL || *lang_wanted == '\0')
		lang_wanted = environment_languages();
	if (lang_wanted == NULL || !copy_languages(languages, lang_wanted)) {
		(void)setlocale(LC_MESSAGES, "C");
		return;
	}
	if (setenv("LANGUAGE", languages, 1) != 0 || !set_locale(languages))
		return;
	bind_catalogues();
}
