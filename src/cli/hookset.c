/*
 * hookset.c - all our hooks in one folder: put there, and taken away again.
 */
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "base/mem.h"
#include "cli/hookfile.h"
#include "cli/hookset.h"
#include "cli/journal.h"
#include "cli/path.h"

const char hookset_saved_ending[] = ".kagiban-saved";

/* One hook of the folder: what stands at its place and what is kept. */
struct place {
	char *path; /* owned */
	char *kept_path; /* owned */
	struct hookfile now;
	struct hookfile kept;
};

static void place_release(struct place *place)
{
	free(place->path);
	free(place->kept_path);
	hookfile_release(&place->now);
	hookfile_release(&place->kept);
}

static int place_look(struct place *place, const char *folder, const char *name,
	struct err *err)
{
	*place = (struct place){ .path = path_join(folder, name) };
	place->kept_path = path_with(place->path, hookset_saved_ending);
	int rc = hookfile_look(&place->now, place->path, err);
	return rc < 0 ? rc : hookfile_look(&place->kept, place->kept_path, err);
}

static enum hook_earlier earlier_of(const struct hookfile *file)
{
	if (file->kind == HOOK_ABSENT)
		return EARLIER_NONE;
	return file->runs ? EARLIER_RUNS : EARLIER_OFF;
}

/* 0777 less the umask, as git makes its own; the owner can always run it. */
static mode_t hook_mode(void)
{
	return path_new_mode(0777) | S_IRWXU;
}

/* Refuses what cannot be moved away without harm. */
static int check_place(const struct place *place, struct err *err)
{
	switch (place->now.kind) {
	case HOOK_FOLDER:
		return err_set(err, ERR_CONFIG,
			"%s is a folder: git cannot run it; move it away",
			place->path);
	case HOOK_CHANGED:
		return err_set(err, ERR_CONFIG,
			"%s was changed after kagiban wrote it: put your own "
			"lines into %s, remove it and try again",
			place->path, place->kept_path);
	case HOOK_LINK_TO_OURS:
		return err_set(err, ERR_CONFIG,
			"%s is a link to a hook of kagiban: remove it and try "
			"again",
			place->path);
	case HOOK_FOREIGN:
		if (place->kept.kind == HOOK_ABSENT)
			return 0;
		return err_set(err, ERR_CONFIG,
			"%s is not kagiban's, and %s is there from before: "
			"another program may have taken kagiban's place; join "
			"the two or move one away",
			place->path, place->kept_path);
	case HOOK_ABSENT:
	case HOOK_OURS:
		break;
	}
	return 0;
}

static bool is_current(const struct hookfile *now, const struct buf *text)
{
	return now->kind == HOOK_OURS && now->runs &&
	       now->text.len == text->len &&
	       memcmp(buf_string(&now->text), buf_string(text), text->len) == 0;
}

static int write_hook(struct journal *journal, const struct place *place,
	const struct buf *text, struct hook_result *result, struct err *err)
{
	bool keeps = place->now.kind == HOOK_FOREIGN ||
		     (place->now.kind == HOOK_OURS && place->now.is_stub);
	struct journal_file file = {
		.path = place->path,
		.kept = keeps ? place->kept_path : NULL,
		.text = buf_string(text),
		.len = text->len,
		.mode = hook_mode(),
	};

	result->change = HOOK_UNCHANGED;
	result->earlier = earlier_of(keeps ? &place->now : &place->kept);
	if (is_current(&place->now, text))
		return 0;
	result->change = place->now.kind == HOOK_OURS && !keeps ? HOOK_REFRESHED
								: HOOK_ADDED;
	return journal_write(journal, &file, err);
}

/* How many folders were made for the hooks that are there, of both sides. */
static int find_folders(unsigned *folders, const char *folder, struct err *err)
{
	int rc = 0;

	*folders = 0;
	for (size_t i = 0; rc == 0 && i < HOOK_COUNT; i++) {
		struct place place;
		rc = place_look(&place, folder, hook_templates[i].name, err);
		if (rc == 0 && place.now.kind == HOOK_OURS &&
			place.now.folders > *folders)
			*folders = place.now.folders;
		place_release(&place);
	}
	return rc;
}

