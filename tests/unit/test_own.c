/*
 * test_own.c - a value is found wherever it stands, in each of its forms, and
 * nothing else is; what is kept at all.
 */
#include "unit.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/err.h"
#include "engine/own.h"
#include "rules/sample.h"

static void fill(const char *template, uint64_t seed, struct buf *text)
{
	const struct sample_args args = { .template = template, .seed = seed };
	struct err err;

	buf_clear(text);
	assert_int_equal(sample_fill(&args, text, NULL, &err), 0);
}

static size_t count_in(
	const struct own *own, const struct buf *text, struct matches *matches)
{
	const struct chunk chunk = { .text = buf_string(text),
		.len = text->len };

	matches->count = 0;
	own_search(own, &chunk, matches);
	return matches->count;
}

static const struct {
	const char *text; /* VALUE stands for the value's template */
	size_t found;
} texts[] = {
	{ "VALUE", 1 },
	{ "VALUE VALUE", 2 },
	{ "xVALUEx", 1 },
	{ "{base64-of:VALUE}", 1 },
	{ "{base64-of:.VALUE.}", 1 },
	{ "{base64-of:..VALUE..}", 1 },
	{ "{base64-of:user:VALUE}", 1 },
	{ "{base64url-of:VALUE}", 1 },
	{ "{hex-of:VALUE}", 1 },
	{ "{percent-of:VALUE}", 1 },
	{ "{base62:40}", 0 },
	{ "", 0 },
};

#define VALUE "{base64:40}"

/* Puts the value's template, a field, in the place of VALUE. */
static void put_value(const char *text, struct buf *out)
{
	const char *at;

	buf_clear(out);
	while ((at = strstr(text, "VALUE")) != NULL) {
		assert_int_equal(buf_append(out, text, (size_t)(at - text)), 0);
		assert_int_equal(buf_append_string(out, "@"), 0);
		text = at + 5;
	}
	assert_int_equal(buf_append_string(out, text), 0);
}

/* Each @ of TEXT becomes the value. */
static void replace(
	const struct buf *text, const struct buf *value, struct buf *out)
{
	buf_clear(out);
	for (size_t i = 0; i < text->len; i++) {
		if (text->data[i] == '@')
			(void)buf_append(out, value->data, value->len);
		else
			(void)buf_append_byte(out, text->data[i]);
	}
}

/* Every text, with the value at each of 16 distances from its beginning. */
static void test_forms(void **state)
{
	struct buf value = BUF_INIT(1000);
	struct buf template = BUF_INIT(1000);
	struct buf with_value = BUF_INIT(2000);
	struct buf text = BUF_INIT(4000);
	struct matches matches = { 0 };
	size_t failures = 0;

	(void)state;
	for (uint64_t seed = 1; seed <= 20; seed++) {
		struct own *own = own_new(&builtin_ruleset);

		fill(VALUE, seed, &value);
		assert_true(own_add(own, value.data, value.len, "here"));
		for (size_t i = 0; i < COUNT(texts) * 16; i++) {
			const char *one = texts[i / 16].text;
			char blanks[] = "{same: :00}";

			blanks[8] = (char)('0' + i % 16 / 10);
			blanks[9] = (char)('0' + i % 16 % 10);
			put_value(one, &template);
			replace(&template, &value, &with_value);
			fill(blanks, 1, &text);
			buf_clear(&template);
			(void)buf_append_string(&template, blanks);
			(void)buf_append_string(
				&template, buf_string(&with_value));
			fill(template.data, seed, &text);
			failures += differs_int(one,
				(long)count_in(own, &text, &matches),
				(long)texts[i / 16].found);
		}
		own_free(own);
	}
	free(matches.list);
	buf_release(&value);
	buf_release(&template);
	buf_release(&with_value);
	buf_release(&text);
	assert_int_equal(failures, 0);
}

/* What is kept: random, long enough, once. */
static void test_kept(void **state)
{
	static const struct {
		const char *template;
		bool kept;
	} values[] = {
		{ "{base62:16}", true },
		{ "{base62:15}", false },
		{ "{hex:40}", true },
		{ "postgres_password_of_mine", false },
		{ "{same:ab:20}", false },
		{ "${{MY_SECRET_FROM_THE_VAULT}", false },
		{ "{base64:8000}", true },
		{ "{base64:9000}", false },
	};
	struct own *own = own_new(&builtin_ruleset);
	struct buf value = BUF_INIT(10000);
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(values); i++) {
		fill(values[i].template, 3, &value);
		failures += differs_int(values[i].template,
			own_add(own, value.data, value.len, "x"),
			values[i].kept);
		failures += differs_int("again",
			own_add(own, value.data, value.len, "y"), false);
	}
	assert_int_equal(own_count(own), 3);
	assert_int_equal(failures, 0);
	for (uint64_t seed = 10; seed < 1000; seed++) {
		fill("{base62:30}", seed, &value);
		(void)own_add(own, value.data, value.len, "x");
	}
	assert_int_equal(own_count(own), OWN_KEYS);
	buf_release(&value);
	own_free(own);
	own_free(NULL);
}

/* A long value is found as it is, and tells where it comes from. */
static void test_long(void **state)
{
	struct own *own = own_new(&builtin_ruleset);
	struct matches matches = { 0 };
	struct buf value = BUF_INIT(10000);

	(void)state;
	fill("{base64:3000}", 1, &value);
	assert_true(own_add(own, value.data, value.len, "there"));
	assert_int_equal(count_in(own, &value, &matches), 1);
	assert_string_equal(matches.list[0].own->origin, "there");
	assert_int_equal(matches.list[0].own->len, 3000);
	value.data[2990] ^= 1;
	assert_int_equal(count_in(own, &value, &matches), 0);
	free(matches.list);
	buf_release(&value);
	own_free(own);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_forms),
		cmocka_unit_test(test_kept),
		cmocka_unit_test(test_long),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
