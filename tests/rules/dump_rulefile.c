/*
 * dump_rulefile.c - lists what rulefile_parse() reads as git would.
 *
 * `dump_rulefile FILE` writes what `git config -f FILE -z --list` writes; when
 * FILE is refused it writes the message to stderr and exits with 1.  It is
 * rulefile_git.sh's half of the comparison.
 */
#include <stdio.h>

#include "base/err.h"
#include "rules/rulefile.h"

static int print_entry(
	void *payload, const struct rulefile_entry *entry, struct err *err)
{
	(void)payload;
	(void)err;
	if (entry->key == NULL)
		return 0;
	printf("%s.", entry->section);
	if (entry->subsection != NULL)
		printf("%s.", entry->subsection);
	printf("%s", entry->key);
	if (entry->value != NULL)
		printf("\n%s", entry->value);
	putchar('\0');
	return 0;
}

int main(int argc, char **argv)
{
	static char text[RULEFILE_LIMIT];
	struct err err;
	size_t len;
	FILE *file = argc == 2 ? fopen(argv[1], "rb") : NULL;

	if (file == NULL) {
		fprintf(stderr, "dump_rulefile: needs one file\n");
		return 3;
	}
	len = fread(text, 1, sizeof(text), file);
	fclose(file);
	if (rulefile_parse(argv[1], text, len, print_entry, NULL, &err) == 0)
		return 0;
	fprintf(stderr, "%s\n", err.message);
	return 1;
}
