/*
 * corpus.c - how many secrets are found, and how many false alarms there are,
 * in lines of many languages and formats.
 *
 *     corpus FILE.corpus...
 *
 * A file is one language or format.  Its lines:
 *
 *     # a comment
 *     let pw = «one:Winter|Summer»«digits:4»     «pw» from now on
 *     file config/settings.py                    where the samples stand
 *     + api-key<TAB>API_KEY = "«base62:32»"      found, at medium or above
 *     ~ password<TAB>password = "«pw»"           found, at low or above
 *     - reference<TAB>API_KEY = "${API_KEY}"     not found at medium or above
 *     + key-block                                a sample of several lines:
 *     <TAB>-----BEGIN ...                        each behind a tab
 *
 * A sample is a template (docs/RULES.md) whose fields stand in « and », so that
 * its braces are braces, and which is filled from several seeds.  Printed are
 * the samples that are judged wrongly, and two tables in Markdown.  The status
 * is 1 if the recall or the share of false alarms misses its bar.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "engine/pipeline.h"
#include "rules/sample.h"

enum {
	SEEDS = 5,
	FILE_LIMIT = 4 * 1024 * 1024, /* bytes */
	SAMPLE_LIMIT = 256 * 1024, /* bytes of a filled sample */
	LETS_MAX = 32,
	WORD_MAX = 64, /* bytes of a class, a let's name */
	PATH_LIMIT = 256,
};

/* Bars, in percent. */
static const double recall_least = 98;
static const double false_alarms_most = 1;

enum expected { EXPECT_MEDIUM, EXPECT_LOW, EXPECT_NONE, EXPECT_COUNT };

/* One row of a table: samples are counted once a seed. */
struct row {
	char name[WORD_MAX];
	size_t samples[EXPECT_COUNT];
	size_t right[EXPECT_COUNT];
	size_t lines[EXPECT_COUNT];
	size_t low_alarms; /* of EXPECT_NONE: found, at low */
};

struct rows {
	struct row *list; /* owned */
	size_t count;
	size_t capacity;
};

struct let {
	char name[WORD_MAX];
	char *text; /* owned */
};

struct corpus {
	const char *file;
	unsigned line;
	char path[PATH_LIMIT];
	struct let lets[LETS_MAX];
	size_t let_count;
	struct rows classes;
	struct rows formats;
	char format[WORD_MAX];
	bool quiet;
	bool broken; /* a line of a corpus that is wrong */
};

/* A sample as it stands in the file. */
struct sample {
	enum expected expected;
	char class[WORD_MAX];
	struct buf text;
	unsigned line; /* of the file */
	size_t lines;
};

static void complain(struct corpus *corpus, const char *what)
{
	fprintf(stderr, "%s:%u: %s\n", corpus->file, corpus->line, what);
	corpus->broken = true;
}

/* ---- templates ---- */

static const char open_mark[] = "\xc2\xab";
static const char close_mark[] = "\xc2\xbb";

static const struct let *find_let(
	const struct corpus *corpus, const char *name, size_t len)
{
	for (size_t i = 0; i < corpus->let_count; i++) {
		if (strlen(corpus->lets[i].name) == len &&
			memcmp(corpus->lets[i].name, name, len) == 0)
			return &corpus->lets[i];
	}
	return NULL;
}

/* Appends TEXT with its lets put in: « and » are still there. */
static void expand_lets(
	const struct corpus *corpus, const char *text, struct buf *out)
{
	while (*text) {
		size_t mark = sizeof(open_mark) - 1;
		const char *end = NULL;
		const struct let *let = NULL;
		if (strncmp(text, open_mark, mark) == 0)
			end = strstr(text, close_mark);
		if (end)
			let = find_let(corpus, text + mark,
				(size_t)(end - text) - mark);
		if (let) {
			buf_append_string(out, let->text);
			text = end + sizeof(close_mark) - 1;
		} else {
			buf_append_byte(out, *text++);
		}
	}
}

