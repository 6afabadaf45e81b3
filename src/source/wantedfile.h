/*
 * wantedfile.h - files to be read from the index or from a tree, several in
 * one go: the index, or the tree, is looked through once.
 */
#ifndef KAGIBAN_WANTEDFILE_H
#define KAGIBAN_WANTEDFILE_H

#include "base/err.h"

struct buf;

struct wanted_file {
	const char *path; /* from the top of the tree */
	struct buf *out; /* borrowed; cleared first */
	/* 1: read; 0: not there; ERR_GIT, ERR_IO; ERR_LIMIT: over OUT's
	 * ceiling; ERR_INPUT: no regular file. */
	int rc;
	struct err err; /* if rc is negative */
};

#endif
