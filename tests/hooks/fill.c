/*
 * fill.c - prints a template (docs/RULES.md) filled from a seed, for scripts
 * that need a token with a right checksum: fill TEMPLATE SEED
 */
#include <stdio.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "rules/sample.h"

enum { TEXT_LIMIT = 1024 * 1024 }; /* bytes */

int main(int argc, char **argv)
{
	struct buf text = BUF_INIT(TEXT_LIMIT);
	struct err err = { .message = "usage: fill TEMPLATE SEED" };
	int rc = ERR_USAGE;

	if (argc == 3) {
		const struct sample_args args = {
			.template = argv[1],
			.seed = strtoull(argv[2], NULL, 10),
		};
		rc = sample_fill(&args, &text, NULL, &err);
	}
	if (rc < 0)
		fprintf(stderr, "fill: %s\n", err.message);
	else
		puts(buf_string(&text));
	buf_release(&text);
	return rc < 0;
}
