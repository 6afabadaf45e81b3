/*
 * value.c - judges the value given to a telling name.
 *
 * A table of aspects, each with the points that it brings: what the name says,
 * how the value is written, how random it looks.  What is no secret for certain
 * (a reference, a placeholder, a time, a text for people) is an aspect that
 * brings so few that nothing else counts.  The score is their sum:
 *
 *     API_KEY = "32 random characters"     10 + 20 + 40 + 10 + 10 = 90
 *     password = "letters, digits"    20 + 20 + 10           = 50
 *     sort_key = "16 random ones"   -10 + 20 + 40 + 10      = 60
 */
#include <string.h>

#include "engine/ascii.h"
#include "engine/assignment.h"
#include "engine/drawn.h"
#include "engine/filekind.h"
#include "engine/placeholder.h"
#include "engine/randomness.h"
#include "model/reason.h"

enum {
	JUDGED_MOST = 256, /* bytes of a value */
	NAME_LEAST = 24, /* bytes that no name of a program's looks random in */
	GUESSABLE_LEAST = 4, /* bytes */
	GUESSABLE_MOST = 64,
	VETO = -1000, /* points */
	SCORE_MEDIUM = 65,
	SCORE_LOW = 35,
};

/* What is judged, with what is asked for more than once. */
struct value {
	const struct assignment *assignment;
	const char *name;
	size_t name_len;
	const char *text;
	size_t len;
	enum file_kind file;
	bool random;
};

static bool has_byte_between(
	const char *text, size_t len, unsigned char low, unsigned char high)
{
	for (size_t i = 0; i < len; i++) {
		unsigned char byte = (unsigned char)text[i];
		if (byte >= low && byte <= high)
			return true;
	}
	return false;
}

static bool has_any_byte(const struct value *value, const char *bytes)
{
	for (size_t i = 0; i < value->len; i++) {
		if (strchr(bytes, value->text[i]))
			return true;
	}
	return false;
}

static bool equal_folded(const char *a, const char *b, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (((a[i] ^ b[i]) & ~0x20) != 0)
			return false;
	}
	return true;
}

static bool ends_folded(const char *text, size_t len, const char *end)
{
	size_t end_len = strlen(end);
	return len >= end_len &&
	       fold_starts_with(text + len - end_len, end_len, end);
}

/* Whether FORM stands at the beginning: 0 is a digit, x a hex digit. */
static bool has_form(const struct value *value, const char *form)
{
	for (size_t i = 0; form[i]; i++) {
		if (i >= value->len)
			return false;
		char byte = value->text[i];
		bool fits = form[i] == '0'   ? ascii_is_digit(byte)
			    : form[i] == 'x' ? ascii_is_hex(byte)
					     : byte == form[i];
		if (!fits)
			return false;
	}
	return true;
}

/* ---- what is no secret ---- */

/*
 * Random and with digits, to the end of the line: no program has such names.
 * It stands in a text within the code, or in a patch.
 */
static bool is_no_name(const struct value *value)
{
	return value->assignment->ends_line && value->len >= NAME_LEAST &&
	       looks_random(value->text, value->len) &&
	       has_byte_between(value->text, value->len, '0', '9');
}

/* Without quotes it is an expression, unless the file holds mere values. */
static bool is_expression(const struct value *value)
{
	const struct assignment *assignment = value->assignment;
	return !assignment->quoted && !assignment->embedded &&
	       !assignment->command && value->file == FILE_CODE &&
	       !is_no_name(value);
}

static bool is_reference(const struct value *value)
{
	return placeholder_is_reference(value->text, value->len);
}

static bool is_own_name(const struct value *value)
{
	return value->len == value->name_len &&
	       equal_folded(value->text, value->name, value->len);
}

/* password, PASSWORD, Password. */
static bool is_of_one_case(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (!ascii_is_letter(text[i]) ||
			(i > 0 && ascii_is_lower(text[i]) !=
					  ascii_is_lower(text[len - 1])))
			return false;
	}
	return true;
}

/* XXXXX-XXXXX-XXXXX: groups of one length, with digits among them. */
static bool is_licence(const struct value *value)
{
	const char *dash = memchr(value->text, '-', value->len);
	size_t group = dash ? (size_t)(dash - value->text) : 0;
	size_t digits = 0;
	if (group < 4 || value->len < group * 3 + 2)
		return false;
	for (size_t i = 0; i < value->len; i++) {
		if ((value->text[i] == '-') != (i % (group + 1) == group))
			return false;
		digits += ascii_is_digit(value->text[i]);
	}
	return digits >= 3;
}

