/*
 * test_patch.c - what is read of a patch: paths, commits, lines, and what is
 * added; fed as a whole and byte by byte.
 *
 * A chunk is shown as KIND PATH@COMMIT:LINE[text], the added parts of its text
 * between { and }, its newlines as /.  Then come the counts of the coverage and
 * what could not be scanned.
 */
#include "unit.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/err.h"
#include "model/coverage.h"
#include "source/patch.h"

#define ID "0123456789012345678901234567890123456789"

static const struct {
	const char *name;
	const char *patch;
	const char *want;
} cases[] = {
	{ "nothing", "", "0 files 0 added" },
	{ "a change",
		"diff --git a/d/x.c b/d/x.c\n"
		"index 123..456 100644\n"
		"--- a/d/x.c\n"
		"+++ b/d/x.c\n"
		"@@ -7,3 +7,3 @@ f()\n"
		" known\n-old\n+new\n end\n",
		"T d/x.c:7[known/{new/}end/] 1 files 1 added" },
	{ "two hunks",
		"--- a/x\n+++ b/x\n@@ -1 +1,2 @@\n a\n+b\n"
		"@@ -9,0 +11 @@\n+c\n",
		"T x:1[a/{b/}] T x:11[{c/}] 1 files 2 added" },
	{ "two files without a word of diff",
		"--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n"
		"--- a/y\n+++ b/y\n@@ -1 +1 @@\n-a\n+b\n",
		"T x:1[{b/}] T y:1[{b/}] 2 files 2 added" },
	{ "old lines that look like headers",
		"--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n--- y\n-b\n+++ z\n+c\n",
		"T x:1[{++ z/c/}] 1 files 2 added" },
	{ "only old lines", "--- a/x\n+++ b/x\n@@ -1,2 +1 @@\n a\n-b\n",
		"1 files 0 added" },
	{ "a new file",
		"diff --git a/n b/n\nnew file mode 100644\nindex 0..1\n"
		"--- /dev/null\n+++ b/n\n@@ -0,0 +1 @@\n+a\n",
		"T n:1[{a/}] N n 1 files 1 added" },
	{ "an empty new file",
		"diff --git a/d/n b/d/n\nnew file mode 100644\nindex 0..0\n",
		"N d/n 1 files 0 added" },
	{ "a deleted file",
		"diff --git a/n b/n\ndeleted file mode 100644\nindex 1..0\n"
		"--- a/n\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n",
		"0 files 0 added" },
	{ "a rename",
		"diff --git a/o b/n\nsimilarity index 100%\n"
		"rename from o\nrename to n\n",
		"N n 1 files 0 added" },
	{ "a rename with a change",
		"diff --git a/o b/n\nsimilarity index 90%\n"
		"rename from o\nrename to n\nindex 1..2\n"
		"--- a/o\n+++ b/n\n@@ -1 +1 @@\n-a\n+b\n",
		"T n:1[{b/}] N n 1 files 1 added" },
	{ "a copy", "diff --git a/o b/a b\ncopy from o\ncopy to a b\n",
		"N a b 1 files 0 added" },
	{ "a mode", "diff --git a/x b/x\nold mode 100644\nnew mode 100755\n",
		"1 files 0 added" },
	{ "no prefix",
		"diff --git d/x d/x\n--- d/x\n+++ d/x\n@@ -1 +1 @@\n-a\n+b\n",
		"T d/x:1[{b/}] 1 files 1 added" },
	{ "no prefix, in a folder named b",
		"diff --git b/x b/x\n--- b/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n",
		"T b/x:1[{b/}] 1 files 1 added" },
	{ "no prefix, a new file",
		"diff --git b/x b/x\nnew file mode 100644\n--- /dev/null\n"
		"+++ b/x\n@@ -0,0 +1 @@\n+b\n",
		"T b/x:1[{b/}] N b/x 1 files 1 added" },
	{ "prefixes that say what they are",
		"diff --git i/x w/x\n--- i/x\n+++ w/x\n@@ -1 +1 @@\n-a\n+b\n",
		"T x:1[{b/}] 1 files 1 added" },
	{ "prefixes of one's own",
		"diff --git old/d/x new/d/x\n--- old/d/x\n+++ new/d/x\n"
		"@@ -1 +1 @@\n-a\n+b\n",
		"T d/x:1[{b/}] 1 files 1 added" },
	{ "diff -u of two names",
		"--- x.orig\t2026-01-01 10:00:00.0 +0000\n"
		"+++ x\t2026-01-01 10:00:01.0 +0000\n@@ -1 +1 @@\n-a\n+b\n",
		"T x:1[{b/}] 1 files 1 added" },
	{ "diff -ruN",
		"diff -ruN one/d/x two/d/x\n"
		"--- one/d/x\t1970-01-01 00:00:00.000000000 +0000\n"
		"+++ two/d/x\t2026-01-01 10:00:01.0 +0000\n"
		"@@ -0,0 +1 @@\n+b\n",
		"T d/x:1[{b/}] N d/x 1 files 1 added" },
	{ "diff -ru, files on one side",
		"diff -ru one/x two/x\n--- one/x\t1\n+++ two/x\t2\n"
		"@@ -1 +1 @@\n-a\n+b\nOnly in one: gone\n"
		"Only in one/d: gone\nOnly in two: secret\n",
		"T x:1[{b/}] 1 files 1 added "
		"!two: secret: the diff does not have it (diff -N would)" },
	{ "a binary file",
		"diff --git a/i.png b/i.png\nindex 1..2 100644\n"
		"Binary files a/i.png and b/i.png differ\n",
		"1 files 0 added !i.png: binary content that the diff does "
		"not have as lines (with --text it would)" },
	{ "a binary file that is gone",
		"diff --git a/i.png b/i.png\ndeleted file mode 100644\n"
		"Binary files a/i.png and /dev/null differ\n",
		"0 files 0 added" },
	{ "a binary file of diff -r",
		"Binary files one/i.png and two/i.png differ\n",
		"0 files 0 added !two/i.png: binary content that the diff "
		"does not have as lines (with --text it would)" },
	{ "a binary patch",
		"diff --git a/i b/i\nindex 1..2\nGIT binary patch\n"
		"literal 3\nKcmZQzfPlA\n\nliteral 2\nJcmZQzKmY\n\n"
		"diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n",
		"T x:1[{b/}] 2 files 1 added !i: binary content that the "
		"diff does not have as lines (with --text it would)" },
	{ "quoted names",
		"diff --git \"a/\\303\\274 \\\"x\\\"\" \"b/\\303\\274 "
		"\\\"x\\\"\"\n"
		"--- \"a/\\303\\274 \\\"x\\\"\"\n"
		"+++ \"b/\\303\\274 \\\"x\\\"\"\n@@ -1 +1 @@\n-a\n+b\n",
		"T \303\274 \"x\":1[{b/}] 1 files 1 added" },
	{ "a quoted name alone",
		"diff --git \"a/t\\tt\" \"b/t\\tt\"\nnew file mode 100644\n",
		"N t\tt 1 files 0 added" },
	{ "blanks in a name",
		"diff --git a/a b/c b/a b/c\nnew file mode 100644\n",
		"N a b/c 1 files 0 added" },
	{ "a name with a tab after it",
		"--- a/a b\t\n+++ b/a b\t\n@@ -1 +1 @@\n-a\n+b\n",
		"T a b:1[{b/}] 1 files 1 added" },
	{ "no newline at the end",
		"--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n"
		"\\ No newline at end of file\n+b\n"
		"\\ No newline at end of file\n",
		"T x:1[{b}] 1 files 1 added" },
	{ "no newline before",
		"--- a/x\n+++ b/x\n@@ -1 +1,2 @@\n-a\n"
		"\\ No newline at end of file\n+a\n+b\n",
		"T x:1[{a/b/}] 1 files 2 added" },
	{ "CRLF", "--- a/x\r\n+++ b/x\r\n@@ -1,2 +1,2 @@\r\n\r\n-a\r\n+b\r\n",
		"T x:1[\r/{b\r/}] 1 files 1 added" },
	{ "blanks taken away at a line's end",
		"--- a/x\n+++ b/x\n@@ -1,3 +1,4 @@\n a\n\n+b\n c\n",
		"T x:1[a//{b/}c/] 1 files 1 added" },
	{ "no numbers", "--- a/x\n+++ b/x\n@@ @@\n a\n-b\n+c\ntext\n",
		"T x:1[a/{c/}] M:1[{text/}] 1 files 1 added" },
	{ "a combined diff",
		"diff --cc d/x\nindex 1,2..3\n--- a/d/x\n+++ b/d/x\n"
		"@@@ -1,4 -1,4 +1,4 @@@\n  both\n+ first\n +second\n++none\n"
		"- one\n -two\n--three\n",
		"T d/x:1[both/first/second/{none/}] 1 files 1 added" },
	{ "a combined diff of three",
		"diff --combined x\nindex 1,2,3..4\n--- a/x\n+++ b/x\n"
		"@@@@ -1 -1 -1 +1,2 @@@@\n   a\n+++b\n",
		"T x:1[a/{b/}] 1 files 1 added" },
	{ "git log -p",
		"commit " ID " (HEAD -> main)\nAuthor: A <a@b>\nDate:   D\n\n"
		"    subject\n    \n    body\n\n"
		"diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n",
		"M@0123:1[{Author: A <a@b>/Date:   D/}] "
		"M@0123:1[{subject//body//}] "
		"T x@0123:1[{b/}] 1 files 1 added 1 commits" },
	{ "two commits",
		"commit " ID "\n\n    one\ncommit 9" ID "\ncommit "
		"9123456789012345678901234567890123456789\n\n    two\n",
		"M@0123:1[{one/commit 9" ID "/}] M@9123:1[{two/}] "
		"0 files 0 added 2 commits" },
	{ "git format-patch",
		"From " ID " Mon Sep 17 00:00:00 2001\nFrom: A <a@b>\n"
		"Subject: [PATCH] word\n\nbody\ncommit " ID " upstream.\n"
		"--- a line\n---\n x | 2 +-\n\n"
		"diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n"
		"-- \n2.39.5\n\n",
		"M@0123:1[{From: A <a@b>/}] "
		"M@0123:1[{Subject: [PATCH] word/}] "
		"M@0123:3[{body/commit " ID
		" upstream./--- a line/---/ x | 2 +-//}] T x@0123:1[{b/}] "
		"M@0123:1[{-- /2.39.5//}] 1 files 1 added 1 commits" },
	{ "a mail in base64",
		"From " ID " Mon Sep 17 00:00:00 2001\n"
		"Content-Transfer-Encoding: base64\n\naGVsbG8K\n",
		"M@0123:1[{Content-Transfer-Encoding: base64/}] "
		"M@0123:3[{aGVsbG8K/}] 0 files 0 added 1 commits "
		"!0123456789 line 2 of the diff: the mail's text is "
		"encoded; save it decoded" },
	{ "no diff", "just some\ntext\n",
		"M:1[{just some/text/}] 0 files 0 added "
		"!stdin: there is no diff in it; it was scanned as text" },
	{ "white space", "\n \n", "M:1[{/ /}] 0 files 0 added" },
	{ "cut in a hunk", "--- a/x\n+++ b/x\n@@ -1,3 +1,3 @@\n a\n+b\n",
		"T x:1[a/{b/}] 1 files 1 added "
		"!x: the diff ends within a hunk" },
	{ "cut in a line", "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b",
		"T x:1[{b}] 1 files 1 added" },
	{ "broken in a hunk", "--- a/x\n+++ b/x\n@@ -1,3 +1,3 @@\n+b\nwrong\n",
		"T x:1[{b/}] M:1[{wrong/}] 1 files 1 added "
		"!x: the diff is broken in a hunk" },
	{ "more lines than it says",
		"--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n+c\n",
		"T x:1[{b/}] M:1[{+c/}] 1 files 1 added" },
	{ "a hunk of no file", "@@ -0,0 +5 @@\n+b\n",
		"T -:5[{b/}] 1 files 1 added" },
	{ "numbers that are absurd",
		"--- a/x\n+++ b/x\n@@ -1 +99999999999999999999 @@\n+b\n",
		"M:1[{@@ -1 +99999999999999999999 @@/+b/}] 1 files 0 added" },
};

