/*
 * json.h - the report as one JSON document; docs/report.schema.json describes
 * it.
 */
#ifndef KAGIBAN_JSON_H
#define KAGIBAN_JSON_H

#include <stdio.h>

struct err;
struct report_args;

/* Writes the whole report on OUT, finding by finding.  Returns 0 or ERR_IO. */
int json_write(const struct report_args *args, FILE *out, struct err *err);

#endif
