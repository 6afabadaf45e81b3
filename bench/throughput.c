/*
 * throughput.c - how fast the engine goes through text that is in memory.
 *
 * Three ways over the same bytes, one core, in turns, so that a busy machine
 * disturbs them alike: newlines counted by memchr(), the prefilter with all
 * built-in rules, the whole pipeline.
 *
 * usage: throughput [-r ROUNDS] [-m MEGABYTES] PATH...
 *
 * prints one line each: name, MB/s (median of the rounds), the least and the
 * greatest ratio to memchr() within a round and their median.
 */
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "base/err.h"
#include "base/mem.h"
#include "engine/pipeline.h"
#include "engine/prefilter.h"
#include "filetree.h"
#include "model/rule.h"

enum { ROUNDS_MAX = 1000, WAYS = 3, MEGABYTE = 1024 * 1024 };

/* The files, one after the other. */
struct corpus {
	char *bytes; /* owned */
	size_t len;
	size_t limit; /* files that go over it are left out */
	struct span *files; /* owned */
	size_t count;
	size_t capacity;
};

static void add_file(void *payload, const char *data, size_t len)
{
	struct corpus *corpus = payload;

	if (len == 0 || len > corpus->limit - corpus->len ||
		memchr(data, '\0', len) != NULL)
		return;
	corpus->files = mem_grow(corpus->files, corpus->count,
		&corpus->capacity, sizeof(*corpus->files));
	struct span *file = &corpus->files[corpus->count++];
	file->start = corpus->len;
	file->end = corpus->len + len;
	memcpy(corpus->bytes + corpus->len, data, len);
	corpus->len += len;
}

static size_t run_memchr(const struct corpus *corpus)
{
	size_t count = 0;

	for (size_t i = 0; i < corpus->count; i++)
		count += filetree_newlines(
			corpus->bytes + corpus->files[i].start,
			span_len(corpus->files[i]));
	return count;
}

static size_t run_prefilter(const struct corpus *corpus)
{
	size_t count = 0;
	struct candidates found = { 0 };

	for (size_t i = 0; i < corpus->count; i++) {
		struct prefilter_text scan = {
			.text = corpus->bytes + corpus->files[i].start,
			.len = span_len(corpus->files[i]),
		};
		while (scan.position < scan.len) {
			prefilter_scan(&builtin_ruleset, &scan, &found);
			count += found.count;
		}
	}
	free(found.list);
	return count;
}

static size_t run_pipeline(const struct corpus *corpus)
{
	struct findings findings;
	struct coverage coverage;
	struct err err;

	findings_init(&findings);
	coverage_init(&coverage);
	const struct pipeline_args args = { .rules = &builtin_ruleset,
		.findings = &findings,
		.coverage = &coverage };
	struct pipeline *pipeline = pipeline_new(&args);
	for (size_t i = 0; i < corpus->count; i++) {
		const struct span all = { 0, span_len(corpus->files[i]) };
		const struct chunk chunk = {
			.text = corpus->bytes + corpus->files[i].start,
			.len = all.end,
			.added = &all,
			.added_count = 1,
			.path = "file",
			.first_line = 1,
		};
		if (pipeline_scan(pipeline, &chunk, &err) < 0) {
			fprintf(stderr, "%s\n", err.message);
			exit(1);
		}
	}
	size_t count = findings.count;
	pipeline_free(pipeline);
	findings_release(&findings);
	coverage_release(&coverage);
	return count;
}

static const struct {
	const char *name;
	const char *counted;
	size_t (*run)(const struct corpus *corpus);
} ways[WAYS] = {
	{ "memchr", "newlines", run_memchr },
	{ "prefilter", "candidates", run_prefilter },
	{ "pipeline", "findings", run_pipeline },
};

static double seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static int compare(const void *one, const void *two)
{
	double left = *(const double *)one;
	double right = *(const double *)two;
	return left < right ? -1 : left > right;
}

/* Sorts VALUES and returns the one in the middle. */
static double median(double *values, size_t count)
{
	qsort(values, count, sizeof(*values), compare);
	return values[count / 2];
}

static void measure(const struct corpus *corpus, size_t rounds)
{
	static double times[WAYS][ROUNDS_MAX];
	static double ratios[WAYS][ROUNDS_MAX];
	size_t counted[WAYS] = { 0 };
	double megabytes = (double)corpus->len / 1e6;

	for (size_t way = 0; way < WAYS; way++)
		counted[way] = ways[way].run(corpus);
	for (size_t round = 0; round < rounds; round++) {
		for (size_t way = 0; way < WAYS; way++) {
			double start = seconds();
			ways[way].run(corpus);
			times[way][round] = seconds() - start;
			ratios[way][round] =
				times[0][round] / times[way][round];
		}
	}
	printf("%zu files, %.1f MB, %zu rounds\n", corpus->count, megabytes,
		rounds);
	for (size_t way = 0; way < WAYS; way++) {
		double middle = median(ratios[way], rounds);
		printf("%-10s %8.0f MB/s  %.3f (%.3f .. %.3f)  %zu %s\n",
			ways[way].name, megabytes / median(times[way], rounds),
			middle, ratios[way][0], ratios[way][rounds - 1],
			counted[way], ways[way].counted);
	}
}

static int usage(void)
{
	fputs("usage: throughput [-r ROUNDS] [-m MEGABYTES] PATH...\n", stderr);
	return 2;
}

int main(int argc, char **argv)
{
	size_t rounds = 15;
	struct corpus corpus = { .limit = (size_t)32 * MEGABYTE };
	int option = getopt(argc, argv, "r:m:");

	for (; option >= 0; option = getopt(argc, argv, "r:m:")) {
		size_t number = strtoul(optarg ? optarg : "", NULL, 10);
		if (option == '?' || number == 0 || number > ROUNDS_MAX)
			return usage();
		if (option == 'r')
			rounds = number;
		else
			corpus.limit = number * MEGABYTE;
	}
	corpus.bytes = mem_alloc(corpus.limit);
	for (int i = optind; i < argc; i++) {
		if (filetree_read(argv[i], add_file, &corpus) < 0) {
			perror(argv[i]);
			return 1;
		}
	}
	if (corpus.count == 0)
		return usage();
	measure(&corpus, rounds);
	free(corpus.bytes);
	free(corpus.files);
	return 0;
}
