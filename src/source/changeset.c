/*
 * changeset.c - what a commit, or the next one, changes against all of its
 * parents.
 *
 * The changes against each parent are sorted by path, so that those against
 * all of them are found by one walk through the lists side by side.
 */
#include "base/err.h"
#include "base/mem.h"
#include "source/changeset.h"
#include "source/gitrepo.h"
#include "source/indexfile.h"
#include "source/treediff.h"
#include "source/treewalk.h"

static const struct object_id *side_parent(
	const struct parents *parents, size_t side)
{
	return parents->count > 0 ? &parents->ids[side] : NULL;
}

static int ask_git(struct changeset *set, const struct gitrepo *repo,
	const struct parents *parents, size_t side, struct err *err)
{
	struct changes *changes = &set->changes[set->side_count];

	set->through_git = true;
	changes_release(changes);
	return diffindex_changes(changes, repo, side_parent(parents, side),
		&set->intent_to_add, err);
}

static int find_side(struct changeset *set, const struct gitrepo *repo,
	const struct parents *parents, size_t side, struct err *err)
{
	struct changes *changes = &set->changes[set->side_count];

	int rc = treewalk_changes(
		changes, repo, side_parent(parents, side), err);
	if (rc > 0)
		rc = ask_git(set, repo, parents, side, err);
	if (rc == ERR_GIT && side > 0) {
		changes_release(changes);
		return 0;
	}
	set->side_count++;
	return rc;
}

static void count_intent_to_add(
	struct changeset *set, const struct gitrepo *repo)
{
	const struct indexfile *index;
	struct err ignored;

	if (gitrepo_index(&index, repo, &ignored) != 0)
		return;
	for (size_t i = 0; i < index->count; i++)
		set->intent_to_add += index->entries[i].intent_to_add;
}

/* Folders and submodules have no lines of their own. */
static bool has_content(uint32_t mode)
{
	uint32_t type = mode & MODE_TYPE;
	return type == MODE_FILE || type == MODE_LINK;
}

static void add_gone(struct changeset *set, const struct changes *changes)
{
	for (size_t i = 0; i < changes->count; i++) {
		const struct change *change = &changes->list[i];
		if (change->mode != 0 || !has_content(change->old_mode))
			continue;
		set->gone = mem_grow(set->gone, set->gone_count,
			&set->gone_capacity, sizeof(*set->gone));
		set->gone[set->gone_count++] = change->old_id;
	}
}

static void find_gone(struct changeset *set)
{
	size_t kept = 0;

	for (size_t i = 0; i < set->side_count; i++)
		add_gone(set, &set->changes[i]);
	if (set->gone_count == 0)
		return;
	qsort(set->gone, set->gone_count, sizeof(*set->gone), objectid_compare);
	for (size_t i = 0; i < set->gone_count; i++) {
		if (i > 0 &&
			objectid_equal(&set->gone[i], &set->gone[kept - 1]))
			continue;
		set->gone[kept++] = set->gone[i];
	}
	set->gone_count = kept;
}

static void make_sides(struct changeset *set, size_t count)
{
	memset(set, 0, sizeof(*set));
	set->changes = mem_zalloc(count, sizeof(*set->changes));
	set->next = mem_zalloc(count, sizeof(*set->next));
	/* A list of pointers.  NOLINTNEXTLINE(bugprone-sizeof-expression) */
	set->sides = mem_zalloc(count, sizeof(*set->sides));
}

int changeset_find(struct changeset *set, const struct gitrepo *repo,
	const struct parents *parents, struct err *err)
{
	size_t sides = parents->count > 0 ? parents->count : 1;

	make_sides(set, sides);
	for (size_t i = 0; i < sides; i++) {
		int rc = find_side(set, repo, parents, i, err);
		if (rc < 0)
			return rc;
	}
	if (!set->through_git)
		count_intent_to_add(set, repo);
	find_gone(set);
	return 0;
}

int changeset_of_trees(struct changeset *set, const struct treediff_args *args,
	const struct object_id *tree, const struct object_id *parents,
	size_t count, struct err *err)
{
	struct treediff_args diff = *args;
	size_t sides = count > 0 ? count : 1;

	make_sides(set, sides);
	for (size_t i = 0; i < sides; i++) {
		struct changes *changes = &set->changes[set->side_count++];
		diff.only_old = args->only_old || i > 0;
		int rc = treediff_changes(changes, &diff,
			count > 0 ? &parents[i] : NULL, tree, err);
		if (rc < 0)
			return rc;
	}
	find_gone(set);
	return 0;
}

void changeset_of_blob(
	struct changeset *set, const char *path, const struct object_id *id)
{
	make_sides(set, 1);
	struct change *change =
		changes_add(&set->changes[0], path, strlen(path));
	change->mode = MODE_FILE | 0644;
	change->id = *id;
	set->side_count = 1;
}

void changeset_release(struct changeset *set)
{
	for (size_t i = 0; i < set->side_count; i++)
		changes_release(&set->changes[i]);
	free(set->changes);
	free(set->next);
	free(set->sides);
	free(set->gone);
	memset(set, 0, sizeof(*set));
}

/* Finds PATH in the changes of SIDE, which is asked in the paths' order. */
static const struct change *find_path(
	struct changeset *set, size_t side, const char *path)
{
	const struct changes *changes = &set->changes[side];

	for (; set->next[side] < changes->count; set->next[side]++) {
		const struct change *change = &changes->list[set->next[side]];
		int order = strcmp(change->path, path);
		if (order == 0)
			return change;
		if (order > 0)
			return NULL;
	}
	return NULL;
}

static bool is_in_all(struct changeset *set)
{
	for (size_t i = 1; i < set->side_count; i++) {
		set->sides[i] = find_path(set, i, set->sides[0]->path);
		if (set->sides[i] == NULL)
			return false;
	}
	return true;
}

bool changeset_next(struct changeset *set)
{
	const struct changes *first = &set->changes[0];

	while (set->next[0] < first->count) {
		set->sides[0] = &first->list[set->next[0]++];
		if (set->sides[0]->mode != 0 && is_in_all(set))
			return true;
	}
	return false;
}

bool changeset_has_gone(const struct changeset *set, const struct object_id *id)
{
	return set->gone_count > 0 &&
	       bsearch(id, set->gone, set->gone_count, sizeof(*set->gone),
		       objectid_compare);
}
