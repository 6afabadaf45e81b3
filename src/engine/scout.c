/*
 * scout.c - the masks and what they say; scout.h explains the idea.
 */
#include <string.h>

#include "engine/ascii.h"
#include "engine/scout.h"
#include "engine/simd.h"

enum { BLOCK = 64 };

/* Bit I of each is byte I of a block. */
struct masks {
	uint64_t digit; /* of base64, either alphabet */
	uint64_t sign; /* backslash, percent sign */
	uint64_t quote;
	uint64_t gap; /* blanks, line ends, operators that join */
	uint64_t letter; /* that can stand before a quote: r"..." */
	/* Digits that a printable byte can have in a group of base64, ... */
	uint64_t first; /* with the bit 32 clear */
	uint64_t second; /* with the bit 8 clear */
	uint64_t third; /* with the bit 2 clear */
	/* ... and in a pair of hex digits. */
	uint64_t high; /* 2 to 7 */
	uint64_t hex;
};

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

static bool is_quote(char byte)
{
	return byte == '"' || byte == '\'';
}

static uint64_t bit_if(unsigned class, unsigned i)
{
	return (uint64_t)(class != 0) << i;
}

static void masks_portable(struct masks *masks, const char *text)
{
	memset(masks, 0, sizeof(*masks));
	for (unsigned i = 0; i < BLOCK; i++) {
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

AVX2 static void masks_avx2(struct masks *masks, const char *text)
{
	memset(masks, 0, sizeof(*masks));
	for (unsigned i = 0; i < BLOCK; i += 32) {
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

static void masks_avx2(struct masks *masks, const char *text)
{
	masks_portable(masks, text);
}

#endif

#if defined(__GNUC__)

static inline unsigned lowest_bit(uint64_t mask)
{
	return (unsigned)__builtin_ctzll(mask);
}

static inline unsigned high_ones(uint64_t mask)
{
	return ~mask == 0 ? BLOCK : (unsigned)__builtin_clzll(~mask);
}

#else

static unsigned lowest_bit(uint64_t mask)
{
	unsigned place = 0;
	while (!(mask >> place & 1))
		place++;
	return place;
}

static unsigned high_ones(uint64_t mask)
{
	unsigned count = 0;
	while (count < BLOCK && mask >> (BLOCK - 1 - count) & 1)
		count++;
	return count;
}

#endif

static unsigned low_ones(uint64_t mask)
{
	return ~mask == 0 ? BLOCK : lowest_bit(~mask);
}

/* Bit I is set where COUNT (8 or 20) bits in a row begin at I. */
static uint64_t in_a_row(uint64_t mask, size_t count)
{
	mask &= mask >> 1;
	mask &= mask >> 2;
	mask &= mask >> 4;
	if (count > SCOUT_SHORT_RUN) {
		mask &= mask >> 8;
		mask &= mask >> 4;
	}
	return mask;
}

/* MASK moved up by COUNT places, with the highest bits of the one BEFORE. */
static inline uint64_t moved(uint64_t mask, uint64_t before, unsigned count)
{
	return mask << count | before >> (BLOCK - count);
}

/* Where four groups or seven pairs that may be printable have come together. */
static uint64_t note_printable(struct scout *scout, const struct masks *masks)
{
	struct scout_carry *carry = &scout->carry;
	uint64_t low = masks->third & moved(masks->second, carry->second, 1) &
		       moved(masks->first, carry->first, 2);
	uint64_t found = low & moved(low, carry->low, 4) &
			 moved(low, carry->low, 8) & moved(low, carry->low, 12);
	/* Of a run of hex digits that is long enough one block has these. */
	uint64_t one = masks->high << 1 & masks->hex;
	uint64_t two = one & one << 2;
	uint64_t three = two & one << 4;
	uint64_t four = two & two << 4;

	carry->first = masks->first;
	carry->second = masks->second;
	carry->low = low;
	return found | (four & three << 8);
}

/* The lowest COUNT bits, of 0 to 63. */
static inline uint64_t low_bits(unsigned count)
{
	return ((uint64_t)1 << count) - 1;
}

/* The same for runs that lie within the block. */
static void note_inner_runs(
	struct scout *scout, uint64_t inner, uint64_t printable)
{
	uint64_t starts = in_a_row(inner, scout->shortest);
	while (starts != 0) {
		unsigned start = lowest_bit(starts);
		unsigned end = start + low_ones(inner >> start);
		if (end >= BLOCK)
			return;
		if (printable & low_bits(end) & ~low_bits(start))
			scout->runs |= (uint64_t)1 << end;
		starts &= ~low_bits(end);
	}
}

/*
 * Notes the ends of long runs in the block of which PRINTABLE says that they
 * are worth a look.
 */
static void note_runs(struct scout *scout, uint64_t printable)
{
	uint64_t digit = scout->digit;
	unsigned first = low_ones(digit);
	if (first == BLOCK) {
		scout->run += BLOCK;
		scout->worth |= printable != 0;
		return;
	}
	scout->worth |= (printable & low_bits(first)) != 0;
	if (scout->worth && scout->run + first >= scout->shortest)
		scout->runs |= (uint64_t)1 << first;
	unsigned last = high_ones(digit);
	scout->run = last;
	scout->worth = last > 0 && printable >> (BLOCK - last) != 0;
	if (printable != 0)
		note_inner_runs(scout, digit & ~low_bits(first), printable);
}

/*
 * A gap that begins behind a quote: adding the bit of its first byte to the
 * mask carries through it and comes out at its end.
 */
static void note_joins(struct scout *scout, const struct masks *masks)
{
	uint64_t begins = (masks->quote << 1 | scout->carry.quote) & masks->gap;
	uint64_t sum = masks->gap + begins;
	uint64_t over = sum < begins;
	uint64_t whole = sum + scout->carry.gap;
	over |= whole < sum;
	uint64_t ends = whole & ~masks->gap;
	uint64_t prefixed = masks->letter & (masks->quote >> 1);
	size_t behind = scout->block + BLOCK;

	if (behind < scout->len && is_quote(scout->text[behind]))
		prefixed |= masks->letter & (uint64_t)1 << (BLOCK - 1);
	scout->joins = ends & (masks->quote | prefixed);
	scout->carry.gap = over;
	scout->carry.quote = masks->quote >> (BLOCK - 1);
}

static void read_block(struct scout *scout)
{
	struct masks masks;
	char last[BLOCK] = { 0 };
	const char *text = scout->text + scout->ahead;
	size_t left = scout->len - scout->ahead;

	scout->block = scout->ahead;
	if (left < BLOCK) {
		memcpy(last, text, left);
		text = last;
	}
	if (scout->portable)
		masks_portable(&masks, text);
	else
		masks_avx2(&masks, text);
	scout->signs = masks.sign;
	scout->runs = 0;
	scout->digit = masks.digit;
	scout->carried = scout->run;
	uint64_t printable = note_printable(scout, &masks);
	note_runs(scout, scout->all_runs ? ~(uint64_t)0 : printable);
	note_joins(scout, &masks);
	scout->ahead += BLOCK;
}

void scout_init(struct scout *scout, const char *text, size_t len)
{
	memset(scout, 0, sizeof(*scout));
	scout->text = text;
	scout->len = len;
	scout->shortest = SCOUT_RUN;
	scout->portable = !simd_has_avx2();
}

/* The run that ends at the byte PLACE of the block, 0 to 64. */
static void report_run(
	const struct scout *scout, struct sight *sight, unsigned place)
{
	uint64_t before = place > 0 ? scout->digit << (BLOCK - place) : 0;
	size_t len = high_ones(before);

	if (len == place)
		len += scout->carried;
	sight->kind = SIGHT_RUN;
	sight->span.end = scout->block + place;
	sight->span.start = sight->span.end - len;
}

static bool is_hex_pair(const struct scout *scout, size_t at)
{
	return at + 2 < scout->len && ascii_is_hex(scout->text[at + 1]) &&
	       ascii_is_hex(scout->text[at + 2]);
}

static bool report_sign(struct scout *scout, struct sight *sight, size_t at)
{
	char next = at + 1 < scout->len ? scout->text[at + 1] : '\0';

	sight->span.start = at;
	sight->span.end = at + 1;
	if (at < scout->skip)
		return false;
	if (scout->text[at] == '%') {
		sight->kind = SIGHT_PERCENT;
		return is_hex_pair(scout, at);
	}
	switch (next) {
	case '\\':
		scout->skip = at + 2;
		return false;
	case '"':
	case '\'':
	case '/':
	case 'u':
	case 'U':
	case 'x':
		sight->kind = SIGHT_ESCAPE;
		return true;
	case 'n':
		/* A key block in a string: the lines of its body matter. */
		sight->kind = SIGHT_ESCAPE;
		return at >= 5 && memcmp(scout->text + at - 5, "-----", 5) == 0;
	case '\n':
	case '\r':
		sight->kind = SIGHT_CONTINUED;
		return true;
	default:
		return false;
	}
}

/* Reports what stands at the lowest bit; it may turn out to be nothing. */
static bool report(struct scout *scout, struct sight *sight)
{
	unsigned place = lowest_bit(scout->runs | scout->signs | scout->joins);
	uint64_t bit = (uint64_t)1 << place;
	size_t at = scout->block + place;

	if (scout->runs & bit) {
		scout->runs &= ~bit;
		report_run(scout, sight, place);
		return true;
	}
	if (scout->signs & bit) {
		scout->signs &= ~bit;
		return report_sign(scout, sight, at);
	}
	scout->joins &= ~bit;
	sight->kind = SIGHT_JOIN;
	sight->span.start = at;
	sight->span.end = at + 1;
	return true;
}

bool scout_next(struct scout *scout, struct sight *sight)
{
	for (;;) {
		while ((scout->runs | scout->signs | scout->joins) != 0) {
			if (report(scout, sight))
				return true;
		}
		if (scout->ahead >= scout->len)
			break;
		read_block(scout);
	}
	/* A run up to the very end of a text of whole blocks. */
	if (!scout->worth || scout->run < scout->shortest)
		return false;
	scout->run = 0;
	report_run(scout, sight, BLOCK);
	return true;
}
