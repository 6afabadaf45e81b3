/*
 * azure_key.c - Azure's identifiable keys.
 */
#include <string.h>

#include "base/digest.h"
#include "engine/azure_key.h"

#define BUS_SEEDS "Send0000Listen00Manage00System00Unknown0"

static const struct azure_kind kinds[] = {
	{ "+ASt", "Default0", 64, 76, true }, /* storage */
	{ "ACDb", "MastRW00MastRO00", 64, 76, true }, /* Cosmos DB */
	{ "+ABa", "AbAcct00", 64, 76, true }, /* Batch */
	{ "+AMC", "Classic0", 64, 76, false }, /* machine learning */
	{ "APIM", "Tenant00IoTHub00Gatewy00GitKey00", 64, 76, false },
	{ "AzCa", "Access00", 32, 33, true }, /* Redis */
	{ "+ASb", BUS_SEEDS, 32, 33, false }, /* Service Bus */
	{ "+AEh", BUS_SEEDS, 32, 33, false }, /* Event Hubs */
	{ "+ARm", BUS_SEEDS, 32, 33, false }, /* Relay */
	{ "AIoT", "IoTHub00DpsKey00Device00", 32, 33, false },
	{ "AzFu", "Master00System00Functi00", 40, 44, true },
	{ "AzSe", "PAdmin00Query000", 39, 42, false }, /* AI Search */
	{ "+ACR", "ACRDflt0", 39, 42, true }, /* Container Registry */
};

enum { KIND_COUNT = sizeof(kinds) / sizeof(kinds[0]), SIGNATURE_LEN = 4 };

const struct azure_kind *azure_kind_of(const char *text, size_t len)
{
	while (len > 0 && text[len - 1] == '=')
		len--;
	for (size_t i = 0; i < KIND_COUNT; i++) {
		size_t bits = kinds[i].bytes * 8;

		if (len == (bits + 5) / 6 &&
			memcmp(text + kinds[i].place, kinds[i].signature,
				SIGNATURE_LEN) == 0)
			return &kinds[i];
	}
	return NULL;
}

const struct azure_kind *azure_kind_find(const char *signature, size_t len)
{
	for (size_t i = 0; i < KIND_COUNT; i++) {
		if (len == SIGNATURE_LEN &&
			memcmp(signature, kinds[i].signature, len) == 0)
			return &kinds[i];
	}
	return NULL;
}

/* The seed that eight characters spell. */
static uint64_t seed_of(const char *letters)
{
	uint64_t seed = 0;

	for (size_t i = 0; i < AZURE_SEED_LEN; i++)
		seed = seed << 8 | (unsigned char)letters[i];
	return seed;
}

uint32_t azure_checksum(
	const struct azure_kind *kind, size_t index, const unsigned char *bytes)
{
	uint64_t seed = seed_of(kind->seeds + index * AZURE_SEED_LEN);

	return digest_marvin(seed, bytes, kind->bytes - 4);
}

void azure_ad_digits(const char *text, char digits[AZURE_AD_DIGITS])
{
	static const char base66[] = "abcdefghijklmnopqrstuvwxyz"
				     "ABCDEFGHIJKLMNOPQRSTUVWXYZ1234567890.-_~";
	uint32_t sum = digest_marvin(seed_of("AadPwd00"), text, 37);

	/* Six digits would write all of it; the first three are used. */
	sum /= 66U * 66 * 66;
	for (size_t i = AZURE_AD_DIGITS; i > 0; i--) {
		digits[i - 1] = base66[sum % 66];
		sum /= 66;
	}
}

static uint32_t swap_bytes(uint32_t word)
{
	return word << 24 | (word & 0xff00) << 8 | (word >> 8 & 0xff00) |
	       word >> 24;
}

/* NUMBER in base 62 without leading zeros, zeros behind it. */
static void write_base62(uint32_t number, char digits[AZURE_CASK_DIGITS])
{
	static const char base62[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				     "abcdefghijklmnopqrstuvwxyz";
	size_t len = 0;

	for (uint32_t rest = number; rest > 0; rest /= 62)
		len++;
	memset(digits, '0', AZURE_CASK_DIGITS);
	for (; len > 0; number /= 62)
		digits[--len] = base62[number % 62];
}

static uint32_t cask_sum(const unsigned char bytes[60])
{
	return digest_marvin(seed_of("Default0"), bytes, 60);
}

/* The sum's bytes, the lowest first, are read as one number. */
void azure_cask_digits(
	const unsigned char bytes[60], char digits[AZURE_CASK_DIGITS])
{
	write_base62(swap_bytes(cask_sum(bytes)), digits);
}

/* The first three of the sum's bytes as base64. */
static void write_base64(uint32_t sum, char digits[4])
{
	static const char base64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				     "abcdefghijklmnopqrstuvwxyz0123456789+/";
	uint32_t bits = swap_bytes(sum) >> 8;

	for (size_t i = 0; i < 4; i++)
		digits[i] = base64[bits >> (18 - 6 * i) & 63];
}

bool azure_cask_fits(
	const unsigned char bytes[60], const char *text, size_t len)
{
	char digits[AZURE_CASK_DIGITS];

	azure_cask_digits(bytes, digits);
	if (memcmp(digits, text, len) == 0)
		return true;
	write_base62(cask_sum(bytes), digits);
	if (memcmp(digits, text, len) == 0)
		return true;
	write_base64(cask_sum(bytes), digits);
	return memcmp(digits, text, 4) == 0;
}
