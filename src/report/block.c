/*
 * block.c - one secret in a text report: what it is and where it stands.
 *
 *   AWS access key with its secret key                     aws-access-key
 *     key id    AKIA...                 account 058298754007
 *     secret    40 characters, not shown
 *     at        awsconf.json:1 (key id, secret)
 */
#include "report/block.h"

#include <stdlib.h>
#include <string.h>

#include "base/escape.h"
#include "base/i18n.h"
#include "model/encoding.h"
#include "model/reason.h"
#include "model/trail.h"
#include "report/columns.h"
#include "report/page.h"
#include "report/report.h"

enum {
	PLACES_SHOWN = 10,
	LABEL_COLUMN = 4,
	LABEL_WIDTH = 8, /* columns; more if a language needs it */
	FACT_GAP = 8, /* columns between two facts on one line */
	WIDEST = 100, /* beyond it the rule's id is too far from the title */
	COMMIT_DIGITS = 10,
	CUT_LIMIT = 1024, /* bytes of a text that is cut to the line */
};

/* What the rows of a block are called, and the longest of them counts. */
static const char *const labels[] = {
	[FACT_KEY_ID] = N_("key id"),
	[FACT_ACCOUNT] = N_("account"),
	[FACT_ORIGIN] = N_("kept in"),
	[FACT_USER] = N_("user"),
	[FACT_HOST] = N_("host"),
	[FACT_NAME] = N_("name"),
};

static size_t value_column(void)
{
	const char *const others[] = { _("secret"), _("at"), _("id"),
		_("grants"), _("commit"), _("because") };
	size_t widest = LABEL_WIDTH;
	size_t i;

	for (i = 0; i < sizeof(labels) / sizeof(*labels); i++) {
		const char *label = labels[i] ? _(labels[i]) : "";
		size_t width = columns_of(label, strlen(label));

		widest = width > widest ? width : widest;
	}
	for (i = 0; i < sizeof(others) / sizeof(*others); i++) {
		size_t width = columns_of(others[i], strlen(others[i]));

		widest = width > widest ? width : widest;
	}
	return LABEL_COLUMN + widest + 2;
}

static void add_label(struct page *page, const char *label)
{
	page_pad(page, LABEL_COLUMN, 0);
	page_style(page, STYLE_DIM);
	page_add(page, "%s", label);
	page_style(page, STYLE_PLAIN);
	page_pad(page, value_column(), 2);
}

static void add_title(struct page *page, const struct finding *finding)
{
	const char *id = finding->rule->id;
	size_t width = page->args->width < WIDEST ? page->args->width : WIDEST;
	size_t id_width = columns_of(id, strlen(id));

	page_line(page);
	page_pad(page, 2, 0);
	page_style(page, STYLE_STRONG);
	page_add(page, "%s", _(finding_title(finding)));
	page_style(page, STYLE_PLAIN);
	if (page->column + 2 + id_width > page->args->width)
		page_line(page);
	page_pad(page, width > id_width ? width - id_width : 0, 2);
	page_style(page, STYLE_DIM);
	page_add(page, "%s", id);
	page_line(page);
}

/* Whether FACT goes on the line of one of the kind BEFORE, which is there. */
static bool shares_line(
	const struct page *page, enum fact_kind before, const struct fact *fact)
{
	const char *label = _(labels[fact->kind]);
	bool belongs = (before == FACT_KEY_ID && fact->kind == FACT_ACCOUNT) ||
		       (before == FACT_USER && fact->kind == FACT_HOST);

	return belongs && page->column > 0 &&
	       page->column + FACT_GAP + columns_of(label, strlen(label)) + 1 +
			       columns_of(fact->text, strlen(fact->text)) <=
		       page->args->width;
}

static void add_facts(struct page *page, const struct finding *finding)
{
	enum fact_kind before = FACT_ENCRYPTED;
	size_t i;

	for (i = 0; i < finding->fact_count; i++) {
		const struct fact *fact = &finding->facts[i];

		if (fact->kind > FACT_NAME)
			continue;
		if (shares_line(page, before, fact)) {
			page_pad(page, 0, FACT_GAP);
			page_style(page, STYLE_DIM);
			page_add(page, "%s ", _(labels[fact->kind]));
			page_style(page, STYLE_PLAIN);
		} else {
			if (page->column > 0)
				page_line(page);
			add_label(page, _(labels[fact->kind]));
		}
		page_foreign(page, fact->text);
		before = fact->kind;
	}
	if (page->column > 0)
		page_line(page);
}

