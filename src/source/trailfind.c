/*
 * trailfind.c - finds out what a report on commits must know of them.
 *
 *     rev-list --no-walk         subject and parents of each commit
 *     merge-base, rev-list       their order
 *     for-each-ref refs/remotes  has one of them left already?
 *     for-each-ref NAME...       which of what was pushed has the earliest?
 *     rev-list --parents         what lies between that and the tip?
 */
#include "source/trailfind.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "model/trail.h"
#include "source/gitanswer.h"
#include "source/gitrepo.h"
#include "source/objectid.h"

enum {
	COMMITS_ASKED = 100, /* of more the report shows a part anyhow */
	REFS_ASKED = 200,
	FIXED_ARGS = 8, /* in front of those lists, with the NULL */
	ANSWER_LIMIT = 64 * 1024 * 1024,
};

struct search {
	struct trail *trail; /* borrowed */
	const struct trailfind_args *args; /* borrowed */
	struct buf answer; /* of the last question, a string */
	char *head_ref; /* owned: "refs/heads/main"; NULL: detached, or none */
	char head[TRAIL_ID_SIZE]; /* its commit in hex, or "" */
	char tip[TRAIL_ID_SIZE]; /* the commit of trail->ref, or "" */
};

/* The earliest commit; NULL if all are tags. */
static const struct trail_commit *earliest(const struct search *search)
{
	for (size_t i = 0; i < search->trail->count; i++) {
		if (search->trail->commits[i].is_known)
			return &search->trail->commits[i];
	}
	return NULL;
}

/* Makes a list of FIXED (NULL-ended) and room for MORE; caller owns. */
static const char **make_args(
	const char *const *fixed, size_t more, size_t *count)
{
	/* A list of pointers.  NOLINTNEXTLINE(bugprone-sizeof-expression) */
	const char **args = mem_zalloc(FIXED_ARGS + more, sizeof(*args));

	for (*count = 0; fixed[*count] != NULL; (*count)++)
		args[*count] = fixed[*count];
	return args;
}

/* A line "ID PARENT...", and the subject on the next. */
static void note_commit(struct search *search, char *line, const char *subject)
{
	const char *id = gitanswer_word(&line);
	struct trail_commit *commit =
		id != NULL ? trail_find(search->trail, id) : NULL;

	if (commit == NULL || commit->is_known)
		return;
	commit->is_known = true;
	commit->is_root = gitanswer_word(&line) == NULL;
	commit->is_merge = gitanswer_word(&line) != NULL;
	commit->subject = mem_copy_string(subject);
}

static void read_commits(struct search *search)
{
	static const char *const fixed[] = { "rev-list", "--no-walk=unsorted",
		"--encoding=UTF-8", "--format=%H %P%n%s", NULL };
	size_t count;
	const char **args = make_args(fixed, COMMITS_ASKED, &count);

	for (size_t i = 0; i < search->trail->count && i < COMMITS_ASKED; i++)
		args[count++] = search->trail->commits[i].id;
	if (gitanswer_ask(&search->answer, args)) {
		char *rest = search->answer.data;
		while (gitanswer_line(&rest) != NULL) { /* "commit ID" */
			char *line = gitanswer_line(&rest);
			note_commit(search, line, gitanswer_line(&rest));
		}
	}
	free(args);
}

/* Puts the commits that stand in the answer, children first, in their order,
 * the earliest first. */
static void sort_by_answer(struct search *search)
{
	struct trail *trail = search->trail;
	char *rest = search->answer.data;

	for (char *line = gitanswer_line(&rest); line != NULL;
		line = gitanswer_line(&rest)) {
		struct trail_commit *commit = trail_find(search->trail, line);
		if (commit == NULL)
			continue;
		struct trail_commit copy = *commit;
		memmove(trail->commits + 1, trail->commits,
			(size_t)(commit - trail->commits) * sizeof(copy));
		trail->commits[0] = copy;
	}
}

/* Asks with FIXED and the commits that are known, and perhaps LAST. */
static bool ask_of_commits(struct search *search, const char *const *fixed,
	const char *const *last)
{
	size_t count;
	const char **args = make_args(fixed, COMMITS_ASKED + 2, &count);

	for (size_t i = 0; i < search->trail->count && i < COMMITS_ASKED; i++) {
		if (search->trail->commits[i].is_known)
			args[count++] = search->trail->commits[i].id;
	}
	for (; *last != NULL; last++)
		args[count++] = *last;
	bool answered = gitanswer_ask(&search->answer, args);
	free(args);
	return answered;
}