/* « and » become the braces of fields; braces become literal ones. */
static void make_template(
	const struct corpus *corpus, const char *text, struct buf *out)
{
	struct buf expanded = BUF_INIT(SAMPLE_LIMIT);
	size_t depth = 0;
	expand_lets(corpus, text, &expanded);
	for (const char *at = buf_string(&expanded); *at; at++) {
		if (strncmp(at, open_mark, 2) == 0) {
			buf_append_byte(out, '{');
			depth++;
			at++;
		} else if (strncmp(at, close_mark, 2) == 0) {
			buf_append_byte(out, '}');
			depth--;
			at++;
		} else {
			if (*at == '{')
				buf_append_byte(out, '{');
			buf_append_byte(out, *at);
		}
	}
	buf_release(&expanded);
}

/* ---- scanning ---- */

/* The highest confidence of what is found in TEXT; 0: nothing is. */
static int scan(const char *path, const struct buf *text)
{
	struct findings findings;
	struct coverage coverage;
	struct err err;
	const struct pipeline_args args = { .rules = &builtin_ruleset,
		.findings = &findings,
		.coverage = &coverage,
		.no_inline_tags = true };
	const struct span all = { 0, text->len };
	const struct chunk chunk = { .text = buf_string(text),
		.len = text->len,
		.added = &all,
		.added_count = 1,
		.path = path,
		.first_line = 1,
		.kind = CHUNK_TEXT };
	int highest = 0;

	findings_init(&findings);
	coverage_init(&coverage);
	struct pipeline *pipeline = pipeline_new(&args);
	if (pipeline_scan(pipeline, &chunk, &err) < 0 ||
		coverage.unscanned_count > 0)
		highest = -1;
	for (size_t i = 0; i < findings.count && highest >= 0; i++) {
		if ((int)findings.list[i].confidence > highest)
			highest = (int)findings.list[i].confidence;
		if (getenv("CORPUS_RULES"))
			printf("  found: %s\n", findings.list[i].rule->id);
	}
	pipeline_free(pipeline);
	coverage_release(&coverage);
	findings_release(&findings);
	return highest;
}

static bool is_right(enum expected expected, int confidence)
{
	switch (expected) {
	case EXPECT_MEDIUM:
		return confidence >= CONFIDENCE_MEDIUM;
	case EXPECT_LOW:
		return confidence >= CONFIDENCE_LOW;
	default:
		return confidence >= 0 && confidence < CONFIDENCE_MEDIUM;
	}
}

static struct row *find_row(struct rows *rows, const char *name)
{
	for (size_t i = 0; i < rows->count; i++) {
		if (strcmp(rows->list[i].name, name) == 0)
			return &rows->list[i];
	}
	rows->list = mem_grow(
		rows->list, rows->count, &rows->capacity, sizeof(*rows->list));
	struct row *row = &rows->list[rows->count++];
	*row = (struct row){ 0 };
	snprintf(row->name, sizeof(row->name), "%s", name);
	return row;
}

static void count(struct corpus *corpus, const struct sample *sample,
	size_t right, size_t low)
{
	struct row *rows[] = { find_row(&corpus->classes, sample->class),
		find_row(&corpus->formats, corpus->format) };
	for (size_t i = 0; i < 2; i++) {
		rows[i]->samples[sample->expected]++;
		rows[i]->lines[sample->expected] += sample->lines;
		rows[i]->right[sample->expected] += right;
		rows[i]->low_alarms += low;
	}
}

