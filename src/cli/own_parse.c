/*
 * own_parse.c - finds keys in the files in which programs keep them.
 */
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"
#include "cli/own_origin.h"
#include "cli/own_parse.h"
#include "engine/ascii.h"
#include "engine/base64.h"
#include "engine/own.h"
#include "engine/varname.h"

enum {
	DECODED_LIMIT = 16 * 1024, /* bytes */
};

struct part {
	const char *text;
	size_t len;
};

static struct part trim(struct part part)
{
	while (part.len > 0 && (unsigned char)part.text[0] <= ' ') {
		part.text++;
		part.len--;
	}
	while (part.len > 0 && (unsigned char)part.text[part.len - 1] <= ' ')
		part.len--;
	return part;
}

static struct part unquote(struct part part)
{
	part = trim(part);
	if (part.len >= 2 && (part.text[0] == '"' || part.text[0] == '\'') &&
		part.text[part.len - 1] == part.text[0]) {
		part.text++;
		part.len -= 2;
	}
	return part;
}

/* Takes the next line off the front of REST; false at the end. */
static bool take_line(struct part *rest, struct part *line)
{
	const char *newline;

	if (rest->len == 0)
		return false;
	newline = memchr(rest->text, '\n', rest->len);
	line->text = rest->text;
	line->len = newline ? (size_t)(newline - rest->text) : rest->len;
	rest->text += line->len + (newline != NULL);
	rest->len -= line->len + (newline != NULL);
	return true;
}

/* Splits PART at the first BYTE; false if there is none. */
static bool split(
	struct part part, char byte, struct part *before, struct part *after)
{
	const char *place = memchr(part.text, byte, part.len);

	if (!place)
		return false;
	*before = (struct part){ part.text, (size_t)(place - part.text) };
	*after = (struct part){ place + 1, part.len - before->len - 1 };
	return true;
}

static bool is_secret_name(struct part name)
{
	return varname_judge(name.text, name.len) != VARNAME_OTHER;
}

static void add(const struct own_source *source, struct part value,
	struct part name, struct part owner)
{
	const struct own_origin args = {
		.label = source->label,
		.section = source->section,
		.name = name.text,
		.name_len = name.len,
		.owner = owner.text,
		.owner_len = owner.len,
	};
	char *origin = own_origin_write(&args);

	if (origin)
		own_add(source->own, value.text, value.len, origin);
	free(origin);
}

static const struct part none = { "", 0 };

void own_parse_sections(
	const struct own_source *source, const char *text, size_t len)
{
	struct part rest = { text, len };
	struct part section = none;
	struct part line;

	while (take_line(&rest, &line)) {
		struct part name;
		struct part value;

		line = trim(line);
		if (line.len > 2 && line.text[0] == '[' &&
			line.text[line.len - 1] == ']') {
			section = (struct part){ line.text + 1, line.len - 2 };
			continue;
		}
		if (!split(line, '=', &name, &value))
			continue;
		name = trim(name);
		if (is_secret_name(name))
			add(source, unquote(value), name, section);
	}
}

/* ---- URLs ---- */

/* The password as it is written, and as it is meant. */
static void add_password(
	const struct own_source *source, struct part password, struct part host)
{
	struct buf plain = BUF_INIT(DECODED_LIMIT);
	int rc = 0;

	add(source, password, none, host);
	for (size_t i = 0; i < password.len && rc == 0; i++) {
		const char *at = password.text + i;

		if (*at != '%' || i + 2 >= password.len ||
			!ascii_is_hex(at[1]) || !ascii_is_hex(at[2])) {
			rc = buf_append_byte(&plain, *at);
			continue;
		}
		rc = buf_append_byte(
			&plain, (char)(ascii_hex_value(at[1]) << 4 |
					ascii_hex_value(at[2])));
		i += 2;
	}
	if (rc == 0 && plain.len != password.len)
		add(source, (struct part){ plain.data, plain.len }, none, host);
	buf_release(&plain);
}

