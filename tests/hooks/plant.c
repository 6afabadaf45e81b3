/*
 * plant.c - plants a secret for each example of each built-in rule, and looks
 * for pieces of them in files.
 *
 *     plant DIR SEED          DIR/RULE-N.txt, filled examples; DIR.pieces,
 *                             what no output may hold; DIR.names, a secret of
 *                             one line each
 *     plant --search FILE.pieces OUTPUT...
 *
 * Every PIECE bytes in a row of what a template generates are a piece, whether
 * the pipeline takes them for the secret or not, and so are those of its
 * base64 undone; shorter secrets are a piece as a whole.  What the finding
 * shows (an id, an account, a user, a host, a name, a public prefix) is none,
 * and neither is what other seeds generate as well: headers, alternatives.
 * The search prints where a piece stands and never the piece.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "base/veil.h"
#include "engine/base64.h"
#include "engine/pipeline.h"
#include "model/finding.h"
#include "rules/sample.h"

enum {
	PIECE = 12, /* bytes */
	LONG_PIECE = 2 * PIECE,
	SHORTEST = 6, /* bytes of a secret that counts at all */
	TEXT_LIMIT = 4 * 1024 * 1024,
	COMMON = 8, /* bytes in a row of a piece that make it no secret */
	OTHER_SEEDS = 5,
	NAME_LIMIT = 100, /* bytes of a secret that becomes a file's name */
};

struct garden {
	FILE *pieces;
	FILE *names;
	struct buf text; /* the filled example */
	struct findings findings; /* in it */
	struct veil *veil; /* its secrets */
	struct buf others; /* what the field in hand is for other seeds */
	struct buf prefixes; /* public beginnings of all kinds of secrets */
	bool collecting; /* the first round: only the prefixes */
	size_t planted;
};

static void die(const char *what)
{
	fprintf(stderr, "plant: %s\n", what);
	exit(2);
}

static FILE *open_file(const char *folder, const char *ending, const char *mode)
{
	struct buf path = BUF_INIT(4096);

	if (buf_append_string(&path, folder) < 0 ||
		buf_append_string(&path, ending) < 0)
		die("a path is too long");
	FILE *file = fopen(buf_string(&path), mode);
	if (file == NULL)
		die(buf_string(&path));
	buf_release(&path);
	return file;
}

/* Whether the bytes stand in something that a report shows. */
static bool is_shown(const struct garden *garden, const char *text, size_t len)
{
	for (size_t i = 0; i < garden->findings.count; i++) {
		const struct finding *finding = &garden->findings.list[i];

		for (size_t j = 0; j < finding->fact_count; j++) {
			const char *fact = finding->facts[j].text;
			size_t size = strlen(fact);

			for (size_t at = 0; at + len <= size; at++)
				if (memcmp(fact + at, text, len) == 0)
					return true;
		}
	}
	return false;
}

static bool stands_in(const struct buf *buf, const char *text, size_t len)
{
	const char *at = buf_string(buf);
	const char *end = at + buf->len;

	while (at != NULL && (size_t)(end - at) >= len) {
		if (memcmp(at, text, len) == 0)
			return true;
		at = memchr(at + 1, text[0], (size_t)(end - at) - 1);
	}
	return false;
}

static void put_piece(const struct garden *garden, const char *text, size_t len)
{
	if (is_shown(garden, text, len) ||
		stands_in(&garden->prefixes, text, len))
		return;
	for (size_t i = 0; i < len; i++)
		fprintf(garden->pieces, "%02x", (unsigned char)text[i]);
	putc('\n', garden->pieces);
}

/*
 * Two words of a wallet's recovery phrase with a blank between them: each may
 * stand in the name of a command or a rule, next to the other.  Of these a
 * longer piece counts.
 */
static bool is_words(const char *piece)
{
	bool blank = false;

	for (size_t i = 0; i < PIECE; i++) {
		blank |= piece[i] == ' ';
		if (piece[i] != ' ' && (piece[i] < 'a' || piece[i] > 'z'))
			return false;
	}
	return blank;
}

/*
 * Whether so much of a piece is what other seeds generate as well that the
 * rest may come about by chance: "o-insecure-k" is in the name of a rule.
 */
static bool is_common(const struct garden *garden, const char *piece)
{
	for (size_t at = 0; at + COMMON <= PIECE; at++)
		if (stands_in(&garden->others, piece + at, COMMON))
			return true;
	return false;
}

static void put_windows(
	const struct garden *garden, const char *text, size_t len)
{
	for (size_t at = 0; at + PIECE <= len; at++) {
		size_t size = is_words(text + at) ? LONG_PIECE : PIECE;

		if (at + size <= len && memchr(text + at, '\n', size) == NULL &&
			!is_common(garden, text + at))
			put_piece(garden, text + at, size);
	}
}

