/*
 * own_parse.h - finds keys in the text of the files in which programs keep
 * them.
 */
#ifndef KAGIBAN_OWN_PARSE_H
#define KAGIBAN_OWN_PARSE_H

#include <stddef.h>

#include "cli/own_origin.h"

struct own;

/* A text that is read; all borrowed. */
struct own_source {
	struct own *own; /* where the values go */
	const char *label; /* the place for people, such as "~/.netrc" */
	enum own_section section; /* what a [section] is called */
};

/* Each adds the values that it finds; what it does not understand it skips. */
typedef void (*own_parse_fn)(
	const struct own_source *source, const char *text, size_t len);

/* "[default]", "aws_secret_access_key = ...": `NAME` of profile `default`. */
void own_parse_sections(
	const struct own_source *source, const char *text, size_t len);

/* "NAME=VALUE", perhaps with export, quotes; the name means a secret. */
void own_parse_variables(
	const struct own_source *source, const char *text, size_t len);

/* "//registry.example.com/:_authToken=..." */
void own_parse_npmrc(
	const struct own_source *source, const char *text, size_t len);

/* "machine example.com login me password ..." */
void own_parse_netrc(
	const struct own_source *source, const char *text, size_t len);

/* "https://user:password@example.com", one a line. */
void own_parse_urls(
	const struct own_source *source, const char *text, size_t len);

/* "auths": {"HOST": {"auth": "base64 of user:password"}} */
void own_parse_docker(
	const struct own_source *source, const char *text, size_t len);

/* "token: ...", "client-key-data: ..." below "name:" or "HOST:" */
void own_parse_yaml(
	const struct own_source *source, const char *text, size_t len);

/* One variable of the environment or of a file. */
void own_parse_variable(const struct own_source *source, const char *name,
	size_t name_len, const char *value, size_t len);

#endif
