/*
 * grow.c - makes a random history with secrets in it, and says where they are.
 *
 *     grow SEED DIR
 *
 * DIR/stream is for `git fast-import`.  Branches grow, are merged (two or
 * three at once, some of them adding a line of their own), renamed files are
 * changed, commits are reverted, picked, amended and dropped.  What is planted
 * is known, so that what must be found is worked out here from the plain
 * definitions, without a line of the program's sources:
 *
 *     DIR/added     ID PATH MARK    the line stands in PATH of the commit MARK,
 *                                   and neither there in a parent of it, nor
 *                                   in a file that the commit takes away
 *     DIR/stands    ID PATH MARK    the same line or another with that secret
 *                                   stands there, and in PATH of no commit
 *                                   before it
 *
 * ID is the secret's, by docs: the blob id of "kagiban", a NUL and the secret.
 * A message is a PATH "-".
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"

enum {
	MOST_COMMITS = 48, /* a bit each in a set */
	MOST_FILES = 12,
	MOST_LINES = 40,
	MOST_PARENTS = 3,
	MOST_BRANCHES = 5,
	MOST_SECRETS = 256,
	PATH_SIZE = 32,
	TOKEN_SIZE = 27, /* with its NUL */
	ID_SIZE = 17,
};

/* A line: filler if secret is -1. */
struct line {
	int secret;
	int variant; /* of the text round it, or the filler's number */
};

struct file {
	char path[PATH_SIZE];
	struct line lines[MOST_LINES];
	int count;
};

struct tree {
	struct file files[MOST_FILES];
	int count;
};

struct commit {
	struct tree tree;
	int parents[MOST_PARENTS];
	int parent_count;
	int secret; /* in its message; -1: none */
	uint64_t ancestors; /* this one among them */
};

struct world {
	struct commit commits[MOST_COMMITS];
	int count;
	int branches[MOST_BRANCHES]; /* their tips */
	int branch_count;
	char tokens[MOST_SECRETS][TOKEN_SIZE];
	char ids[MOST_SECRETS][ID_SIZE];
	int secret_count;
	int filler;
	uint64_t seed;
};

static int pick(struct world *world, int below)
{
	world->seed ^= world->seed << 13;
	world->seed ^= world->seed >> 7;
	world->seed ^= world->seed << 17;
	return (int)(world->seed % (uint64_t)below);
}

static void find_id(char id[ID_SIZE], const char *token)
{
	unsigned char digest[SHA1_SIZE];
	char head[32];
	struct sha1 sha1;
	size_t len = strlen(token);

	int head_len = snprintf(head, sizeof(head), "blob %zu", len + 8);
	sha1_init(&sha1);
	sha1_update(&sha1, head, (size_t)head_len + 1);
	sha1_update(&sha1, "kagiban", 8);
	sha1_update(&sha1, token, len);
	sha1_final(&sha1, digest);
	for (int i = 0; i < 8; i++)
		(void)snprintf(id + 2 * i, 3, "%02x", digest[i]);
}

/* Makes a token, put together so that none stands in this file. */
static int new_secret(struct world *world)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "abcdefghijklmnopqrstuvwxyz0123456789";
	char *token = world->tokens[world->secret_count];

	memcpy(token, "gl", 2);
	memcpy(token + 2, "pat-", 4);
	for (int i = 6; i < TOKEN_SIZE - 1; i++)
		token[i] = letters[pick(world, 62)];
	token[TOKEN_SIZE - 1] = '\0';
	find_id(world->ids[world->secret_count], token);
	return world->secret_count++;
}

static struct line filler(struct world *world)
{
	struct line line = { -1, world->filler++ };
	return line;
}

static void insert_line(struct file *file, int at, struct line line)
{
	if (file->count == MOST_LINES)
		file->count--;
	if (at > file->count)
		at = file->count;
	memmove(&file->lines[at + 1], &file->lines[at],
		(size_t)(file->count - at) * sizeof(line));
	file->lines[at] = line;
	file->count++;
}

static void remove_line(struct file *file, int at)
{
	file->count--;
	memmove(&file->lines[at], &file->lines[at + 1],
		(size_t)(file->count - at) * sizeof(file->lines[0]));
}

static struct file *find_file(struct tree *tree, const char *path)
{
	for (int i = 0; i < tree->count; i++) {
		if (strcmp(tree->files[i].path, path) == 0)
			return &tree->files[i];
	}
	return NULL;
}

