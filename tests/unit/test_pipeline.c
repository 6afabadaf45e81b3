/*
 * test_pipeline.c - what the stages make of a chunk together: added bytes,
 * pairs, overlaps, tags, limits.  Values are made at run time.
 */
#include "unit.h"

#include "base/buf.h"
#include "base/err.h"
#include "base/veil.h"
#include "engine/pipeline.h"
#include "rules/rulebook.h"
#include "rules/rulefile.h"
#include "rules/sample.h"

struct run {
	struct findings findings;
	struct coverage coverage;
};

static void run_release(struct run *run)
{
	findings_release(&run->findings);
	coverage_release(&run->coverage);
}

static void fill(const char *template, uint64_t seed, struct buf *text)
{
	const struct sample_args args = { .template = template, .seed = seed };
	struct err err;

	if (sample_fill(&args, text, NULL, &err) != 0)
		fail_msg("%s: %s", template, err.message);
}

/* Scans TEXT with its bytes from FROM to TO added. */
static void scan_text(struct run *run, const struct ruleset *rules,
	const struct buf *text, struct span added)
{
	const struct chunk chunk = { .text = text->data,
		.len = text->len,
		.added = &added,
		.added_count = 1,
		.path = "dir/file.txt",
		.first_line = 11,
		.kind = CHUNK_TEXT };
	struct err err;

	findings_init(&run->findings);
	coverage_init(&run->coverage);
	const struct pipeline_args args = { .rules = rules,
		.findings = &run->findings,
		.coverage = &run->coverage };
	struct pipeline *pipeline = pipeline_new(&args);

	if (pipeline_scan(pipeline, &chunk, &err) < 0)
		fail_msg("%s", err.message);
	pipeline_free(pipeline);
}

static const char id_line[] = "key = AKIA{set:QRSTUVWXYZ:1}{base32:15}\n";
static const char secret_line[] = "secret = {base64:40}\n";

/* Which lines of ID, blank, SECRET are added, and what is found then. */
static const struct {
	const char *name;
	int added; /* line of the text, from 0; -1: all */
	const char *rule; /* NULL: nothing is found */
	bool joined;
} pairs[] = {
	{ "all", -1, "aws-access-key", true },
	{ "the id beside an old secret", 0, "aws-access-key", true },
	{ "a line between them", 1, NULL, false },
	{ "the secret beside an old id", 2, "aws-access-key", true },
};

static struct span line_span(const struct buf *text, int line)
{
	struct span span = { 0, text->len };
	size_t at = 0;

	if (line < 0)
		return span;
	for (int i = 0; i < line; i++)
		at = (size_t)((const char *)memchr(
				      text->data + at, '\n', text->len - at) -
			      text->data) +
		     1;
	span.start = at;
	span.end = (size_t)((const char *)memchr(
				    text->data + at, '\n', text->len - at) -
			    text->data) +
		   1;
	return span;
}

static void test_pairs(void **state)
{
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(pairs); i++) {
		struct buf text = BUF_INIT(1000);
		struct run run;

		fill(id_line, 3, &text);
		buf_append_string(&text, "region = tokyo\n");
		fill(secret_line, 4, &text);
		scan_text(&run, &builtin_ruleset, &text,
			line_span(&text, pairs[i].added));
		failures += differs_int(pairs[i].name,
			(long long)run.findings.count, pairs[i].rule != NULL);
		if (run.findings.count == 1 && pairs[i].rule) {
			const struct finding *finding = &run.findings.list[0];

			failures +=
				strcmp(finding->rule->id, pairs[i].rule) != 0;
			failures += differs_int(pairs[i].name,
				finding_fact(finding, FACT_KEY_ID) != NULL,
				pairs[i].joined);
			failures += differs_int(
				"places", (long long)finding->place_count, 2);
			failures += differs_int(
				"line", finding->places[1].position.line, 13);
		}
		run_release(&run);
		buf_release(&text);
	}
	assert_int_equal(failures, 0);
}

/*
 * Several of each: `i` an id's line, `s` a secret's, `.` another; and for each
 * secret, in the order of the text, the line of the id that it goes with.
 */