/* Fills the sample from each seed and scans it. */
static void judge_sample(struct corpus *corpus, const struct sample *sample)
{
	struct buf template = BUF_INIT(SAMPLE_LIMIT);
	size_t right = 0;
	size_t low = 0;
	make_template(corpus, buf_string(&sample->text), &template);
	for (uint64_t seed = 1; seed <= SEEDS; seed++) {
		const struct sample_args args = {
			.template = buf_string(&template), .seed = seed
		};
		struct buf text = BUF_INIT(SAMPLE_LIMIT);
		struct err err;
		if (sample_fill(&args, &text, NULL, &err) < 0) {
			complain(corpus, err.message);
			buf_release(&text);
			break;
		}
		int confidence = scan(corpus->path, &text);
		right += is_right(sample->expected, confidence);
		low += sample->expected == EXPECT_NONE &&
		       confidence == CONFIDENCE_LOW;
		buf_release(&text);
	}
	count(corpus, sample, right, low);
	if (right < SEEDS || (low > 0 && getenv("CORPUS_LOW")))
		printf("%s:%u: %zu of %d wrong: %c %s\n", corpus->file,
			sample->line, SEEDS - right, SEEDS,
			"+~-"[sample->expected], buf_string(&sample->text));
	buf_release(&template);
}

/* ---- files ---- */

static void read_let(struct corpus *corpus, const char *line)
{
	const char *equals = strstr(line, " = ");
	if (!equals || corpus->let_count == LETS_MAX ||
		(size_t)(equals - line) >= WORD_MAX) {
		complain(corpus, "expected let NAME = TEMPLATE");
		return;
	}
	struct let *let = &corpus->lets[corpus->let_count++];
	snprintf(let->name, sizeof(let->name), "%.*s", (int)(equals - line),
		line);
	let->text = mem_copy_string(equals + 3);
}

/* `+ class` or `+ class<TAB>text`. */
static void begin_sample(
	struct corpus *corpus, struct sample *sample, const char *line)
{
	const char *tab = strchr(line, '\t');
	size_t len = tab ? (size_t)(tab - line) : strlen(line);
	sample->expected = line[0] == '+'   ? EXPECT_MEDIUM
			   : line[0] == '~' ? EXPECT_LOW
					    : EXPECT_NONE;
	sample->line = corpus->line;
	sample->lines = tab ? 1 : 0;
	buf_clear(&sample->text);
	if (len < 3 || line[1] != ' ' || len - 2 >= WORD_MAX) {
		complain(corpus, "expected a class");
		return;
	}
	snprintf(sample->class, sizeof(sample->class), "%.*s", (int)(len - 2),
		line + 2);
	if (tab)
		buf_append_string(&sample->text, tab + 1);
	if (tab)
		buf_append_byte(&sample->text, '\n');
}

static void finish_sample(struct corpus *corpus, struct sample *sample)
{
	if (sample->line != 0 && sample->text.len > 0)
		judge_sample(corpus, sample);
	else if (sample->line != 0)
		complain(corpus, "a sample without text");
	sample->line = 0;
}

static void read_line(
	struct corpus *corpus, struct sample *sample, const char *line)
{
	if (line[0] == '\t') {
		buf_append_string(&sample->text, line + 1);
		buf_append_byte(&sample->text, '\n');
		sample->lines++;
		return;
	}
	finish_sample(corpus, sample);
	if (line[0] == '+' || line[0] == '~' || line[0] == '-')
		begin_sample(corpus, sample, line);
	else if (strncmp(line, "file ", 5) == 0)
		snprintf(corpus->path, sizeof(corpus->path), "%s", line + 5);
	else if (strncmp(line, "let ", 4) == 0)
		read_let(corpus, line + 4);
	else if (line[0] != '#' && line[0] != '\0')
		complain(corpus, "expected a sample, file, let or a comment");
}

static void drop_lets(struct corpus *corpus)
{
	for (size_t i = 0; i < corpus->let_count; i++)
		free(corpus->lets[i].text);
	corpus->let_count = 0;
}

static void read_corpus(struct corpus *corpus, FILE *file)
{
	struct sample sample = { .text = BUF_INIT(SAMPLE_LIMIT) };
	char *line = NULL;
	size_t capacity = 0;
	ssize_t len;
	while ((len = getline(&line, &capacity, file)) >= 0) {
		corpus->line++;
		if (len > 0 && line[len - 1] == '\n')
			line[len - 1] = '\0';
		read_line(corpus, &sample, line);
	}
	finish_sample(corpus, &sample);
	free(line);
	buf_release(&sample.text);
}

