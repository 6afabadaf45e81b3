/*
 * test_mem.c - memory that is there, or the end with 3 and one line.
 *
 * What ends the program is tried in a child.
 */
#include "unit.h"

#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"

/* Lets malloc() fail under the address sanitizer instead of ending all. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
	return "allocator_may_return_null=1";
}

static void too_much_alloc(void)
{
	free(mem_alloc(SIZE_MAX / 2));
}

static void too_much_zalloc(void)
{
	free(mem_zalloc(SIZE_MAX / 2, 1));
}

static void too_much_resize(void)
{
	free(mem_resize(NULL, SIZE_MAX / 2, 1));
}

static void overflow_zalloc(void)
{
	free(mem_zalloc(SIZE_MAX / 2, 3));
}

static void overflow_resize(void)
{
	free(mem_resize(NULL, 3, SIZE_MAX / 2));
}

static void overflow_copy(void)
{
	free(mem_copy("", SIZE_MAX));
}

static void overflow_grow(void)
{
	size_t capacity = SIZE_MAX / 4;

	free(mem_grow(NULL, SIZE_MAX / 4, &capacity, 16));
}

static void overflow_grow_count(void)
{
	size_t capacity = SIZE_MAX - 1;

	free(mem_grow(NULL, SIZE_MAX - 1, &capacity, 1));
}

static const struct {
	const char *name;
	void (*run)(void);
} fatal_cases[] = {
	{ "alloc", too_much_alloc },
	{ "zalloc", too_much_zalloc },
	{ "resize", too_much_resize },
	{ "zalloc overflow", overflow_zalloc },
	{ "resize overflow", overflow_resize },
	{ "copy overflow", overflow_copy },
	{ "grow overflow", overflow_grow },
	{ "grow count overflow", overflow_grow_count },
};

/* Runs a case in a child; returns its status, its stderr goes to TEXT. */
static int run_in_child(void (*run)(void), char *text, size_t size)
{
	int ends[2];
	int status = -1;
	size_t used = 0;
	ssize_t got;
	pid_t child;

	assert_int_equal(pipe(ends), 0);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		(void)close(ends[0]);
		(void)dup2(ends[1], 2);
		run();
		_exit(99);
	}
	(void)close(ends[1]);
	while (used + 1 < size) {
		got = read(ends[0], text + used, size - 1 - used);
		if (got <= 0)
			break;
		used += (size_t)got;
	}
	text[used] = '\0';
	(void)close(ends[0]);
	assert_int_equal(waitpid(child, &status, 0), child);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + status;
}

static void test_fatal(void **state)
{
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(fatal_cases); i++) {
		const char *name = fatal_cases[i].name;
		char text[65536];
		const char *line;

		failures += differs_int(name,
			run_in_child(fatal_cases[i].run, text, sizeof(text)),
			3);
		line = strstr(text, "kagiban: out of memory");
		failures += differs_int(name, line != NULL, 1);
		if (line != NULL)
			failures +=
				differs_string(name, strchr(line, '\n'), "\n");
	}
	assert_int_equal(failures, 0);
}

static void test_small(void **state)
{
	char *text = mem_copy("abcdef", 3);
	char *string = mem_copy_string("whole");
	unsigned char *zeros = mem_zalloc(3, 5);
	void *empty = mem_alloc(0);
	void *none = mem_zalloc(0, 8);

	(void)state;
	assert_string_equal(text, "abc");
	assert_string_equal(string, "whole");
	assert_null(mem_copy_string(NULL));
	for (size_t i = 0; i < 15; i++)
		assert_int_equal(zeros[i], 0);
	assert_non_null(empty);
	assert_non_null(none);
	empty = mem_resize(empty, 0, 0);
	assert_non_null(empty);
	free(text);
	free(string);
	free(zeros);
	free(empty);
	free(none);
}

static void test_grow(void **state)
{
	uint32_t *list = NULL;
	size_t capacity = 0;
	size_t moves = 0;

	(void)state;
	for (uint32_t i = 0; i < 10000; i++) {
		size_t before = capacity;

		list = mem_grow(list, i, &capacity, sizeof(*list));
		assert_true(capacity > i);
		moves += capacity != before;
		list[i] = i;
	}
	for (uint32_t i = 0; i < 10000; i++)
		assert_int_equal(list[i], i);
	assert_true(moves < 25);
	free(list);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fatal),
		cmocka_unit_test(test_small),
		cmocka_unit_test(test_grow),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
