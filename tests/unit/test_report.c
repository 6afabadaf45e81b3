/*
 * test_report.c - the text report: what it says of each kind of finding, place
 * and run, that its commands can be copied, and that it masks.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/veil.h"
#include "report/columns.h"
#include "report/report.h"

static const struct family cloud = { .id = "cloud",
	.title = "Cloud",
	.keep = "~/.cloud, or the environment",
	.revoke = NULL,
	.steps = NULL };
static const struct family plain = { .id = "plain", .title = "Plain" };

static const struct rule key_rule = { .id = "cloud-key",
	.title = "Cloud key",
	.grants = "starts machines",
	.family = &cloud,
	.confidence = CONFIDENCE_HIGH };
static const struct rule word_rule = { .id = "password",
	.title = "Password",
	.family = &plain,
	.confidence = CONFIDENCE_LOW,
	.weak = true };
static const struct rule token_rule = { .id = "token",
	.title = "Token",
	.family = &plain,
	.confidence = CONFIDENCE_HIGH };

struct sheet {
	struct findings findings;
	struct coverage coverage;
	struct report_args args;
};

static void add_fact(
	struct finding *finding, enum fact_kind kind, const char *text)
{
	finding_add_fact(finding, kind, text, strlen(text));
}

static void add_place(struct finding *finding, const char *path, uint32_t line,
	unsigned parts)
{
	struct place place = { NULL, NULL, { line, 1 }, AT_FILE, parts, false,
		0 };

	place.path = mem_copy_string(path);
	finding_add_place(finding, &place);
	free(place.path);
}

static void init_finding(
	struct finding *finding, const struct rule *rule, unsigned number)
{
	memset(finding, 0, sizeof(*finding));
	snprintf(finding->id, sizeof(finding->id), "%08x90abcdef",
		0x1234567u + number);
	finding->rule = rule;
	finding->confidence = rule->confidence;
	finding->weak = rule->weak;
}

/* A pair in one file. */
static void plant_pair(struct sheet *sheet)
{
	struct finding finding;

	init_finding(&finding, &key_rule, 0);
	add_fact(&finding, FACT_KEY_ID, "KEYID42");
	add_fact(&finding, FACT_ACCOUNT, "4711");
	add_fact(&finding, FACT_LENGTH, "40");
	add_place(&finding, "conf.json", 1, PART_ID | PART_SECRET);
	findings_add(&sheet->findings, &finding);
}

/* A token with a public prefix in COUNT files. */
static void plant_token(struct sheet *sheet, const char *path, unsigned count)
{
	struct finding finding;
	unsigned i;

	init_finding(&finding, &token_rule, 1);
	add_fact(&finding, FACT_PREFIX, "tok_");
	add_fact(&finding, FACT_LENGTH, "36");
	for (i = 0; i < count; i++)
		add_place(&finding, path, i + 1, PART_SECRET);
	findings_add(&sheet->findings, &finding);
}

static void plant_password(struct sheet *sheet)
{
	struct finding finding;

	init_finding(&finding, &word_rule, 2);
	add_fact(&finding, FACT_NAME, "DB_PASSWORD");
	add_fact(&finding, FACT_LENGTH, "9");
	add_place(&finding, "a b.txt", 7, PART_SECRET);
	findings_add(&sheet->findings, &finding);
}

static void setup_clean(struct sheet *sheet)
{
	sheet->coverage.files = 1;
	sheet->coverage.added_lines = 3;
}

static void setup_pair(struct sheet *sheet)
{
	setup_clean(sheet);
	plant_pair(sheet);
}

static void setup_pair_apart(struct sheet *sheet)
{
	setup_pair(sheet);
	sheet->findings.list[0].places[0].parts = PART_SECRET;
	add_place(&sheet->findings.list[0], "ids.txt", 4, PART_ID);
}

static void setup_many_places(struct sheet *sheet)
{
	setup_clean(sheet);
	plant_token(sheet, "x", 13);
}

