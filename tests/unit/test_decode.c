/*
 * test_decode.c - what is undone in a text, and where its bytes come from.
 */
#include "unit.h"

#include "base/buf.h"
#include "engine/decode.h"

/*
 * The text, all that is undone in it (one level), a word in that, and which
 * bytes of the text that word comes from.
 */
static const struct {
	const char *name;
	const char *path;
	const char *text;
	const char *undone; /* NULL: nothing */
	const char *word; /* or NULL */
	const char *origin; /* or NULL: not held */
} cases[] = {
	{ "base64", "f.txt", "x = YSBsaW5lIHdpdGggbWFyayBpbiBpdA==\n",
		"x = a line with mark in it\n", "mark", "bWFyay" },
	{ "base64 in quotes", "f.txt",
		"{\"x\": \"YSBsaW5lIHdpdGggbWFyayBpbiBpdCEh\"}",
		"{\"x\": \"a line with mark in it!!\"}", "mark", NULL },
	{ "base64 without its padding", "f.txt",
		"YSBsaW5lIHdpdGggbWFyayBpbiBpdA", "a line with mark in it",
		"mark", "bWFyay" },
	{ "its alphabet for URLs", "f.txt",
		"P34_fj4-IGEgbGluZSB3aXRoIG1hcms=\n",
		"?~?~>> a line with mark\n", "mark", NULL },
	{ "behind a prefix", "f.txt", "key_YSBsaW5lIHdpdGggbWFyayBpbiBpdA==\n",
		"a line with mark in it\n", "mark", NULL },
	{ "over lines", "f.txt",
		"a:\n  Zmlyc3QgbGluZSBvZiBpdAp0\n  aGVuIG1hcmsgY29tZXMgYW5k\n  "
		"IHNvbWUgbW9yZQo=\nb\n",
		"  first line of it\nthen mark comes and some more\n", "mark",
		"G1hcms" },
	{ "over lines in a literal", "f.txt",
		"\"Zmlyc3QgbGluZSBvZiBpdAp0\\naGVuIG1hcmsgY29tZXMgYW5kIHNvbWUgb"
		"W9yZQo=\"",
		"\"first line of it\nthen mark comes and some more\"", "mark",
		"G1hcms" },
	{ "a line end at its end is dropped", "f.txt",
		"dGhlIHZhbHVlIG9mIGVjaG8K\n", "the value of echo\n", NULL,
		NULL },
	{ "in binary data", "f.txt",
		"8/fzsK/5r5jyzaSXiuXzqIOQj4mwvYf20/Cyu8v/"
		"gZX1x+iVwdC6yYeRm+"
		"abynNvbWUgbWFyayB0aGF0IGNhbiBiZSByZWFk4pGEgLa1jfjg5euSssXWls/"
		"Vg+g=",
		"some mark that can be read", "mark", NULL },
	{ "UTF-16", "f.txt",
		"YQAgAG0AYQByAGsAIABpAG4AIABhAG4AbwB0AGgAZQByACAAdwBhAHkA",
		"a mark in another way", "mark", NULL },
	{ "Japanese", "f.txt",
		"44OR44K544Ov44O844OJ44GvIG1hcmstb2Ytc29tZW9uZSDjgafjgZk=",
		"\343\203\221\343\202\271\343\203\257\343\203\274\343\203\211"
		"\343\201\257 mark-of-someone \343\201\247\343\201\231",
		"mark", NULL },
	{ "hex", "f.txt", "h=61206c696e652077697468206d61726b20696e206974;",
		"h=a line with mark in it;", "mark", "6d61726b" },
	{ "hex in capitals", "f.txt",
		"0x61206C696E652077697468206D61726B20696E206974\n",
		"a line with mark in it\n", "mark", "6D61726B" },
	{ "percent signs", "f.txt", "q=one%20and%2Dmark%2D!! x",
		"q=one and-mark-!!", "mark", "mark" },
	{ "percent signs for letters", "f.txt", "q=one%6d%61%72%6b%2Dtwo-three",
		"q=onemark-two-three", "mark", "%6d%61%72%6b" },
	{ "a format is none", "f.txt",
		"printf(\"%02x %dab %5.2f\", a_long_name);", NULL, NULL, NULL },
	{ "JSON in a string", "f.js",
		"x = \"{\\\"name\\\": \\\"mark\\\", \\\"a\\\": 1}\";",
		"x = \"{\"name\": \"mark\", \"a\": 1}\";", "mark", "mark" },
	{ "escapes by number", "f.js",
		"x = '\\x6d\\u0061\\U00000072k is here now';",
		"x = 'mark is here now';", "mark", "\\x6d\\u0061\\U00000072k" },
	{ "an escaped slash", "f.js", "{\"url\": \"https:\\/\\/mark.org\\/\"}",
		"{\"url\": \"https://mark.org/\"}", "mark", "mark" },
	{ "an escaped backslash is no quote's", "f.c",
		"puts(\"a long text\\\\\"); put(\"more\");", NULL, NULL, NULL },
	{ "line ends and tabs alone", "f.c",
		"puts(\"a long text of\\n two lines\\t and so on\\n\");", NULL,
		NULL, NULL },
	{ "literals with a plus", "f.js",
		"a = \"0123456789ma\" +\n    \"rk0123456789\";\n",
		"a = \"0123456789mark0123456789\";\n", "mark",
		"ma\" +\n    \"rk" },
	{ "literals with a dot", "f.php",
		"$a = '0123456789ma' . 'rk0123456789';\n",
		"$a = '0123456789mark0123456789';\n", "mark", "ma' . 'rk" },
	{ "adjacent literals", "f.c", "\"0123456789ma\"\n\"rk0123456789\"\n",
		"\"0123456789mark0123456789\"\n", "mark", NULL },
	{ "three literals with prefixes", "f.py",
		"(r\"0123456789ma\" b\"rk\" f\"0123456789\")",
		"(r\"0123456789mark0123456789\")", "mark", NULL },
	{ "a line that goes on", "f.sh", "A=\"0123456789ma\\\nrk0123456789\"\n",
		"A=\"0123456789mark0123456789\"\n", "mark", "ma\\\nrk" },
	{ "prose over literals", "f.c",
		"\"a line that is long, \"\n\"and another one\"\n", NULL, NULL,
		NULL },
	{ "short words over literals", "f.js", "a = \"foo\" + \"bar\";\n", NULL,
		NULL, NULL },
	{ "a list", "f.js", "a = [\"0123456789ma\", \"rk0123456789\"];\n", NULL,
		NULL, NULL },
	{ "a variable between", "f.js",
		"a = \"0123456789ma\" + b + \"rk0123456789\";\n", NULL, NULL,
		NULL },
	{ "a macro", "f.h",
		"#define DO_SOMETHING_USEFUL \\\n\tdo_something_else \\\n",
		NULL, NULL, NULL },
	{ "a folded scalar", "f.yml",
		"a:\n  k: >-\n    0123456789abcdefghma\n    rk0123456789\n  b: "
		"c\n",
		"  k: 0123456789abcdefghmark0123456789\n", "mark",
		"ma\n    rk" },
	{ "a plain scalar", "f.yaml",
		"k: 0123456789ma\n  rk012345678901234567\nb: c\n",
		"k: 0123456789mark012345678901234567\n", "mark", NULL },
	{ "the same in another file", "f.txt",
		"k: 0123456789ma\n  rk012345678901234567\nb: c\n", NULL, NULL,
		NULL },
	{ "a value of a Secret", "f.yaml",
		"kind: Secret\ndata:\n  password: bWFyazEy\n",
		"  password: mark12\n", "mark", "bWFyaz" },
	{ "the same in JSON", "f.json",
		"{\"kind\": \"Secret\", \"data\": {\"password\": "
		"\"bWFyazEy\"}}",
		"{\"kind\": \"Secret\", \"data\": {\"password\": \"mark12\"}}",
		"mark", NULL },
	{ "a short value elsewhere", "f.yaml",
		"kind: ConfigMap\ndata:\n  password: bWFyazEy\n", NULL, NULL,
		NULL },
	{ "a long name", "f.c",
		"void this_is_a_rather_long_name_of_a_function(void);\n", NULL,
		NULL, NULL },
	{ "a path", "f.c",
		"/usr/share/doc/some-package/examples/main-program\n", NULL,
		NULL, NULL },
	{ "a hash", "f.c", "da39a3ee5e6b4b0d3255bfef95601890afd80709\n", NULL,
		NULL, NULL },
};

