/*
 * warnings.c - what a run wants to say beside its result.
 */
#include "base/mem.h"
#include "base/warnings.h"

void warnings_add(struct warnings *warnings, const char *text)
{
	for (size_t i = 0; i < warnings->count; i++) {
		if (strcmp(warnings->list[i], text) == 0)
			return;
	}
	if (warnings->count < WARNINGS_MAX)
		warnings->list[warnings->count++] = mem_copy_string(text);
}

void warnings_release(struct warnings *warnings)
{
	for (size_t i = 0; i < warnings->count; i++)
		free(warnings->list[i]);
	*warnings = (struct warnings){ .count = 0 };
}
