/*
 * value.c - judges the value given to a telling name.
 *
 * A machine's value is told by its randomness, a person's by what it is not:
 * no word of the program, no reference, no placeholder, no version, no time.
 */
#include <string.h>

#include "engine/ascii.h"
#include "engine/assignment.h"
#include "engine/placeholder.h"
#include "engine/randomness.h"

enum { JUDGED_MOST = 256 }; /* bytes of a value */

/* Endings of files in which a bare word can be a literal. */
static bool is_settings_file(const char *path)
{
	static const char *const endings[] = { ".env", ".ini", ".cfg", ".conf",
		".config", ".properties", ".yml", ".yaml", ".toml", ".sh",
		".bash", ".zsh", ".fish", ".txt", ".md", ".rst", ".adoc",
		".tfvars", ".netrc", ".pgpass", ".npmrc", ".pypirc", ".cnf",
		".ps1", ".bat", ".cmd", ".sql", ".xml", ".plist", ".log",
		".csv", ".tsv", ".service", "Dockerfile", "credentials",
		".dist", ".local", ".sample", ".example", ".template", ".html",
		".htm", ".http", ".rest", ".org", ".tex" };
	if (!path)
		return true;
	const char *slash = strrchr(path, '/');
	const char *name = slash ? slash + 1 : path;
	if (strncmp(name, ".env", 4) == 0 || !strchr(name, '.'))
		return true;
	size_t len = strlen(name);
	for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
		size_t end = strlen(endings[i]);
		if (len >= end && strcmp(name + len - end, endings[i]) == 0)
			return true;
	}
	return false;
}

static bool has_byte_between(
	const char *value, size_t len, unsigned char low, unsigned char high)
{
	for (size_t i = 0; i < len; i++) {
		unsigned char byte = (unsigned char)value[i];
		if (byte >= low && byte <= high)
			return true;
	}
	return false;
}

static bool equal_folded(const char *a, const char *b, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (((a[i] ^ b[i]) & ~0x20) != 0)
			return false;
	}
	return true;
}

/* ^1.0.0, ~2.3, 12.04: digits and dots. */
static bool is_version(const char *value, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (!strchr("0123456789.^~<>=", value[i]))
			return false;
	}
	return memchr(value, '.', len) != NULL;
}

/* What a person may have chosen, and no code would have there. */
static bool is_guessable(const struct assignment *assignment, const char *value,
	size_t len, bool settings)
{
	if (assignment->kind != VARNAME_PASSWORD || len < 4 || len > 64)
		return false;
	if (!assignment->quoted && (!settings || !assignment->ends_line))
		return false;
	if (has_byte_between(value, len, 0, ' ') ||
		has_byte_between(value, len, 0x80, 0xFF) ||
		is_version(value, len) || placeholder_is(value, len))
		return false;
	bool digit = has_byte_between(value, len, '0', '9');
	bool sign = has_byte_between(value, len, '!', '#') ||
		    has_byte_between(value, len, '%', '&') ||
		    memchr(value, '@', len) || memchr(value, '$', len) ||
		    memchr(value, '^', len) || memchr(value, '*', len);
	/* A bare lower-case word is as likely a name as a password. */
	return digit || sign || (settings && len >= 6);
}

/* ECDHE-PSK-AES256-CCM8: words and numbers in capitals, joined by signs. */
static bool is_shouted_name(const char *value, size_t len)
{
	size_t signs = 0;
	for (size_t i = 0; i < len; i++) {
		bool sign = value[i] == '-' || value[i] == '_';
		signs += sign;
		if (!sign && !ascii_is_upper(value[i]) &&
			!ascii_is_digit(value[i]))
			return false;
	}
	return signs > 0 && bigram_bits(value, len) < 6.3;
}

/* "\x6d\x61\x73": bytes spelt out, as in tables of constants. */
static bool is_spelt_bytes(const char *value, size_t len)
{
	size_t count = 0;
	for (size_t i = 0; i + 1 < len; i++)
		count += value[i] == '\\' && value[i + 1] == 'x';
	return count >= 3;
}

/* 8-4-4-4-12 hex digits: an id, unless the name is one of a key. */
static bool is_uuid(const char *value, size_t len)
{
	static const char form[] = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
	if (len != sizeof(form) - 1)
		return false;
	for (size_t i = 0; i < len; i++) {
		bool dash = value[i] == '-';
		if (dash != (form[i] == '-'))
			return false;
	}
	return true;
}

/* RFC 3339: a date with a time. */
static bool is_time(const char *value, size_t len)
{
	static const char form[] = "0000-00-00T00:00";
	if (len < sizeof(form) - 1)
		return false;
	for (size_t i = 0; i < sizeof(form) - 1; i++) {
		if (form[i] == '0' ? !ascii_is_digit(value[i])
				   : value[i] != form[i])
			return false;
	}
	return true;
}

/* What looks drawn by a machine and is no secret, or was cut to show it. */
static bool is_harmless(
	const struct assignment *assignment, const char *text, size_t len)
{
	const char *value = text + assignment->value.start;
	const char *name = text + assignment->name.start;
	size_t name_len = span_len(assignment->name);
	bool token =
		name_len >= 5 && equal_folded(name + name_len - 5, "token", 5);
	if (token && is_uuid(value, len))
		return true;
	return is_time(value, len) || text_find(value, len, "...") ||
	       text_find(value, len, "%s") ||
	       text_find(value, len, "\xe2\x80\xa6");
}

enum value_strength assignment_judge(
	const struct assignment *assignment, const char *text, const char *path)
{
	const char *value = text + assignment->value.start;
	size_t len = span_len(assignment->value);
	size_t name_len = span_len(assignment->name);
	bool settings = is_settings_file(path);

	/* The beginning of a long value tells as much, at a bounded cost. */
	if (len > JUDGED_MOST)
		len = JUDGED_MOST;
	if (placeholder_is_reference(value, len) ||
		is_shouted_name(value, len) || is_spelt_bytes(value, len))
		return VALUE_NONE;
	if (len == name_len &&
		equal_folded(value, text + assignment->name.start, len))
		return VALUE_NONE;
	if (is_harmless(assignment, text, len))
		return VALUE_NONE;
	size_t least = assignment->kind == VARNAME_PASSWORD ? 12 : 14;
	bool bare_code = !assignment->quoted && !settings;
	if (len >= least && !bare_code && looks_random(value, len) &&
		!has_byte_between(value, len, 0, ' ') &&
		!placeholder_is_filler(value, len))
		return VALUE_RANDOM;
	if (is_guessable(assignment, value, len, settings))
		return VALUE_GUESSABLE;
	return VALUE_NONE;
}
