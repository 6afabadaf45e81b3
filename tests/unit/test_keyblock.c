/*
 * test_keyblock.c - private key blocks: those that hold, those in which one
 * character is wrong, those that were cut off; what is published is no find.
 */
#include "unit.h"

#include "base/buf.h"
#include "base/err.h"
#include "engine/keyasn1.h"
#include "engine/keyblock.h"
#include "engine/keypgp.h"
#include "engine/verify.h"
#include "rules/sample.h"

static void fill(const char *template, uint64_t seed, struct buf *text)
{
	const struct sample_args args = { .template = template, .seed = seed };
	struct err err;

	buf_clear(text);
	assert_int_equal(sample_fill(&args, text, NULL, &err), 0);
}

/* Where another digit makes the key none, counted from the header's end. */
static const struct {
	const char *template;
	size_t at;
	enum keyblock before;
	enum keyblock after;
} cases[] = {
	{ "{pem:rsa}", 100, KEYBLOCK_OPEN, KEYBLOCK_NONE }, /* n */
	{ "{pem:rsa}", 800, KEYBLOCK_OPEN, KEYBLOCK_NONE }, /* p */
	{ "{pem:rsa}", 1500, KEYBLOCK_OPEN, KEYBLOCK_OPEN }, /* 1/q */
	{ "{pem:pkcs8}", 140, KEYBLOCK_OPEN, KEYBLOCK_NONE },
	{ "{pem-escaped:rsa}", 100, KEYBLOCK_OPEN, KEYBLOCK_NONE },
	{ "{pem:ec}", 100, KEYBLOCK_OPEN, KEYBLOCK_OPEN },
	{ "{pem:ec}", 1, KEYBLOCK_OPEN, KEYBLOCK_NONE },
	{ "{pem:dsa}", 1, KEYBLOCK_OPEN, KEYBLOCK_NONE },
	{ "{pem:dsa}", 200, KEYBLOCK_OPEN, KEYBLOCK_OPEN },
	/* The check numbers stand in bytes 98 to 105. */
	{ "{pem:openssh}", 136, KEYBLOCK_OPEN, KEYBLOCK_NONE },
	{ "{pem:openssh}", 200, KEYBLOCK_OPEN, KEYBLOCK_OPEN },
	{ "{pem:openssh-encrypted}", 200, KEYBLOCK_ENCRYPTED,
		KEYBLOCK_ENCRYPTED },
	/* The MAC is over both halves. */
	{ "{pem:putty}", 200, KEYBLOCK_OPEN, KEYBLOCK_NONE },
	{ "{pem:putty}", 700, KEYBLOCK_OPEN, KEYBLOCK_NONE },
	{ "{pem-escaped:putty}", 700, KEYBLOCK_OPEN, KEYBLOCK_NONE },
	{ "{pem:putty-encrypted}", 700, KEYBLOCK_ENCRYPTED,
		KEYBLOCK_ENCRYPTED },
	/* The checksum is over all. */
	{ "{pem:pgp}", 60, KEYBLOCK_OPEN, KEYBLOCK_NONE },
	{ "{pem:pkcs8-encrypted}", 300, KEYBLOCK_ENCRYPTED,
		KEYBLOCK_ENCRYPTED },
};

static void spoil(struct buf *text, size_t at)
{
	char *body = strstr(text->data, "KEY");

	if (body == NULL)
		body = text->data;
	char *digit = strchr(body, '\n');

	digit = digit ? digit + 1 : strstr(body, "\\n") + 2;
	digit += at;
	if (*digit == '\n' || *digit == '\\' || digit[-1] == '\\')
		digit += 2;
	*digit = *digit == 'Q' ? 'R' : 'Q';
}