static void new_path(struct world *world, char path[PATH_SIZE])
{
	static const char *const folders[] = { "", "a/", "a/b/", "c/" };

	(void)snprintf(path, PATH_SIZE, "%sf%d", folders[pick(world, 4)],
		pick(world, 9));
}

/* A file under a path that is not taken yet; NULL if there is none. */
static struct file *add_file(struct world *world, struct tree *tree)
{
	char path[PATH_SIZE];

	new_path(world, path);
	if (tree->count == MOST_FILES || find_file(tree, path))
		return NULL;
	struct file *file = &tree->files[tree->count++];
	memset(file, 0, sizeof(*file));
	memcpy(file->path, path, sizeof(path));
	for (int i = 0; i < 4; i++)
		insert_line(file, i, filler(world));
	return file;
}

static struct file *some_file(struct world *world, struct tree *tree)
{
	return tree->count > 0 ? &tree->files[pick(world, tree->count)] : NULL;
}

static void remove_file(struct tree *tree, struct file *file)
{
	*file = tree->files[--tree->count];
}

/* Puts a secret into a file: a new one, or an old one once more. */
static void plant(struct world *world, struct file *file)
{
	struct line line = { 0, pick(world, 2) };

	if (world->secret_count == MOST_SECRETS)
		return;
	line.secret = world->secret_count > 0 && pick(world, 4) == 0
			      ? pick(world, world->secret_count)
			      : new_secret(world);
	insert_line(file, pick(world, file->count + 1), line);
}

static void rename_file(
	struct world *world, struct tree *tree, struct file *file)
{
	char path[PATH_SIZE];

	new_path(world, path);
	if (!find_file(tree, path))
		memcpy(file->path, path, sizeof(path));
}

static void copy_file(
	struct world *world, struct tree *tree, const struct file *file)
{
	struct file copy = *file;

	new_path(world, copy.path);
	if (tree->count < MOST_FILES && !find_file(tree, copy.path))
		tree->files[tree->count++] = copy;
}

/* Changes one thing in a tree. */
static void change(struct world *world, struct tree *tree)
{
	struct file *file = some_file(world, tree);
	int what = pick(world, 10);

	if (!file || what == 0)
		file = add_file(world, tree);
	if (!file)
		return;
	if (what == 1)
		remove_file(tree, file);
	else if (what == 2)
		copy_file(world, tree, file);
	else if (what <= 4)
		rename_file(world, tree, file);
	else if (what <= 6)
		plant(world, file);
	else if (what == 7 && file->count > 1)
		remove_line(file, pick(world, file->count));
	else
		insert_line(file, pick(world, file->count + 1), filler(world));
}

static struct commit *new_commit(
	struct world *world, const int *parents, int parent_count)
{
	struct commit *commit = &world->commits[world->count];

	memset(commit, 0, sizeof(*commit));
	commit->secret = -1;
	commit->ancestors = (uint64_t)1 << world->count;
	for (int i = 0; i < parent_count; i++) {
		commit->parents[i] = parents[i];
		commit->ancestors |= world->commits[parents[i]].ancestors;
	}
	commit->parent_count = parent_count;
	if (parent_count > 0)
		commit->tree = world->commits[parents[0]].tree;
	if (pick(world, 12) == 0 && world->secret_count < MOST_SECRETS)
		commit->secret = new_secret(world);
	world->count++;
	return commit;
}

/* Takes over what the other sides of a merge have and the first has not, as
 * git would without conflicts, and now and then something else. */
static void merge_trees(struct world *world, struct commit *commit)
{
	struct tree *tree = &commit->tree;

	for (int i = 1; i < commit->parent_count; i++) {
		struct tree *side = &world->commits[commit->parents[i]].tree;
		for (int j = 0; j < side->count; j++) {
			struct file *mine =
				find_file(tree, side->files[j].path);
			if (mine && pick(world, 2) == 0)
				*mine = side->files[j];
			else if (!mine && tree->count < MOST_FILES)
				tree->files[tree->count++] = side->files[j];
		}
	}
	if (pick(world, 3) == 0)
		change(world, tree);
}

static void merge(struct world *world, int branch)
{
	int parents[MOST_PARENTS] = { world->branches[branch] };
	int count = 1;

	for (int i = 0; i < world->branch_count && count < MOST_PARENTS; i++) {
		int tip = world->branches[i];
		uint64_t bit = (uint64_t)1 << tip;
		bool known = false;
		for (int j = 0; j < count; j++)
			known |= (world->commits[parents[j]].ancestors & bit) !=
				 0;
		if (!known && pick(world, 2) == 0)
			parents[count++] = tip;
	}
	struct commit *commit = new_commit(world, parents, count);
	merge_trees(world, commit);
	world->branches[branch] = world->count - 1;
}