static const struct {
	const char *layout;
	const char *ids;
} layouts[] = {
	{ "isis", "13" },
	{ "isisis", "135" },
	{ "sisi", "24" },
	{ "sisisi", "246" },
	{ "is..is", "15" },
	{ "si..is", "25" },
	{ "i....is", "6" },
	{ "is....i", "1" },
	{ "si....i", "2" },
	{ "iss", "11" },
	{ "sis", "22" },
};

static void fill_layout(const char *layout, struct buf *text)
{
	for (uint64_t seed = 9; *layout != '\0'; layout++, seed++) {
		if (*layout == '.')
			buf_append_string(text, "nothing = here\n");
		else
			fill(*layout == 'i' ? id_line : secret_line, seed,
				text);
	}
}

/* The line of the place of FINDING that is an id, or a secret; ?: none. */
static char part_line(const struct finding *finding, unsigned part)
{
	for (size_t i = 0; i < finding->place_count; i++) {
		const struct place *place = &finding->places[i];

		if (place->parts & part)
			return (char)('0' + place->position.line - 10);
	}
	return '?';
}

/* For each secret, in the order of their lines, that of its id. */
static void list_ids(const struct findings *findings, char *ids)
{
	for (int line = '1'; line <= '9'; line++) {
		for (size_t i = 0; i < findings->count; i++) {
			const struct finding *finding = &findings->list[i];

			if (part_line(finding, PART_SECRET) == line)
				*ids++ = part_line(finding, PART_ID);
		}
	}
}

static void test_layouts(void **state)
{
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(layouts); i++) {
		struct buf text = BUF_INIT(10000);
		struct run run;
		char ids[10] = "";

		fill_layout(layouts[i].layout, &text);
		scan_text(&run, &builtin_ruleset, &text,
			(struct span){ 0, text.len });
		list_ids(&run.findings, ids);
		failures +=
			differs_string(layouts[i].layout, ids, layouts[i].ids);
		run_release(&run);
		buf_release(&text);
	}
	assert_int_equal(failures, 0);
}

/* An id far from a secret stays by itself. */
static void test_far_apart(void **state)
{
	struct buf text = BUF_INIT(100000);
	struct run run;

	(void)state;
	fill(id_line, 3, &text);
	for (int i = 0; i < 300; i++)
		buf_append_string(&text, "nothing to see on this line\n");
	buf_append_string(&text, "aws_");
	fill(secret_line, 4, &text);
	scan_text(&run, &builtin_ruleset, &text, (struct span){ 0, text.len });
	assert_int_equal(run.findings.count, 2);
	run_release(&run);
	buf_release(&text);
}

static void test_tag(void **state)
{
	struct buf text = BUF_INIT(1000);
	struct run run;

	(void)state;
	fill("token = ghp_{base62:30}{crc32-base62} # kagiban:allow used\n", 5,
		&text);
	scan_text(&run, &builtin_ruleset, &text, (struct span){ 0, text.len });
	assert_int_equal(run.findings.count, 0);
	assert_int_equal(run.coverage.inline_allowed, 1);
	run_release(&run);
	buf_release(&text);
}

static const char slow_rules[] =
	"[family \"x\"]\n title = X\n"
	"[rule \"slow\"]\n family = x\n title = Slow\n keyword = slow_\n"
	" pattern = slow_(a|aa)+[bc]\n example = slow_{set:a:9}b\n counter = "
	"slow\n"
	"[rule \"quick\"]\n family = x\n title = Quick\n keyword = quick_\n"
	" pattern = quick_[0-9a-f]{32}\n example = quick_{hex:32}\n"
	" counter = quick\n";

