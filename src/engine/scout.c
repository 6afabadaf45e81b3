/*
 * scout.c - what the masks of blocks say; scout.h explains the idea.
 */
#include <string.h>

#include "engine/ascii.h"
#include "engine/bits.h"
#include "engine/scout.h"
#include "engine/scout_masks.h"
#include "engine/simd.h"

enum { BLOCK = SCOUT_BLOCK };

static bool is_quote(char byte)
{
	return byte == '"' || byte == '\'';
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
static uint64_t note_printable(
	struct scout *scout, const struct scout_masks *masks)
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

/* Notes that a run ends at the byte END of the block; TEXT: it is worth it. */
static void note_end(struct scout *scout, unsigned end, bool text)
{
	if (text || scout->all_runs)
		scout->runs |= (uint64_t)1 << end;
	if (text)
		scout->texts |= (uint64_t)1 << end;
}

/* The same for runs that lie within the block. */
static void note_inner_runs(
	struct scout *scout, uint64_t inner, uint64_t printable)
{
	uint64_t starts = in_a_row(inner, scout->shortest);
	while (starts != 0) {
		unsigned start = bits_lowest(starts);
		unsigned end = start + bits_low_ones(inner >> start);
		if (end >= BLOCK)
			return;
		note_end(scout, end,
			(printable & low_bits(end) & ~low_bits(start)) != 0);
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
	unsigned first = bits_low_ones(digit);
	if (first == BLOCK) {
		scout->run += BLOCK;
		scout->worth |= printable != 0;
		return;
	}
	scout->worth |= (printable & low_bits(first)) != 0;
	if (scout->run + first >= scout->shortest)
		note_end(scout, first, scout->worth);
	unsigned last = bits_high_ones(digit);
	scout->run = last;
	scout->worth = last > 0 && printable >> (BLOCK - last) != 0;
	if (printable != 0 || scout->all_runs)
		note_inner_runs(scout, digit & ~low_bits(first), printable);
}

/*
 * A gap that begins behind a quote: adding the bit of its first byte to the
 * mask carries through it and comes out at its end.
 */
static void note_joins(struct scout *scout, const struct scout_masks *masks)
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
	struct scout_masks masks;
	char last[BLOCK] = { 0 };
	const char *text = scout->text + scout->ahead;
	size_t left = scout->len - scout->ahead;

	scout->block = scout->ahead;
	if (left < BLOCK) {
		memcpy(last, text, left);
		text = last;
	}
	scout_masks_read(&masks, text, scout->portable);
	scout->signs = masks.sign;
	scout->runs = 0;
	scout->texts = 0;
	scout->digit = masks.digit;
	scout->carried = scout->run;
	note_runs(scout, note_printable(scout, &masks));
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
	size_t len = bits_high_ones(before);

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
	unsigned place = bits_lowest(scout->runs | scout->signs | scout->joins);
	uint64_t bit = (uint64_t)1 << place;
	size_t at = scout->block + place;

	if (scout->runs & bit) {
		scout->runs &= ~bit;
		report_run(scout, sight, place);
		sight->text = (scout->texts & bit) != 0;
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
	if (scout->run < scout->shortest || (!scout->worth && !scout->all_runs))
		return false;
	scout->run = 0;
	report_run(scout, sight, BLOCK);
	sight->text = scout->worth;
	return true;
}
