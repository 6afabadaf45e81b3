/*
 * check.c - the checks by name.
 */
#include <ctype.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

#include "base/err.h"
#include "engine/ascii.h"
#include "engine/base64.h"
#include "engine/check.h"
#include "engine/check_view.h"
#include "engine/keyasn1.h"
#include "engine/keyblock.h"
#include "engine/placeholder.h"
#include "engine/randomness.h"
#include "model/match.h"

enum {
	DECODED_LIMIT = 64 * 1024, /* bytes a check decodes at most */
};

static bool check_random(struct match *match)
{
	struct view view = view_body(match);
	return looks_random(view.text, view.len);
}

struct tally {
	bool lower;
	bool upper;
	bool digit;
	bool beyond_hex;
};

static struct tally tally(struct view view)
{
	struct tally result = { false, false, false, false };
	for (size_t i = 0; i < view.len; i++) {
		unsigned char byte = (unsigned char)view.text[i];
		result.lower |= byte >= 'a' && byte <= 'z';
		result.upper |= byte >= 'A' && byte <= 'Z';
		result.digit |= byte >= '0' && byte <= '9';
		result.beyond_hex |= !isxdigit(byte);
	}
	return result;
}

static bool check_mixed(struct match *match)
{
	struct tally has = tally(view_body(match));
	return has.lower && has.upper && has.digit;
}

static bool check_digit(struct match *match)
{
	struct tally has = tally(view_body(match));
	return has.digit && (has.lower || has.upper);
}

static bool check_not_hex(struct match *match)
{
	return tally(view_body(match)).beyond_hex;
}

static int base32_value(char byte)
{
	if (byte >= 'A' && byte <= 'Z')
		return byte - 'A';
	if (byte >= '2' && byte <= '7')
		return byte - '2' + 26;
	return -1;
}

/*
 * AWS key ids issued since 2019 carry the account: the 16 characters after
 * the prefix are base 32; of the first six bytes bits 1 to 40 are its number.
 */
static bool check_aws_key_id(struct match *match)
{
	struct view view = view_secret(match);
	uint64_t bits = 0;
	if (view.len != 20)
		return false;
	for (size_t i = 4; i < 20; i++) {
		int value = base32_value(view.text[i]);
		if (value < 0)
			return false;
		if (i < 14)
			bits = bits << 5 | (uint64_t)value;
	}
	/* Ten characters are 50 bits; the account is in the first 48. */
	uint64_t account = ((bits >> 2) & UINT64_C(0x7fffffffff80)) >> 7;
	for (size_t i = 12; i > 0; i--) {
		match->account[i - 1] = (char)('0' + account % 10);
		account /= 10;
	}
	match->account[12] = '\0';
	/* Ids of the old form begin below Q there and carry no account. */
	if (account != 0 || base32_value(view.text[4]) < 16)
		match->account[0] = '\0';
	return true;
}

/* Decodes one part of a JWT and says whether it is a JSON object. */
static bool decode_object(struct view view, struct buf *out)
{
	buf_clear(out);
	if (view.len < 4 || base64_decode(view.text, view.len, out) < 0)
		return false;
	size_t len = out->len;
	while (len > 0 && isspace((unsigned char)out->data[len - 1]))
		len--;
	return len >= 2 && out->data[0] == '{' && out->data[len - 1] == '}';
}

/* The number after "KEY": in a JSON text, 0 if there is none. */
static uint64_t json_number(const char *text, const char *key)
{
	const char *at = strstr(text, key);
	uint64_t number = 0;
	if (!at)
		return 0;
	at += strlen(key);
	while (*at == ' ' || *at == ':')
		at++;
	for (size_t i = 0; i < 15 && isdigit((unsigned char)at[i]); i++)
		number = number * 10 + (uint64_t)(at[i] - '0');
	return number;
}

/* RFC 7519: two JSON objects and a signature; an expired one is low. */
static bool check_jwt(struct match *match)
{
	struct view view = view_secret(match);
	struct buf part = BUF_INIT(DECODED_LIMIT);
	bool passes = false;
	const char *first = memchr(view.text, '.', view.len);
	if (!first)
		return false;
	struct view header = { view.text, (size_t)(first - view.text) };
	struct view rest = { first + 1, view.len - header.len - 1 };
	const char *second = memchr(rest.text, '.', rest.len);
	if (!decode_object(header, &part) ||
		(!strstr(buf_string(&part), "\"alg\"") &&
			!strstr(buf_string(&part), "\"typ\"")))
		goto done;
	if (second)
		rest.len = (size_t)(second - rest.text);
	passes = decode_object(rest, &part);
	if (passes) {
		uint64_t expires = json_number(buf_string(&part), "\"exp\"");
		if (expires != 0 && expires < (uint64_t)time(NULL))
			match->confidence = CONFIDENCE_LOW;
		/* A publishable role is made to be seen. */
		if (strstr(buf_string(&part), "\"role\":\"anon\""))
			match->confidence = CONFIDENCE_LOW;
	}
done:
	buf_release(&part);
	return passes;
}