/* A limit that was hit is said, and does not keep the others from matching. */
static void test_limit(void **state)
{
	struct rulebook *book = rulebook_new(NULL);
	struct ruleset set;
	struct err err;
	struct buf text = BUF_INIT(10000);
	struct run run;

	(void)state;
	const struct rulefile file = { "slow.conf", slow_rules,
		sizeof(slow_rules) - 1, false, NULL };
	if (rulebook_add(book, &file, &err) < 0 ||
		rulebook_finish(book, &set, &err) < 0)
		fail_msg("%s", err.message);
	buf_append_string(&text, "slow_");
	for (int i = 0; i < 60; i++)
		buf_append_byte(&text, 'a');
	buf_append_string(
		&text, "\nx = slow_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n");
	fill("quick_{hex:32}\n", 1, &text);
	scan_text(&run, &set, &text, (struct span){ 0, text.len });
	assert_int_equal(run.findings.count, 1);
	assert_int_equal(run.coverage.unscanned_count, 1);
	assert_string_equal(run.coverage.unscanned[0].name, "dir/file.txt");
	assert_non_null(strstr(run.coverage.unscanned[0].reason, "slow"));
	run_release(&run);
	buf_release(&text);
	rulebook_free(book);
}

#define TOKEN "ghp_{base62:30}{crc32-base62}"

static void scan_path(struct run *run, struct pipeline_args args,
	const char *path, const struct buf *text, struct span added)
{
	const struct chunk chunk = { .text = text->data,
		.len = text->len,
		.added = &added,
		.added_count = 1,
		.path = path,
		.first_line = 11,
		.kind = CHUNK_TEXT };
	struct err err;

	findings_init(&run->findings);
	coverage_init(&run->coverage);
	args.rules = &builtin_ruleset;
	args.findings = &run->findings;
	args.coverage = &run->coverage;
	struct pipeline *pipeline = pipeline_new(&args);
	if (pipeline_scan(pipeline, &chunk, &err) < 0)
		fail_msg("%s", err.message);
	pipeline_free(pipeline);
}

/* Only the added bytes of what is encoded count, and a tag beside it. */
static void test_encoded_lines(void **state)
{
	static const struct {
		const char *name;
		const char *tag;
		bool added; /* the line with the token */
		size_t findings;
		uint64_t waived;
	} lines[] = {
		{ "added", "", true, 1, 0 },
		{ "beside added ones", "", false, 0, 0 },
		{ "waived", " # kagiban:allow", true, 0, 1 },
	};
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(lines); i++) {
		struct buf text = BUF_INIT(4000);
		const struct pipeline_args args = { .veil = NULL };
		struct run run;

		buf_append_string(&text, "first\nx: ");
		fill("{base64-of:token: " TOKEN "}", 9, &text);
		buf_append_string(&text, lines[i].tag);
		buf_append_string(&text, "\n");
		struct span added = { 6, text.len };
		if (!lines[i].added)
			added = (struct span){ 0, 6 };
		scan_path(&run, args, "a.txt", &text, added);
		failures += differs_int(lines[i].name,
			(long long)run.findings.count,
			(long long)lines[i].findings);
		failures += differs_int(lines[i].name,
			(long long)run.coverage.inline_allowed,
			(long long)lines[i].waived);
		run_release(&run);
		buf_release(&text);
	}
	assert_int_equal(failures, 0);
}

/* A report shows neither the secret nor the digits it is written in. */
static void test_encoded_veil(void **state)
{
	struct buf text = BUF_INIT(4000);
	struct buf plain = BUF_INIT(4000);
	struct veil *veil = veil_new();
	const struct pipeline_args args = { .veil = veil };
	struct run run;
	size_t start = 0;

	(void)state;
	fill("x: {base64-of:" TOKEN "}\n", 9, &text);
	fill(TOKEN, 9, &plain);
	scan_path(&run, args, "a.txt", &text, (struct span){ 0, text.len });
	assert_int_equal(run.findings.count, 1);
	assert_true(veil_find(veil, text.data, text.len, 0, &start) >= 53);
	assert_int_equal(start, 3);
	run_release(&run);
	buf_release(&text);
	buf_release(&plain);
	veil_free(veil);
}