/* They come in the order in which they were found, which may be another. */
static void sort_commits(struct search *search)
{
	static const char *const base[] = { "merge-base", "--octopus", NULL };
	static const char *const list[] = { "rev-list", "--topo-order", NULL };
	static const char *const none[] = { NULL };
	char parents[TRAIL_ID_SIZE + 2] = "";
	const char *const not_below[] = { "--not", parents, NULL };

	if (search->trail->count < 2)
		return;
	if (ask_of_commits(search, base, none)) {
		char *rest = search->answer.data;
		const char *id = gitanswer_line(&rest);
		if (id != NULL)
			snprintf(parents, sizeof(parents), "%.64s^@", id);
	}
	if (ask_of_commits(search, list, *parents ? not_below : none))
		sort_by_answer(search);
}

static void find_left(struct search *search)
{
	static const char *const fixed[] = { "for-each-ref", "--count=2",
		"--format=%(refname:lstrip=2)", NULL };
	size_t count;
	const char **args = make_args(fixed, 2 * COMMITS_ASKED + 1, &count);

	for (size_t i = 0; i < search->trail->count && i < COMMITS_ASKED; i++) {
		if (!search->trail->commits[i].is_known)
			continue;
		args[count++] = "--contains";
		args[count++] = search->trail->commits[i].id;
	}
	args[count] = "refs/remotes";
	if (gitanswer_ask(&search->answer, args)) {
		char *rest = search->answer.data;
		for (;;) {
			const char *line = gitanswer_line(&rest);
			const char *slash = line ? strrchr(line, '/') : NULL;
			if (line == NULL)
				break;
			if (slash != NULL && strcmp(slash, "/HEAD") == 0)
				continue;
			search->trail->left_by = mem_copy_string(line);
			break;
		}
	}
	free(args);
}

static void read_head(struct search *search)
{
	static const char *const args[] = { "symbolic-ref", "-q", "HEAD",
		NULL };
	struct object_id id;
	struct err ignored;

	if (gitrepo_head(search->args->repo, &id, &ignored) == 1)
		objectid_hex(search->head, &id);
	if (gitanswer_ask(&search->answer, args)) {
		char *rest = search->answer.data;
		search->head_ref = mem_copy_string(gitanswer_line(&rest));
	}
}

/* Goes to NAME, a short name or an id, whose commit is TIP. */
static void choose(
	struct search *search, const char *name, const char *tip, bool branch)
{
	struct trail *trail = search->trail;

	free(trail->ref);
	trail->ref = mem_copy_string(name);
	trail->is_branch = branch;
	snprintf(search->tip, sizeof(search->tip), "%s", tip);
}

static void choose_head(struct search *search)
{
	free(search->trail->ref);
	search->trail->ref = NULL;
	snprintf(search->tip, sizeof(search->tip), "%s", search->head);
}

/* Whether HEAD has the commit ID in it. */
static bool head_has(struct search *search, const char *id)
{
	const char *args[] = { "merge-base", "--is-ancestor", id, "HEAD",
		NULL };

	return !search->args->on_server && search->head[0] != '\0' &&
	       gitanswer_ask(&search->answer, args);
}

static void note_tag(struct search *search, const char *name, const char *type,
	const char *commit)
{
	struct trail_tag *tag = trail_add_tag(search->trail, name);

	tag->is_annotated = strcmp(type, "tag") == 0;
	/* Its commit, until the tip is known. */
	tag->at_tip = strcmp(commit, search->tip) == 0;
}

/* A line "NAME TYPE ID [ID of what a tag names]" of what has the earliest. */
static void note_ref(struct search *search, char *line, bool tags)
{
	static const char heads[] = "refs/heads/";
	static const char tag_names[] = "refs/tags/";
	const char *name = gitanswer_word(&line);
	const char *type = gitanswer_word(&line);
	const char *id = gitanswer_word(&line);
	const char *named = gitanswer_word(&line);

	if (name == NULL || type == NULL || id == NULL)
		return;
	id = named != NULL ? named : id;
	if (strncmp(name, tag_names, strlen(tag_names)) == 0) {
		name += strlen(tag_names);
		if (tags)
			note_tag(search, name, type, id);
		else if (search->tip[0] == '\0')
			choose(search, name, id, false);
	} else if (!tags && strncmp(name, heads, strlen(heads)) == 0) {
		bool is_head = search->head_ref != NULL &&
			       strcmp(name, search->head_ref) == 0 &&
			       !search->args->on_server;
		bool taken = search->tip[0] != '\0' &&
			     (search->trail->ref == NULL ||
				     search->trail->is_branch);
		if (is_head)
			choose_head(search);
		else if (!taken)
			choose(search, name + strlen(heads), id, true);
	}
}

/*
 * Which of the pushed refs have the earliest commit in them; asked twice, the
 * tags when the tip is known.
 */