static bool note_keyblock(struct match *match, enum keyblock kind)
{
	if (kind == KEYBLOCK_ENCRYPTED) {
		match->encrypted = true;
		match->confidence = CONFIDENCE_MEDIUM;
	}
	return kind != KEYBLOCK_NONE;
}

static bool check_pem(struct match *match)
{
	struct view view = view_span(match, match->whole);
	return note_keyblock(match, keyblock_parse(view.text, view.len));
}

static bool check_pem_base64(struct match *match)
{
	struct view view = view_secret(match);
	struct buf block = BUF_INIT(DECODED_LIMIT);
	bool passes = false;
	if (base64_decode_loose(view.text, view.len, &block) == 0)
		passes = note_keyblock(
			match, keyblock_parse(buf_string(&block), block.len));
	buf_release(&block);
	return passes;
}

/* The same without header and footer. */
static bool check_der_base64(struct match *match)
{
	struct view view = view_secret(match);
	struct buf bytes = BUF_INIT(DECODED_LIMIT);
	bool passes = base64_decode_loose(view.text, view.len, &bytes) == 0 &&
		      keyasn1_is_private(
			      (const unsigned char *)bytes.data, bytes.len);
	buf_release(&bytes);
	return passes;
}

static bool view_has(struct view view, const char *word)
{
	return text_find(view.text, view.len, word) != NULL;
}

/* https://cloud.google.com/iam/docs/keys-create-delete (the JSON key file) */
static bool check_gcp_service_account(struct match *match)
{
	struct view whole = view_span(match, match->whole);
	struct view secret = view_secret(match);
	return view_has(whole, "private_key") &&
	       note_keyblock(match, keyblock_parse(secret.text, secret.len));
}

static bool is_printable(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if ((unsigned char)text[i] < 0x20 || text[i] == 0x7F)
			return false;
	}
	return true;
}

/* RFC 7617: base64 of user:password. */
static bool check_basic_auth(struct match *match)
{
	struct view view = view_secret(match);
	struct buf text = BUF_INIT(DECODED_LIMIT);
	bool passes = false;
	if (base64_decode(view.text, view.len, &text) == 0 && text.len >= 3 &&
		is_printable(text.data, text.len)) {
		const char *colon = memchr(text.data, ':', text.len);
		size_t user = colon ? (size_t)(colon - text.data) : 0;
		passes = colon && text.len - user > 4 &&
			 !placeholder_is(colon + 1, text.len - user - 1) &&
			 !placeholder_is_reference(
				 colon + 1, text.len - user - 1);
	}
	buf_release(&text);
	return passes;
}

static bool check_base64(struct match *match)
{
	struct view view = view_body(match);
	struct buf text = BUF_INIT(DECODED_LIMIT);
	bool passes = base64_decode(view.text, view.len, &text) == 0;
	buf_release(&text);
	return passes;
}

static bool view_begins(struct view view, const char *word)
{
	size_t len = strlen(word);
	return view.len >= len && memcmp(view.text, word, len) == 0;
}

/* Hosts that stand for one in documentation (RFC 2606, 6761). */
static bool is_sample_host(struct view host)
{
	static const char *const names[] = { "hostname", "server", "domain",
		"yourhost", "host", "foo", "bar", "test", "myhost", "somehost",
		"myserver", "site", "mysite", "website", "url" };
	static const char *const ends[] = { "", ".com", ".org", ".net", ".tld",
		".local", ".ext", ".co" };
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		size_t len = strlen(names[i]);
		for (size_t j = 0; j < sizeof(ends) / sizeof(ends[0]); j++) {
			if (host.len == len + strlen(ends[j]) &&
				view_begins(host, names[i]) &&
				memcmp(host.text + len, ends[j],
					host.len - len) == 0)
				return true;
		}
	}
	return view_begins(host, "example.") || view_has(host, ".example") ||
	       view_has(host, "example.") || view_has(host, ".invalid");
}

/* This machine, or a name that only a local network knows. */
static bool is_local_host(struct view host)
{
	return view_begins(host, "localhost") || view_begins(host, "127.") ||
	       view_begins(host, "0.0.0.0") || view_begins(host, "[::1]") ||
	       view_has(host, ".test") || view_has(host, ".local");
}