/* Appends TEXT with its newlines as slashes and braces round the spans. */
static void show_text(struct buf *seen, const struct chunk *chunk)
{
	size_t span = 0;

	for (size_t i = 0; i <= chunk->len; i++) {
		if (span < chunk->added_count && chunk->added[span].end == i) {
			buf_append_byte(seen, '}');
			span++;
		}
		if (span < chunk->added_count && chunk->added[span].start == i)
			buf_append_byte(seen, '{');
		if (i < chunk->len)
			buf_append_byte(seen,
				chunk->text[i] == '\n' ? '/' : chunk->text[i]);
	}
}

static int take(void *payload, const struct chunk *chunk, struct err *err)
{
	static const char kinds[] = "TBMN";
	struct buf *seen = payload;

	(void)err;
	buf_append_byte(seen, kinds[chunk->kind]);
	if (chunk->path != NULL) {
		buf_append_byte(seen, ' ');
		buf_append_string(seen, chunk->path);
	}
	if (chunk->commit != NULL && chunk->kind != CHUNK_NAME) {
		buf_append_byte(seen, '@');
		buf_append(seen, chunk->commit, 4);
	}
	if (chunk->kind != CHUNK_NAME) {
		buf_append_byte(seen, ':');
		buf_append_number(seen, chunk->first_line);
		buf_append_byte(seen, '[');
		show_text(seen, chunk);
		buf_append_byte(seen, ']');
	}
	return buf_append_byte(seen, ' ');
}

