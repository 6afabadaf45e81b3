/*
 * last_block.c - what was shown last, kept without secrets.
 */
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/escape.h"
#include "base/mem.h"
#include "cli/journal.h"
#include "cli/last_block.h"
#include "cli/path.h"
#include "cli/policy_files.h"
#include "source/gitrepo.h"

enum {
	BLOCK_LIMIT = 1024 * 1024, /* bytes; findings beyond it are not kept */
	PATH_LIMIT = 4096, /* bytes of a finding's path */
};

static const char strong[] = "strong";
static const char weak[] = "weak";

/* GIT_DIR/kagiban, caller owns. */
static char *block_folder(const struct gitrepo *repo)
{
	return path_join(gitrepo_git_dir(repo), "kagiban");
}

/* Appends " PATH" if PATH can be shown, and read back, as it is. */
static void append_path(
	struct buf *line, const char *path, const struct veil *veil)
{
	struct buf shown = BUF_INIT(PATH_LIMIT);

	escape_append_string(&shown, path, veil);
	if (path != NULL && strcmp(buf_string(&shown), path) == 0) {
		(void)buf_append_byte(line, ' ');
		(void)buf_append_string(line, path);
	}
	buf_release(&shown);
}

/* Appends the line of FINDING.  Returns 0, or ERR_LIMIT and appends nothing. */
static int append_finding(struct buf *text, const struct finding *finding,
	const struct veil *veil)
{
	struct buf line = BUF_INIT(2 * PATH_LIMIT);

	(void)buf_append_string(&line, finding->id);
	(void)buf_append_byte(&line, ' ');
	(void)buf_append_string(&line, finding->weak ? weak : strong);
	(void)buf_append_byte(&line, ' ');
	(void)buf_append_string(&line, finding->rule->id);
	if (finding->place_count > 0)
		append_path(&line, finding->places[0].path, veil);
	(void)buf_append_byte(&line, '\n');
	int rc = buf_append(text, buf_string(&line), line.len);
	buf_release(&line);
	return rc;
}

int last_block_write(const struct gitrepo *repo,
	const struct findings *findings, const struct veil *veil,
	struct err *err)
{
	struct journal journal = JOURNAL_INIT;
	struct buf text = BUF_INIT(BLOCK_LIMIT);
	char *folder = block_folder(repo);
	char *path = path_join(folder, "last-block");
	unsigned made = 0;

	for (size_t i = 0; i < findings->count; i++)
		if (!findings->list[i].waived &&
			append_finding(&text, &findings->list[i], veil) < 0)
			break;
	struct journal_file file = {
		.path = path,
		.text = buf_string(&text),
		.len = text.len,
		.mode = 0600,
	};
	int rc = journal_make_folders(&journal, folder, &made, err);
	if (rc == 0)
		rc = journal_write(&journal, &file, err);
	journal_commit(&journal);
	journal_release(&journal);
	buf_release(&text);
	free(folder);
	free(path);
	return rc;
}

/* Splits off the word at *REST, which ends at a blank or the string's end. */
static char *next_word(char **rest)
{
	char *word = *rest;
	size_t len = strcspn(word, " ");

	*rest = word[len] == ' ' ? word + len + 1 : word + len;
	word[len] = '\0';
	return word;
}

/* Reads LINE, a string that is written into.  Returns whether it is one. */
static bool read_line(char *line, struct last_finding *finding)
{
	char *id = next_word(&line);
	char *kind = next_word(&line);
	char *rule = next_word(&line);

	if (strlen(id) != FINDING_ID_SIZE - 1 || *rule == '\0')
		return false;
	memcpy(finding->id, id, FINDING_ID_SIZE);
	finding->weak = strcmp(kind, weak) == 0;
	finding->rule = mem_copy_string(rule);
	finding->path = *line == '\0' ? NULL : mem_copy_string(line);
	return true;
}

/* Finds the line with PREFIX in TEXT, which is written into. */
static int find_line(char *text, const char *prefix, struct last_finding *found,
	struct err *err)
{
	bool any = false;

	for (char *line = text; *line != '\0';) {
		size_t len = strcspn(line, "\n");
		char *next = line + len + (line[len] == '\n');

		line[len] = '\0';
		if (strncmp(line, prefix, strlen(prefix)) == 0) {
			if (any)
				return err_set(err, ERR_USAGE,
					"several of the findings shown last "
					"begin with %.16s; give more digits",
					prefix);
			any = read_line(line, found);
		}
		line = next;
	}
	return any;
}

int last_block_find(const struct gitrepo *repo, const char *prefix,
	struct last_finding *found, struct err *err)
{
	struct buf text = BUF_INIT(2 * BLOCK_LIMIT);
	char *folder = block_folder(repo);
	char *path = path_join(folder, "last-block");

	memset(found, 0, sizeof(*found));
	int rc = policy_file_load(path, &text, err);
	if (rc == 1 && text.len > 0)
		rc = find_line(text.data, prefix, found, err);
	else if (rc == 1)
		rc = 0;
	if (rc < 0)
		last_finding_release(found);
	buf_release(&text);
	free(folder);
	free(path);
	return rc;
}

void last_finding_release(struct last_finding *found)
{
	free(found->rule);
	free(found->path);
	memset(found, 0, sizeof(*found));
}
