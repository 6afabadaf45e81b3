/*
 * rulec.c - the build-time compiler of rules: reads rule files, writes one C
 * file of constants with the rules, their keywords and the prefilter.
 *
 *     rulec OUTPUT.c RULES.conf...
 *
 * Nothing of the built-in rules is parsed or allocated when the program runs.
 * The texts that people read stand in N_() so that xgettext finds them.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "engine/prefilter.h"
#include "rules/rulebook.h"
#include "rules/rulefile.h"

/* A C string literal; bytes outside ASCII as octal, "" and NULL apart. */
static void write_string(FILE *out, const char *text)
{
	if (!text) {
		fputs("NULL", out);
		return;
	}
	fputc('"', out);
	for (const char *at = text; *at; at++) {
		unsigned char byte = (unsigned char)*at;
		if (byte == '"' || byte == '\\')
			fprintf(out, "\\%c", byte);
		else if (byte < 0x20 || byte >= 0x7F || byte == '?')
			fprintf(out, "\\%03o", byte);
		else
			fputc(byte, out);
	}
	fputc('"', out);
}

/* A text for people: marked for translation. */
static void write_message(FILE *out, const char *text)
{
	if (!text) {
		fputs("NULL", out);
		return;
	}
	fputs("N_(", out);
	write_string(out, text);
	fputc(')', out);
}

/* Where or how to revoke: a URL is the same in all languages. */
static void write_revoke(FILE *out, const char *text)
{
	if (text && strchr(text, ' '))
		write_message(out, text);
	else
		write_string(out, text);
}

static void write_list(FILE *out, const char *kind, size_t index,
	const char *const *list, void (*write_item)(FILE *, const char *))
{
	fprintf(out, "static const char *const %s_%zu[] = { ", kind, index);
	for (; list && *list; list++) {
		write_item(out, *list);
		fputs(", ", out);
	}
	fputs("NULL };\n", out);
}

static void write_families(FILE *out, const struct ruleset *set)
{
	for (size_t i = 0; i < set->family_count; i++)
		write_list(
			out, "steps", i, set->families[i].steps, write_message);
	fputs("\nstatic const struct family families[] = {\n", out);
	for (size_t i = 0; i < set->family_count; i++) {
		const struct family *family = &set->families[i];
		fputs("\t{ ", out);
		write_string(out, family->id);
		fputs(", ", out);
		write_message(out, family->title);
		fputs(", ", out);
		write_message(out, family->keep);
		fputs(", ", out);
		write_revoke(out, family->revoke);
		fprintf(out, ", steps_%zu },\n", i);
	}
	fputs("};\n\n", out);
}

static void write_rule_texts(FILE *out, const struct rule *rule)
{
	fputs("\t\t.id = ", out);
	write_string(out, rule->id);
	fputs(",\n\t\t.title = ", out);
	write_message(out, rule->title);
	fputs(",\n\t\t.paired_title = ", out);
	write_message(out, rule->paired_title);
	fputs(",\n\t\t.pattern = ", out);
	write_string(out, rule->pattern);
	fputs(",\n\t\t.grants = ", out);
	write_message(out, rule->grants);
	fputs(",\n\t\t.revoke = ", out);
	write_revoke(out, rule->revoke);
	fputs(",\n\t\t.pair = ", out);
	write_string(out, rule->pair);
	fputs(",\n\t\t.apart = ", out);
	write_string(out, rule->apart);
	fputs(",\n", out);
}

static const char *flag(bool value)
{
	return value ? "true" : "false";
}

static void write_rule(FILE *out, const struct ruleset *set, size_t index)
{
	const struct rule *rule = &set->rules[index];
	fputs("\t{\n", out);
	write_rule_texts(out, rule);
	fprintf(out, "\t\t.family = &families[%zu],\n",
		(size_t)(rule->family - set->families));
	if (rule->paths) {
		fprintf(out, "\t\t.paths = paths_%zu, .example_path = ", index);
		write_string(out, rule->example_path);
		fputs(",\n", out);
	}
	fprintf(out,
		"\t\t.keywords = words_%zu, .examples = examples_%zu, "
		".counters = counters_%zu,\n",
		index, index, index);
	fputs("\t\t.checks = { ", out);
	for (size_t i = 0; i < RULE_CHECKS_MAX; i++)
		fprintf(out, "%u, ", rule->checks[i]);
	fprintf(out, "},\n\t\t.entropy = %.3ff, .near = %u, .shown = %u,\n",
		(double)rule->entropy, rule->near, rule->shown);
	fprintf(out,
		"\t\t.confidence = (enum confidence)%d, "
		".edge = (enum rule_edge)%d, .place = (enum rule_place)%d,\n",
		(int)rule->confidence, (int)rule->edge, (int)rule->place);
	fprintf(out,
		"\t\t.fold = %s, .weak = %s, .is_id = %s, "
		".distinctive = %s, .proven = %s,\n\t},\n",
		flag(rule->fold), flag(rule->weak), flag(rule->is_id),
		flag(rule->distinctive), flag(rule->proven));
}

static void write_rules(FILE *out, const struct ruleset *set)
{
	for (size_t i = 0; i < set->rule_count; i++) {
		const struct rule *rule = &set->rules[i];
		write_list(out, "words", i, rule->keywords, write_string);
		if (rule->paths)
			write_list(out, "paths", i, rule->paths, write_string);
		write_list(out, "examples", i, rule->examples, write_string);
		write_list(out, "counters", i, rule->counters, write_string);
	}
	fputs("\nstatic const struct rule rules[] = {\n", out);
	for (size_t i = 0; i < set->rule_count; i++)
		write_rule(out, set, i);
	fputs("};\n\n", out);
}

