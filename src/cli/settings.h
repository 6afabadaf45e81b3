/*
 * settings.h - the kagiban.* settings of git's configuration.
 */
#ifndef KAGIBAN_SETTINGS_H
#define KAGIBAN_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>

#include "model/rule.h"

struct err;
struct gitrepo;

struct settings {
	enum confidence block; /* kagiban.block: lowest level that blocks */
	size_t max_blob; /* kagiban.maxBlob, bytes; larger: in windows */
	bool own_keys; /* kagiban.ownKeys: this machine's keys are looked for */
	bool lock; /* kagiban.lock: the tree weakens nothing */
	/* On a server.  kagiban.waiverRef, the ref whose waivers count, "" if
	 * not set; kagiban.inlineTags, tags in the text count;
	 * kagiban.receiveTimeout, 0: none. */
	char waiver_ref[256];
	bool inline_tags;
	unsigned receive_milliseconds;
	char lang[32]; /* kagiban.lang, "" if not set */
};

/* The settings of somebody who has set nothing. */
void settings_init(struct settings *settings);

/*
 * Reads the settings at every scope git has; REPO may be NULL.  Returns 0 or
 * ERR_CONFIG naming the setting and its value.
 */
int settings_read(
	struct settings *settings, const struct gitrepo *repo, struct err *err);

#endif