/* SCHEME://USER:PASSWORD@HOST... */
static void add_url(const struct own_source *source, struct part url)
{
	struct part scheme;
	struct part rest;
	struct part user;
	struct part host;
	const char *start = text_find(url.text, url.len, "://");
	const char *at = NULL;

	if (!start)
		return;
	scheme.len = (size_t)(start + 3 - url.text);
	rest = (struct part){ start + 3, url.len - scheme.len };
	for (size_t i = 0; i < rest.len && rest.text[i] != '/'; i++)
		at = rest.text[i] == '@' ? rest.text + i : at;
	if (!at)
		return;
	host = (struct part){ at + 1, rest.len - (size_t)(at + 1 - rest.text) };
	rest.len = (size_t)(at - rest.text);
	for (size_t i = 0; i < host.len; i++)
		host.len = strchr("/?#", host.text[i]) ? i : host.len;
	if (split(rest, ':', &user, &rest))
		add_password(source, rest, host);
}

void own_parse_urls(
	const struct own_source *source, const char *text, size_t len)
{
	struct part rest = { text, len };
	struct part line;

	while (take_line(&rest, &line))
		add_url(source, trim(line));
}

/* ---- variables ---- */

/*
 * A folder or file of this machine, there or gone: OLDPWD, SSH_AUTH_SOCK.  Of
 * what is gone the first folder tells, by being there or by its name in small
 * letters: base64 may begin with a slash and have more of them.
 */
static bool is_path(struct part value)
{
	static const char small[] = "abcdefghijklmnopqrstuvwxyz";
	char *path;
	char *next;
	bool is_one;

	if (value.text[0] != '/')
		return false;
	path = mem_copy(value.text, value.len);
	next = strchr(path + 1, '/');
	is_one = access(path, F_OK) == 0;
	if (!is_one && next && next > path + 1 && !strpbrk(path, "+=")) {
		*next = '\0';
		is_one = access(path, F_OK) == 0 ||
			 (next - path > 3 &&
				 path[1 + strspn(path + 1, small)] == '\0');
	}
	free(path);
	return is_one;
}

void own_parse_variable(const struct own_source *source, const char *name,
	size_t name_len, const char *value, size_t len)
{
	const struct part name_part = { name, name_len };
	const struct part value_part = { value, len };

	if (len < OWN_LEAST || len > OWN_MOST || is_path(value_part))
		return;
	if (text_find(value, len, "://"))
		add_url(source, value_part);
	else if (is_secret_name(name_part))
		add(source, value_part, name_part, none);
}

void own_parse_variables(
	const struct own_source *source, const char *text, size_t len)
{
	static const char export[] = "export ";
	struct part rest = { text, len };
	struct part line;

	while (take_line(&rest, &line)) {
		struct part name;
		struct part value;

		if (!split(line, '=', &name, &value))
			continue;
		name = trim(name);
		value = unquote(value);
		if (name.len > sizeof(export) - 1 &&
			memcmp(name.text, export, sizeof(export) - 1) == 0) {
			name.text += sizeof(export) - 1;
			name.len -= sizeof(export) - 1;
		}
		if (name.len > 0 && name.text[0] != '#')
			own_parse_variable(source, name.text, name.len,
				value.text, value.len);
	}
}

/* ---- npm ---- */

static bool is_npm_secret(struct part name)
{
	static const char *const names[] = { "_authToken", "_auth",
		"_password" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (name.len == strlen(names[i]) &&
			memcmp(name.text, names[i], name.len) == 0)
			return true;
	}
	return false;
}

void own_parse_npmrc(
	const struct own_source *source, const char *text, size_t len)
{
	struct part rest = { text, len };
	struct part line;

	while (take_line(&rest, &line)) {
		struct part name;
		struct part value;
		struct part owner = none;
		size_t at;

		if (!split(line, '=', &name, &value))
			continue;
		name = trim(name);
		at = name.len;
		while (at > 0 && name.text[at - 1] != ':')
			at--;
		if (at > 0)
			owner = (struct part){ name.text, at - 1 };
		name.text += at;
		name.len -= at;
		while (owner.len > 0 && owner.text[0] == '/') {
			owner.text++;
			owner.len--;
		}
		while (owner.len > 0 && owner.text[owner.len - 1] == '/')
			owner.len--;
		if (is_npm_secret(name))
			add(source, unquote(value), name, owner);
	}
}