static void test_cases(void **state)
{
	struct buf text = BUF_INIT(100000);
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		for (uint64_t seed = 1; seed <= 20; seed++) {
			fill(cases[i].template, seed, &text);
			failures += differs_int(cases[i].template,
				keyblock_parse(text.data, text.len),
				cases[i].before);
			spoil(&text, cases[i].at);
			failures += differs_int(cases[i].template,
				keyblock_parse(text.data, text.len),
				cases[i].after);
		}
	}
	buf_release(&text);
	assert_int_equal(failures, 0);
}

/* However much is missing, half a key is one; and nothing reads too far. */
static void test_cut(void **state)
{
	static const char *const templates[] = { "{pem:rsa}", "{pem:pkcs8}",
		"{pem:openssh}", "{pem:ec}", "{pem:pgp}",
		"{pem:pkcs8-encrypted}" };
	struct buf text = BUF_INIT(100000);
	struct buf body = BUF_INIT(100000);

	(void)state;
	for (size_t i = 0; i < COUNT(templates); i++) {
		fill(templates[i], 1, &text);
		assert_int_not_equal(
			keyblock_parse(text.data, text.len / 2 + 40),
			KEYBLOCK_NONE);
		buf_clear(&body);
		assert_true(keyblock_body(text.data, text.len, &body));
		for (size_t len = 0; len < body.len; len++) {
			char *copy = test_malloc(len + 1);

			memcpy(copy, body.data, len);
			(void)keyasn1_is_private(
				(const unsigned char *)copy, len);
			(void)keyasn1_is_encrypted(
				(const unsigned char *)copy, len);
			(void)keypgp_judge((const unsigned char *)copy, len);
			test_free(copy);
		}
	}
	buf_release(&text);
	buf_release(&body);
}

/* Whether TEXT holds where the keys of COUNT (0 or 1) ids are published. */
static bool holds(const struct buf *text, const uint64_t *id, size_t count)
{
	static const struct rule rule = { .id = "test",
		.place = PLACE_ANCHORED };
	const struct ruleset set = { .public_ids = id,
		.public_id_count = count };
	const struct chunk chunk = { .text = text->data, .len = text->len };
	struct match match = {
		.chunk = &chunk, .rule = &rule, .secret = { 0, text->len }
	};

	return verify_match(&match, &set);
}

/* Writes a block anew: other line breaks, escapes, base64 of the whole. */
static void rewrite(const struct buf *block, const char *newline,
	bool in_base64, struct buf *out)
{
	struct buf text = BUF_INIT(100000);

	(void)buf_append_string(&text, in_base64 ? "{base64-of:" : "");
	for (size_t i = 0; i < block->len; i++) {
		if (block->data[i] == '\n')
			(void)buf_append_string(&text, newline);
		else
			(void)buf_append_byte(&text, block->data[i]);
	}
	(void)buf_append_string(&text, in_base64 ? "}" : "");
	fill(text.data, 1, out);
	buf_release(&text);
}

/* A published key is one however it is written. */
static void test_public(void **state)
{
	static const struct {
		const char *newline;
		bool in_base64;
	} ways[] = { { "\n", false }, { "\r\n", false }, { "\\n", false },
		{ "\n    ", false }, { "\n", true } };
	struct buf block = BUF_INIT(100000);
	struct buf body = BUF_INIT(100000);
	struct buf text = BUF_INIT(100000);
	uint64_t id;

	(void)state;
	fill("{pem:ec}", 1, &block);
	assert_true(keyblock_body(block.data, block.len, &body));
	id = secret_id(body.data, body.len);
	for (size_t i = 0; i < COUNT(ways); i++) {
		rewrite(&block, ways[i].newline, ways[i].in_base64, &text);
		assert_true(holds(&text, &id, 0));
		assert_false(holds(&text, &id, 1));
	}
	fill("{der-base64:rsa}", 1, &text);
	assert_true(holds(&text, &id, 1));
	buf_release(&block);
	buf_release(&body);
	buf_release(&text);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases),
		cmocka_unit_test(test_cut),
		cmocka_unit_test(test_public),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
