/*
 * test_rulebook.c - rules made of rule files: defaults, what follows from
 * what, and every message about what is wrong.
 */
#include "unit.h"

#include "base/buf.h"
#include "base/err.h"
#include "base/warnings.h"
#include "rules/rulebook.h"
#include "rules/rulefile.h"

#define FAMILY "[family \"f\"]\ntitle=F\n"
#define REST "family=f\ntitle=T\nexample=x\ncounter=y\n"
#define RULE(body) FAMILY "[rule \"r\"]\n" REST body

/* Makes a book of TEXT; returns what went wrong, 0 if nothing. */
static int make(struct rulebook **book, const char *text, struct ruleset *set,
	struct err *err)
{
	int rc;

	*book = rulebook_new(NULL);
	const struct rulefile file = { "F", text, strlen(text), false, NULL };
	rc = rulebook_add(*book, &file, err);
	return rc < 0 ? rc : rulebook_finish(*book, set, err);
}

/* ---- the place, and what follows from it ---- */

static const struct {
	const char *name;
	const char *body; /* of the rule */
	int place;
	int near;
	int shown;
	int distinctive;
} place_cases[] = {
	{ "anchored by its letters", "keyword=acme_\npattern=acme_[0-9]{9}",
		PLACE_ANCHORED, 0, 5, 1 },
	{ "escaped sign", "keyword=sk.x\npattern=\"sk\\\\.x[0-9]{9}\"",
		PLACE_ANCHORED, 0, 4, 1 },
	{ "dot is any byte", "keyword=sk.x\npattern=sk.x[0-9]{9}", PLACE_LINE,
		0, 0, 0 },
	{ "other letters", "keyword=acme\npattern=token[0-9]{9}", PLACE_LINE, 0,
		0, 0 },
	{ "another case", "keyword=acme\npattern=ACME[0-9]{9}", PLACE_LINE, 0,
		0, 0 },
	{ "another case, folded", "fold\nkeyword=acme\npattern=ACME[0-9]{9}",
		PLACE_ANCHORED, 0, 4, 1 },
	{ "optional letter", "keyword=acme\npattern=acme?[0-9]{9}", PLACE_LINE,
		0, 0, 0 },
	{ "counted letter", "keyword=acme\npattern=acme{0,2}[0-9]{9}",
		PLACE_LINE, 0, 0, 0 },
	{ "repeated letter", "keyword=acme\npattern=acme+[0-9]{9}",
		PLACE_ANCHORED, 0, 4, 1 },
	{ "alternatives", "keyword=acme\npattern=acme[0-9]{9}|x[0-9]{9}",
		PLACE_LINE, 0, 0, 0 },
	{ "alternatives in a group", "keyword=acme\npattern=acme(?:[0-9]{9}|x)",
		PLACE_ANCHORED, 0, 4, 1 },
	{ "bar in a class", "keyword=acme\npattern=acme[]|(]{9}",
		PLACE_ANCHORED, 0, 4, 1 },
	{ "escaped bar", "keyword=acme\npattern=\"acme\\\\|{9}\"",
		PLACE_ANCHORED, 0, 4, 1 },
	{ "only one of two keywords",
		"keyword=acme\nkeyword=acne\npattern=acme[0-9]{9}", PLACE_LINE,
		0, 0, 0 },
	{ "said to be anchored",
		"anchored\nkeyword=AKIA\nkeyword=ASIA\n"
		"pattern=A[KS]IA[A-Z]{16}",
		PLACE_ANCHORED, 0, 1, 1 },
	{ "said not to be", "anchored=no\nkeyword=acme\npattern=acme[0-9]{9}",
		PLACE_LINE, 0, 0, 0 },
	{ "near", "near=40\nkeyword=acme\npattern=acme[0-9]{9}", PLACE_NEAR, 40,
		0, 0 },
	{ "secret further on",
		"keyword=acme=\npattern=acme=(?<secret>[0-9]{9})",
		PLACE_ANCHORED, 0, 0, 1 },
	{ "secret at once",
		"anchored\nkeyword=acme\npattern=(?<secret>acme[0-9]{9})x",
		PLACE_ANCHORED, 0, 4, 1 },
	{ "shown is given", "shown=2\nkeyword=acme\npattern=acme[0-9]{9}",
		PLACE_ANCHORED, 0, 2, 1 },
	{ "shown is nothing", "shown=0\nkeyword=acme\npattern=acme[0-9]{9}",
		PLACE_ANCHORED, 0, 0, 1 },
	{ "not that confident",
		"confidence=medium\nkeyword=acme\npattern=acme[0-9]{9}",
		PLACE_ANCHORED, 0, 4, 0 },
	{ "short keyword", "keyword=acm\npattern=acm[0-9]{9}", PLACE_ANCHORED,
		0, 3, 0 },
	{ "assignment", "detect=assignment\nkeyword=password", PLACE_ASSIGNMENT,
		0, 0, 0 },
	{ "named", "detect=named\nkeyword=acme\npattern=[0-9]{9}",
		PLACE_ANCHORED, 0, 0, 1 },
};