/* ECDHE-PSK-AES256-CCM8: words and numbers in capitals, joined by signs. */
static bool is_shouted(const struct value *value)
{
	size_t signs = 0;
	for (size_t i = 0; i < value->len; i++) {
		char byte = value->text[i];
		bool sign = byte == '-' || byte == '_';
		signs += sign;
		if (!sign && !ascii_is_upper(byte) && !ascii_is_digit(byte))
			return false;
	}
	return signs > 0 && !is_licence(value) &&
	       !drawn_is_uuid(value->text, value->len) &&
	       bigram_bits(value->text, value->len) < 6.3;
}

/*
 * default-token-xn8fg: words of one case between signs, beside which what is
 * left cannot be the secret.
 */
static bool is_joined_words(const struct value *value)
{
	size_t start = 0;
	size_t words = 0;
	size_t signs = 0;
	for (size_t i = 0; i <= value->len; i++) {
		if (i < value->len && ascii_is_alnum(value->text[i]))
			continue;
		if (i < value->len && !strchr("-_./:", value->text[i]))
			return false;
		if (i - start >= 3 &&
			is_of_one_case(value->text + start, i - start))
			words += i - start;
		signs += i < value->len;
		start = i + 1;
	}
	return signs > 0 && words * 10 >= value->len * 3 &&
	       !drawn_in_groups(value->text, value->len);
}

/* A person may have chosen words. */
static bool is_joined_name(const struct value *value)
{
	return value->assignment->kind != VARNAME_PASSWORD &&
	       is_joined_words(value);
}

/* "\x6d\x61\x73", %e3%81%82: bytes spelt out, as in tables of constants. */
static bool is_spelt(const struct value *value)
{
	size_t count = 0;
	for (size_t i = 0; i + 1 < value->len; i++)
		count += (value->text[i] == '\\' &&
				 strchr("xuU", value->text[i + 1])) ||
			 (value->text[i] == '%' &&
				 ascii_is_hex(value->text[i + 1]));
	return count >= 3 || count * 6 > value->len;
}

/*
 * 8-4-4-4-12 hex digits are an id, unless the name is one of a secret; many a
 * token is only the name of a request.
 */
static bool is_id(const struct value *value)
{
	static const char *const strong[] = { "api", "access", "auth", "bearer",
		"bot", "personal", "deploy", "private", "secret" };
	if (value->len != 36 ||
		!has_form(value, "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"))
		return false;
	if (!ends_folded(value->name, value->name_len, "token") &&
		value->assignment->kind != VARNAME_KEY &&
		value->assignment->kind != VARNAME_TOKEN)
		return false;
	return !fold_has_any(value->name, value->name_len, strong,
		sizeof(strong) / sizeof(strong[0]));
}

/* RFC 3339: a date with a time; 2026-01-31. */
static bool is_time(const struct value *value)
{
	return has_form(value, "0000-00-00T00:00") ||
	       (has_form(value, "0000-00-00") && value->len == 10);
}

/* ^1.0.0, ~2.3, 12.04, 127.0.0.1:80: digits and dots. */
static bool is_version(const struct value *value)
{
	for (size_t i = 0; i < value->len; i++) {
		if (!strchr("0123456789.^~<>=v:/", value->text[i]))
			return false;
	}
	return memchr(value->text, '.', value->len) != NULL;
}

/* 10.0.1.99.dev3, 4.2.0-rc1+build7: three numbers, and little but numbers. */
static bool is_named_version(const struct value *value)
{
	size_t dots = 0;
	size_t letters = 0;
	for (size_t i = 0; i < value->len; i++) {
		char byte = value->text[i];
		if (dots < 2 && !ascii_is_digit(byte) &&
			(byte != '.' || i == 0))
			return false;
		dots += byte == '.';
		letters += ascii_is_letter(byte);
		if (!ascii_is_alnum(byte) && !strchr(".-+", byte))
			return false;
	}
	return dots >= 2 && letters <= 10;
}

