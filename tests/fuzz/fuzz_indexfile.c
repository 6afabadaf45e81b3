/*
 * fuzz_indexfile.c - any bytes: they are refused or left to git, or an index
 * comes out whose entries lie in it, in order, and whose cache tree can be
 * walked.
 */
#include <string.h>

#include "fuzz.h"

#include "base/err.h"
#include "source/indexfile.h"

enum { ID_SIZE = 20 };

static bool is_inside(const struct indexfile *index, const void *at, size_t len)
{
	const char *start = index->bytes.data;
	const char *place = at;

	return place >= start && len <= index->bytes.len &&
	       place <= start + index->bytes.len - len;
}

static void check_entries(const struct indexfile *index)
{
	const char *last = NULL;
	int last_stage = 0;

	for (size_t i = 0; i < index->count; i++) {
		const struct index_entry *entry = &index->entries[i];
		const char *path = indexfile_path(index, entry);
		int order = last == NULL ? -1 : strcmp(last, path);

		fuzz_require(is_inside(index, entry->id, ID_SIZE),
			"an id is in the file");
		fuzz_require(
			order < 0 || (order == 0 && last_stage < entry->stage),
			"paths are in order");
		fuzz_require(entry->stage > 0 ||
				     indexfile_find(index, path) == entry,
			"a path is found");
		last = path;
		last_stage = entry->stage;
	}
}

static void check_nodes(const struct indexfile *index)
{
	for (size_t i = 0; i < index->node_count; i++) {
		const struct index_node *node = &index->nodes[i];
		size_t next = i + 1;

		fuzz_require(node->end > i && node->end <= index->node_count,
			"a folder's end is behind it");
		fuzz_require(is_inside(index, node->name, 1),
			"a folder's name is in the file");
		fuzz_require(
			node->id == NULL || is_inside(index, node->id, ID_SIZE),
			"a folder's id is in the file");
		for (size_t child = 0; child < node->child_count; child++) {
			fuzz_require(next < node->end,
				"a subfolder is inside its folder");
			next = index->nodes[next].end;
		}
		fuzz_require(next == node->end, "nothing else is inside");
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct indexfile index;
	struct err err;

	int rc = indexfile_parse(
		&index, (const char *)data, size, ID_SIZE, &err);
	fuzz_require(rc == 0 || rc == 1 || rc == ERR_GIT, "an index or not");
	if (rc == 0) {
		check_entries(&index);
		check_nodes(&index);
	}
	indexfile_release(&index);
	return 0;
}
