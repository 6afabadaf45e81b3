/*
 * rules_json.h - the rules as JSON, for --list-rules --format json.
 */
#ifndef KAGIBAN_RULES_JSON_H
#define KAGIBAN_RULES_JSON_H

#include <stdio.h>

struct err;
struct ruleset;

/*
 * Writes an array with an object for each rule of SET: what it finds, how sure
 * that is, what it grants and where it is revoked.  English.  Returns 0 or
 * ERR_IO.
 */
int rules_json_write(const struct ruleset *set, FILE *out, struct err *err);

#endif
