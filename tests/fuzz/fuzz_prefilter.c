/*
 * fuzz_prefilter.c - the prefilter finds each keyword that stands in a text,
 * and no other: with vector instructions, without, and by plain comparison.
 *
 * Input: text, as fuzz_text() reads it.
 */
#include "fuzz.h"

#include "base/buf.h"
#include "base/mem.h"
#include "engine/prefilter.h"

enum { TEXT_LIMIT = 250 };

static int compare(const void *a, const void *b)
{
	const struct candidate *first = a;
	const struct candidate *second = b;

	if (first->start != second->start)
		return first->start < second->start ? -1 : 1;
	return (first->keyword > second->keyword) -
	       (first->keyword < second->keyword);
}

static void add(struct candidates *all, struct candidate candidate)
{
	all->list = mem_grow(
		all->list, all->count, &all->capacity, sizeof(*all->list));
	all->list[all->count++] = candidate;
}

/* Whether it can stand there at all; the rest takes a call. */
static bool begins(const struct keyword *keyword, char byte)
{
	return ((keyword->text[0] ^ byte) & ~0x20) == 0;
}

static struct candidates find_plainly(const struct buf *text)
{
	struct candidates all = { NULL, 0, 0 };
	const struct ruleset *set = &builtin_ruleset;

	for (size_t at = 0; at < text->len; at++)
		for (uint32_t i = 0; i < set->keyword_count; i++) {
			if (begins(&set->keywords[i], text->data[at]) &&
				prefilter_keyword_stands(&set->keywords[i],
					text->data + at, text->len - at))
				add(&all, (struct candidate){ at, i });
		}
	return all;
}

static struct candidates find_filtered(const struct buf *text, bool portable)
{
	struct candidates all = { NULL, 0, 0 };
	struct candidates found = { NULL, 0, 0 };
	struct prefilter_text scan = { text->data, text->len, 0, portable };

	while (scan.position < scan.len) {
		size_t before = scan.position;

		prefilter_scan(&builtin_ruleset, &scan, &found);
		fuzz_require(scan.position > before || found.count > 0,
			"each call gets on");
		for (size_t i = 0; i < found.count; i++)
			add(&all, found.list[i]);
	}
	if (all.count > 0)
		qsort(all.list, all.count, sizeof(*all.list), compare);
	free(found.list);
	return all;
}

static void check_same(
	const struct candidates *want, const struct candidates *got)
{
	fuzz_require(want->count == got->count, "as many keywords");
	for (size_t i = 0; i < want->count; i++)
		fuzz_require(compare(&want->list[i], &got->list[i]) == 0,
			"the same keywords");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf text = BUF_INIT(TEXT_LIMIT);
	struct candidates plain, vector, portable;

	fuzz_text(data, size, &builtin_ruleset, &text);
	plain = find_plainly(&text);
	vector = find_filtered(&text, false);
	portable = find_filtered(&text, true);
	check_same(&plain, &vector);
	check_same(&plain, &portable);
	free(plain.list);
	free(vector.list);
	free(portable.list);
	buf_release(&text);
	return 0;
}
