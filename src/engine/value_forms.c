/*
 * value_forms.c - the forms of values that are no secret for certain.
 */
#include "engine/ascii.h"
#include "engine/drawn.h"
#include "engine/placeholder.h"
#include "engine/randomness.h"
#include "engine/value.h"

enum {
	NAME_LEAST = 24, /* bytes that no name of a program's looks random in */
	USER_REST = 14, /* bytes behind a user's name */
};

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
	       value_has_byte_between(value->text, value->len, '0', '9');
}

bool value_is_expression(const struct value *value)
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

/* The name itself, or with what a bundler puts behind it: enterPassword$9. */
static bool is_own_name(const struct value *value)
{
	if (value->len < value->name_len ||
		!equal_folded(value->text, value->name, value->name_len))
		return false;
	return value->len == value->name_len ||
	       (value->text[value->name_len] == '$' &&
		       value->len - value->name_len <= 4);
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

/* operations:JPIMCmhDHzTukgO6: a user before what was drawn. */
static bool is_user_and_drawn(const struct value *value)
{
	const char *colon = memchr(value->text, ':', value->len);
	size_t left = colon ? (size_t)(value->text + value->len - colon) : 0;
	return left > USER_REST && looks_random(colon + 1, left - 1) &&
	       value_has_byte_between(colon + 1, left - 1, '0', '9') &&
	       !value_has_byte_between(colon + 1, left - 1, '-', '/');
}

bool value_is_joined_words(const struct value *value)
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
	       !drawn_in_groups(value->text, value->len) &&
	       !is_user_and_drawn(value);
}

/* A person may have chosen words. */
static bool is_joined_name(const struct value *value)
{
	return value->assignment->kind != VARNAME_PASSWORD &&
	       value_is_joined_words(value);
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
	/* No SSH key is one. */
	if (!ends_folded(value->name, value->name_len, "token") &&
		!ends_folded(value->name, value->name_len, "sshkey") &&
		!ends_folded(value->name, value->name_len, "ssh_key") &&
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

/* ^1.0.0, ~2.3, 12.04, 127.0.0.1:80, 1.5e-06: digits and dots. */
static bool is_version(const struct value *value)
{
	for (size_t i = 0; i < value->len; i++) {
		if (!strchr("0123456789.^~<>=v:/e-+", value->text[i]))
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
	       text_find(value->text, value->len, "%.*s") ||
	       text_find(value->text, value->len, "%[") ||
	       text_find(value->text, value->len, ".xxx") ||
	       text_find(value->text, value->len, "\xe2\x80\xa6");
}

/* The beginnings of digests, certificates, public keys, images, ciphers. */
static bool is_known_data(const struct value *value)
{
	static const char *const starts[] = { "sha1-", "sha256", "sha384-",
		"sha512", "md5:", "hmac-sha", "amzn1.", "ivbor", "/9j/",
		"r0lgod", "ssh-rsa", "ssh-ed25519", "ecdsa-sha2", "aaaab3nzac1",
		"aaaac3nzac1", "aaaae2vjzhnh", "ghsa-", "cve-", "miibij",
		"migf", "mfkwew", "-----begin public", "-----begin cert",
		"mailto:", "image/", "text/", "application/", "$2a$", "$2b$",
		"$2y$", "$argon2", "$bcrypt", "$scrypt", "$pbkdf2", "pk_live_",
		"pk_test_", "phc_", "pk.eyj", "sb_publishable_", "$6$", "$5$",
		"$1$", "pbkdf2_sha", "bcrypt$", "age1", "$ansible_vault",
		"u2fsdgvkx1", "aqicah", "cfdj8", "wcfma", "wcbma", "hqima",
		"hqema", "aqecah", "secure:", "=?utf-8?", "=?iso-" };
	for (size_t i = 0; i < sizeof(starts) / sizeof(starts[0]); i++) {
		if (fold_starts_with(value->text, value->len, starts[i]))
			return true;
	}
	/* The public half of a wallet (BIP 32). */
	if (value->len > 100 && memcmp(value->text + 1, "pub", 3) == 0)
		return true;
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

bool value_is_grouped(const struct value *value)
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

bool value_is_seed(const struct value *value)
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

/* \u00e9, \U0001f336: a letter or a sign beyond ASCII, written in ASCII. */
static bool has_escaped_letter(const struct value *value)
{
	for (size_t i = 0; i + 6 <= value->len; i++) {
		const char *text = value->text + i;
		if (text[0] != '\\' || (text[1] != 'u' && text[1] != 'U'))
			continue;
		size_t digits = 2;
		while (digits < 6 && ascii_is_hex(text[digits]))
			digits++;
		if (digits == 6 && (text[1] == 'U' || text[2] != '0' ||
					   text[3] != '0' || text[4] >= '8'))
			return true;
	}
	return false;
}

bool value_is_prose(const struct value *value)
{
	if (value_has_byte_between(value->text, value->len, 0x80, 0xFF) ||
		has_escaped_letter(value))
		return true;
	return value_has_byte_between(value->text, value->len, 0, ' ') &&
	       !value_is_grouped(value) && !value_is_seed(value);
}

static bool is_filler(const struct value *value)
{
	if (value->assignment->kind == VARNAME_PASSWORD &&
		placeholder_is_common(value->text, value->len))
		return false;
	return placeholder_is_filler(value->text, value->len) ||
	       (!value->random && placeholder_is(value->text, value->len));
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

bool value_is_harmless(const struct value *value)
{
	/* The cheap ones first: most values are turned away by them. */
	static bool (*const forms[])(const struct value *value) = {
		is_own_name,
		is_reference,
		is_joined_name,
		is_shouted,
		is_spelt,
		is_id,
		is_time,
		is_version,
		is_named_version,
		is_cut,
		is_account,
		is_known_data,
		is_address,
		is_scheme,
		is_filler,
	};

	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		if (forms[i](value))
			return true;
	}
	return false;
}