static int install_one(struct journal *journal,
	const struct hook_template *template, const struct hookset_args *args,
	struct hook_result *result, struct err *err)
{
	struct buf text = BUF_INIT(HOOKFILE_LIMIT);
	struct hookfile_values values = {
		.program = args->program,
		.name = template->name,
		.folders = args->folders_made,
	};
	struct place place;

	int rc = place_look(&place, args->folder, template->name, err);
	if (rc < 0)
		goto done;
	rc = check_place(&place, err);
	if (rc < 0)
		goto done;
	rc = hookfile_render(template->text, &values, &text, err);
	if (rc == 0)
		rc = write_hook(journal, &place, &text, result, err);
done:
	buf_release(&text);
	place_release(&place);
	return rc;
}

static void clear(struct hook_result results[HOOK_COUNT])
{
	for (size_t i = 0; i < HOOK_COUNT; i++)
		results[i] = (struct hook_result){ HOOK_NOTHING, EARLIER_NONE };
}

int hookset_install(struct journal *journal, const struct hookset_args *args,
	struct hook_result results[HOOK_COUNT], struct err *err)
{
	struct hookset_args full = *args;
	int rc = 0;

	clear(results);
	if (full.folders_made == 0)
		rc = find_folders(&full.folders_made, args->folder, err);
	for (size_t i = 0; rc == 0 && i < HOOK_COUNT; i++)
		if (hook_templates[i].side == args->side)
			rc = install_one(journal, &hook_templates[i], &full,
				&results[i], err);
	return rc;
}

static int uninstall_one(struct journal *journal, const struct place *place,
	struct hook_result *result, struct err *err)
{
	switch (place->now.kind) {
	case HOOK_FOREIGN:
	case HOOK_FOLDER:
		if (place->kept.kind != HOOK_ABSENT)
			result->change = HOOK_LEFT;
		return 0;
	case HOOK_CHANGED:
	case HOOK_LINK_TO_OURS:
		result->change = HOOK_LEFT;
		return 0;
	case HOOK_ABSENT:
	case HOOK_OURS:
		break;
	}
	if (place->now.is_stub)
		return 0;
	result->earlier = earlier_of(&place->kept);
	if (place->now.kind == HOOK_OURS || place->kept.kind != HOOK_ABSENT)
		result->change = HOOK_REMOVED;
	if (place->kept.kind != HOOK_ABSENT)
		return journal_move(
			journal, place->kept_path, place->path, err);
	if (place->now.kind == HOOK_OURS)
		return journal_remove(journal, place->path, err);
	return 0;
}

int hookset_uninstall(struct journal *journal, const char *folder,
	enum hook_side side, struct hook_result results[HOOK_COUNT],
	unsigned *folders_made, struct err *err)
{
	int rc = 0;
	bool left = false;

	*folders_made = 0;
	clear(results);
	for (size_t i = 0; rc == 0 && i < HOOK_COUNT; i++) {
		struct place place;
		if (hook_templates[i].side != side)
			continue;
		rc = place_look(&place, folder, hook_templates[i].name, err);
		if (rc == 0)
			rc = uninstall_one(journal, &place, &results[i], err);
		if (place.now.kind == HOOK_OURS &&
			place.now.folders > *folders_made)
			*folders_made = place.now.folders;
		left = left || results[i].change == HOOK_LEFT;
		place_release(&place);
	}
	if (left)
		*folders_made = 0;
	return rc;
}

int hookset_has(
	bool *there, const char *folder, enum hook_side side, struct err *err)
{
	int rc = 0;

	*there = false;
	for (size_t i = 0; rc == 0 && !*there && i < HOOK_COUNT; i++) {
		struct place place;
		if (hook_templates[i].side != side)
			continue;
		rc = place_look(&place, folder, hook_templates[i].name, err);
		*there = place.now.kind == HOOK_OURS && !place.now.is_stub;
		place_release(&place);
	}
	return rc;
}

void hookset_remove_folders(const char *folder, unsigned count)
{
	char *path = mem_copy_string(folder);

	while (count > 0 && rmdir(path) == 0) {
		char *parent = path_parent(path);
		free(path);
		path = parent;
		count--;
	}
	free(path);
}
