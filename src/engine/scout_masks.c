/*
 * scout_masks.c - the classes of bytes, and masks of them.
 */
#include <string.h>

#include "engine/scout_masks.h"
#include "engine/simd.h"

/* What a byte is; one bit a row of the tables below. */
enum {
	IS_LETTER_A = 1, /* A to O, a to o, and @ and ` left out */
	IS_LETTER_P = 2, /* P to Z, p to z */
	IS_DIGIT = 4, /* 0 to 9 */
	IS_DIGIT_SIGN = 8, /* + - / */
	IS_UNDERSCORE = 16,
	IS_BASE64 = 31,
	IS_HEX_LETTER = 32, /* A to F, a to f */
	IS_HIGH = 64, /* 2 to 7 */
	IS_HEX = IS_DIGIT | IS_HEX_LETTER,
	IS_LETTER = IS_LETTER_A | IS_LETTER_P,

	IS_BACKSLASH = 1,
	IS_PERCENT = 2,
	IS_QUOTE = 4,
	IS_GAP_SIGN = 8, /* blank, & + . */
	IS_CONTROL = 16, /* tab, line ends */
	IS_BAR = 32,
	IS_DOLLAR = 64,
	IS_AT = 128,
	IS_PREFIX = IS_DOLLAR | IS_AT, /* of a literal, as letters are */
	IS_SIGN = IS_BACKSLASH | IS_PERCENT,
	IS_GAP = IS_BACKSLASH | IS_GAP_SIGN | IS_CONTROL | IS_BAR,

	/* By rows of high bits: 4 and 5, 6 and 7, 3. */
	IS_THIRD = 1 | 2 | 4,
	IS_SECOND = 8 | 16 | 32,
	IS_FIRST = 64 | 128,
};

/*
 * A byte's class is the bits that the rows of its low and of its high four
 * bits share: IS_LETTER_A, say, stands in the rows 1 to 15 of the low and in 4
 * and 6 of the high ones.  Bytes that are no digits may be taken for one of a
 * group, and so may an underscore: only runs of digits count, and a look more
 * does no harm.
 */
struct classes {
	unsigned char low[16];
	unsigned char high[16];
};

/* clang-format off */
static const struct classes digit_classes = {
	{ 0x06, 0x27, 0x67, 0x67, 0x67, 0x67, 0x67, 0x47,
	  0x07, 0x07, 0x03, 0x09, 0x01, 0x09, 0x01, 0x19 },
	{ 0x00, 0x00, 0x08, 0x44, 0x21, 0x12, 0x21, 0x02,
	  0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00 },
};
static const struct classes sign_classes = {
	{ 0x88, 0x00, 0x04, 0x00, 0x40, 0x02, 0x08, 0x04,
	  0x00, 0x10, 0x10, 0x08, 0x21, 0x10, 0x08, 0x00 },
	{ 0x10, 0x00, 0x4e, 0x00, 0x80, 0x01, 0x00, 0x20,
	  0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00 },
};
static const struct classes group_classes = {
	{ 0x66, 0xed, 0xe9, 0xea, 0xce, 0xcd, 0xc9, 0x5a,
	  0x5e, 0x55, 0x51, 0x52, 0x52, 0x51, 0x51, 0x42 },
	{ 0x00, 0x00, 0x00, 0x24, 0x49, 0x49, 0x92, 0x12,
	  0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00 },
};
/* clang-format on */

static unsigned class_of(const struct classes *classes, char byte)
{
	return classes->low[byte & 15] &
	       classes->high[(unsigned char)byte >> 4];
}

static uint64_t bit_if(unsigned class, unsigned i)
{
	return (uint64_t)(class != 0) << i;
}

static void masks_portable(struct scout_masks *masks, const char *text)
{
	memset(masks, 0, sizeof(*masks));
	for (unsigned i = 0; i < SCOUT_BLOCK; i++) {
		unsigned digit = class_of(&digit_classes, text[i]);
		unsigned sign = class_of(&sign_classes, text[i]);
		unsigned group = class_of(&group_classes, text[i]);

		masks->digit |= bit_if(digit & IS_BASE64, i);
		masks->high |= bit_if(digit & IS_HIGH, i);
		masks->hex |= bit_if(digit & IS_HEX, i);
		masks->letter |= bit_if(digit & IS_LETTER, i);
		masks->letter |= bit_if(sign & IS_PREFIX, i);
		masks->sign |= bit_if(sign & IS_SIGN, i);
		masks->quote |= bit_if(sign & IS_QUOTE, i);
		masks->gap |= bit_if(sign & IS_GAP, i);
		masks->first |= bit_if(group & IS_FIRST, i);
		masks->second |= bit_if(group & IS_SECOND, i);
		masks->third |= bit_if(group & IS_THIRD, i);
	}
}

#if HAVE_AVX2_CODE

AVX2 static inline __m256i avx2_rows(const unsigned char *table)
{
	const void *rows = table;
	return _mm256_broadcastsi128_si256(_mm_loadu_si128(rows));
}

AVX2 static inline __m256i avx2_classes(
	__m256i bytes, const struct classes *classes)
{
	const __m256i four = _mm256_set1_epi8(15);
	__m256i low = _mm256_and_si256(bytes, four);
	__m256i high = _mm256_and_si256(_mm256_srli_epi16(bytes, 4), four);
	return _mm256_and_si256(
		_mm256_shuffle_epi8(avx2_rows(classes->low), low),
		_mm256_shuffle_epi8(avx2_rows(classes->high), high));
}

/* Bit I + SHIFT is set if byte I has one of the bits of WANTED. */
AVX2 static inline uint64_t avx2_has(
	__m256i classes, int wanted, unsigned shift)
{
	__m256i none = _mm256_cmpeq_epi8(
		_mm256_and_si256(classes, _mm256_set1_epi8((char)wanted)),
		_mm256_setzero_si256());
	return (uint64_t)(uint32_t)~_mm256_movemask_epi8(none) << shift;
}

AVX2 static void masks_avx2(struct scout_masks *masks, const char *text)
{
	memset(masks, 0, sizeof(*masks));
	for (unsigned i = 0; i < SCOUT_BLOCK; i += 32) {
		const void *place = text + i;
		__m256i bytes = _mm256_loadu_si256(place);
		__m256i digit = avx2_classes(bytes, &digit_classes);
		__m256i sign = avx2_classes(bytes, &sign_classes);
		__m256i group = avx2_classes(bytes, &group_classes);

		masks->digit |= avx2_has(digit, IS_BASE64, i);
		masks->high |= avx2_has(digit, IS_HIGH, i);
		masks->hex |= avx2_has(digit, IS_HEX, i);
		masks->letter |= avx2_has(digit, IS_LETTER, i) |
				 avx2_has(sign, IS_PREFIX, i);
		masks->sign |= avx2_has(sign, IS_SIGN, i);
		masks->quote |= avx2_has(sign, IS_QUOTE, i);
		masks->gap |= avx2_has(sign, IS_GAP, i);
		masks->first |= avx2_has(group, IS_FIRST, i);
		masks->second |= avx2_has(group, IS_SECOND, i);
		masks->third |= avx2_has(group, IS_THIRD, i);
	}
}

#else

static void masks_avx2(struct scout_masks *masks, const char *text)
{
	masks_portable(masks, text);
}

#endif

void scout_masks_read(
	struct scout_masks *masks, const char *text, bool portable)
{
	if (portable)
		masks_portable(masks, text);
	else
		masks_avx2(masks, text);
}
