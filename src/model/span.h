/*
 * span.h - places in a text: spans for the program, positions for people.
 */
#ifndef KAGIBAN_SPAN_H
#define KAGIBAN_SPAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes START to END of a text, half-open, counted from the text's start. */
struct span {
	size_t start;
	size_t end;
};

/* A place for people: both from 1; line 0 means "no lines here" (binary). */
struct position {
	uint32_t line;
	uint32_t column; /* in bytes */
};

static inline size_t span_len(struct span span)
{
	return span.end - span.start;
}

static inline bool span_overlaps(struct span a, struct span b)
{
	return a.start < b.end && b.start < a.end;
}

#endif