static void test_place(void **state)
{
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(place_cases); i++) {
		const char *name = place_cases[i].name;
		struct buf text = BUF_INIT(10000);
		struct rulebook *book = NULL;
		struct ruleset set = { 0 };
		struct err err = { 0 };

		buf_append_string(&text, RULE(""));
		buf_append_string(&text, place_cases[i].body);
		if (differs_int(name,
			    make(&book, buf_string(&text), &set, &err), 0)) {
			print_error("%s\n", err.message);
			failures++;
		} else {
			const struct rule *rule = set.rules;

			failures += differs_int(
				name, (int)rule->place, place_cases[i].place);
			failures += differs_int(
				name, rule->near, place_cases[i].near);
			failures += differs_int(
				name, rule->shown, place_cases[i].shown);
			failures += differs_int(name, rule->distinctive,
				place_cases[i].distinctive);
		}
		rulebook_free(book);
		buf_release(&text);
	}
	assert_int_equal(failures, 0);
}

/* ---- messages ---- */

#define PATTERN "keyword=acme\npattern=acme[0-9]{9}\n"

static const struct {
	const char *text;
	int rc;
	const char *message;
} error_cases[] = {
	{ RULE("patern=x"), ERR_CONFIG,
		"F:8: unknown key patern; is pattern meant?" },
	{ RULE("something=x"), ERR_CONFIG, "F:8: unknown key something" },
	{ "[family \"f\"]\nkeeep=x", ERR_CONFIG,
		"F:2: unknown key keeep; is keep meant?" },
	{ "[rules \"x\"]", ERR_CONFIG,
		"F:1: unknown section [rules]; is [rule] meant?" },
	{ "[core]", ERR_CONFIG, "F:1: unknown section [core]" },
	{ "[rule]", ERR_CONFIG, "F:1: expected [rule \"id\"]" },
	{ "[rule \"A\"]", ERR_CONFIG,
		"F:1: A: an id is made of up to 64 of a-z, 0-9 and -" },
	{ "[rule \"\"]", ERR_CONFIG,
		"F:1: : an id is made of up to 64 of a-z, 0-9 and -" },
	{ "[rule \"-x\"]", ERR_CONFIG,
		"F:1: -x: an id is made of up to 64 of a-z, 0-9 and -" },
	{ RULE(PATTERN) "[rule \"r\"]", ERR_CONFIG,
		"F:10: rule r is already there, at F:3" },
	{ FAMILY FAMILY, ERR_CONFIG, "F:3: family f is already there, at F:1" },
	{ RULE("near=0"), ERR_CONFIG, "F:8: near: expected 1 to 4096, not 0" },
	{ RULE("near=5k"), ERR_CONFIG,
		"F:8: near: expected 1 to 4096, not 5k" },
	{ RULE("near=x"), ERR_CONFIG,
		"F:8: near: expected a whole number such as 40 or 64m, not "
		"x" },
	{ RULE("shown=65"), ERR_CONFIG,
		"F:8: shown: expected 0 to 64, not 65" },
	{ RULE("entropy=8.5"), ERR_CONFIG,
		"F:8: entropy: expected a number from 0 to 8 such as 3.5, not "
		"8.5" },
	{ RULE("entropy=3,5"), ERR_CONFIG,
		"F:8: entropy: expected a number from 0 to 8 such as 3.5, not "
		"3,5" },
	{ RULE("confidence=hihg"), ERR_CONFIG,
		"F:8: confidence: hihg is no value of it; is high meant?" },
	{ RULE("edge=hmm"), ERR_CONFIG,
		"F:8: edge: hmm is no value of it; is word meant?" },
	{ RULE("fold=perhaps"), ERR_CONFIG,
		"F:8: fold: expected true or false, not perhaps" },
	{ RULE("keyword=ab"), ERR_CONFIG,
		"F:8: keyword: expected 3 to 63 bytes" },
	{ RULE("check=nothing"), ERR_CONFIG,
		"F:8: there is no check named nothing" },
	{ RULE("check=digit\ncheck=digit\ncheck=digit\ncheck=digit\n"
	       "check=digit"),
		ERR_CONFIG, "F:12: a rule has at most 4 checks" },
	{ RULE("pattern"), ERR_CONFIG, "F:8: expected pattern = something" },
	{ RULE(""), ERR_RULE, "F:3: rule r: keyword is missing" },
	{ RULE("keyword=acme"), ERR_RULE, "F:3: rule r: pattern is missing" },
	{ RULE(PATTERN "title="), ERR_RULE, "F:3: rule r: title is missing" },
	{ RULE(PATTERN "family="), ERR_RULE, "F:3: rule r: family is missing" },
	{ RULE(PATTERN "example="), ERR_RULE,
		"F:3: rule r: example is missing" },
	{ RULE(PATTERN "counter="), ERR_RULE,
		"F:3: rule r: counter is missing" },
	{ RULE(PATTERN "keyword="), ERR_RULE,
		"F:3: rule r: keyword is missing" },
	{ RULE(PATTERN "family=g"), ERR_RULE,
		"F:3: rule r: there is no family named g" },
	{ RULE(PATTERN "pair=s"), ERR_RULE,
		"F:3: rule r: there is no other rule named s for pair" },
	{ RULE(PATTERN "pair=r"), ERR_RULE,
		"F:3: rule r: there is no other rule named r for pair" },
	{ RULE(PATTERN "apart=base64"), ERR_RULE,
		"F:3: rule r: apart: expected an alphabet and a length such "
		"as base64:40, not base64" },
	{ RULE(PATTERN "near=9\nanchored"), ERR_RULE,
		"F:3: rule r: near and anchored exclude each other" },
	{ RULE(PATTERN "detect=assignment"), ERR_RULE,
		"F:3: rule r: detect = assignment excludes pattern, near and "
		"anchored" },
	{ RULE("keyword=acme\ndetect=named"), ERR_RULE,
		"F:3: rule r: pattern is missing" },
	{ RULE(PATTERN "detect=named\nfold"), ERR_RULE,
		"F:3: rule r: detect = named excludes near, anchored, fold and "
		"edge" },
	{ "[family \"f\"]\nkeep=x", ERR_RULE,
		"F:1: family f: title is missing" },
	{ "[public \"12345\"]", ERR_CONFIG,
		"F:1: expected [public \"16 hex digits, lower case\"]" },
	{ "[public \"0123456789abcdef\"]", ERR_RULE,
		"F:1: public 0123456789abcdef: reason is missing" },
	{ "[public \"0123456789abcdef\"]\nreason=x\n"
	  "[public \"0123456789abcdef\"]\nreason=x",
		ERR_RULE, "F:3: public 0123456789abcdef: it is there twice" },
	{ "[rule \"r\"", ERR_CONFIG,
		"F:1: expected a section header such as [name] or [name "
		"\"id\"]" },
};