static void show_coverage(struct buf *seen, const struct coverage *coverage)
{
	buf_append_number(seen, coverage->files);
	buf_append_string(seen, " files ");
	buf_append_number(seen, coverage->added_lines);
	buf_append_string(seen, " added");
	if (coverage->commits > 0) {
		buf_append_byte(seen, ' ');
		buf_append_number(seen, coverage->commits);
		buf_append_string(seen, " commits");
	}
	for (size_t i = 0; i < coverage->unscanned_count; i++) {
		buf_append_string(seen, " !");
		buf_append_string(seen, coverage->unscanned[i].name);
		buf_append_string(seen, ": ");
		buf_append_string(seen, coverage->unscanned[i].reason);
	}
}

static size_t check(size_t number, size_t piece)
{
	struct buf seen = BUF_INIT(65536);
	const struct chunk_sink sink = { take, &seen };
	const char *text = cases[number].patch;
	size_t len = strlen(text);
	struct coverage coverage;
	struct patch patch;
	struct err err;

	coverage_init(&coverage);
	patch_init(&patch, &sink, &coverage);
	for (size_t at = 0; at < len; at += piece)
		assert_int_equal(
			patch_feed(&patch, text + at,
				len - at < piece ? len - at : piece, &err),
			0);
	assert_int_equal(patch_end(&patch, &err), 0);
	show_coverage(&seen, &coverage);
	size_t failures = differs_string(
		cases[number].name, buf_string(&seen), cases[number].want);
	patch_release(&patch);
	coverage_release(&coverage);
	buf_release(&seen);
	return failures;
}