/* Appends what a field generates for SEED, and what that decodes to. */
static void append_field(
	const char *template, uint64_t seed, size_t field, struct buf *out)
{
	const struct sample_args args = {
		.template = template,
		.seed = seed,
		.field = field,
	};
	struct buf text = BUF_INIT(TEXT_LIMIT);
	struct span span = { 0, 0 };
	struct err err;

	if (sample_fill(&args, &text, &span, &err) == 0) {
		const char *value = buf_string(&text) + span.start;

		(void)buf_append(out, value, span_len(span));
		(void)buf_append_byte(out, '\n');
		if (span_len(span) >= 2 * PIECE)
			(void)base64_decode(value, span_len(span), out);
		(void)buf_append_byte(out, '\n');
	}
	buf_release(&text);
}

static void put_fields(
	struct garden *garden, const char *template, uint64_t seed)
{
	struct buf value = BUF_INIT(TEXT_LIMIT);
	size_t count = sample_fields(template);

	for (size_t i = 0; i < count; i++) {
		buf_clear(&value);
		buf_clear(&garden->others);
		append_field(template, seed, i, &value);
		for (unsigned j = 1; j <= OTHER_SEEDS; j++)
			append_field(
				template, seed + 7919 * j, i, &garden->others);
		put_windows(garden, buf_string(&value), value.len);
	}
	buf_release(&value);
}

static void scan_text(const struct buf *text, enum chunk_kind kind,
	struct findings *findings, struct veil *veil)
{
	const struct span all = { 0, text->len };
	const struct chunk chunk = {
		.text = buf_string(text),
		.len = text->len,
		.added = &all,
		.added_count = 1,
		.first_line = 1,
		.kind = kind,
	};
	struct coverage coverage;
	struct err err;

	findings_init(findings);
	coverage_init(&coverage);
	const struct pipeline_args args = {
		.rules = &builtin_ruleset,
		.findings = findings,
		.coverage = &coverage,
		.veil = veil,
		.no_inline_tags = true,
	};
	struct pipeline *pipeline = pipeline_new(&args);
	if (pipeline_scan(pipeline, &chunk, &err) < 0)
		die(err.message);
	pipeline_free(pipeline);
	coverage_release(&coverage);
}

/*
 * Whether a secret can be a file's name, a branch and a part of a URL, and is
 * known for one when it stands alone.
 */
static bool is_name(const char *text, size_t len)
{
	struct buf name = BUF_INIT(NAME_LIMIT);
	struct findings findings;
	bool known;

	for (size_t i = 0; i < len; i++)
		if (!strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwx"
			    "yz0123456789_-",
			    text[i]))
			return false;
	if (len < 2 * PIECE || len > NAME_LIMIT || text[0] == '-')
		return false;
	(void)buf_append(&name, text, len);
	scan_text(&name, CHUNK_NAME, &findings, NULL);
	known = findings.count > 0;
	findings_release(&findings);
	buf_release(&name);
	return known;
}

/* The secrets that the pipeline has seen in the text. */
static void put_secrets(struct garden *garden)
{
	const char *text = buf_string(&garden->text);
	size_t start = 0;

	for (size_t from = 0; from < garden->text.len; from = start + 1) {
		size_t len = veil_find(
			garden->veil, text, garden->text.len, from, &start);

		if (len == 0)
			break;
		if (len >= PIECE)
			put_windows(garden, text + start, len);
		else if (len >= SHORTEST)
			put_piece(garden, text + start, len);
		if (is_name(text + start, len) &&
			!is_shown(garden, text + start, len)) {
			fwrite(text + start, 1, len, garden->names);
			putc('\n', garden->names);
		}
	}
}

static void add_prefixes(struct garden *garden)
{
	for (size_t i = 0; i < garden->findings.count; i++) {
		const char *prefix =
			finding_fact(&garden->findings.list[i], FACT_PREFIX);

		if (prefix != NULL && strlen(prefix) >= PIECE) {
			(void)buf_append_string(&garden->prefixes, prefix);
			(void)buf_append_byte(&garden->prefixes, '\n');
		}
	}
}

/* The whole example for other seeds. */
static void fill_others(
	struct garden *garden, const char *template, uint64_t seed)
{
	buf_clear(&garden->others);
	for (unsigned i = 1; i <= OTHER_SEEDS; i++) {
		const struct sample_args args = {
			.template = template,
			.seed = seed + 7919 * i,
		};
		struct err err;

		(void)sample_fill(&args, &garden->others, NULL, &err);
	}
}

static void write_text(const struct garden *garden, const char *path)
{
	FILE *file = open_file(path, ".txt", "w");

	fwrite(garden->text.data, 1, garden->text.len, file);
	if (fclose(file) != 0)
		die("cannot write");
}