static void test_errors(void **state)
{
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(error_cases); i++) {
		struct rulebook *book = NULL;
		struct ruleset set = { 0 };
		struct err err = { 0 };
		int rc = make(&book, error_cases[i].text, &set, &err);

		failures += differs_int(
			error_cases[i].message, rc, error_cases[i].rc);
		failures += differs_string(
			"message", err.message, error_cases[i].message);
		rulebook_free(book);
	}
	assert_int_equal(failures, 0);
}

/* ---- a whole book ---- */

static const char first_file[] = "[kagiban]\n\tanything = 1\n"
				 "[rule \"one\"]\n"
				 "\tfamily = late\n"
				 "\ttitle = First\n"
				 "\tkeyword = Acme-\n"
				 "\tpattern = Acme-[0-9]{9}\n"
				 "\tcheck = digit\n"
				 "\tcheck = \n"
				 "\tcheck = mixed\n"
				 "\tcheck = random\n"
				 "\tentropy = 3.25\n"
				 "\tedge = dash\n"
				 "\tis-id\n"
				 "\tpair = two\n"
				 "\texample = a\n"
				 "\texample = b\n"
				 "\tcounter = c\n";
static const char second_file[] =
	"[allow \"1234abcd\"]\n\trule = one\n"
	"[rule \"two\"]\n"
	"\tfamily = late\n"
	"\ttitle = Second\n"
	"\tpaired-title = Second of two\n"
	"\tkeyword = Acme-\n"
	"\tkeyword = Other\n"
	"\tnear = 4096\n"
	"\tpattern = \"[\\\"x]\"\n"
	"\tweak = true\n"
	"\tgrants = much\n"
	"\trevoke = here\n"
	"\tconfidence = low\n"
	"\texample = a\n"
	"\tcounter = c\n"
	"[family \"late\"]\n"
	"\ttitle = Late\n"
	"\tkeep = elsewhere\n"
	"\trevoke = there\n"
	"\tstep = run\n"
	"\tstep = walk\n"
	"[public \"fedcba9876543210\"]\n\treason = docs\n"
	"[public \"00000000000000ff\"]\n\treason = docs\n";

