/*
 * fuzz_escape.c - any bytes become one line of printable UTF-8 within the
 * ceiling, and a secret of the veil does not stand in it.
 *
 * Input: ceiling, length of the secret, then the text, whose first bytes are
 * the secret.
 */
#include "fuzz.h"

#include "base/buf.h"
#include "base/escape.h"
#include "base/mem.h"
#include "base/utf.h"
#include "base/veil.h"

static bool contains(
	const struct buf *buf, const char *secret, size_t secret_len)
{
	for (size_t at = 0; at + secret_len <= buf->len; at++)
		if (memcmp(buf->data + at, secret, secret_len) == 0)
			return true;
	return false;
}

static void check(const struct buf *out)
{
	size_t at = 0;

	fuzz_require(out->len <= out->limit, "the ceiling holds");
	while (at < out->len) {
		uint32_t code = 0;
		size_t step = utf8_decode(out->data + at, out->len - at, &code);

		fuzz_require(step > 0, "good UTF-8");
		fuzz_require(code >= ' ' && (code < 0x7F || code > 0x9F),
			"no controls");
		fuzz_require(code < 0x202A || code > 0x202E, "no overrides");
		at += step;
	}
}

/*
 * Marks of our own ("***", "\x41", "'...'") can complete a secret that has
 * such bytes in it; a mere word stays in what may be a path.  Any other one
 * must be gone.
 */
static bool is_telling(const char *secret, size_t len)
{
	static const char marks[] = "*.\\xu{}0123456789ABCDEF'$nt";
	bool word = true;

	for (size_t i = 0; i < len; i++) {
		if (memchr(marks, secret[i], sizeof(marks)) != NULL)
			return false;
		word = word &&
		       ((secret[i] | 0x20) >= 'a' && (secret[i] | 0x20) <= 'z');
	}
	return !word;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	size_t limit = fuzz_byte(&data, &size);
	size_t secret_len = fuzz_byte(&data, &size);
	const char *text = (const char *)data;
	struct veil *veil = veil_new();
	struct buf out = BUF_INIT(limit < 200 ? limit : 1 << 20);
	struct buf word = BUF_INIT(out.limit);

	if (secret_len > size)
		secret_len = size;
	veil_add(veil, text, secret_len);
	escape_append(&out, text, size, veil);
	escape_append_shell(&word, text, size, veil);
	check(&out);
	check(&word);
	if (secret_len >= 6 && is_telling(text, secret_len)) {
		fuzz_require(!contains(&out, text, secret_len), "masked");
		fuzz_require(!contains(&word, text, secret_len), "masked");
	}
	buf_release(&out);
	buf_release(&word);
	veil_free(veil);
	return 0;
}