static size_t check_origin(size_t i, const struct decoded *decoded)
{
	const char *at =
		cases[i].word ? strstr(decoded->text, cases[i].word) : NULL;
	struct span span;

	if (cases[i].word == NULL)
		return 0;
	if (at == NULL) {
		print_error("%s: no word\n", cases[i].name);
		return 1;
	}
	span.start = (size_t)(at - decoded->text);
	span.end = span.start + strlen(cases[i].word);
	span = decoded_origin(decoded, span);
	if (cases[i].origin == NULL)
		return 0;
	return differs_bytes(cases[i].name, cases[i].text + span.start,
		span_len(span), cases[i].origin, strlen(cases[i].origin));
}

static void test_cases(void **state)
{
	struct decoder decoder = { 0 };
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct chunk chunk = { .text = cases[i].text,
			.len = strlen(cases[i].text),
			.path = cases[i].path };
		const char *want = cases[i].undone ? cases[i].undone : "";
		struct buf all = BUF_INIT(1000);

		decoder_start(&decoder, &chunk);
		while (decoder_next(&decoder)) {
			buf_append(&all, decoder.out.text, decoder.out.len);
			failures += check_origin(i, &decoder.out);
		}
		failures += differs_bytes(cases[i].name, buf_string(&all),
			all.len, want, strlen(want));
		buf_release(&all);
	}
	decoder_release(&decoder);
	assert_int_equal(failures, 0);
}

