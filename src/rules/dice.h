/*
 * dice.h - random numbers that are the same for the same seed, anywhere.
 *
 * For samples in tests; nothing here is secret.
 */
#ifndef KAGIBAN_DICE_H
#define KAGIBAN_DICE_H

#include <stddef.h>
#include <stdint.h>

struct dice {
	uint64_t state[4];
};

/* Starts the sequence of SEED and STREAM; other streams are unrelated. */
void dice_init(struct dice *dice, uint64_t seed, uint64_t stream);

/* 64 random bits. */
uint64_t dice_roll(struct dice *dice);

/* A number from 0 to COUNT - 1, each equally likely; COUNT is at least 1. */
uint64_t dice_below(struct dice *dice, uint64_t count);

/* Fills LEN bytes. */
void dice_fill(struct dice *dice, void *bytes, size_t len);

#endif
