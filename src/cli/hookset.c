/*
 * hookset.c - all our hooks in one folder: put there, and taken away again.
 */
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "base/mem.h"
#include "cli/hookfile.h"
#include "cli/hookmanager.h"
#include "cli/hookset.h"
#include "cli/hookspare.h"
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

/* Whether what is kept is an older state of what stands in our place. */
static bool is_superseded(const struct place *place)
{
	return hookmanager_is_same(&place->now, &place->kept);
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
		if (place->kept.kind == HOOK_ABSENT || is_superseded(place))
			return 0;
		return err_set(err, ERR_CONFIG,
			"%s is not kagiban's, and %s is there from before: "
			"another program may have taken kagiban's place; join "
			"the two, or remove the one that is out of date, and "
			"try again",
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

	const struct hookfile *earlier = keeps ? &place->now : &place->kept;

	result->change = HOOK_UNCHANGED;
	result->earlier = earlier_of(earlier);
	result->manager = hookmanager_name(earlier);
	if (is_current(&place->now, text))
		return 0;
	result->change = place->now.kind == HOOK_OURS && !keeps ? HOOK_REFRESHED
								: HOOK_ADDED;
	int rc = is_superseded(place)
			 ? journal_remove(journal, place->kept_path, err)
			 : 0;
	return rc == 0 ? journal_write(journal, &file, err) : rc;
}

/* Takes away hooks of ours that another program has moved aside. */
static int remove_strays(struct journal *journal, const struct place *place,
	struct hook_result *result, struct err *err)
{
	int rc = 0;

	for (size_t i = 0; hookmanager_endings[i] != NULL && rc == 0; i++) {
		struct hookfile file;
		char *path = path_with(place->path, hookmanager_endings[i]);

		rc = hookfile_look(&file, path, err);
		if (rc == 0 && file.kind == HOOK_OURS && !file.is_stub) {
			result->stray = hookmanager_endings[i];
			rc = journal_remove(journal, path, err);
		}
		hookfile_release(&file);
		free(path);
	}
	return rc;
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
	if (rc == 0)
		rc = remove_strays(journal, &place, result, err);
done:
	buf_release(&text);
	place_release(&place);
	return rc;
}

static void clear(struct hook_result results[HOOK_COUNT])
{
	for (size_t i = 0; i < HOOK_COUNT; i++)
		results[i] = (struct hook_result){ .change = HOOK_NOTHING };
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
	if (rc == 0)
		hookspare_remove(args->folder);
	return rc;
}

/* Another program's hook stands in our place: it stays, and so does what we
 * keep, unless that is an older state of the same. */
static int leave_foreign(struct journal *journal, const struct place *place,
	struct hook_result *result, struct err *err)
{
	if (is_superseded(place)) {
		result->change = HOOK_REMOVED;
		return journal_remove(journal, place->kept_path, err);
	}
	if (place->kept.kind != HOOK_ABSENT)
		result->change = HOOK_LEFT;
	return 0;
}

static int put_back(struct journal *journal, const struct place *place,
	struct hook_result *result, struct err *err)
{
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

static int uninstall_one(struct journal *journal, const struct place *place,
	struct hook_result *result, struct err *err)
{
	int rc = 0;

	switch (place->now.kind) {
	case HOOK_FOREIGN:
	case HOOK_FOLDER:
		rc = leave_foreign(journal, place, result, err);
		break;
	case HOOK_CHANGED:
	case HOOK_LINK_TO_OURS:
		result->change = HOOK_LEFT;
		break;
	case HOOK_ABSENT:
	case HOOK_OURS:
		rc = put_back(journal, place, result, err);
		break;
	}
	/* One that is left alone may call them. */
	if (rc == 0 && result->change != HOOK_LEFT)
		rc = remove_strays(journal, place, result, err);
	if (result->stray != NULL)
		result->change = HOOK_REMOVED;
	return rc;
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
	if (rc == 0)
		hookspare_remove(folder);
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

int hookset_has_others(bool *there, const char *folder, struct err *err)
{
	int rc = 0;

	*there = false;
	for (size_t i = 0; rc == 0 && !*there && i < HOOK_COUNT; i++) {
		struct place place;
		if (hook_templates[i].side != HOOKS_OF_PERSON)
			continue;
		rc = place_look(&place, folder, hook_templates[i].name, err);
		*there = place.now.kind == HOOK_FOREIGN && place.now.runs;
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