static void add_length(
	struct page *page, const char *prefix, unsigned long length)
{
	struct buf shown = BUF_INIT(256);

	escape_append_string(&shown, prefix, page->args->veil);
	if (shown.len > 0 && length > 0)
		page_add(page,
			ngettext_("%s…, %lu character, the rest not shown",
				"%s…, %lu characters, the rest not shown",
				length),
			buf_string(&shown), length);
	else if (shown.len > 0)
		page_add(
			page, _("%s…, the rest not shown"), buf_string(&shown));
	else if (length > 0)
		page_add(page,
			ngettext_("%lu character, not shown",
				"%lu characters, not shown", length),
			length);
	else
		page_add(page, "%s", _("not shown"));
	buf_release(&shown);
}

static void add_secret(struct page *page, const struct finding *finding)
{
	const char *length = finding_fact(finding, FACT_LENGTH);
	const char *prefix = finding_fact(finding, FACT_PREFIX);

	if (finding->rule->is_id)
		return;
	add_label(page, _("secret"));
	add_length(page, prefix, length ? strtoul(length, NULL, 10) : 0);
	if (finding_fact(finding, FACT_ENCRYPTED))
		page_add(page, "%s%s", _(", "), _("under a passphrase"));
	page_line(page);
}

/* The name of the tag in whose text PLACE is; NULL if it is a commit's. */
static const char *tag_of(const struct page *page, const struct place *place)
{
	const struct trail *trail = page->args->trail;
	const struct trail_commit *commit =
		trail && place->commit ? trail_find(trail, place->commit)
				       : NULL;

	return commit ? commit->tag : NULL;
}

/* What is said of a place, behind it. */
static void add_remark(struct page *page, size_t indent, const char *text)
{
	page_begin_piece(page);
	page_add(page, " %s", text);
	page_end_piece(page, indent);
}

/* The place itself, in one piece. */
static void add_spot(struct page *page, const struct place *place)
{
	unsigned long line = place->position.line;
	struct buf tag = BUF_INIT(64 * 1024);

	if (place->kind == AT_MESSAGE && tag_of(page, place)) {
		escape_append_string(
			&tag, tag_of(page, place), page->args->veil);
		page_add(page, _("text of tag %s, line %lu"), buf_string(&tag),
			line);
	} else if (place->kind == AT_MESSAGE && place->commit)
		page_add(page, _("message of %.*s, line %lu"), COMMIT_DIGITS,
			place->commit, line);
	else if (place->kind == AT_MESSAGE)
		page_add(page, _("commit message, line %lu"), line);
	else if (place->commit)
		page_add(page, "%.*s ", COMMIT_DIGITS, place->commit);
	buf_release(&tag);
	if (place->kind == AT_MESSAGE)
		return;
	page_foreign(page, place->path);
	if (place->kind == AT_FILE && line > 0)
		page_add(page, ":%lu", line);
}

void block_add_place(
	struct page *page, const struct place *place, size_t indent)
{
	page_begin_piece(page);
	add_spot(page, place);
	page_end_piece(page, indent);
	if (place->kind == AT_NAME)
		add_remark(page, indent, _("(the name itself)"));
	else if (place->kind == AT_FILE && place->position.line == 0)
		add_remark(page, indent, _("(binary content)"));
	if (place->kind != AT_MESSAGE && place->in_head)
		add_remark(page, indent, _("(still in HEAD)"));
}

/* What stands at a place is told only where a key and its secret are two. */
static bool is_pair(const struct finding *finding)
{
	unsigned parts = 0;
	size_t i;

	for (i = 0; i < finding->place_count; i++)
		parts |= finding->places[i].parts;
	return (parts & PART_ID) && (parts & PART_SECRET);
}

static void add_parts(struct page *page, unsigned parts)
{
	if ((parts & PART_ID) && (parts & PART_SECRET))
		add_remark(page, value_column(), _("(key id, secret)"));
	else if (parts & PART_ID)
		add_remark(page, value_column(), _("(key id)"));
	else if (parts & PART_SECRET)
		add_remark(page, value_column(), _("(secret)"));
}

