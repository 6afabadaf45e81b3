/*
 * randomness.h - whether a text looks drawn at random, and its entropy.
 *
 * Shannon entropy counts characters and ignores their order: alphabets,
 * keyboard rows and long identifiers score as high as keys.  The cost of
 * letter pairs (bigrams.h) sees the order: a word is made of cheap pairs, a
 * key is not.  Both are needed; neither is used with one limit for all.
 */
#ifndef KAGIBAN_RANDOMNESS_H
#define KAGIBAN_RANDOMNESS_H

#include <stdbool.h>
#include <stddef.h>

/* Shannon entropy of the bytes of TEXT in bits per byte; 0 for none. */
double entropy_bits(const char *text, size_t len);

/* Mean cost of the letter pairs of TEXT in bits per pair; 0 below 2 bytes. */
double bigram_bits(const char *text, size_t len);

/*
 * Whether TEXT looks random for its length and alphabet.  Below 8 bytes
 * nothing does.  tests/unit/test_placeholder.c draws 5,000 values of each class
 * and holds how many look so.
 */
bool looks_random(const char *text, size_t len);

#endif
