/*
 * fuzz.h - what the fuzz targets share.
 *
 * A target is a file fuzz_NAME.c with LLVMFuzzerTestOneInput(), its corpus is
 * the folder corpus/NAME.  With FUZZ=ON libFuzzer runs it; otherwise replay.c
 * does, as an ordinary test.  No corpus holds anything that looks like a
 * token: where one is needed, fuzz_text() puts it together.
 */
#ifndef KAGIBAN_FUZZ_H
#define KAGIBAN_FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf;
struct ruleset;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Ends the run with WHAT on stderr. */
_Noreturn void fuzz_fail(const char *what);

/* The same, unless HOLDS; a macro, so that checkers see what holds after it. */
#define fuzz_require(holds, what) ((holds) ? (void)0 : fuzz_fail(what))

/*
 * Takes the input up to the next NUL as a string and moves on behind that;
 * caller owns (free()).
 */
char *fuzz_string(const uint8_t **data, size_t *size);

/* Takes one byte, 0 at the end. */
uint8_t fuzz_byte(const uint8_t **data, size_t *size);

/*
 * Appends the input to OUT, in which three bytes 01 R S stand for an example
 * of a rule: R picks the rule and the example, S is the seed.
 */
void fuzz_text(const uint8_t *data, size_t size, const struct ruleset *rules,
	struct buf *out);

#endif