static void setup_all_places(struct sheet *sheet)
{
	setup_many_places(sheet);
	sheet->args.verbose = true;
}

static void setup_three(struct sheet *sheet)
{
	setup_pair(sheet);
	plant_token(sheet, "x", 1);
	plant_password(sheet);
	sheet->args.block = CONFIDENCE_LOW;
}

static void setup_weak(struct sheet *sheet)
{
	setup_clean(sheet);
	plant_password(sheet);
	sheet->args.block = CONFIDENCE_LOW;
}

static void setup_low(struct sheet *sheet)
{
	setup_clean(sheet);
	plant_password(sheet);
}

static void setup_waived(struct sheet *sheet)
{
	setup_pair(sheet);
	sheet->findings.list[0].waived = true;
	sheet->coverage.waived = 1;
}

static void setup_unscanned(struct sheet *sheet)
{
	setup_clean(sheet);
	coverage_add_unscanned(&sheet->coverage, "a\nb", "object missing");
}

static void setup_by_hand(struct sheet *sheet)
{
	setup_clean(sheet);
	sheet->args.action = REPORT_FILES;
	sheet->args.in_hook = false;
	sheet->coverage.binary_files = 2;
	sheet->coverage.gitlinks = 1;
	sheet->coverage.through_git = true;
}

static void setup_by_pipe(struct sheet *sheet)
{
	setup_by_hand(sheet);
	sheet->args.terminal = false;
}

static void setup_hook_modes(struct sheet *sheet)
{
	setup_by_hand(sheet);
	sheet->args.action = REPORT_COMMIT;
	sheet->args.in_hook = true;
}

static void setup_first_commit(struct sheet *sheet)
{
	setup_pair(sheet);
	sheet->args.first_commit = true;
}

static void setup_merge(struct sheet *sheet)
{
	setup_pair(sheet);
	sheet->args.resume = RESUME_MERGE;
}

static void setup_message(struct sheet *sheet)
{
	setup_pair(sheet);
	sheet->args.action = REPORT_MESSAGE;
	sheet->coverage.files = 0;
	sheet->coverage.messages = 1;
	sheet->findings.list[0].places[0].kind = AT_MESSAGE;
	free(sheet->findings.list[0].places[0].path);
	sheet->findings.list[0].places[0].path = NULL;
}

static void setup_subfolder(struct sheet *sheet)
{
	setup_pair(sheet);
	sheet->args.in_subfolder = true;
	add_place(&sheet->findings.list[0], "!odd [1].txt", 0, PART_SECRET);
}

static void setup_hostile_path(struct sheet *sheet)
{
	setup_clean(sheet);
	plant_token(sheet, "a\033[2J'b", 1);
}

static void setup_masked_path(struct sheet *sheet)
{
	setup_clean(sheet);
	plant_token(sheet, "dir/hush-hush-hush", 1);
	sheet->findings.list[0].places[0].kind = AT_NAME;
}

static void setup_quiet(struct sheet *sheet)
{
	setup_pair(sheet);
	sheet->args.quiet = true;
}

static void setup_narrow(struct sheet *sheet)
{
	setup_pair(sheet);
	sheet->args.width = 40;
}

static void setup_low_narrow(struct sheet *sheet)
{
	setup_low(sheet);
	sheet->args.width = 44;
}

/* Each part of the first command has its own kind of quotes. */
static void setup_far(struct sheet *sheet)
{
	setup_narrow(sheet);
	sheet->args.program = "/a folder/bin/kagiban";
	add_place(&sheet->findings.list[0], "it's this one", 2, PART_ID);
	add_place(&sheet->findings.list[0], "it's\ta tab", 2, PART_ID);
}

static void setup_no_terminal(struct sheet *sheet)
{
	setup_pair(sheet);
	sheet->args.terminal = false;
}

#define PAIR_BLOCK                                                             \
	"kagiban: commit blocked: 1 secret\n"                                  \
	"\n"                                                                   \
	"  Cloud key                                                "          \
	"            cloud-key\n"                                              \
	"    key id    KEYID42        account 4711\n"                          \
	"    secret    40 characters, not shown\n"                             \
	"    at        conf.json:1 (key id, secret)\n"