/* Cut to be shown, or a format to be filled. */
static bool is_cut(const struct value *value)
{
	return text_find(value->text, value->len, "...") ||
	       text_find(value->text, value->len, "%s") ||
	       text_find(value->text, value->len, "\xe2\x80\xa6");
}

/* The beginnings of digests, certificates, public keys, images, ciphers. */
static bool is_known_data(const struct value *value)
{
	static const char *const starts[] = { "sha1-", "sha256", "sha384-",
		"sha512", "md5:", "ivbor", "/9j/", "r0lgod", "ssh-rsa",
		"ssh-ed25519", "ecdsa-sha2", "aaaab3nzac1yc2", "miibij", "migf",
		"mfkwew", "-----begin public", "-----begin cert",
		"mailto:", "image/", "text/", "application/", "$2a$", "$2b$",
		"$2y$", "$argon2", "$pbkdf2", "pk_live_", "pk_test_", "phc_",
		"pk.eyj", "sb_publishable_", "$6$", "$5$", "$1$", "pbkdf2_sha",
		"bcrypt$", "age1", "$ansible_vault", "u2fsdgvkx1", "aqicah",
		"cfdj8", "wcfma", "wcbma", "hqima", "hqema", "aqecah",
		"secure:" };
	for (size_t i = 0; i < sizeof(starts) / sizeof(starts[0]); i++) {
		if (fold_starts_with(value->text, value->len, starts[i]))
			return true;
	}
	/* What Google's KMS has encrypted. */
	if (value->len > 80 && memcmp(value->text, "CiQA", 4) == 0)
		return true;
	/* A sealed secret of Kubernetes can be opened in its cluster alone. */
	if (value->len > 100 && value->text[0] == 'A' &&
		value->text[1] == 'g' && value->text[2] >= 'A' &&
		value->text[2] <= 'D')
		return true;
	/* A JWT is told by its own rule; without a signature it is none. */
	return fold_starts_with(value->text, value->len, "eyj") &&
	       text_find(value->text, value->len, ".e");
}

/* name@host.tld, and nothing else. */
static bool is_mail(const struct value *value)
{
	const char *at = memchr(value->text, '@', value->len);
	const char *end = value->text + value->len;
	if (!at || at == value->text)
		return false;
	const char *dot = memchr(at, '.', (size_t)(end - at));
	if (!dot || end - dot < 3)
		return false;
	for (const char *byte = value->text; byte < end; byte++) {
		if (byte != at && !ascii_is_alnum(*byte) &&
			!strchr("._-+", *byte))
			return false;
	}
	return true;
}

/* The scheme of a header, before its value: Authorization: Klaviyo-API-Key x */
static bool is_scheme(const struct value *value)
{
	return !value->assignment->ends_line && !value->assignment->quoted &&
	       ends_folded(value->name, value->name_len, "authorization");
}

/* A file's name, a URL, a mail address. */
static bool is_address(const struct value *value)
{
	static const char *const ends[] = { ".json", ".pem", ".key", ".yml",
		".yaml", ".txt", ".p12", ".pfx", ".jks", ".crt", ".cer", ".pub",
		".xml", ".html", ".php", ".js", ".ts", ".py", ".properties",
		".java", ".go", ".rb", ".env", ".png", ".svg", ".css", ".md",
		".com", ".org", ".net", ".asc", ".gpg", ".conf", ".cfg",
		".keystore", ".keytab", ".local" };
	if (text_find(value->text, value->len, "://") || is_mail(value))
		return true;
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		if (ends_folded(value->text, value->len, ends[i]))
			return true;
	}
	return false;
}

/* Four groups of four letters, as Google writes a password of a program. */
static bool is_grouped(const struct value *value)
{
	if (value->assignment->kind != VARNAME_PASSWORD || value->len != 19)
		return false;
	for (size_t i = 0; i < value->len; i++) {
		bool blank = value->text[i] == ' ';
		if (blank != (i % 5 == 4) ||
			(!blank && !ascii_is_lower(value->text[i])))
			return false;
	}
	return true;
}