static void run_file(struct corpus *corpus, const char *name)
{
	const char *slash = strrchr(name, '/');
	FILE *file = fopen(name, "r");
	if (!file) {
		complain(corpus, "cannot be opened");
		return;
	}
	corpus->file = name;
	corpus->line = 0;
	corpus->path[0] = '\0';
	snprintf(corpus->format, sizeof(corpus->format), "%s",
		slash ? slash + 1 : name);
	char *dot = strrchr(corpus->format, '.');
	if (dot)
		*dot = '\0';
	read_corpus(corpus, file);
	fclose(file);
	drop_lets(corpus);
}

/* ---- the tables ---- */

static double percent(size_t part, size_t samples)
{
	return samples > 0 ? 100.0 * (double)part / (double)(samples * SEEDS)
			   : 0;
}

static void print_share(size_t part, size_t samples)
{
	if (samples == 0)
		printf("| | ");
	else
		printf("| %zu | %.1f ", samples, percent(part, samples));
}

static void print_row(const struct row *row)
{
	size_t harmless = row->samples[EXPECT_NONE];
	printf("| %s ", row->name);
	print_share(row->right[EXPECT_MEDIUM], row->samples[EXPECT_MEDIUM]);
	print_share(row->right[EXPECT_LOW], row->samples[EXPECT_LOW]);
	print_share(harmless * SEEDS - row->right[EXPECT_NONE], harmless);
	if (harmless > 0)
		printf("| %.1f |\n", percent(row->low_alarms, harmless));
	else
		printf("| |\n");
}

static int compare_rows(const void *a, const void *b)
{
	return strcmp(
		((const struct row *)a)->name, ((const struct row *)b)->name);
}

static struct row sum_rows(const struct rows *rows)
{
	struct row sum = { .name = "all" };
	for (size_t i = 0; i < rows->count; i++) {
		for (size_t j = 0; j < EXPECT_COUNT; j++) {
			sum.samples[j] += rows->list[i].samples[j];
			sum.right[j] += rows->list[i].right[j];
			sum.lines[j] += rows->list[i].lines[j];
		}
		sum.low_alarms += rows->list[i].low_alarms;
	}
	return sum;
}

static struct row print_table(struct rows *rows, const char *title)
{
	struct row sum = sum_rows(rows);
	if (rows->count > 0)
		qsort(rows->list, rows->count, sizeof(*rows->list),
			compare_rows);
	printf("\n| %s | blocking | found %% | low | found %% | harmless | "
	       "blocked %% | warned %% |\n"
	       "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n",
		title);
	for (size_t i = 0; i < rows->count; i++)
		print_row(&rows->list[i]);
	print_row(&sum);
	free(rows->list);
	return sum;
}

int main(int argc, char **argv)
{
	struct corpus corpus = { .file = "corpus" };

	for (int i = 1; i < argc; i++)
		run_file(&corpus, argv[i]);
	print_table(&corpus.classes, "class");
	struct row all = print_table(&corpus.formats, "format");
	printf("\n%zu lines with secrets, %zu without, %d formats\n",
		all.lines[EXPECT_MEDIUM] + all.lines[EXPECT_LOW],
		all.lines[EXPECT_NONE], argc - 1);
	size_t harmless = all.samples[EXPECT_NONE];
	double found =
		percent(all.right[EXPECT_MEDIUM], all.samples[EXPECT_MEDIUM]);
	double warned = percent(all.right[EXPECT_LOW], all.samples[EXPECT_LOW]);
	double alarms = 100 - percent(all.right[EXPECT_NONE], harmless);
	if (found < recall_least || warned < recall_least ||
		alarms > false_alarms_most) {
		printf("missed: %.1f %% and %.1f %% found, %.1f %% false\n",
			found, warned, alarms);
		return 1;
	}
	return corpus.broken ? 2 : 0;
}
