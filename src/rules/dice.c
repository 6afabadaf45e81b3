/*
 * dice.c - random numbers that are the same for the same seed, anywhere.
 *
 * xoshiro256** by Blackman and Vigna, seeded by splitmix64 as they advise.
 */
#include "rules/dice.h"

static uint64_t splitmix(uint64_t *state)
{
	uint64_t bits = *state += UINT64_C(0x9e3779b97f4a7c15);

	bits = (bits ^ bits >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	bits = (bits ^ bits >> 27) * UINT64_C(0x94d049bb133111eb);
	return bits ^ bits >> 31;
}

static uint64_t rotate(uint64_t bits, int by)
{
	return bits << by | bits >> (64 - by);
}

void dice_init(struct dice *dice, uint64_t seed, uint64_t stream)
{
	uint64_t state = stream;

	state = seed ^ splitmix(&state);
	for (int i = 0; i < 4; i++)
		dice->state[i] = splitmix(&state);
}

uint64_t dice_roll(struct dice *dice)
{
	uint64_t *state = dice->state;
	uint64_t result = rotate(state[1] * 5, 7) * 9;
	uint64_t shifted = state[1] << 17;

	state[2] ^= state[0];
	state[3] ^= state[1];
	state[1] ^= state[2];
	state[0] ^= state[3];
	state[2] ^= shifted;
	state[3] = rotate(state[3], 45);
	return result;
}

/* Rolls beyond the last whole multiple of COUNT are rolled again. */
uint64_t dice_below(struct dice *dice, uint64_t count)
{
	uint64_t first = (UINT64_MAX - count + 1) % count;
	uint64_t roll;

	do
		roll = dice_roll(dice);
	while (roll < first);
	return roll % count;
}

void dice_fill(struct dice *dice, void *bytes, size_t len)
{
	unsigned char *byte = bytes;

	for (size_t i = 0; i < len; i++)
		byte[i] = (unsigned char)(dice_roll(dice) >> 56);
}