/* Adds foreign TEXT, as much of it as the line takes. */
static void add_cut(struct page *page, const char *text)
{
	struct buf shown = BUF_INIT(CUT_LIMIT);
	size_t room = page->args->width > page->column
			      ? page->args->width - page->column
			      : 0;

	escape_append_string(&shown, text, page->args->veil);
	size_t len = shown.len;
	const char *start = buf_string(&shown);
	bool fits = columns_of(start, len) <= room;
	while (!fits && len > 0 && columns_of(start, len) + 1 > room) {
		len--;
		while (len > 0 && ((unsigned char)start[len] & 0xc0) == 0x80)
			len--;
	}
	page_add(page, "%.*s%s", (int)len, start, fits ? "" : "…");
	buf_release(&shown);
}

/* The earliest commit, by the words of whoever made it. */
static void add_commit(struct page *page, const struct finding *finding)
{
	const struct trail *trail = page->args->trail;
	const struct trail_commit *commit = NULL;

	for (size_t i = 0; trail && !commit && i < finding->place_count; i++) {
		const char *id = finding->places[i].commit;
		commit = id ? trail_find(trail, id) : NULL;
		if (commit && (!commit->subject || !*commit->subject))
			commit = NULL;
	}
	if (!commit)
		return;
	add_label(page, _("commit"));
	page_add(page, "%.*s ", COMMIT_DIGITS, commit->id);
	add_cut(page, commit->subject);
	page_line(page);
}

/* Why a secret is not to be seen where it stands. */
static void add_encodings(struct page *page, unsigned encodings)
{
	static const char *const names[ENCODING_COUNT] = {
		N_("in base64"),
		N_("in hex"),
		N_("percent-encoded"),
		N_("in a string with escapes"),
		N_("in pieces that are joined"),
	};
	bool any = false;
	size_t i;

	page_begin_piece(page);
	for (i = 0; i < ENCODING_COUNT; i++) {
		if (!(encodings & 1u << i))
			continue;
		page_add(page, "%s%s", any ? _(", ") : " (", _(names[i]));
		any = true;
	}
	if (any)
		page_add(page, ")");
	page_end_piece(page, value_column());
}

static void add_places(struct page *page, const struct finding *finding)
{
	size_t limit = page_limit(page, PLACES_SHOWN);
	size_t shown = finding->place_count;
	bool pair = is_pair(finding);
	size_t i;

	if (shown > limit)
		shown = limit;
	for (i = 0; i < shown; i++) {
		if (i == 0)
			add_label(page, _("at"));
		page_pad(page, value_column(), 0);
		block_add_place(page, &finding->places[i], value_column());
		if (pair)
			add_parts(page, finding->places[i].parts);
		add_encodings(page, finding->places[i].encodings);
		page_line(page);
	}
	page_cut(page, value_column(),
		(unsigned long)(finding->place_count - shown));
}

static void add_id(
	struct page *page, const struct finding *finding, unsigned digits)
{
	add_label(page, _("id"));
	page_add(page, "%.*s", (int)digits, finding->id);
	if (finding->weak)
		add_remark(page, value_column(),
			_("(of this place: a waiver covers its next value "
			  "too)"));
	page_line(page);
}

/* Why a value given to a name was taken for a secret. */
static void add_reasons(struct page *page, const struct finding *finding)
{
	const char *between = "";
	size_t i;

	if (finding->reasons == 0)
		return;
	add_label(page, _("because"));
	for (i = 0; i < REASON_COUNT; i++) {
		if ((finding->reasons >> i & 1) == 0)
			continue;
		page_add(page, "%s", between);
		page_begin_piece(page);
		page_add(page, "%s", _(reason_text(i)));
		page_end_piece(page, value_column());
		between = _(", ");
	}
	page_line(page);
}

void block_write(
	struct page *page, const struct finding *finding, unsigned id_digits)
{
	const char *grants = finding->rule->grants;

	add_title(page, finding);
	add_facts(page, finding);
	add_secret(page, finding);
	if (page->args->verbose && grants && *grants) {
		add_label(page, _("grants"));
		page_wrap(page, value_column(), "%s", _(grants));
		page_line(page);
	}
	if (page->args->verbose)
		add_reasons(page, finding);
	add_commit(page, finding);
	add_places(page, finding);
	if (id_digits > 0)
		add_id(page, finding, id_digits);
}