static void write_keywords(FILE *out, const struct ruleset *set)
{
	for (size_t i = 0; i < set->keyword_count; i++) {
		const struct keyword *keyword = &set->keywords[i];
		fprintf(out, "static const uint16_t wakes_%zu[] = { ", i);
		for (size_t j = 0; j < keyword->rule_count; j++)
			fprintf(out, "%u, ", keyword->rules[j]);
		fputs("};\n", out);
	}
	fputs("\nstatic const struct keyword keywords[] = {\n", out);
	for (size_t i = 0; i < set->keyword_count; i++) {
		const struct keyword *keyword = &set->keywords[i];
		fputs("\t{ ", out);
		write_string(out, keyword->text);
		fprintf(out, ", wakes_%zu, %u, %u, %s },\n", i,
			keyword->rule_count, keyword->len, flag(keyword->fold));
	}
	fputs("};\n\n", out);
}

static void write_bitmap(
	FILE *out, const char *name, const uint32_t *words, size_t count)
{
	fprintf(out, "\t.%s = {\n", name);
	for (size_t i = 0; i < count; i++)
		fprintf(out, "%" PRIu32 "u,%s", words[i],
			i % 16 == 15 ? "\n" : "");
	fputs("},\n", out);
}

static void write_prefilter(FILE *out, const struct prefilter *prefilter)
{
	fputs("static const struct prefilter_entry entries[] = {\n", out);
	for (size_t i = 0; i < prefilter->entry_count; i++) {
		const struct prefilter_entry *entry = &prefilter->entries[i];
		fprintf(out, "\t{ 0x%08" PRIx32 "u, %u, %d, %u },\n",
			entry->window, entry->keyword, entry->offset,
			entry->flags);
	}
	fputs("};\n\nstatic const struct prefilter prefilter = {\n", out);
	write_bitmap(out, "bitmap", prefilter->bitmap, PREFILTER_BITMAP);
	write_bitmap(out, "whole", prefilter->whole, PREFILTER_SECOND);
	write_bitmap(out, "open", prefilter->open, PREFILTER_OPEN_WORDS);
	fputs("\t.heads = {\n", out);
	for (size_t i = 0; i < PREFILTER_HEADS; i++)
		fprintf(out, "%u,%s", prefilter->heads[i],
			i % 32 == 31 ? "\n" : "");
	fprintf(out, "},\n\t.entries = entries,\n\t.entry_count = %zu,\n};\n\n",
		prefilter->entry_count);
}

static void write_public_ids(FILE *out, const struct ruleset *set)
{
	fputs("static const uint64_t public_ids[] = {\n", out);
	for (size_t i = 0; i < set->public_id_count; i++)
		fprintf(out, "\tUINT64_C(0x%016" PRIx64 "),\n",
			set->public_ids[i]);
	fputs("\t0,\n};\n\n", out);
}

static void write_ruleset(FILE *out, const struct ruleset *set)
{
	fputs("/* Made by rulec from rules/; do not edit. */\n"
	      "#include \"engine/prefilter.h\"\n"
	      "#include \"model/rule.h\"\n\n"
	      "#define N_(text) (text)\n\n",
		out);
	write_families(out, set);
	write_rules(out, set);
	write_keywords(out, set);
	write_prefilter(out, set->prefilter);
	write_public_ids(out, set);
	fprintf(out,
		"const struct ruleset builtin_ruleset = {\n"
		"\trules, families, keywords, &prefilter, public_ids,\n"
		"\t%zu, %zu, %zu, %zu,\n};\n",
		set->rule_count, set->family_count, set->keyword_count,
		set->public_id_count);
}

static int read_file(const char *path, struct buf *text, struct err *err)
{
	FILE *file = fopen(path, "rb");
	if (!file)
		return err_set(err, ERR_IO, "%s: %s", path, strerror(errno));
	int rc = 0;
	char piece[4096];
	size_t len = fread(piece, 1, sizeof(piece), file);
	while (len > 0 && rc == 0) {
		rc = buf_append(text, piece, len);
		len = fread(piece, 1, sizeof(piece), file);
	}
	if (rc < 0 || ferror(file))
		rc = err_set(err, ERR_IO, "%s: cannot be read", path);
	fclose(file);
	return rc;
}

static int add_file(struct rulebook *book, const char *path, struct err *err)
{
	struct buf text = BUF_INIT(RULEFILE_LIMIT);
	int rc = read_file(path, &text, err);
	const struct rulefile file = {
		.name = path,
		.text = buf_string(&text),
		.len = text.len,
	};
	if (rc == 0)
		rc = rulebook_add(book, &file, err);
	buf_release(&text);
	return rc;
}

static int write_output(
	const char *path, const struct ruleset *set, struct err *err)
{
	FILE *out = fopen(path, "w");
	if (!out)
		return err_set(err, ERR_IO, "%s: %s", path, strerror(errno));
	write_ruleset(out, set);
	int failed = ferror(out);
	failed |= fclose(out);
	if (failed)
		return err_set(err, ERR_IO, "%s: cannot be written", path);
	return 0;
}

int main(int argc, char **argv)
{
	struct err err;
	struct ruleset set;
	int rc = 0;

	if (argc < 3) {
		fputs("usage: rulec OUTPUT.c RULES.conf...\n", stderr);
		return 2;
	}
	struct rulebook *book = rulebook_new(NULL);
	for (int i = 2; i < argc && rc == 0; i++)
		rc = add_file(book, argv[i], &err);
	if (rc == 0)
		rc = rulebook_finish(book, &set, &err);
	if (rc == 0)
		rc = write_output(argv[1], &set, &err);
	if (rc < 0)
		fprintf(stderr, "rulec: %s\n", err.message);
	rulebook_free(book);
	return rc < 0;
}
