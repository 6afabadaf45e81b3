/*
 * replay.c - runs a fuzz target over a corpus, without libFuzzer.
 *
 *     fuzz_NAME FOLDER
 *
 * Each file of the folder is an input, and so are up to some thousands of
 * small changes of it, always the same ones in the same order, for a fraction
 * of a second.
 */
#include "fuzz.h"

#include <dirent.h>
#include <time.h>

#include "base/buf.h"
#include "base/mem.h"

enum {
	INPUT_LIMIT = 1024 * 1024,
	CHANGES = 2000, /* of each file */
	CHANGES_TIME = CLOCKS_PER_SEC / 8, /* for all of them */
};

static uint64_t next_random(uint64_t *state)
{
	*state ^= *state >> 12;
	*state ^= *state << 25;
	*state ^= *state >> 27;
	return *state * 0x2545F4914F6CDD1DU;
}

static size_t below(uint64_t *random, size_t limit)
{
	return limit == 0 ? 0 : (size_t)(next_random(random) % limit);
}

/* Runs a copy of exactly that size, so that a sanitizer sees each step over. */
static void run_copy(const char *data, size_t size)
{
	uint8_t *copy = mem_alloc(size);

	if (size > 0)
		memcpy(copy, data, size);
	(void)LLVMFuzzerTestOneInput(copy, size);
	free(copy);
}

/* Changes some bytes, cuts, or writes one piece of the input over another. */
static size_t change(char *data, size_t size, uint64_t *random)
{
	static const char special[] = "\0\1\n\t\"'\\[]{}()=:;#*?/ \x7F\x80\xFF";
	size_t steps = 1 + below(random, 4);

	while (steps-- > 0 && size > 0) {
		size_t at = below(random, size);
		size_t from = below(random, size);
		size_t most = size - (at > from ? at : from);

		switch (below(random, 5)) {
		case 0:
			data[at] = (char)next_random(random);
			break;
		case 1:
			data[at] = special[below(random, sizeof(special) - 1)];
			break;
		case 2:
			memmove(data + at, data + from, below(random, most));
			break;
		case 3:
			memmove(data + at, data + at + 1, size - at - 1);
			size--;
			break;
		default:
			if (below(random, 8) == 0)
				size = at;
			break;
		}
	}
	return size;
}

static void run_file(const struct buf *input)
{
	uint64_t random = 1 + input->len;
	char *changed = mem_alloc(input->len);
	clock_t start;

	run_copy(buf_string(input), input->len);
	start = clock();
	for (size_t i = 0; i < CHANGES; i++) {
		if (clock() - start > CHANGES_TIME)
			break;
		if (input->len > 0)
			memcpy(changed, input->data, input->len);
		run_copy(changed, change(changed, input->len, &random));
	}
	free(changed);
}

static void read_file(const char *folder, const char *name, struct buf *out)
{
	struct buf path = BUF_INIT(4096);
	FILE *file;
	char *room;

	buf_append_string(&path, folder);
	buf_append_byte(&path, '/');
	buf_append_string(&path, name);
	file = fopen(buf_string(&path), "rb");
	fuzz_require(file != NULL, buf_string(&path));
	room = buf_reserve(out, INPUT_LIMIT);
	out->len += fread(room, 1, INPUT_LIMIT, file);
	fuzz_require(ferror(file) == 0, buf_string(&path));
	(void)fclose(file);
	buf_release(&path);
}

int main(int argc, char **argv)
{
	const struct dirent *entry;
	size_t count = 0;
	DIR *folder;

	fuzz_require(argc == 2, "one argument, the folder of the corpus");
	folder = opendir(argv[1]);
	fuzz_require(folder != NULL, argv[1]);
	for (entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
		struct buf input = BUF_INIT(INPUT_LIMIT);

		if (entry->d_name[0] == '.')
			continue;
		read_file(argv[1], entry->d_name, &input);
		run_file(&input);
		buf_release(&input);
		count++;
	}
	(void)closedir(folder);
	fuzz_require(count > 0, "the corpus has files");
	(void)printf("%zu files\n", count);
	return 0;
}