/* Twelve to twenty-four short words: the seed of a wallet. */
static bool is_seed(const struct value *value)
{
	static const char *const names[] = { "mnemonic", "seed", "phrase" };
	size_t words = 1;
	size_t len = 0;
	if (!fold_has_any(value->name, value->name_len, names,
		    sizeof(names) / sizeof(names[0])))
		return false;
	for (size_t i = 0; i < value->len; i++) {
		bool blank = value->text[i] == ' ';
		if (blank ? len < 3 : !ascii_is_lower(value->text[i]))
			return false;
		words += blank;
		len = blank ? 0 : len + 1;
	}
	return words >= 12 && words <= 24 && words % 3 == 0;
}

/* What people read: blanks, letters beyond ASCII. */
static bool is_prose(const struct value *value)
{
	if (has_byte_between(value->text, value->len, 0x80, 0xFF))
		return true;
	return has_byte_between(value->text, value->len, 0, ' ') &&
	       !is_grouped(value) && !is_seed(value);
}

static bool is_filler(const struct value *value)
{
	return placeholder_is_filler(value->text, value->len) ||
	       (!value->random && placeholder_is(value->text, value->len));
}

/* ---- what a person may have chosen ---- */

static bool has_digit(const struct value *value)
{
	return has_byte_between(value->text, value->len, '0', '9');
}

static bool has_letter(const struct value *value)
{
	return has_byte_between(value->text, value->len, 'A', 'Z') ||
	       has_byte_between(value->text, value->len, 'a', 'z');
}

static bool has_sign(const struct value *value)
{
	return has_any_byte(value, "!\"#%&@$^*");
}

static bool is_mixed(const struct value *value)
{
	return has_digit(value) || has_sign(value);
}

/* Letters alone, not those of a label (Kennwort). */
static bool is_word(const struct value *value)
{
	bool capital = false;
	for (size_t i = 0; i < value->len; i++) {
		if (!ascii_is_letter(value->text[i]))
			return false;
		capital |= i > 0 && ascii_is_upper(value->text[i]);
	}
	return capital || ascii_is_lower(value->text[0]);
}

/* A word where a label could not stand as well. */
static bool is_given_word(const struct value *value)
{
	const struct assignment *assignment = value->assignment;
	if (assignment->kind != VARNAME_PASSWORD || assignment->loose ||
		!is_word(value))
		return false;
	if (value->file == FILE_SETTINGS && value->len >= 6)
		return true;
	return assignment->given && assignment->quoted && value->len >= 5;
}

/* A value for which not even the letters speak. */
static bool is_too_plain(const struct value *value)
{
	const struct assignment *assignment = value->assignment;
	if (assignment->listed)
		return !value->random || assignment->kind < VARNAME_SECRET ||
		       value->len < 16 || !has_digit(value);
	if (value->random && value->file == FILE_TRANSLATION)
		return value->len < 20 || !has_digit(value);
	if (value->random || is_seed(value) || is_grouped(value))
		return false;
	if (value->len < GUESSABLE_LEAST || value->len > GUESSABLE_MOST ||
		value->file == FILE_TRANSLATION)
		return true;
	if (!assignment->quoted && !assignment->ends_line &&
		!assignment->tight && !assignment->flag &&
		!assignment->embedded)
		return true;
	if (!is_mixed(value))
		return !is_given_word(value);
	if (assignment->kind == VARNAME_PASSWORD)
		return false;
	/* db-secret-v2, aws/prod1: a name of a secret in a store; or a number. */
	return !has_sign(value) &&
	       (has_any_byte(value, "-_./:,") || !has_letter(value));
}

/* ---- the table ---- */

static bool is_password_name(const struct value *value)
{
	return value->assignment->kind == VARNAME_PASSWORD;
}

static bool is_secret_name(const struct value *value)
{
	return value->assignment->kind == VARNAME_SECRET;
}

static bool is_token_name(const struct value *value)
{
	return value->assignment->kind == VARNAME_TOKEN;
}

static bool is_key_name(const struct value *value)
{
	return value->assignment->kind == VARNAME_KEY;
}

static bool is_literal(const struct value *value)
{
	(void)value;
	return true; /* the others have been turned away */
}

static bool is_random(const struct value *value)
{
	return value->random || is_seed(value);
}

static bool is_long(const struct value *value)
{
	return value->random && value->len >= 24;
}

static bool is_short(const struct value *value)
{
	size_t least = is_password_name(value) ? 12 : 14;
	return value->random && value->len < least;
}

static bool is_loose(const struct value *value)
{
	return value->assignment->loose;
}

static bool is_vector(const struct value *value)
{
	return value->file == FILE_VECTORS;
}