static void plant_example(struct garden *garden, const char *path,
	const char *template, uint64_t seed)
{
	const struct sample_args args = { .template = template, .seed = seed };
	struct err err;

	buf_clear(&garden->text);
	if (sample_fill(&args, &garden->text, NULL, &err) != 0)
		die(err.message);
	garden->veil = veil_new();
	scan_text(&garden->text, CHUNK_TEXT, &garden->findings, garden->veil);
	if (garden->collecting) {
		add_prefixes(garden);
	} else {
		write_text(garden, path);
		put_fields(garden, template, seed);
		fill_others(garden, template, seed);
		put_secrets(garden);
		garden->planted++;
	}
	veil_free(garden->veil);
	findings_release(&garden->findings);
}

static void plant_rule(struct garden *garden, const char *folder,
	const struct rule *rule, uint64_t seed)
{
	struct buf path = BUF_INIT(4096);

	for (size_t i = 0; rule->examples[i] != NULL; i++) {
		buf_clear(&path);
		if (buf_append_string(&path, folder) < 0 ||
			buf_append_string(&path, "/") < 0 ||
			buf_append_string(&path, rule->id) < 0 ||
			buf_append_string(&path, "-") < 0 ||
			buf_append_number(&path, i + 1) < 0)
			die("a path is too long");
		plant_example(
			garden, buf_string(&path), rule->examples[i], seed + i);
	}
	buf_release(&path);
}

static void plant_rules(
	struct garden *garden, const char *folder, uint64_t seed)
{
	for (size_t i = 0; i < builtin_ruleset.rule_count; i++)
		plant_rule(garden, folder, &builtin_ruleset.rules[i],
			seed + 1000 * i);
}

static int plant(const char *folder, uint64_t seed)
{
	struct garden garden = {
		.text = BUF_INIT(TEXT_LIMIT),
		.others = BUF_INIT(TEXT_LIMIT),
		.prefixes = BUF_INIT(TEXT_LIMIT),
		.collecting = true,
	};

	garden.pieces = open_file(folder, ".pieces", "w");
	garden.names = open_file(folder, ".names", "w");
	plant_rules(&garden, folder, seed);
	garden.collecting = false;
	plant_rules(&garden, folder, seed);
	printf("%zu\n", garden.planted);
	buf_release(&garden.text);
	buf_release(&garden.others);
	buf_release(&garden.prefixes);
	return fclose(garden.pieces) != 0 || fclose(garden.names) != 0;
}

/* ---- the search ---- */

static int digit(char byte)
{
	return byte <= '9' ? byte - '0' : byte - 'a' + 10;
}

static struct veil *read_pieces(const char *path)
{
	FILE *file = open_file(path, "", "r");
	struct veil *veil = veil_new();
	char line[2 * LONG_PIECE + 2];
	char piece[LONG_PIECE];
	size_t count = 0;

	while (fgets(line, sizeof(line), file)) {
		size_t len = strspn(line, "0123456789abcdef") / 2;

		for (size_t i = 0; i < len; i++)
			piece[i] = (char)(digit(line[2 * i]) * 16 +
					  digit(line[2 * i + 1]));
		veil_add(veil, piece, len);
		count++;
	}
	fclose(file);
	if (count == 0)
		die("there are no pieces");
	return veil;
}

static int search_file(const struct veil *veil, const char *path)
{
	FILE *file = open_file(path, "", "r");
	struct buf text = BUF_INIT(64 * 1024 * 1024);
	size_t start = 0;
	size_t len;

	for (;;) {
		char *room = buf_reserve(&text, BUFSIZ);
		size_t got = room ? fread(room, 1, BUFSIZ, file) : 0;

		if (got == 0)
			break;
		text.len += got;
	}
	if (!feof(file))
		die("cannot read all of an output");
	fclose(file);
	len = veil_find(veil, buf_string(&text), text.len, 0, &start);
	if (len > 0) {
		size_t line = 1;

		for (size_t i = 0; i < start; i++)
			line += text.data[i] == '\n';
		printf("%s:%zu: %zu bytes of a secret\n", path, line, len);
	}
	buf_release(&text);
	return len > 0;
}

int main(int argc, char **argv)
{
	int found = 0;

	if (argc == 3 && strcmp(argv[1], "--search") != 0)
		return plant(argv[1], strtoull(argv[2], NULL, 10));
	if (argc < 4)
		die("usage: plant DIR SEED | plant --search PIECES FILE...");
	struct veil *veil = read_pieces(argv[2]);
	for (int i = 3; i < argc; i++)
		found |= search_file(veil, argv[i]);
	veil_free(veil);
	return found;
}
