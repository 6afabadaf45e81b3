/*
 * treewalk.c - what the index changes against a commit.
 *
 * Both sides are in git's order, which compares a folder's name as if it
 * ended with a slash; so one merge of two sorted lists does it, a folder at a
 * time.  Whatever could make the walk go wrong (an index out of order, a
 * cache tree that claims more entries than there are) is looked at here.
 */
#include <stdbool.h>

#include <git2.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "source/changes.h"
#include "source/gitopen.h"
#include "source/gitrepo.h"
#include "source/indexfile.h"
#include "source/treeentry.h"
#include "source/treewalk.h"

enum {
	DEPTH_LIMIT = 2048, /* folders in folders */
	PATH_LIMIT = 1024 * 1024, /* bytes of a path */
	LEFT_TO_GIT = 1, /* what treewalk_changes() returns then */
};

struct walk {
	git_repository *handle; /* borrowed */
	const struct indexfile *index; /* borrowed */
	struct changes *out; /* borrowed */
	struct buf path; /* owned; of the folder in hand, with its slash */
	size_t at; /* the next entry of the index */
	unsigned depth;
};

/* A folder on both sides. */
struct folder {
	git_tree *tree; /* owned; NULL: it is not in the commit */
	size_t next; /* the tree's next entry */
	const struct index_node
		*node; /* borrowed; NULL: not in the cache tree */
	size_t *children; /* owned; numbers of the nodes below node */
};

static int walk_folder(struct walk *walk, const git_oid *tree_id,
	const struct index_node *node, struct err *err);

static int refuse(const git_oid *id, struct err *err)
{
	char hex[OBJECT_HEX_SIZE];
	struct object_id object;

	objectid_set(&object, id->id, SHA1_ID_SIZE);
	objectid_hex(hex, &object);
	return err_set(err, ERR_GIT, "cannot read tree %s: %s", hex,
		gitopen_complaint());
}

/* Whether the next entry of the index is in the folder in hand. */
static bool entry_is_below(const struct walk *walk)
{
	if (walk->at >= walk->index->count)
		return false;
	const struct index_entry *entry = &walk->index->entries[walk->at];
	return walk->path.len == 0 ||
	       strncmp(indexfile_path(walk->index, entry), walk->path.data,
		       walk->path.len) == 0;
}

/* Finds the index's next item in the folder in hand; false: no more. */
static bool next_in_index(struct walk *walk, struct tree_name *item)
{
	for (; entry_is_below(walk); walk->at++) {
		const struct index_entry *entry =
			&walk->index->entries[walk->at];
		if (entry->stage != 0 || entry->intent_to_add)
			continue;
		item->name =
			indexfile_path(walk->index, entry) + walk->path.len;
		item->len = strcspn(item->name, "/");
		item->is_folder = item->name[item->len] == '/';
		return true;
	}
	return false;
}

/* Modes that old versions of git wrote are as today's, as in the index. */
static uint32_t mode_of(const git_tree_entry *entry)
{
	return (uint32_t)git_tree_entry_filemode(entry);
}

/* Finds the tree's next item; false: no more. */
static bool next_in_tree(const struct folder *folder, struct tree_name *item,
	const git_tree_entry **entry)
{
	if (folder->tree == NULL)
		return false;
	*entry = git_tree_entry_byindex(folder->tree, folder->next);
	if (*entry == NULL)
		return false;
	item->name = git_tree_entry_name(*entry);
	item->len = strlen(item->name);
	item->is_folder = mode_of(*entry) == MODE_TREE;
	return true;
}

static void set_new_side(struct change *change, const struct index_entry *entry)
{
	change->mode = entry->mode;
	objectid_set(&change->id, entry->id, SHA1_ID_SIZE);
}

static void set_old_side(struct change *change, const git_tree_entry *entry)
{
	change->old_mode = mode_of(entry);
	objectid_set(
		&change->old_id, git_tree_entry_id(entry)->id, SHA1_ID_SIZE);
}