/* RFC 3986: the password of a URL's user information. */
static bool check_url_password(struct match *match)
{
	struct view secret = view_secret(match);
	struct view user = view_span(match, match->user);
	struct view host = view_span(match, match->host);
	if (secret.len < 3 || placeholder_is_reference(secret.text, secret.len))
		return false;
	bool weak = !looks_random(secret.text, secret.len);
	if (weak && placeholder_is(secret.text, secret.len))
		return false;
	if (user.len == secret.len && user.len > 0 &&
		memcmp(user.text, secret.text, user.len) == 0)
		return false;
	if (host.len == 0)
		return true;
	bool sample = is_sample_host(host);
	if (sample && weak)
		return false;
	if (sample || is_local_host(host))
		match->confidence = CONFIDENCE_LOW;
	return true;
}

/* What a person may have chosen; sure only if it was drawn. */
static bool check_password(struct match *match)
{
	struct view secret = view_secret(match);
	if (!check_url_password(match))
		return false;
	if (!looks_random(secret.text, secret.len))
		match->confidence = CONFIDENCE_LOW;
	return true;
}

static bool check_uuid(struct match *match)
{
	struct view view = view_secret(match);
	char digits[32];
	size_t count = 0;
	for (size_t i = 0; i < view.len && count < sizeof(digits); i++) {
		if (isxdigit((unsigned char)view.text[i]))
			digits[count++] = view.text[i];
	}
	return count == 32 && !placeholder_is_filler(digits, 32);
}

static bool check_luhn(struct match *match)
{
	struct view view = view_secret(match);
	unsigned sum = 0;
	bool doubled = false;
	for (size_t i = view.len; i > 0; i--) {
		if (!isdigit((unsigned char)view.text[i - 1]))
			continue;
		unsigned digit = (unsigned)(view.text[i - 1] - '0');
		if (doubled)
			digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
		sum += digit;
		doubled = !doubled;
	}
	return sum % 10 == 0;
}

struct check {
	char name[24];
	bool (*passes)(struct match *match);
	bool proves; /* see check_proves() */
};

/* Row 0 is no check.  Rows are only ever added: tables refer to them. */
static const struct check checks[] = {
	{ "none", NULL, false },
	{ "github-crc32", check_github_crc32, true },
	{ "gitlab-crc32", check_gitlab_crc32, true },
	{ "atlassian-crc32", check_atlassian_crc32, true },
	{ "random", check_random, false },
	{ "mixed", check_mixed, false },
	{ "digit", check_digit, false },
	{ "not-hex", check_not_hex, false },
	{ "aws-key-id", check_aws_key_id, false },
	{ "jwt", check_jwt, false },
	{ "pem", check_pem, false },
	{ "pem-base64", check_pem_base64, false },
	{ "gcp-service-account", check_gcp_service_account, false },
	{ "basic-auth", check_basic_auth, false },
	{ "base64", check_base64, false },
	{ "url-password", check_url_password, false },
	{ "uuid", check_uuid, false },
	{ "luhn", check_luhn, false },
	{ "crc32-hex", check_crc32_hex, true },
	{ "grafana-crc32", check_grafana_crc32, true },
	{ "confluent-crc32", check_confluent_crc32, true },
	{ "azure-key", check_azure_key, true },
	{ "azure-ad", check_azure_ad, true },
	{ "azure-cask", check_azure_cask, true },
	{ "azure-devops", check_azure_devops, false },
	{ "macaroon", check_macaroon, true },
	{ "base58check", check_base58check, true },
	{ "jfrog-key", check_jfrog_key, false },
	{ "bech32", check_bech32, true },
	{ "crc16-base32", check_crc16_base32, true },
	{ "bitlocker", check_bitlocker, false },
	{ "json-part", check_json_part, false },
	{ "text-part", check_text_part, false },
	{ "number-part", check_number_part, false },
	{ "password", check_password, false },
	{ "der-base64", check_der_base64, false },
	{ "bip39", check_bip39, true },
};

enum { CHECK_COUNT = sizeof(checks) / sizeof(checks[0]) };

int check_find(const char *name)
{
	for (int i = 1; i < CHECK_COUNT; i++) {
		if (strcmp(checks[i].name, name) == 0)
			return i;
	}
	return 0;
}

const char *check_name(int check)
{
	return checks[check > 0 && check < CHECK_COUNT ? check : 0].name;
}

int check_count(void)
{
	return CHECK_COUNT;
}

bool check_proves(int check)
{
	return checks[check > 0 && check < CHECK_COUNT ? check : 0].proves;
}

bool check_passes(int check, struct match *match)
{
	if (check <= 0 || check >= CHECK_COUNT)
		return true;
	return checks[check].passes(match);
}
