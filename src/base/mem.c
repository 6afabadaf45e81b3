/*
 * mem.c - memory that is there or ends the program.
 *
 * The one place in the engine that may end the program: see mem.h.
 */
#include <stdint.h>

#include "base/i18n.h"
#include "base/mem.h"

/* enum exit_status has it as EXIT_NOT_SCANNED; base knows no commands. */
enum { EXIT_OUT_OF_MEMORY = 3 };

enum { FIRST_CAPACITY = 8 };

static _Noreturn void out_of_memory(void)
{
	fputs("kagiban: ", stderr);
	fputs(_("out of memory, not everything was scanned"), stderr);
	fputs("\n", stderr);
	exit(EXIT_OUT_OF_MEMORY);
}

static size_t checked_product(size_t count, size_t size)
{
	if (size != 0 && count > SIZE_MAX / size)
		out_of_memory();
	return count * size;
}

void *mem_alloc(size_t size)
{
	void *data = malloc(size == 0 ? 1 : size);

	if (data == NULL)
		out_of_memory();
	return data;
}

void *mem_zalloc(size_t count, size_t size)
{
	size_t total = checked_product(count, size);
	void *data = calloc(1, total == 0 ? 1 : total);

	if (data == NULL)
		out_of_memory();
	return data;
}

void *mem_resize(void *data, size_t count, size_t size)
{
	size_t total = checked_product(count, size);
	void *resized = realloc(data, total == 0 ? 1 : total);

	if (resized == NULL)
		out_of_memory();
	return resized;
}

char *mem_copy(const char *text, size_t len)
{
	char *copy;

	if (len == SIZE_MAX)
		out_of_memory();
	copy = mem_alloc(len + 1);
	if (len > 0)
		memcpy(copy, text, len);
	copy[len] = '\0';
	return copy;
}

char *mem_copy_string(const char *text)
{
	return text == NULL ? NULL : mem_copy(text, strlen(text));
}

void *mem_grow(void *data, size_t count, size_t *capacity, size_t size)
{
	size_t wanted;

	if (count < *capacity)
		return data;
	wanted = count + count / 2;
	if (wanted < count)
		out_of_memory();
	if (wanted < FIRST_CAPACITY)
		wanted = FIRST_CAPACITY;
	data = mem_resize(data, wanted, size);
	*capacity = wanted;
	return data;
}