#define PAIR_QUESTIONS                                                         \
	"  If it was ever public, delete the key first:  "                     \
	"kagiban --explain cloud-key\n"                                        \
	"  Not a secret?  kagiban --allow 01234567 "                           \
	"--reason \"used in tests\"\n"
#define PAIR_ADVICE                                                            \
	"\n"                                                                   \
	"  It has not left this machine. To go on:\n"                          \
	"    1. take it out and unstage it:    "                               \
	"git restore --staged -- conf.json\n"                                  \
	"       keep it in ~/.cloud, or the environment\n"                     \
	"    2. commit again\n" PAIR_QUESTIONS
#define CLEAN_LINE "1 file, 3 added lines scanned, nothing skipped (2 ms)\n"

/* A report is held against all of its text, or against parts of it. */
static const struct {
	const char *name;
	void (*setup)(struct sheet *sheet);
	const char *whole; /* NULL: only the parts count */
	const char *has[4];
	const char *lacks[3];
} cases[] = {
	{ "a pair in one file", setup_pair,
		PAIR_BLOCK PAIR_ADVICE "\n" CLEAN_LINE, { NULL }, { NULL } },
	{ "quiet", setup_quiet, NULL,
		{ "characters, not shown", "id        01234567\n" },
		{ "To go on", "scanned", "--allow" } },
	{ "a clean hook is silent", setup_clean, "", { NULL }, { NULL } },
	{ "binary content and submodules keep it silent", setup_hook_modes, "",
		{ NULL }, { NULL } },
	{ "by hand it says what it did", setup_by_hand,
		"1 file, 3 lines scanned, 2 binary files looked through, "
		"read through git,\n  1 submodule not entered (2 ms)\n",
		{ NULL }, { NULL } },
	{ "in one line for what is no terminal", setup_by_pipe,
		"1 file, 3 lines scanned, 2 binary files looked through, "
		"read through git, 1 submodule not entered (2 ms)\n",
		{ NULL }, { NULL } },
	{ "a waiver is said in a hook", setup_waived,
		"kagiban: 1 file, 3 added lines scanned, 1 waived, "
		"nothing skipped (2 ms)\n",
		{ NULL }, { NULL } },
	{ "low ones are one line each", setup_low,
		"kagiban: not blocked: Password: a b.txt:7 [password]\n"
		"kagiban: " CLEAN_LINE,
		{ NULL }, { NULL } },
	{ "pair apart", setup_pair_apart, NULL,
		{ "at        conf.json:1 (secret)\n",
			"              ids.txt:4 (key id)\n",
			"git restore --staged -- conf.json ids.txt\n" },
		{ NULL } },
	{ "places are cut", setup_many_places, NULL,
		{ "secret    tok_…, 36 characters, the rest not shown\n",
			"              x:10\n",
			"              and 3 more (--verbose shows all)\n",
			"git restore --staged -- x\n" },
		{ "x:11", "(secret)" } },
	{ "and shown with --verbose", setup_all_places, NULL,
		{ "              x:13\n" }, { "more (" } },
	{ "several secrets", setup_three, NULL,
		{ "commit blocked: 3 secrets\n", "id        01234567\n",
			"(of this place: a waiver covers its next value too)",
			"Not a secret?  kagiban --allow ID --reason" },
		{ NULL } },
	{ "several rules", setup_three, NULL,
		{ "delete the key first:  kagiban --explain cloud-key\n",
			"                                       "
			"         kagiban --explain token\n",
			"git restore --staged -- 'a b.txt' conf.json x\n" },
		{ NULL } },
	{ "weak", setup_weak, NULL,
		{ "name      DB_PASSWORD\n",
			"public, change it first:  kagiban --explain password",
			"The waiver covers this place, and its next value "
			"too." },
		{ "keep it in" } },
	{ "could not scan", setup_unscanned, NULL,
		{ "kagiban: commit blocked: 1 file could not be scanned\n\n"
		  "  could not scan: a\\nb: object missing\n",
			"scanned, 1 could not be scanned (2 ms)\n" },
		{ "nothing skipped", "To go on" } },
	{ "first commit", setup_first_commit, NULL,
		{ "git rm --cached -f -- conf.json\n" }, { "restore" } },
	{ "merge", setup_merge, NULL,
		{ "take it out and stage the file:    git add -- conf.json\n",
			"2. finish the merge:    git commit\n" },
		{ "restore" } },
	{ "message", setup_message, NULL,
		{ "kagiban: commit message blocked: 1 secret\n",
			"at        commit message, line 1 (key id, secret)\n",
			"git commit -e -F "
			"\"$(git rev-parse --git-path COMMIT_EDITMSG)\"\n",
			"1 message, 3 lines scanned, nothing skipped" },
		{ "unstage" } },
	{ "below the top", setup_subfolder, NULL,
		{ "-- ':(top,literal)!odd [1].txt' :/conf.json\n",
			"!odd [1].txt (binary content) (secret)\n" },
		{ NULL } },
	{ "hostile path", setup_hostile_path, NULL,
		{ "at        a\\x1B[2J'b:1\n" }, { "\033" } },
	{ "a secret in a path", setup_masked_path, NULL,
		{ "at        dir/*** (the name itself)\n",
			"git restore --staged :/\n" },
		{ "hush" } },
	{ "narrow", setup_narrow, NULL,
		{ "  Cloud key                    cloud-key\n",
			"unstage it:\n         git restore --staged" },
		{ NULL } },
	{ "low ones, narrow", setup_low_narrow, NULL,
		{ "kagiban: not blocked: Password: a b.txt:7\n"
		  "  [password]\n",
			"scanned,\n  nothing skipped (2 ms)\n" },
		{ NULL } },
	{ "commands that are joined when they are copied", setup_far, NULL,
		{ "         git restore --staged -- \\\n"
		  "           conf.json $'it\\'s\\ta tab' \\\n"
		  "           'it'\\''s this one'\n",
			"first:\n"
			"    '/a folder/bin/kagiban' --explain \\\n"
			"      cloud-key\n",
			"    '/a folder/bin/kagiban' --allow \\\n"
			"      01234567 --reason \"used in tests\"\n" },
		{ NULL } },
	{ "no terminal", setup_no_terminal, NULL,
		{ "--no-verify is not the way" }, { "\033" } },
};

