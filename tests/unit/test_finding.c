/*
 * test_finding.c - findings that are the same come together.
 */
#include "unit.h"

#include "base/mem.h"
#include "model/finding.h"

static const struct rule low_rule = { .id = "low" };
static const struct rule high_rule = { .id = "high" };

/* A finding of that id at one place; the caller adds it. */
static struct finding make(const char *id, enum confidence confidence,
	const char *path, uint32_t line)
{
	struct place place = {
		.position = { line, 1 }, .kind = AT_FILE, .parts = PART_SECRET
	};
	struct finding finding;
	char *copy = mem_copy_string(path);

	memset(&finding, 0, sizeof(finding));
	(void)snprintf(finding.id, sizeof(finding.id), "%s", id);
	finding.confidence = confidence;
	finding.rule = confidence == CONFIDENCE_HIGH ? &high_rule : &low_rule;
	place.path = copy;
	finding_add_place(&finding, &place);
	free(copy);
	return finding;
}

static void add(struct findings *findings, const char *id,
	enum confidence confidence, const char *path, uint32_t line)
{
	struct finding finding = make(id, confidence, path, line);

	findings_add(findings, &finding);
	assert_null(finding.places);
	assert_int_equal(finding.place_count, 0);
}

static void test_order(void **state)
{
	struct findings findings;

	(void)state;
	findings_init(&findings);
	add(&findings, "b", CONFIDENCE_LOW, "x", 1);
	add(&findings, "a", CONFIDENCE_LOW, "y", 2);
	add(&findings, "b", CONFIDENCE_LOW, "z", 3);
	assert_int_equal(findings.count, 2);
	assert_string_equal(findings.list[0].id, "b");
	assert_string_equal(findings.list[1].id, "a");
	assert_int_equal(findings.list[0].place_count, 2);
	assert_string_equal(findings.list[0].places[0].path, "x");
	assert_string_equal(findings.list[0].places[1].path, "z");
	findings_release(&findings);
	assert_int_equal(findings.count, 0);
}

/* What makes two places one, and what does not. */
static void test_places(void **state)
{
	static const struct {
		const char *name;
		struct place place;
		size_t count; /* of places afterwards */
	} cases[] = {
		{ "first", { NULL, NULL, { 1, 1 }, AT_FILE, PART_ID, false, 0 },
			1 },
		{ "again",
			{ NULL, NULL, { 1, 1 }, AT_FILE, PART_SECRET, false,
				0 },
			1 },
		{ "line", { NULL, NULL, { 2, 1 }, AT_FILE, PART_ID, false, 0 },
			2 },
		{ "column",
			{ NULL, NULL, { 1, 2 }, AT_FILE, PART_ID, false, 0 },
			3 },
		{ "kind", { NULL, NULL, { 1, 1 }, AT_NAME, PART_ID, false, 0 },
			4 },
	};
	static const char *const names[] = { "p", "q", NULL };
	struct findings findings;
	size_t failures = 0;
	size_t rounds = 0;

	(void)state;
	findings_init(&findings);
	for (size_t path = 0; path < COUNT(names); path++)
		for (size_t commit = 0; commit < COUNT(names); commit++) {
			for (size_t i = 0; i < COUNT(cases); i++) {
				struct finding finding =
					make("a", CONFIDENCE_LOW, "start", 9);
				struct place place = cases[i].place;
				size_t want;
				char *path_copy = mem_copy_string(names[path]);
				char *commit_copy =
					mem_copy_string(names[commit]);

				place.path = path_copy;
				place.commit = commit_copy;
				finding_add_place(&finding, &place);
				findings_add(&findings, &finding);
				free(path_copy);
				free(commit_copy);
				want = 1 + 4 * rounds + cases[i].count;
				failures += differs_int(cases[i].name,
					(long long)findings.list[0].place_count,
					(long long)want);
			}
			rounds++;
		}
	assert_int_equal(
		findings.list[0].places[1].parts, PART_SECRET | PART_ID);
	assert_int_equal(findings.list[0].places[2].parts, PART_ID);
	findings_release(&findings);
	assert_int_equal(failures, 0);
}

/* The places that one finding brings are compared with each other as well. */
static void test_places_of_the_first(void **state)
{
	struct finding finding = make("a", CONFIDENCE_LOW, "x", 1);
	struct place again = finding.places[0];
	struct findings findings;

	(void)state;
	again.parts = PART_ID;
	finding_add_place(&finding, &again);
	findings_init(&findings);
	findings_add(&findings, &finding);
	assert_int_equal(findings.list[0].place_count, 1);
	assert_int_equal(
		findings.list[0].places[0].parts, PART_ID | PART_SECRET);
	findings_release(&findings);
}