/* As before the tip: `git revert`. */
static void revert(struct world *world, int branch)
{
	int tip = world->branches[branch];
	const struct commit *undone = &world->commits[tip];

	if (undone->parent_count == 0)
		return;
	int before = undone->parents[0];
	struct commit *commit = new_commit(world, &tip, 1);
	commit->tree = world->commits[before].tree;
	world->branches[branch] = world->count - 1;
}

/* A file of another commit, as it is there: `git cherry-pick`, more or less. */
static void cherry_pick(struct world *world, int branch)
{
	int tip = world->branches[branch];
	struct tree *other = &world->commits[pick(world, world->count)].tree;
	const struct file *file = some_file(world, other);

	if (!file)
		return;
	struct commit *commit = new_commit(world, &tip, 1);
	struct file *mine = find_file(&commit->tree, file->path);
	if (mine)
		*mine = *file;
	else if (commit->tree.count < MOST_FILES)
		commit->tree.files[commit->tree.count++] = *file;
	world->branches[branch] = world->count - 1;
}

/* In place of the tip, which no branch has any more. */
static void amend(struct world *world, int branch)
{
	int tip = world->branches[branch];
	const struct commit *old = &world->commits[tip];

	struct commit *commit =
		new_commit(world, old->parents, old->parent_count);
	commit->tree = world->commits[tip].tree;
	change(world, &commit->tree);
	world->branches[branch] = world->count - 1;
}

static void grow_branch(struct world *world, int branch)
{
	int tip = world->branches[branch];
	struct commit *commit = new_commit(world, &tip, 1);

	for (int i = 0; i <= pick(world, 3); i++)
		change(world, &commit->tree);
	world->branches[branch] = world->count - 1;
}

static void grow(struct world *world)
{
	int branch = pick(world, world->branch_count);
	int what = pick(world, 14);

	if (what == 0 && world->branch_count < MOST_BRANCHES)
		world->branches[world->branch_count++] =
			pick(world, world->count);
	else if (what <= 2)
		merge(world, branch);
	else if (what == 3)
		revert(world, branch);
	else if (what == 4)
		cherry_pick(world, branch);
	else if (what == 5)
		amend(world, branch);
	else if (what == 6 &&
		 world->commits[world->branches[branch]].parent_count > 0)
		world->branches[branch] =
			world->commits[world->branches[branch]].parents[0];
	else
		grow_branch(world, branch);
}

static void grow_all(struct world *world)
{
	struct commit *first = new_commit(world, NULL, 0);

	for (int i = 0; i < 4; i++)
		(void)add_file(world, &first->tree);
	change(world, &first->tree);
	world->branch_count = 1;
	int most = 8 + pick(world, MOST_COMMITS - 8);
	/* Not every turn makes a commit. */
	for (int i = 0; i < 2 * most && world->count < most; i++)
		grow(world);
}

/* Writes a line to TEXT.  Returns its length. */
static int write_line(
	const struct world *world, struct line line, char *text, size_t size)
{
	if (line.secret < 0)
		return snprintf(
			text, size, "a plain line, number %d\n", line.variant);
	return snprintf(text, size, "token%s = %s\n",
		line.variant ? " of ours" : "", world->tokens[line.secret]);
}

static void write_file(
	FILE *out, const struct world *world, const struct file *file)
{
	char text[MOST_LINES * 80];
	int len = 0;

	for (int i = 0; i < file->count; i++)
		len += write_line(world, file->lines[i], text + len,
			sizeof(text) - (size_t)len);
	fprintf(out, "M 100644 inline %s\ndata %d\n%.*s\n", file->path, len,
		len, text);
}

static void write_commit(FILE *out, const struct world *world, int number)
{
	const struct commit *commit = &world->commits[number];
	const char *token =
		commit->secret >= 0 ? world->tokens[commit->secret] : "";

	fprintf(out, "commit refs/grown/%d\nmark :%d\n", number, number + 1);
	fprintf(out, "committer T <t@localhost> %d +0000\n",
		1500000000 + 60 * number);
	fprintf(out, "data %d\ncommit %02d %s\n\n", (int)strlen(token) + 11,
		number, token);
	for (int i = 0; i < commit->parent_count; i++)
		fprintf(out, "%s :%d\n", i == 0 ? "from" : "merge",
			commit->parents[i] + 1);
	fprintf(out, "deleteall\n");
	for (int i = 0; i < commit->tree.count; i++)
		write_file(out, world, &commit->tree.files[i]);
}

