/*
 * waiver.h - what allow.c keeps and allow_read.c fills; for these two alone.
 */
#ifndef KAGIBAN_WAIVER_H
#define KAGIBAN_WAIVER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/hash.h"
#include "base/table.h"
#include "model/finding.h"

struct rulefile;
struct warnings;

enum {
	WAIVER_DAY_SIZE = 11, /* "YYYY-MM-DD" and a NUL */
	WAIVER_LEAST_DIGITS = 8,
	WAIVERS_LIMIT = 10000, /* of all files */
};

#define NO_WAIVER UINT32_MAX

struct waiver {
	char id[FINDING_ID_SIZE]; /* lower case, possibly a prefix */
	char until[WAIVER_DAY_SIZE]; /* "" : for ever */
	char *rule; /* owned; NULL: any */
	char *path; /* owned; a glob; NULL: anywhere */
	uint32_t line; /* of its header */
	uint32_t next; /* index of one that begins alike, or NO_WAIVER */
	uint32_t covers; /* findings, see allow_apply() */
	const char *file; /* owned by struct allow */
	struct warnings *warnings; /* of the file, borrowed; or NULL */
	bool has_reason;
	bool from_tree;
};

struct allow {
	struct waiver *list; /* owned */
	size_t count;
	size_t capacity;
	struct table by_start; /* the first waiver of each chain */
	struct hash_key key;
	char **files; /* owned, each of them owned */
	size_t file_count;
	size_t file_capacity;
};

/* The first of the waivers whose ids begin as ID does, or NO_WAIVER; the others
 * follow by next. */
uint32_t waiver_first(const struct allow *allow, const char *id);

/* Appends an empty waiver of that id, in the file added last. */
void waiver_add(struct allow *allow, const struct rulefile *file,
	const char *id, uint32_t line);

#endif