static void test_confidence(void **state)
{
	static const struct {
		const char *name;
		enum confidence first;
		enum confidence second;
		const struct rule *rule;
		const char *user;
	} cases[] = {
		{ "more confident", CONFIDENCE_LOW, CONFIDENCE_HIGH, &high_rule,
			"second" },
		{ "less confident", CONFIDENCE_HIGH, CONFIDENCE_LOW, &high_rule,
			"first" },
		{ "as confident", CONFIDENCE_LOW, CONFIDENCE_LOW, &low_rule,
			"first" },
	};
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct finding first = make("a", cases[i].first, "x", 1);
		struct finding second = make("a", cases[i].second, "x", 2);
		struct findings findings;

		finding_add_fact(&first, FACT_USER, "first and more", 5);
		finding_add_fact(&second, FACT_USER, "second", 6);
		findings_init(&findings);
		findings_add(&findings, &first);
		findings_add(&findings, &second);
		failures += differs_int(cases[i].name,
			findings.list[0].rule == cases[i].rule, 1);
		failures += differs_string(cases[i].name,
			finding_fact(&findings.list[0], FACT_USER),
			cases[i].user);
		failures += differs_int(cases[i].name,
			(long long)findings.list[0].place_count, 2);
		findings_release(&findings);
	}
	assert_int_equal(failures, 0);
}

static void test_facts(void **state)
{
	struct finding finding;

	(void)state;
	memset(&finding, 0, sizeof(finding));
	finding_release(&finding);
	assert_null(finding_fact(&finding, FACT_HOST));
	finding_add_fact(&finding, FACT_ENCRYPTED, "", 0);
	finding_add_fact(&finding, FACT_HOST, "example", 2);
	assert_string_equal(finding_fact(&finding, FACT_HOST), "ex");
	assert_string_equal(finding_fact(&finding, FACT_ENCRYPTED), "");
	assert_null(finding_fact(&finding, FACT_USER));
	finding_release(&finding);
	finding_release(&finding);
}

/* Many findings and many places, each twice: neither costs a search. */
static void test_many(void **state)
{
	enum { MANY = 100000 };
	struct findings findings;
	char id[FINDING_ID_SIZE];

	(void)state;
	findings_init(&findings);
	for (unsigned i = 0; i < 2 * MANY; i++) {
		(void)snprintf(id, sizeof(id), "%016x", i % MANY);
		add(&findings, id, CONFIDENCE_LOW, "x", 1);
		add(&findings, "one", CONFIDENCE_LOW, "x", i % MANY);
	}
	assert_int_equal(findings.count, MANY + 1);
	assert_int_equal(findings.list[1].place_count, MANY);
	findings_release(&findings);
}

/*
 * A file with a secret in four commits, the same secret in another file, and
 * in messages: of each only what the first commit has.
 */
static void test_keep_first(void **state)
{
	static const struct {
		const char *path;
		const char *commit;
		uint32_t line;
		enum place_kind kind;
		bool in_head;
	} places[] = {
		{ "a", "c1", 5, AT_FILE, false },
		{ "a", "c1", 9, AT_FILE, false },
		{ NULL, "c1", 1, AT_MESSAGE, false },
		{ "a", "c2", 6, AT_FILE, false },
		{ "b", "c2", 1, AT_FILE, false },
		{ "b", NULL, 1, AT_FILE, false },
		{ NULL, "c3", 2, AT_MESSAGE, false },
		{ "a", "c3", 7, AT_FILE, true },
		{ "a", "c4", 0, AT_NAME, false },
	};
	static const char want[] =
		"a c1 5 head; a c1 9 head; - c1 1; b c2 1; a c4 0; ";
	struct findings findings;
	char got[256] = "";

	(void)state;
	findings_init(&findings);
	for (size_t i = 0; i < COUNT(places); i++) {
		struct finding finding;
		char *path = mem_copy_string(places[i].path);
		char *commit = mem_copy_string(places[i].commit);
		struct place place = { path, commit, { places[i].line, 1 },
			places[i].kind, PART_SECRET, places[i].in_head, 0 };

		memset(&finding, 0, sizeof(finding));
		(void)snprintf(finding.id, sizeof(finding.id), "id");
		finding.rule = &low_rule;
		finding_add_place(&finding, &place);
		findings_add(&findings, &finding);
		free(path);
		free(commit);
	}
	findings_keep_first(&findings);
	for (size_t i = 0; i < findings.list[0].place_count; i++) {
		const struct place *place = &findings.list[0].places[i];
		size_t len = strlen(got);

		(void)snprintf(got + len, sizeof(got) - len, "%s %s %u%s; ",
			place->path ? place->path : "-", place->commit,
			(unsigned)place->position.line,
			place->in_head ? " head" : "");
	}
	assert_string_equal(got, want);
	findings_release(&findings);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_places),
		cmocka_unit_test(test_places_of_the_first),
		cmocka_unit_test(test_confidence),
		cmocka_unit_test(test_keep_first),
		cmocka_unit_test(test_facts),
		cmocka_unit_test(test_many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