static void read_refs(struct search *search, const char *id, bool tags)
{
	static const char format[] =
		"--format=%(refname) %(objecttype) %(objectname) "
		"%(*objectname)";
	const char *fixed[] = { "for-each-ref", format, "--contains", id,
		NULL };
	const struct trailfind_args *given = search->args;
	size_t count;
	const char **args = make_args(fixed, REFS_ASKED, &count);
	size_t least = count;

	for (size_t i = 0; i < given->ref_count && i < REFS_ASKED; i++) {
		if (strncmp(given->refs[i].name, "refs/", 5) == 0)
			args[count++] = given->refs[i].name;
	}
	if (count > least && gitanswer_ask(&search->answer, args)) {
		char *rest = search->answer.data;
		char *line;
		while ((line = gitanswer_line(&rest)) != NULL)
			note_ref(search, line, tags);
	}
	free(args);
}

/* On a server the refs are not there yet: which of the ids has the earliest? */
static void choose_pushed(struct search *search, const char *id)
{
	const struct trailfind_args *args = search->args;

	for (size_t i = 0; i < args->ref_count && i < REFS_ASKED; i++) {
		const char *question[] = { "merge-base", "--is-ancestor", id,
			args->refs[i].id, NULL };
		if (!gitanswer_ask(&search->answer, question))
			continue;
		snprintf(search->tip, sizeof(search->tip), "%s",
			args->refs[i].id);
		return;
	}
}

/* The names of the tags in which something was found. */
static void name_tags(struct search *search)
{
	static const char prefix[] = "refs/tags/";
	const struct trailfind_args *args = search->args;

	for (size_t i = 0; i < args->ref_count; i++) {
		const struct pushed_ref *ref = &args->refs[i];
		struct trail_commit *commit =
			trail_find(search->trail, ref->id);
		if (commit == NULL || commit->is_known || commit->tag != NULL ||
			strncmp(ref->name, prefix, strlen(prefix)) != 0)
			continue;
		commit->tag = mem_copy_string(ref->name + strlen(prefix));
	}
}

/* The ref to rewrite, or HEAD, and its tip. */
static void choose_ref(struct search *search, const char *id)
{
	const struct trailfind_args *args = search->args;

	if (args->on_server) {
		choose_pushed(search, id);
		return;
	}
	read_head(search);
	read_refs(search, id, false);
	/* A branch that was pushed comes first, then HEAD if it will do. */
	if (search->tip[0] != '\0' &&
		(search->trail->ref == NULL || search->trail->is_branch))
		return;
	if (head_has(search, id))
		choose_head(search);
	else if (search->tip[0] == '\0' && args->ref_count > 0)
		choose(search, args->refs[0].id, args->refs[0].id, false);
}

/* What lies between the earliest commit and the tip. */
static void read_between(struct search *search, const char *id)
{
	char parents[TRAIL_ID_SIZE + 2];
	const char *args[] = { "rev-list", "--parents", search->tip, "--not",
		parents, NULL };
	struct trail *trail = search->trail;
	size_t on_ref = 0;

	snprintf(parents, sizeof(parents), "%s^@", id);
	if (search->tip[0] == '\0' || !gitanswer_ask(&search->answer, args))
		return;
	char *rest = search->answer.data;
	for (char *line = gitanswer_line(&rest); line != NULL;
		line = gitanswer_line(&rest)) {
		struct trail_commit *commit =
			trail_find(search->trail, gitanswer_word(&line));
		if (commit != NULL) {
			commit->on_ref = true;
			on_ref++;
		}
		(void)gitanswer_word(&line);
		if (gitanswer_word(&line) != NULL) /* a second parent */
			trail->has_merges = true;
	}
	trail->only_tip = on_ref == 1 && strcmp(id, search->tip) == 0;
}

void trailfind(struct trail *trail, const struct trailfind_args *args)
{
	struct search search = { .trail = trail, .args = args };

	if (trail->count == 0)
		return;
	buf_init(&search.answer, ANSWER_LIMIT);
	read_commits(&search);
	sort_commits(&search);
	name_tags(&search);
	const struct trail_commit *first = earliest(&search);
	if (first != NULL) {
		if (!args->on_server)
			find_left(&search);
		choose_ref(&search, first->id);
		read_between(&search, first->id);
		if (!args->on_server)
			read_refs(&search, first->id, true);
	}
	free(search.head_ref);
	buf_release(&search.answer);
}

void trailfind_left(struct trail *trail, const struct trailfind_args *args)
{
	struct search search = { .trail = trail, .args = args };

	buf_init(&search.answer, ANSWER_LIMIT);
	read_commits(&search);
	if (earliest(&search) != NULL)
		find_left(&search);
	buf_release(&search.answer);
}