static void check_first(const struct rule *rule)
{
	assert_string_equal(rule->id, "one");
	assert_string_equal(rule->title, "First");
	assert_string_equal(rule->family->id, "late");
	assert_string_equal(rule->pair, "two");
	assert_string_equal(rule->examples[1], "b");
	assert_null(rule->examples[2]);
	assert_null(rule->counters[1]);
	assert_null(rule->grants);
	assert_null(rule->paired_title);
	assert_int_not_equal(rule->checks[0], 0);
	assert_int_not_equal(rule->checks[1], 0);
	assert_int_equal(rule->checks[2], 0);
	assert_true(rule->entropy > 3.24F && rule->entropy < 3.26F);
	assert_int_equal(rule->confidence, CONFIDENCE_HIGH);
	assert_int_equal(rule->edge, EDGE_DASH);
	assert_true(rule->is_id);
	assert_false(rule->weak);
}

static void check_second(const struct rule *rule)
{
	assert_string_equal(rule->paired_title, "Second of two");
	assert_string_equal(rule->pattern, "[\"x]");
	assert_string_equal(rule->grants, "much");
	assert_string_equal(rule->revoke, "here");
	assert_int_equal(rule->near, 4096);
	assert_int_equal(rule->confidence, CONFIDENCE_LOW);
	assert_true(rule->weak);
}

/* `Acme-` is exact for the anchored rule and folded for the other. */
static void check_keywords(const struct ruleset *set)
{
	assert_int_equal(set->keyword_count, 3);
	assert_string_equal(set->keywords[0].text, "Acme-");
	assert_false(set->keywords[0].fold);
	assert_int_equal(set->keywords[0].rule_count, 1);
	assert_int_equal(set->keywords[0].rules[0], 0);
	assert_string_equal(set->keywords[1].text, "acme-");
	assert_true(set->keywords[1].fold);
	assert_int_equal(set->keywords[1].len, 5);
	assert_int_equal(set->keywords[1].rules[0], 1);
	assert_string_equal(set->keywords[2].text, "other");
}