enum { LONG = 3 * 1024 * 1024 };

/* How many bytes are undone in LONG bytes of TEXT, over and over. */
static size_t undo_long(const char *text)
{
	struct decoder decoder = { 0 };
	struct buf all = BUF_INIT(LONG);
	size_t total = 0;

	while (buf_append(&all, text, strlen(text)) == 0)
		continue;
	const struct chunk chunk = {
		.text = all.data, .len = all.len, .path = "f.yaml"
	};
	decoder_start(&decoder, &chunk);
	while (decoder_next(&decoder))
		total += decoder.out.len;
	decoder_release(&decoder);
	buf_release(&all);
	return total;
}

/* Whatever the text, one level is not longer than it (by what is cut twice). */
static void test_bounded(void **state)
{
	static const char *const texts[] = {
		"YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXow",
		"YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXow\n",
		"  YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXow YWJj: ",
		"ZmZmZmZmZmZmZmZmZmZmZmZm",
		"616263646566",
		"%41%42",
		"\\x41\\\"",
		"\\u0041",
		"\"abcdefghijkl\" + ",
		"'abcdefghijklmnop'\n",
		"abcdefghijklmnop\\\n",
		"k: >-\n  abcdefghijkl\n  abcdefghijkl\n",
		"kind: Secret\n a: YWJjZGVm\n",
	};
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++)
		failures += differs_int(texts[i],
			undo_long(texts[i]) <= LONG + LONG / 16, true);
	assert_int_equal(failures, 0);
}

/* A token across the place where a long run is cut. */
static void test_cut(void **state)
{
	struct decoder decoder = { 0 };
	struct buf text = BUF_INIT(LONG);
	size_t found = 0;
	size_t places = 0;

	(void)state;
	while (text.len < LONG - 16) {
		bool here = text.len % 65536 == 65532;

		places += here;
		buf_append_string(&text, here ? "bWFyayBt" : "YWJj");
	}
	const struct chunk chunk = { .text = text.data, .len = text.len };
	decoder_start(&decoder, &chunk);
	while (decoder_next(&decoder)) {
		const char *at = decoder.out.text;

		for (; (at = strstr(at, "mark")) != NULL; at++) {
			size_t start = (size_t)(at - decoder.out.text);
			struct span span = { start, start + 4 };

			span = decoded_origin(&decoder.out, span);
			assert_int_equal(span.start % 65536, 65532);
			found++;
		}
	}
	assert_true(found >= places);
	decoder_release(&decoder);
	buf_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases),
		cmocka_unit_test(test_bounded),
		cmocka_unit_test(test_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
