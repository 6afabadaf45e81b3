/*
 * randomness.c - measures of randomness.
 */
#include <math.h>
#include <stdint.h>

#include "engine/bigrams.h"
#include "engine/randomness.h"

double entropy_bits(const char *text, size_t len)
{
	size_t counts[256] = { 0 };
	double bits = 0;
	for (size_t i = 0; i < len; i++)
		counts[(unsigned char)text[i]]++;
	for (size_t i = 0; i < 256; i++) {
		if (counts[i] == 0)
			continue;
		double share = (double)counts[i] / (double)len;
		bits -= share * log2(share);
	}
	return bits;
}

static unsigned bigram_symbol(char byte)
{
	if (byte >= 'a' && byte <= 'z')
		return (unsigned)(byte - 'a');
	if (byte >= 'A' && byte <= 'Z')
		return (unsigned)(byte - 'A');
	if (byte >= '0' && byte <= '9')
		return (unsigned)(byte - '0') + 26;
	return BIGRAM_SYMBOLS - 1;
}

double bigram_bits(const char *text, size_t len)
{
	unsigned long sum = 0;
	if (len < 2)
		return 0;
	for (size_t i = 1; i < len; i++)
		sum += bigram_cost[bigram_symbol(text[i - 1])]
				  [bigram_symbol(text[i])];
	return (double)sum / 16.0 / (double)(len - 1);
}

/* How many bytes of each class a text has, and how often the class changes. */
struct classes {
	size_t lower;
	size_t upper;
	size_t digits;
	size_t other;
	size_t changes;
	size_t hex; /* bytes that are hex digits */
};

enum byte_class { CLASS_LOWER, CLASS_UPPER, CLASS_DIGIT, CLASS_OTHER };

static enum byte_class class_of(char byte)
{
	if (byte >= 'a' && byte <= 'z')
		return CLASS_LOWER;
	if (byte >= 'A' && byte <= 'Z')
		return CLASS_UPPER;
	if (byte >= '0' && byte <= '9')
		return CLASS_DIGIT;
	return CLASS_OTHER;
}

static void classes_count(struct classes *classes, const char *text, size_t len)
{
	*classes = (struct classes){ 0 };
	size_t *const counters[] = { &classes->lower, &classes->upper,
		&classes->digits, &classes->other };
	for (size_t i = 0; i < len; i++) {
		enum byte_class kind = class_of(text[i]);
		++*counters[kind];
		if (i > 0 && kind != class_of(text[i - 1]))
			classes->changes++;
		char folded = (char)(text[i] | 0x20);
		if (kind == CLASS_DIGIT || (folded >= 'a' && folded <= 'f'))
			classes->hex++;
	}
}

/*
 * The least cost per pair of a random text.  Short texts scatter more; hex
 * has cheap pairs (letters a to f, digits) and is told from words by its
 * digits instead.
 */
static double random_limit(const struct classes *classes, size_t len)
{
	if (classes->hex == len)
		return len < 24 ? 4.2 : 4.5;
	if (len < 16)
		return len < 12 ? 5.5 : 4.9;
	return len < 32 ? 5.1 : 5.3;
}

bool looks_random(const char *text, size_t len)
{
	struct classes classes;
	if (len < 8)
		return false;
	classes_count(&classes, text, len);
	if (classes.digits == len || classes.other * 3 > len)
		return false;
	bool mixed_case = classes.lower > 0 && classes.upper > 0;
	/* Hex without digits, or with hardly any, is a word or a colour. */
	if (classes.hex == len && (len < 12 || classes.digits * 8 < len ||
					  classes.digits == len || mixed_case))
		return false;
	double bits = bigram_bits(text, len);
	/* Camel case and snake case change class seldom, keys all the time. */
	double change_share = (double)classes.changes / (double)(len - 1);
	if (change_share > 0.35 && mixed_case)
		bits += 0.4;
	if (classes.digits == 0)
		bits -= mixed_case ? 0.2 : 0.6;
	return bits >= random_limit(&classes, len);
}
