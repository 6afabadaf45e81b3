/*
 * report.c - the table of formats, and what counts as blocked.
 */
#include "report/report.h"

#include <string.h>

#include "report/json.h"
#include "report/sarif.h"
#include "report/text.h"

static const struct report_format formats[] = {
	{ "text", text_write, false },
	{ "json", json_write, true },
	{ "sarif", sarif_write, true },
};

const struct report_format *report_format_find(const char *name)
{
	size_t i;

	for (i = 0; i < sizeof(formats) / sizeof(*formats); i++)
		if (strcmp(formats[i].name, name) == 0)
			return &formats[i];
	return NULL;
}

bool report_blocks(const struct finding *finding, enum confidence block)
{
	return !finding->waived && finding->confidence >= block;
}

size_t report_blocking(const struct findings *findings, enum confidence block)
{
	size_t count = 0;
	size_t i;

	for (i = 0; i < findings->count; i++)
		if (report_blocks(&findings->list[i], block))
			count++;
	return count;
}