static void test_cases(void **state)
{
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		size_t differs = check(i, SIZE_MAX / 2);

		if (differs == 0)
			differs = check(i, 1) + check(i, 7);
		failures += differs;
	}
	assert_int_equal(failures, 0);
}

/* What a long text is cut into: each chunk where it says it is. */
struct cuts {
	size_t chunks;
	size_t largest;
	uint32_t last_line;
	size_t failures;
};

static int take_cut(void *payload, const struct chunk *chunk, struct err *err)
{
	struct cuts *cuts = payload;
	char first[32];

	(void)err;
	cuts->chunks++;
	if (chunk->len > cuts->largest)
		cuts->largest = chunk->len;
	(void)snprintf(first, sizeof(first), "%09u\n", chunk->first_line);
	if (chunk->text[0] == '0')
		cuts->failures += differs_bytes(
			"its first line", chunk->text, 10, first, 10);
	cuts->last_line = chunk->first_line;
	for (size_t i = 0; i < chunk->len; i++)
		cuts->last_line += chunk->text[i] == '\n';
	return 0;
}

static void test_long_hunk(void **state)
{
	enum { LINES = 500000 };
	struct cuts cuts = { 0 };
	const struct chunk_sink sink = { take_cut, &cuts };
	struct coverage coverage;
	struct patch patch;
	struct err err;
	char line[64];

	(void)state;
	coverage_init(&coverage);
	patch_init(&patch, &sink, &coverage);
	snprintf(line, sizeof(line), "--- a/x\n+++ b/x\n@@ -0,0 +1,%d @@\n",
		LINES);
	patch_feed(&patch, line, strlen(line), &err);
	for (int i = 1; i <= LINES; i++) {
		snprintf(line, sizeof(line), "+%09d\n", i);
		patch_feed(&patch, line, strlen(line), &err);
	}
	assert_int_equal(patch_end(&patch, &err), 0);
	assert_int_equal(cuts.failures, 0);
	/* One more is the name. */
	assert_in_range(cuts.chunks, 5, 7);
	assert_in_range(cuts.largest, 1000000, 1100000);
	assert_int_equal(coverage.added_lines, LINES);
	patch_release(&patch);
	coverage_release(&coverage);
}

/* Lines of many MiB, in a hunk and in a text. */
static void test_long_lines(void **state)
{
	static const char *const heads[] = { "@@ -0,0 +1 @@\n+", "text" };
	static char piece[65536];
	struct coverage coverage;

	(void)state;
	memset(piece, 'x', sizeof(piece));
	for (size_t i = 0; i < COUNT(heads); i++) {
		struct cuts cuts = { 0 };
		const struct chunk_sink sink = { take_cut, &cuts };
		struct patch patch;
		struct err err;

		coverage_init(&coverage);
		patch_init(&patch, &sink, &coverage);
		patch_feed(&patch, heads[i], strlen(heads[i]), &err);
		for (int round = 0; round < 64; round++)
			patch_feed(&patch, piece, sizeof(piece), &err);
		patch_feed(&patch, "\n", 1, &err);
		assert_int_equal(patch_end(&patch, &err), 0);
		assert_in_range(cuts.chunks, 4, 6);
		assert_in_range(cuts.largest, 1000000, 1100000);
		assert_int_equal(cuts.last_line, 2);
		patch_release(&patch);
		coverage_release(&coverage);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases),
		cmocka_unit_test(test_long_hunk),
		cmocka_unit_test(test_long_lines),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
