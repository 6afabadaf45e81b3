/*
 * countlines.c - opens and reads the files of trees and counts their lines:
 * the least that any scanner has to do.
 *
 * usage: countlines PATH...
 */
#include <stdio.h>

#include "filetree.h"

static void count(void *payload, const char *data, size_t len)
{
	size_t *lines = payload;

	*lines += filetree_newlines(data, len);
}

int main(int argc, char **argv)
{
	size_t lines = 0;

	for (int i = 1; i < argc; i++) {
		if (filetree_read(argv[i], count, &lines) < 0) {
			perror(argv[i]);
			return 1;
		}
	}
	printf("%zu lines\n", lines);
	return 0;
}