static void test_book(void **state)
{
	struct rulebook *book = rulebook_new(NULL);
	struct ruleset set = { 0 };
	struct err err = { 0 };

	(void)state;
	assert_int_equal(rulebook_add(book,
				 &(struct rulefile){ "1", first_file,
					 strlen(first_file), false, NULL },
				 &err),
		0);
	assert_int_equal(rulebook_add(book,
				 &(struct rulefile){ "2", second_file,
					 strlen(second_file), false, NULL },
				 &err),
		0);
	assert_int_equal(rulebook_finish(book, &set, &err), 0);
	assert_int_equal(set.rule_count, 2);
	check_first(&set.rules[0]);
	check_second(&set.rules[1]);
	check_keywords(&set);
	assert_int_equal(set.family_count, 1);
	assert_string_equal(set.families[0].keep, "elsewhere");
	assert_string_equal(set.families[0].steps[1], "walk");
	assert_null(set.families[0].steps[2]);
	assert_int_equal(set.public_id_count, 2);
	assert_true(set.public_ids[0] == 0xff);
	assert_true(set.public_ids[1] == UINT64_C(0xfedcba9876543210));
	assert_non_null(set.prefilter);
	rulebook_free(book);
}

static void test_empty(void **state)
{
	struct rulebook *book = NULL;
	struct ruleset set = { 0 };
	struct err err = { 0 };

	(void)state;
	assert_int_equal(make(&book, "", &set, &err), 0);
	assert_int_equal(set.rule_count, 0);
	assert_int_equal(set.keyword_count, 0);
	rulebook_free(book);
	rulebook_free(NULL);
}

/* A literal that several rules share wakes all of them, each once. */
static void test_shared_keyword(void **state)
{
	static const char text[] = FAMILY
		"[rule \"a\"]\n" REST "near=9\npattern=x\nkeyword=ACME\n"
		"keyword=acme\n"
		"[rule \"b\"]\n" REST "near=9\npattern=y\nkeyword=Acme\n";
	struct rulebook *book = NULL;
	struct ruleset set = { 0 };
	struct err err = { 0 };

	(void)state;
	assert_int_equal(make(&book, text, &set, &err), 0);
	assert_int_equal(set.keyword_count, 1);
	for (size_t i = 0; i < set.keyword_count; i++) {
		assert_int_equal(set.keywords[i].rule_count, 2);
		assert_int_equal(set.keywords[i].rules[0], 0);
		assert_int_equal(set.keywords[i].rules[1], 1);
	}
	rulebook_free(book);
}

/* ---- what users say on top of built-in rules ---- */

#define BASE                                                                   \
	FAMILY "[rule \"r\"]\n" REST "keyword=acme_\npattern=acme_[0-9]{9}\n"  \
	       "[rule \"p\"]\n" REST "keyword=pppp_\npattern=pppp_[0-9]{9}\n"  \
	       "check=github-crc32\n"

static const struct {
	const char *tree; /* the tree's file */
	const char *own;
	bool locked;
	enum rule_state state; /* of the rule r */
	enum rule_state proven; /* of the rule p, with a checksum */
	enum confidence confidence; /* of the rule r */
} change_cases[] = {
	{ "", "", false, RULE_ON, RULE_ON, CONFIDENCE_HIGH },
	{ "[rule \"r\"]\nenabled=false", "", false, RULE_OFF_BY_TREE, RULE_ON,
		CONFIDENCE_HIGH },
	{ "[rule \"p\"]\nenabled=false", "", false, RULE_ON, RULE_ON,
		CONFIDENCE_HIGH },
	{ "", "[rule \"p\"]\nenabled=false", false, RULE_ON, RULE_OFF,
		CONFIDENCE_HIGH },
	{ "", "[rule \"r\"]\nenabled=false", true, RULE_OFF, RULE_ON,
		CONFIDENCE_HIGH },
	{ "[rule \"r\"]\nenabled=false", "", true, RULE_ON, RULE_ON,
		CONFIDENCE_HIGH },
	{ "[rule \"r\"]\nenabled=false", "[rule \"r\"]\nenabled", false,
		RULE_ON, RULE_ON, CONFIDENCE_HIGH },
	{ "[rule \"r\"]\nconfidence=low", "", false, RULE_ON, RULE_ON,
		CONFIDENCE_LOW },
	{ "[rule \"r\"]\nconfidence=low", "[rule \"r\"]\nconfidence=medium",
		false, RULE_ON, RULE_ON, CONFIDENCE_MEDIUM },
	{ "[rule \"r\"]\nconfidence=low", "", true, RULE_ON, RULE_ON,
		CONFIDENCE_HIGH },
};

