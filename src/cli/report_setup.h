/*
 * report_setup.h - what a report must know of the run and of the person that
 * reads it.
 */
#ifndef KAGIBAN_REPORT_SETUP_H
#define KAGIBAN_REPORT_SETUP_H

#include <stdio.h>

#include "report/report.h"

struct gitrepo;
struct options;

/*
 * Fills ARGS, all but the findings, the coverage, the veil, the level that
 * blocks and the time, for a report on OUT.  REPO may be NULL.  Strings are
 * borrowed from OPTIONS.
 */
void report_setup(struct report_args *args, const struct options *options,
	const struct gitrepo *repo, FILE *out);

/*
 * The path of this program for a person's shell, caller owns; NULL if the
 * shell finds it by its name.
 */
char *report_program(const struct options *options);

/*
 * The word by which a person's shell finds this program, which lies at
 * PROGRAM (NULL: unknown); caller owns.
 */
char *report_program_word(const char *program);

#endif