static void open_sheet(struct sheet *sheet, const struct veil *veil)
{
	memset(sheet, 0, sizeof(*sheet));
	findings_init(&sheet->findings);
	coverage_init(&sheet->coverage);
	sheet->args.findings = &sheet->findings;
	sheet->args.coverage = &sheet->coverage;
	sheet->args.veil = veil;
	sheet->args.action = REPORT_COMMIT;
	sheet->args.block = CONFIDENCE_MEDIUM;
	sheet->args.in_hook = true;
	sheet->args.terminal = true;
	sheet->args.width = 80;
	sheet->args.milliseconds = 2;
}

/* The report of SHEET as text, caller owns. */
static char *write_sheet(const struct sheet *sheet)
{
	char *text = NULL;
	size_t len = 0;
	FILE *out = open_memstream(&text, &len);
	struct err err;

	assert_non_null(out);
	assert_int_equal(
		report_format_find("text")->write(&sheet->args, out, &err), 0);
	assert_int_equal(fclose(out), 0);
	return text;
}

static void close_sheet(struct sheet *sheet)
{
	findings_release(&sheet->findings);
	coverage_release(&sheet->coverage);
}

/* Prints what is wrong with case I.  Returns how many things are. */
static int check_case(size_t i, const char *text)
{
	int failures = 0;
	size_t j;

	if (cases[i].whole && strcmp(text, cases[i].whole) != 0)
		failures++;
	for (j = 0; j < 4 && cases[i].has[j]; j++)
		if (!strstr(text, cases[i].has[j])) {
			print_error("lacks: %s\n", cases[i].has[j]);
			failures++;
		}
	for (j = 0; j < 3 && cases[i].lacks[j]; j++)
		if (strstr(text, cases[i].lacks[j])) {
			print_error("has: %s\n", cases[i].lacks[j]);
			failures++;
		}
	if (failures > 0)
		print_error("%s:\n%s\n", cases[i].name, text);
	return failures;
}