static bool is_only_word(const struct value *value)
{
	return !value->random && is_word(value);
}

/* wgDBpassword: by chance no value of usual length holds such a word. */
static bool has_telling_word(const struct value *value)
{
	static const char *const words[] = { "password", "passwd", "secret",
		"token", "credential", "apikey" };
	return value->len < 40 && fold_has_any(value->text, value->len, words,
					  sizeof(words) / sizeof(words[0]));
}

/* 0x and 40 hex digits: a contract or an account of Ethereum. */
static bool is_account(const struct value *value)
{
	if (value->len != 42 || value->text[0] != '0' || value->text[1] != 'x')
		return false;
	for (size_t i = 2; i < value->len; i++) {
		if (!ascii_is_hex(value->text[i]))
			return false;
	}
	return true;
}

/* 0x7fb482df0f60: an address in memory. */
static bool is_pointer(const struct value *value)
{
	return value->len < 22 && memchr(value->text, 'x', value->len) &&
	       text_find(value->text, value->len, "0x");
}

struct aspect {
	bool (*holds)(const struct value *value);
	int points;
	unsigned reason; /* 0 of a veto */
};

/* The cheap ones first: most values are turned away by them. */
static const struct aspect aspects[] = {
	{ is_prose, VETO, 0 },
	{ is_own_name, VETO, 0 },
	{ is_too_plain, VETO, 0 },
	{ is_reference, VETO, 0 },
	{ is_joined_name, VETO, 0 },
	{ is_shouted, VETO, 0 },
	{ is_spelt, VETO, 0 },
	{ is_id, VETO, 0 },
	{ is_time, VETO, 0 },
	{ is_version, VETO, 0 },
	{ is_named_version, VETO, 0 },
	{ is_cut, VETO, 0 },
	{ is_account, VETO, 0 },
	{ is_known_data, VETO, 0 },
	{ is_address, VETO, 0 },
	{ is_scheme, VETO, 0 },
	{ is_filler, VETO, 0 },
	{ is_password_name, 20, REASON_PASSWORD },
	{ is_secret_name, 10, REASON_SECRET },
	{ is_token_name, 0, REASON_TOKEN },
	{ is_key_name, -10, REASON_KEY },
	{ is_literal, 20, REASON_LITERAL },
	{ is_random, 40, REASON_RANDOM },
	{ is_long, 10, REASON_LONG },
	{ is_short, -30, REASON_SHORT },
	{ is_mixed, 10, REASON_MIXED },
	{ is_only_word, -5, REASON_WORD },
	{ is_loose, -10, REASON_LOOSE },
	{ is_vector, -35, REASON_VECTOR },
};

struct judgement assignment_judge(const struct assignment *assignment,
	const char *text, enum file_kind file)
{
	struct judgement judgement = { VALUE_NONE, CONFIDENCE_LOW, 0, 0 };
	struct value value = { .assignment = assignment,
		.name = text + assignment->name.start,
		.name_len = span_len(assignment->name),
		.text = text + assignment->value.start,
		.len = span_len(assignment->value),
		.file = file };

	if (is_expression(&value) || file == FILE_LOCK)
		return judgement;
	/* The beginning of a long value tells as much, at a bounded cost. */
	if (value.len > JUDGED_MOST)
		value.len = JUDGED_MOST;
	value.random = drawn_at_random(value.text, value.len) &&
		       !has_telling_word(&value) && !is_pointer(&value) &&
		       !is_joined_words(&value);
	for (size_t i = 0; i < sizeof(aspects) / sizeof(aspects[0]); i++) {
		if (!aspects[i].holds(&value))
			continue;
		judgement.score += aspects[i].points;
		judgement.reasons |= aspects[i].reason;
		if (judgement.score < VETO / 2)
			return judgement;
	}
	/* Of all the keys there are, only a random one is worth a word. */
	if (judgement.score <
		(assignment->kind == VARNAME_KEY ? SCORE_MEDIUM : SCORE_LOW))
		return judgement;
	judgement.strength = is_random(&value) && !is_short(&value)
				     ? VALUE_RANDOM
				     : VALUE_GUESSABLE;
	if (judgement.score >= SCORE_MEDIUM)
		judgement.confidence = CONFIDENCE_MEDIUM;
	return judgement;
}
