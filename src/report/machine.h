/*
 * machine.h - what the formats for machines share: values of JSON, through
 * jansson, and the words for what a report holds.
 *
 * Machine formats stay English.  Foreign text passes the escaper, so that it
 * is valid UTF-8, has no control characters, and holds no secret of this run.
 */
#ifndef KAGIBAN_MACHINE_H
#define KAGIBAN_MACHINE_H

#include <jansson.h>
#include <stdio.h>

#include "model/finding.h"

struct err;
struct report_args;

/* Lets jansson take its memory from mem.h: nothing here returns NULL. */
void machine_init(void);

/* A string of foreign text (NULL: null); caller owns. */
json_t *machine_foreign(const char *text, const struct report_args *args);

/* "low", "medium", "high". */
const char *machine_confidence(enum confidence confidence);

/* "message" and the like; what is scanned: "staged", "push" and the like. */
const char *machine_place(enum place_kind kind);
const char *machine_action(const struct report_args *args);

/* Those of enum encoding as a list of "base64" and the like; caller owns. */
json_t *machine_encodings(unsigned encodings);

/* "blocked", "not-scanned" or "clean": as the exit status. */
const char *machine_status(const struct report_args *args);

/* Where FINDING is revoked, NULL if that is not known; borrowed. */
const char *machine_revoke(const struct finding *finding);

/*
 * Writes VALUE, indented, as an element of a list or object that is written
 * piece by piece: NAME is its key (NULL: none), FIRST that no comma is due.
 * Frees VALUE.
 */
struct machine_piece {
	const char *name;
	json_t *value; /* owned by the callee */
	bool first;
};
void machine_write(FILE *out, const struct machine_piece *piece);

/* Returns 0, or ERR_IO if something could not be written to OUT. */
int machine_finish(FILE *out, struct err *err);

#endif
