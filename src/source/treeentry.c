/*
 * treeentry.c - the entries of a tree as it is stored.
 */
#include <string.h>

#include "source/changes.h"
#include "source/treeentry.h"

/* Modes that old versions of git wrote are as today's. */
static uint32_t canonical_mode(uint32_t mode)
{
	switch (mode & MODE_TYPE) {
	case MODE_FILE:
		return MODE_FILE | ((mode & 0100) != 0 ? 0755 : 0644);
	case MODE_LINK:
		return MODE_LINK;
	case MODE_TREE:
		return MODE_TREE;
	default:
		return MODE_GITLINK;
	}
}

/* Reads "MODE " and moves on behind it; false if there is none. */
static bool read_mode(uint32_t *mode, const char **at, const char *end)
{
	const char *start = *at;

	*mode = 0;
	for (; *at < end && **at >= '0' && **at <= '7'; (*at)++)
		*mode = *mode << 3 | (uint32_t)(**at - '0');
	if (*at == start || *at - start > 7 || *at == end || **at != ' ')
		return false;
	(*at)++;
	return true;
}

bool treeentry_read(struct tree_entry *entry, const char **at, const char *end,
	size_t id_size)
{
	const char *name = *at;
	uint32_t mode;

	if (!read_mode(&mode, &name, end))
		return false;
	const char *nul = memchr(name, '\0', (size_t)(end - name));
	if (nul == NULL || nul == name || (size_t)(end - nul - 1) < id_size)
		return false;
	entry->mode = canonical_mode(mode);
	entry->name = name;
	entry->len = (size_t)(nul - name);
	entry->id = (const unsigned char *)nul + 1;
	*at = nul + 1 + id_size;
	return true;
}

int treeentry_compare(const struct tree_name *one, const struct tree_name *two)
{
	size_t len = one->len < two->len ? one->len : two->len;
	int order = memcmp(one->name, two->name, len);
	if (order != 0)
		return order;
	char end_one = one->is_folder ? '/' : '\0';
	char end_two = two->is_folder ? '/' : '\0';
	if (one->len > len)
		end_one = one->name[len];
	if (two->len > len)
		end_two = two->name[len];
	if (end_one != end_two)
		return (unsigned char)end_one < (unsigned char)end_two ? -1 : 1;
	return one->len < two->len ? -1 : one->len > two->len;
}
