/*
 * trail.c - the commits in which a secret was found, and the way back to them.
 */
#include "model/trail.h"

#include <string.h>

#include "base/mem.h"

void trail_init(struct trail *trail)
{
	memset(trail, 0, sizeof(*trail));
}

void trail_release(struct trail *trail)
{
	for (size_t i = 0; i < trail->count; i++) {
		free(trail->commits[i].subject);
		free(trail->commits[i].tag);
	}
	for (size_t i = 0; i < trail->tag_count; i++)
		free(trail->tags[i].name);
	free(trail->commits);
	free(trail->tags);
	free(trail->left_by);
	free(trail->ref);
	trail_init(trail);
}

struct trail_commit *trail_find(const struct trail *trail, const char *id)
{
	for (size_t i = 0; i < trail->count; i++) {
		if (strcmp(trail->commits[i].id, id) == 0)
			return &trail->commits[i];
	}
	return NULL;
}

struct trail_commit *trail_add(struct trail *trail, const char *id)
{
	struct trail_commit *commit = trail_find(trail, id);
	size_t len = strlen(id);

	if (commit != NULL)
		return commit;
	trail->commits = mem_grow(trail->commits, trail->count,
		&trail->capacity, sizeof(*trail->commits));
	commit = &trail->commits[trail->count++];
	memset(commit, 0, sizeof(*commit));
	memcpy(commit->id, id,
		len < TRAIL_ID_SIZE ? len : (size_t)TRAIL_ID_SIZE - 1);
	return commit;
}

struct trail_tag *trail_add_tag(struct trail *trail, const char *name)
{
	trail->tags = mem_grow(trail->tags, trail->tag_count,
		&trail->tag_capacity, sizeof(*trail->tags));
	struct trail_tag *tag = &trail->tags[trail->tag_count++];
	memset(tag, 0, sizeof(*tag));
	tag->name = mem_copy_string(name);
	return tag;
}
