/*
 * textchunk.h - hands on texts that are no files: names and messages, each as
 * one chunk in which all is added.
 */
#ifndef KAGIBAN_TEXTCHUNK_H
#define KAGIBAN_TEXTCHUNK_H

#include <stddef.h>

struct chunk_sink;
struct err;

/* Hands on a path or the name of a ref; COMMIT is its id in hex, or NULL.
 * Returns 0 or what the sink returned. */
int textchunk_name(const struct chunk_sink *sink, const char *name,
	const char *commit, struct err *err);

/* Hands on the LEN bytes of a message of COMMIT, in hex, or NULL; nothing if
 * LEN is 0.  Returns 0 or what the sink returned. */
int textchunk_message(const struct chunk_sink *sink, const char *text,
	size_t len, const char *commit, struct err *err);

#endif