static void test_texts(void **state)
{
	struct veil *veil = veil_new();
	int failures = 0;
	size_t i;

	(void)state;
	veil_add(veil, "hush-hush-hush", 14);
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct sheet sheet;
		char *text;

		open_sheet(&sheet, veil);
		cases[i].setup(&sheet);
		text = write_sheet(&sheet);
		failures += check_case(i, text);
		free(text);
		close_sheet(&sheet);
	}
	veil_free(veil);
	assert_int_equal(failures, 0);
}

/* Takes the colour codes out of TEXT. */
static void strip_colors(char *text)
{
	char *to = text;

	for (const char *from = text; *from; from++) {
		if (*from == '\033')
			from += strcspn(from, "m");
		else
			*to++ = *from;
	}
	*to = '\0';
}

/* Without its colour codes a coloured report is the plain one. */
static void test_color(void **state)
{
	static const unsigned sizes[] = { 80, 44, 40 };

	(void)state;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
		struct sheet sheet;

		open_sheet(&sheet, NULL);
		sheet.args.width = sizes[i];
		setup_three(&sheet);
		sheet.args.block = i == 1 ? CONFIDENCE_HIGH : sheet.args.block;
		char *plain_text = write_sheet(&sheet);
		sheet.args.color = true;
		char *colored = write_sheet(&sheet);
		assert_non_null(strstr(colored, "\033[1;31mkagiban"));
		assert_null(strstr(plain_text, "\033"));
		strip_colors(colored);
		assert_string_equal(colored, plain_text);
		free(plain_text);
		free(colored);
		close_sheet(&sheet);
	}
}

/* A stream that takes nothing is an error, not a report. */
static void test_full_disk(void **state)
{
	FILE *out = fopen("/dev/full", "w");
	struct sheet sheet;
	struct err err;

	(void)state;
	if (!out)
		skip();
	open_sheet(&sheet, NULL);
	setup_pair(&sheet);
	assert_int_equal(
		report_format_find("text")->write(&sheet.args, out, &err),
		ERR_IO);
	(void)fclose(out);
	close_sheet(&sheet);
}

static const struct {
	const char *text;
	size_t columns;
} widths[] = {
	{ "", 0 },
	{ "abc", 3 },
	{ "鍵番", 4 },
	{ "ｶｷﾞ", 3 },
	{ "が", 2 },
	{ "か\xe3\x82\x99", 2 }, /* with a combining mark */
	{ "é", 1 },
	{ "e\xcc\x81", 1 },
	{ "…", 1 },
	{ "（1 件）", 8 },
	{ "\xf0\x9f\x94\x91", 2 }, /* an emoji */
	{ "\xff\xfe", 2 }, /* no UTF-8 */
	{ "𠮷", 2 },
};

static void test_columns(void **state)
{
	int failures = 0;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(widths) / sizeof(*widths); i++) {
		const char *text = widths[i].text;
		size_t found = columns_of(text, strlen(text));

		if (found == widths[i].columns)
			continue;
		print_error("%s: %zu columns\n", text, found);
		failures++;
	}
	assert_int_equal(failures, 0);
}

static void test_formats(void **state)
{
	(void)state;
	assert_non_null(report_format_find("text"));
	assert_null(report_format_find("texts"));
	assert_null(report_format_find(""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_texts),
		cmocka_unit_test(test_color),
		cmocka_unit_test(test_full_disk),
		cmocka_unit_test(test_columns),
		cmocka_unit_test(test_formats),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