static struct warnings noted; /* of the last books; they are needed long */

static int add_file(struct rulebook *book, const char *text, bool from_tree,
	struct err *err)
{
	const struct rulefile file = { from_tree ? "tree" : "own", text,
		strlen(text), from_tree, &noted };

	return rulebook_add(book, &file, err);
}

static void test_changes(void **state)
{
	struct rulebook *base_book;
	struct ruleset base = { 0 };
	struct err err = { 0 };
	int failures = 0;

	(void)state;
	assert_int_equal(make(&base_book, BASE, &base, &err), 0);
	for (size_t i = 0; i < sizeof change_cases / sizeof *change_cases;
		i++) {
		struct rulebook *book = rulebook_new(&base);
		struct ruleset set = { 0 };

		if (change_cases[i].locked)
			rulebook_lock(book);
		assert_int_equal(
			add_file(book, change_cases[i].tree, true, &err), 0);
		assert_int_equal(
			add_file(book, change_cases[i].own, false, &err), 0);
		assert_int_equal(rulebook_finish(book, &set, &err), 0);
		if (set.rules[0].state != change_cases[i].state ||
			set.rules[1].state != change_cases[i].proven ||
			set.rules[0].confidence != change_cases[i].confidence) {
			print_error("case %zu\n", i);
			failures++;
		}
		assert_ptr_equal(set.prefilter, base.prefilter);
		rulebook_free(book);
	}
	rulebook_free(base_book);
	assert_int_equal(failures, 0);
}

/* What the tree says must not blunt a rule of one's own. */
static void test_widened(void **state)
{
	static const char tree[] = "[rule \"mine\"]\nkeyword=other\n"
				   "pattern=other\ncheck=luhn\nentropy=8\n"
				   "weak=true\nis-id=true\nedge=none\n"
				   "path=*.none\nexample-path=a.none\n";
	static const char own[] = "[rule \"mine\"]\nkeyword=mine_\n"
				  "pattern=mine_[0-9]{9}\n";
	struct rulebook *base_book;
	struct ruleset base = { 0 };
	struct ruleset set = { 0 };
	struct err err = { 0 };

	(void)state;
	assert_int_equal(make(&base_book, BASE, &base, &err), 0);
	struct rulebook *book = rulebook_new(&base);
	assert_int_equal(add_file(book, tree, true, &err), 0);
	assert_int_equal(add_file(book, own, false, &err), 0);
	assert_int_equal(rulebook_finish(book, &set, &err), 0);
	const struct rule *rule = &set.rules[2];
	assert_string_equal(rule->pattern, "mine_[0-9]{9}");
	assert_int_equal(rule->checks[0], 0);
	assert_true(rule->entropy < 1);
	assert_false(rule->weak || rule->is_id);
	assert_int_equal(rule->edge, EDGE_WORD);
	assert_null(rule->paths);
	rulebook_free(book);
	rulebook_free(base_book);
}