/* A value of a Kubernetes Secret is judged as its name says. */
static const struct {
	const char *name;
	const char *text;
	const char *rule; /* NULL: nothing is found */
	enum confidence confidence;
	bool joined;
} secrets[] = {
	{ "a password",
		"kind: Secret\ndata:\n  password: "
		"{base64-of:Winter{digits:4}}\n",
		"generic-password", CONFIDENCE_LOW, false },
	{ "a random value",
		"kind: Secret\ndata:\n  api_key: {base64-of:{base62:32}}\n",
		"generic-secret", CONFIDENCE_MEDIUM, false },
	{ "a placeholder",
		"kind: Secret\ndata:\n  password: {base64-of:changeme}\n", NULL,
		CONFIDENCE_LOW, false },
	{ "a reference",
		"kind: Secret\ndata:\n  token: "
		"{base64-of:${{VAULT_TOKEN_OF_PROD}}\n",
		NULL, CONFIDENCE_LOW, false },
	{ "a docker login",
		"kind: Secret\ndata:\n  .dockerconfigjson: "
		"{base64-of:{{\"auths\": {{\"r.org\": {{\"auth\": "
		"\"{base64-of:bob:Tr0ub{digits:4}}\"}}}}\n",
		"docker-config-auth", CONFIDENCE_MEDIUM, false },
	{ "both halves of a pair",
		"kind: Secret\ndata:\n  AWS_ACCESS_KEY_ID: "
		"{base64-of:AKIA{set:QRSTUVWXYZ:1}{base32:15}}\n"
		"  AWS_SECRET_ACCESS_KEY: {base64-of:{base64:40}}\n",
		"aws-access-key", CONFIDENCE_HIGH, true },
};

static void test_manifests(void **state)
{
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(secrets); i++) {
		const struct pipeline_args args = { .veil = NULL };
		const char *name = secrets[i].name;
		struct buf text = BUF_INIT(4000);
		struct run run;

		fill(secrets[i].text, 3, &text);
		scan_path(&run, args, "secret.yaml", &text,
			(struct span){ 0, text.len });
		failures += differs_int(name, (long long)run.findings.count,
			secrets[i].rule != NULL);
		if (run.findings.count == 1 && secrets[i].rule) {
			const struct finding *finding = &run.findings.list[0];

			failures += differs_string(
				name, finding->rule->id, secrets[i].rule);
			failures += differs_int(name, finding->confidence,
				secrets[i].confidence);
			failures += differs_int(name,
				finding_fact(finding, FACT_KEY_ID) != NULL,
				secrets[i].joined);
		}
		run_release(&run);
		buf_release(&text);
	}
	assert_int_equal(failures, 0);
}

/* Each value of a list of secrets, and no other argument of a call. */
static void test_lists(void **state)
{
	static const struct {
		const char *path;
		const char *text;
		size_t findings;
	} lists[] = {
		{ "a.yaml",
			"tokens:\n  - {base62:28}\n  - {base62:28}\n"
			"  - \"{base62:28}\"\nids:\n  - {base62:28}\n",
			3 },
		{ "a.py", "API_KEYS = [\"{base62:28}\", '{base62:28}']\n", 2 },
		{ "a.py",
			"api_keys = [\n\t'{base62:28}',\n\t'{base62:28}',\n]\n",
			2 },
		{ "a.java",
			"String[] tokens = {{\"{base62:28}\", "
			"\"{base62:28}\"};\n",
			2 },
		{ "a.py", "api_keys = [\"{base62:28}\", \"first\", x]\n", 1 },
		{ "a.py", "set_token(\"{base62:28}\", \"{base62:28}\")\n", 1 },
		{ "a.yaml", "token: {base62:28}\n- {base62:28}\n", 1 },
	};
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(lists); i++) {
		const struct pipeline_args args = { .veil = NULL };
		struct buf text = BUF_INIT(4000);
		struct run run;

		fill(lists[i].text, 5, &text);
		scan_path(&run, args, lists[i].path, &text,
			(struct span){ 0, text.len });
		failures += differs_int(lists[i].text,
			(long long)run.findings.count,
			(long long)lists[i].findings);
		run_release(&run);
		buf_release(&text);
	}
	assert_int_equal(failures, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pairs),
		cmocka_unit_test(test_layouts),
		cmocka_unit_test(test_far_apart),
		cmocka_unit_test(test_tag),
		cmocka_unit_test(test_limit),
		cmocka_unit_test(test_encoded_lines),
		cmocka_unit_test(test_encoded_veil),
		cmocka_unit_test(test_manifests),
		cmocka_unit_test(test_lists),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
