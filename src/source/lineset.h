/*
 * lineset.h - the lines of a text as a set of 64-bit hashes.
 *
 * Two texts are compared by asking for each line of the one whether it stands
 * anywhere in the other: linear, whatever the texts.  A line is known by its
 * bytes without its end, so that a file keeps its lines when it changes from
 * LF to CRLF or loses its last newline.
 */
#ifndef KAGIBAN_LINESET_H
#define KAGIBAN_LINESET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct lineset {
	uint64_t *slots; /* owned; open addressing, 0: free */
	size_t capacity; /* a power of two, or 0 */
	size_t count;
	uint64_t seed; /* drawn per run, so that nobody can aim at a line */
};

/* Makes SET empty; SEED is for hash_line(). */
void lineset_init(struct lineset *set, uint64_t seed);
void lineset_release(struct lineset *set);
void lineset_clear(struct lineset *set); /* keeps its memory */

/*
 * Adds the lines of a text.  Over a ceiling (64 MiB of memory) lines are left
 * out: they then count as not seen before, which is the safe side.
 */
void lineset_add(struct lineset *set, const char *text, size_t len);

/* The hash by which a line (LEN bytes, with or without its end) is known. */
uint64_t lineset_hash(uint64_t seed, const char *line, size_t len);

/* Whether the line with that hash is in SET. */
bool lineset_has(const struct lineset *set, uint64_t hash);

/* Finds the end of the line that begins at TEXT: after its newline or LEN. */
size_t line_end(const char *text, size_t len);

/* The number of lines in TEXT; a last one without newline counts. */
uint64_t line_count(const char *text, size_t len);

#endif