/* A rule that is changed and not there: said, and left out. */
static void test_unknown_rule(void **state)
{
	struct rulebook *base_book;
	struct ruleset base = { 0 };
	struct ruleset set = { 0 };
	struct err err = { 0 };

	(void)state;
	assert_int_equal(make(&base_book, BASE, &base, &err), 0);
	struct rulebook *book = rulebook_new(&base);
	warnings_release(&noted);
	assert_int_equal(add_file(book, "[rule \"of-later\"]\nenabled=false\n",
				 true, &err),
		0);
	assert_int_equal(rulebook_finish(book, &set, &err), 0);
	assert_int_equal(set.rule_count, base.rule_count);
	assert_ptr_equal(set.prefilter, base.prefilter);
	assert_int_equal(noted.count, 1);
	assert_string_equal(noted.list[0], "tree:1: there is no rule of-later");
	warnings_release(&noted);
	rulebook_free(book);
	rulebook_free(base_book);
}

static void test_users_rules(void **state)
{
	static const char text[] = "[rule \"mine\"]\nkeyword=mine_\n"
				   "pattern=mine_[0-9]{9}\npair=r\n";
	struct rulebook *base_book;
	struct rulebook *book;
	struct ruleset base = { 0 };
	struct ruleset set = { 0 };
	struct err err = { 0 };

	(void)state;
	assert_int_equal(make(&base_book, BASE, &base, &err), 0);
	book = rulebook_new(&base);
	assert_int_equal(add_file(book, text, true, &err), 0);
	assert_int_equal(
		add_file(book, "[rule \"mine\"]\ntitle=M\nkeyword=our_\n",
			false, &err),
		0);
	assert_int_equal(rulebook_finish(book, &set, &err), 0);
	assert_int_equal(set.rule_count, 3);
	assert_string_equal(set.rules[2].title, "M");
	assert_string_equal(set.rules[2].keywords[1], "our_");
	assert_string_equal(set.rules[2].family->id, "own-rules");
	assert_true(set.rules[2].users);
	assert_false(set.rules[0].users);
	assert_int_equal(set.keyword_count, base.keyword_count + 2);
	rulebook_free(book);
	rulebook_free(base_book);
}

static const struct {
	const char *text;
	const char *message;
} user_faults[] = {
	{ "[rule \"r\"]\ntitle=x",
		"own:2: r is a built-in rule: only enabled and confidence can "
		"be changed, not title" },
	{ "[rule \"x\"]\nkeyword=abcd\npattern=abcd(",
		"own:1: rule x: pattern, near byte 5: missing closing "
		"parenthesis" },
	{ "[rule \"x\"]\nkeyword=abcd", "own:1: rule x: pattern is missing" },
	{ "[rule \"x\"]\nkeyword=abcd\npattern=abcd\ntitle=a\033[2J",
		"own:1: rule x: title: expected characters that can be "
		"printed" },
	{ "[rule \"x\"]\nkeyword=abcd\npattern=abcd\nfamily=g",
		"own:1: rule x: there is no family named g" },
};

static void test_user_faults(void **state)
{
	struct rulebook *base_book;
	struct ruleset base = { 0 };
	struct err err = { 0 };
	int failures = 0;

	(void)state;
	assert_int_equal(make(&base_book, BASE, &base, &err), 0);
	for (size_t i = 0; i < sizeof user_faults / sizeof *user_faults; i++) {
		struct rulebook *book = rulebook_new(&base);
		struct ruleset set = { 0 };
		int rc = add_file(book, user_faults[i].text, false, &err);

		if (rc == 0)
			rc = rulebook_finish(book, &set, &err);
		if (rc == 0 ||
			strcmp(err.message, user_faults[i].message) != 0) {
			print_error("%zu: %d %s\n", i, rc, err.message);
			failures++;
		}
		rulebook_free(book);
	}
	rulebook_free(base_book);
	assert_int_equal(failures, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_place),
		cmocka_unit_test(test_errors),
		cmocka_unit_test(test_book),
		cmocka_unit_test(test_empty),
		cmocka_unit_test(test_changes),
		cmocka_unit_test(test_widened),
		cmocka_unit_test(test_unknown_rule),
		cmocka_unit_test(test_users_rules),
		cmocka_unit_test(test_user_faults),
		cmocka_unit_test(test_shared_keyword),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