/* Adds a change of the file NAME in the folder in hand. */
static int add_change(struct walk *walk, const struct tree_name *item,
	const git_tree_entry *old, const struct index_entry *new,
	struct err *err)
{
	size_t folder_len = walk->path.len;

	if (buf_append(&walk->path, item->name, item->len) < 0)
		return err_set(err, ERR_LIMIT, "a path is too long");
	struct change *change =
		changes_add(walk->out, walk->path.data, walk->path.len);
	walk->path.len = folder_len;
	if (old != NULL)
		set_old_side(change, old);
	if (new != NULL)
		set_new_side(change, new);
	return 0;
}

static bool is_same(const git_tree_entry *old, const struct index_entry *new)
{
	return mode_of(old) ==
	       new->mode &&memcmp(
		       git_tree_entry_id(old)->id, new->id, SHA1_ID_SIZE) == 0;
}

/* git's order of the cache tree's folders: short names first. */
static int compare_nodes(
	const struct index_node *node, const char *name, size_t len)
{
	size_t node_len = strlen(node->name);
	if (node_len != len)
		return node_len < len ? -1 : 1;
	return memcmp(node->name, name, len);
}

/* The node of a folder below FOLDER; NULL: not known. */
static const struct index_node *find_node(const struct walk *walk,
	const struct folder *folder, const struct tree_name *item)
{
	size_t low = 0;
	size_t high = folder->children != NULL ? folder->node->child_count : 0;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct index_node *node =
			&walk->index->nodes[folder->children[middle]];
		int order = compare_nodes(node, item->name, item->len);
		if (order == 0)
			return node;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

static void list_children(const struct walk *walk, struct folder *folder)
{
	const struct index_node *node = folder->node;
	if (node == NULL || node->child_count == 0)
		return;
	folder->children =
		mem_zalloc(node->child_count, sizeof(*folder->children));
	size_t number = (size_t)(node - walk->index->nodes) + 1;
	for (size_t i = 0; i < node->child_count; i++) {
		folder->children[i] = number;
		number = walk->index->nodes[number].end;
	}
}

/*
 * Passes over the folder in hand if the cache tree knows that it is the tree
 * ID, and if the entries that it is said to have are all there are.
 */
static bool pass_over(
	struct walk *walk, const git_oid *id, const struct index_node *node)
{
	if (id == NULL || node == NULL || node->id == NULL ||
		memcmp(node->id, id->id, SHA1_ID_SIZE) != 0)
		return false;
	size_t start = walk->at;
	size_t count = node->entry_count;
	if (count == 0 || count > walk->index->count - start)
		return false;
	walk->at = start + count - 1;
	bool last_is_below = entry_is_below(walk);
	walk->at = start + count;
	if (last_is_below && !entry_is_below(walk))
		return true;
	walk->at = start;
	return false;
}

/* Goes into the folder NAME; TREE_ID and NODE may be NULL. */
static int enter(struct walk *walk, const struct tree_name *item,
	const git_oid *tree_id, const struct index_node *node, struct err *err)
{
	size_t folder_len = walk->path.len;

	if (buf_append(&walk->path, item->name, item->len) < 0 ||
		buf_append_byte(&walk->path, '/') < 0)
		return err_set(err, ERR_LIMIT, "a path is too long");
	if (walk->depth == DEPTH_LIMIT)
		return err_set(err, ERR_LIMIT,
			"there are more than %d folders in each other",
			DEPTH_LIMIT);
	int rc = 0;
	walk->depth++;
	if (!pass_over(walk, tree_id, node))
		rc = walk_folder(walk, tree_id, node, err);
	walk->depth--;
	walk->path.len = folder_len;
	return rc;
}

/* A folder that the sparse index does not list: its entry ends in a slash. */
static bool is_sparse(const struct tree_name *item)
{
	return item->is_folder && item->name[item->len + 1] == '\0';
}

/* Takes the index's next item, which the tree does not have. */
static int take_added(struct walk *walk, const struct folder *folder,
	const struct tree_name *item, struct err *err)
{
	if (is_sparse(item))
		return LEFT_TO_GIT;
	if (item->is_folder)
		return enter(
			walk, item, NULL, find_node(walk, folder, item), err);
	return add_change(
		walk, item, NULL, &walk->index->entries[walk->at++], err);
}

/* Takes the tree's next item, which the index does not have. */
static int take_deleted(struct walk *walk, struct folder *folder,
	const struct tree_name *item, const git_tree_entry *old,
	struct err *err)
{
	folder->next++;
	if (item->is_folder)
		return enter(walk, item, git_tree_entry_id(old), NULL, err);
	return add_change(walk, item, old, NULL, err);
}

/* Takes an item that both sides have. */
static int take_both(struct walk *walk, struct folder *folder,
	const struct tree_name *item, const git_tree_entry *old,
	struct err *err)
{
	const struct index_entry *new = &walk->index->entries[walk->at];
	bool same = is_same(old, new);

	folder->next++;
	if (is_sparse(item)) {
		walk->at++;
		return same ? 0 : LEFT_TO_GIT;
	}
	if (item->is_folder)
		return enter(walk, item, git_tree_entry_id(old),
			find_node(walk, folder, item), err);
	walk->at++;
	return same ? 0 : add_change(walk, item, old, new, err);
}

static int merge(struct walk *walk, struct folder *folder, struct err *err)
{
	int rc = 0;

	while (rc == 0) {
		struct tree_name in_index;
		struct tree_name in_tree;
		const git_tree_entry *old = NULL;
		bool has_new = next_in_index(walk, &in_index);
		bool has_old = next_in_tree(folder, &in_tree, &old);
		if (!has_new && !has_old)
			break;
		int order = !has_old ? -1 : 1;
		if (has_new && has_old)
			order = treeentry_compare(&in_index, &in_tree);
		if (order < 0)
			rc = take_added(walk, folder, &in_index, err);
		else if (order > 0)
			rc = take_deleted(walk, folder, &in_tree, old, err);
		else
			rc = take_both(walk, folder, &in_index, old, err);
	}
	return rc;
}

/* Walks the folder whose path is in hand. */
static int walk_folder(struct walk *walk, const git_oid *tree_id,
	const struct index_node *node, struct err *err)
{
	struct folder folder = { .node = node };

	if (tree_id != NULL &&
		git_tree_lookup(&folder.tree, walk->handle, tree_id) < 0)
		return refuse(tree_id, err);
	list_children(walk, &folder);
	int rc = merge(walk, &folder, err);
	free(folder.children);
	git_tree_free(folder.tree);
	return rc;
}

/* Finds the tree of the commit PARENT. */
static int find_tree(git_oid *tree_id, git_repository *handle,
	const struct object_id *parent, struct err *err)
{
	git_oid id;
	git_commit *commit = NULL;

	memset(&id, 0, sizeof(id));
	memcpy(id.id, parent->bytes, SHA1_ID_SIZE);
	if (git_commit_lookup(&commit, handle, &id) < 0) {
		char hex[OBJECT_HEX_SIZE];
		objectid_hex(hex, parent);
		return err_set(err, ERR_GIT, "cannot read commit %s: %s", hex,
			gitopen_complaint());
	}
	*tree_id = *git_commit_tree_id(commit);
	git_commit_free(commit);
	return 0;
}

int treewalk_changes(struct changes *out, const struct gitrepo *repo,
	const struct object_id *parent, struct err *err)
{
	git_oid tree_id;
	struct walk walk = { .handle = gitrepo_handle(repo),
		.out = out,
		.path = BUF_INIT(PATH_LIMIT) };

	if (walk.handle == NULL)
		return LEFT_TO_GIT;
	int rc = gitrepo_index(&walk.index, repo, err);
	if (rc != 0)
		return rc;
	if (parent != NULL)
		rc = find_tree(&tree_id, walk.handle, parent, err);
	const struct index_node *top =
		walk.index->node_count > 0 ? walk.index->nodes : NULL;
	const git_oid *tree = parent != NULL ? &tree_id : NULL;
	if (rc == 0 && !pass_over(&walk, tree, top))
		rc = walk_folder(&walk, tree, top, err);
	buf_release(&walk.path);
	return rc;
}