static void write_stream(FILE *out, const struct world *world)
{
	for (int i = 0; i < world->count; i++)
		write_commit(out, world, i);
	for (int i = 0; i < world->branch_count; i++)
		fprintf(out, "reset refs/heads/b%d\nfrom :%d\n\n", i,
			world->branches[i] + 1);
	fprintf(out, "done\n");
}

static bool has_line(const struct file *file, struct line line)
{
	for (int i = 0; file && i < file->count; i++) {
		if (file->lines[i].secret == line.secret &&
			file->lines[i].variant == line.variant)
			return true;
	}
	return false;
}

static bool has_secret(const struct file *file, int secret)
{
	for (int i = 0; file && i < file->count; i++) {
		if (file->lines[i].secret == secret)
			return true;
	}
	return false;
}

/* Whether a parent has the line in PATH, or in a file that is gone. */
static bool is_old(struct world *world, const struct commit *commit,
	const char *path, struct line line)
{
	struct commit now = *commit;

	for (int i = 0; i < commit->parent_count; i++) {
		struct tree *before = &world->commits[commit->parents[i]].tree;
		for (int j = 0; j < before->count; j++) {
			const struct file *file = &before->files[j];
			bool counts = strcmp(file->path, path) == 0 ||
				      !find_file(&now.tree, file->path);
			if (counts && has_line(file, line))
				return true;
		}
	}
	return false;
}

/* Whether a commit before NUMBER has the secret in PATH. */
static bool stood_before(
	struct world *world, int number, const char *path, int secret)
{
	for (int i = 0; i < number; i++) {
		if (world->commits[number].ancestors >> i & 1 &&
			has_secret(find_file(&world->commits[i].tree, path),
				secret))
			return true;
	}
	return false;
}

static void tell_file(
	struct world *world, int number, int index, FILE *added, FILE *stands)
{
	const struct commit *commit = &world->commits[number];
	const struct file *file = &commit->tree.files[index];

	for (int i = 0; i < file->count; i++) {
		struct line line = file->lines[i];
		if (line.secret < 0)
			continue;
		const char *id = world->ids[line.secret];
		if (!is_old(world, commit, file->path, line))
			fprintf(added, "%s %s %d\n", id, file->path,
				number + 1);
		if (!stood_before(world, number, file->path, line.secret))
			fprintf(stands, "%s %s %d\n", id, file->path,
				number + 1);
	}
}

/* Tells what must be found, of the commits that a branch reaches. */
static void tell(struct world *world, FILE *added, FILE *stands)
{
	uint64_t reached = 0;

	for (int i = 0; i < world->branch_count; i++)
		reached |= world->commits[world->branches[i]].ancestors;
	for (int i = 0; i < world->count; i++) {
		const struct commit *commit = &world->commits[i];
		if ((reached >> i & 1) == 0)
			continue;
		if (commit->secret >= 0) {
			const char *id = world->ids[commit->secret];
			fprintf(added, "%s - %d\n", id, i + 1);
			fprintf(stands, "%s - %d\n", id, i + 1);
		}
		for (int j = 0; j < commit->tree.count; j++)
			tell_file(world, i, j, added, stands);
	}
}

static FILE *open_in(const char *folder, const char *name)
{
	char path[4096];

	(void)snprintf(path, sizeof(path), "%s/%s", folder, name);
	FILE *file = fopen(path, "w");
	if (!file) {
		perror(path);
		exit(2);
	}
	return file;
}

int main(int argc, char **argv)
{
	static struct world world;

	if (argc != 3) {
		fprintf(stderr, "usage: grow SEED DIR\n");
		return 2;
	}
	world.seed =
		strtoull(argv[1], NULL, 10) * 2654435761u + 88172645463325252u;
	grow_all(&world);
	FILE *stream = open_in(argv[2], "stream");
	FILE *added = open_in(argv[2], "added");
	FILE *stands = open_in(argv[2], "stands");
	write_stream(stream, &world);
	tell(&world, added, stands);
	return fclose(stream) != 0 || fclose(added) != 0 || fclose(stands) != 0;
}