/* ---- netrc ---- */

/* Takes the next word off the front of REST; false at the end. */
static bool take_word(struct part *rest, struct part *word)
{
	size_t len = 0;

	*rest = trim(*rest);
	while (len < rest->len && (unsigned char)rest->text[len] > ' ')
		len++;
	*word = (struct part){ rest->text, len };
	rest->text += len;
	rest->len -= len;
	return len > 0;
}

static bool is_word(struct part word, const char *text)
{
	return word.len == strlen(text) &&
	       memcmp(word.text, text, word.len) == 0;
}

void own_parse_netrc(
	const struct own_source *source, const char *text, size_t len)
{
	struct part rest = { text, len };
	struct part machine = none;
	struct part word;

	while (take_word(&rest, &word)) {
		if (is_word(word, "machine")) {
			if (!take_word(&rest, &machine))
				return;
		} else if (is_word(word, "default")) {
			machine = none;
		} else if (is_word(word, "password")) {
			if (!take_word(&rest, &word))
				return;
			add(source, unquote(word), none, machine);
		}
	}
}

/* ---- Docker's JSON ---- */

/* Takes the next string of a JSON text, and whether it is a key. */
static bool take_string(struct part *rest, struct part *string, bool *is_key)
{
	const char *open = memchr(rest->text, '"', rest->len);
	struct part after;

	if (!open)
		return false;
	after.text = open + 1;
	after.len = rest->len - (size_t)(after.text - rest->text);
	string->text = after.text;
	string->len = 0;
	while (string->len < after.len && after.text[string->len] != '"')
		string->len += after.text[string->len] == '\\' ? 2 : 1;
	if (string->len >= after.len)
		return false;
	rest->text = after.text + string->len + 1;
	rest->len = after.len - string->len - 1;
	*rest = trim(*rest);
	*is_key = rest->len > 0 && rest->text[0] == ':';
	return true;
}

/* The value as it is, and the password that it holds. */
static void add_docker_auth(
	const struct own_source *source, struct part auth, struct part host)
{
	static const struct part name = { "auth", 4 };
	struct buf plain = BUF_INIT(DECODED_LIMIT);
	struct part user;
	struct part password;

	add(source, auth, name, host);
	if (base64_decode(auth.text, auth.len, &plain) == 0 && plain.len > 0 &&
		split((struct part){ plain.data, plain.len }, ':', &user,
			&password))
		add(source, password, name, host);
	buf_release(&plain);
}

void own_parse_docker(
	const struct own_source *source, const char *text, size_t len)
{
	struct part rest = { text, len };
	struct part host = none;
	struct part key = none;
	struct part string;
	bool is_key;

	while (take_string(&rest, &string, &is_key)) {
		if (is_key) {
			/* A key above another one is the host. */
			if (key.len > 0 && !is_word(string, "auths"))
				host = key;
			key = string;
			continue;
		}
		if (is_word(key, "auth"))
			add_docker_auth(source, string, host);
		else if (is_word(key, "identitytoken") ||
			 is_word(key, "registrytoken"))
			add(source, string, key, host);
		key = none;
	}
}

/* ---- the YAML of kubectl and gh ---- */

void own_parse_yaml(
	const struct own_source *source, const char *text, size_t len)
{
	static const char *const names[] = { "token", "oauth_token", "password",
		"client-key-data", "client-secret", "id-token", "refresh-token",
		"access-token" };
	struct part rest = { text, len };
	struct part owner = none;
	struct part line;

	while (take_line(&rest, &line)) {
		struct part name;
		struct part value;
		bool at_margin = line.len > 0 && line.text[0] != ' ' &&
				 line.text[0] != '-';

		if (!split(line, ':', &name, &value))
			continue;
		name = trim(name);
		value = unquote(value);
		if (is_word(name, "name") || is_word(name, "- name"))
			owner = value;
		else if (at_margin && value.len == 0)
			owner = name;
		for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
			if (is_word(name, names[i]))
				add(source, value, name, owner);
		}
	}
}
