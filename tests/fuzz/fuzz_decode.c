/*
 * fuzz_decode.c - any text through the decoder: what is undone comes from the
 * text, in its order, and there is no more of it than there was text.
 *
 * Input: the kind of file, the kind of chunk, then the text as fuzz_text()
 * reads it.
 */
#include "fuzz.h"

#include "base/buf.h"
#include "engine/decode.h"
#include "model/encoding.h"
#include "model/rule.h"

enum { TEXT_LIMIT = 20000, CLOSERS = 4 };

static void check_piece(const struct decoded *out, const struct buf *text)
{
	struct span before = { 0, 0 };

	fuzz_require(out->region.start <= out->region.end &&
			     out->region.end <= text->len,
		"a region of the text");
	fuzz_require(out->text[out->len] == '\0', "an end");
	for (size_t i = 0; i < out->len; i++) {
		struct span one = { i, i + 1 };

		one = decoded_origin(out, one);
		fuzz_require(one.start >= out->region.start &&
				     one.start <= one.end &&
				     one.end <= text->len,
			"bytes of the region, or what closes it");
		/* Stretches of several phases may lie over each other. */
		fuzz_require(out->encoding == ENCODED_BASE64 ||
				     one.start >= before.start,
			"the order of the text");
		before = one;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct decoder decoder; /* its memory is kept, as in a run */
	static const char *const paths[] = { "a.yaml", "a.json", "a.py" };
	struct buf text = BUF_INIT(TEXT_LIMIT);
	struct chunk chunk = { .path = paths[fuzz_byte(&data, &size) % 3] };
	size_t total = 0;
	size_t pieces = 0;

	chunk.kind = (enum chunk_kind)(fuzz_byte(&data, &size) % 4);
	fuzz_text(data, size, &builtin_ruleset, &text);
	chunk.text = buf_string(&text);
	chunk.len = text.len;
	decoder_start(&decoder, &chunk);
	while (decoder_next(&decoder)) {
		check_piece(&decoder.out, &text);
		total += decoder.out.len;
		pieces++;
	}
	fuzz_require(total <= 2 * text.len + CLOSERS * pieces,
		"no more than the text twice");
	buf_release(&text);
	return 0;
}
