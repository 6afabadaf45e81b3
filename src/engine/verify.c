/*
 * verify.c - the tests that every match has to pass, cheap ones first.
 */
#include <string.h>

#include "base/buf.h"
#include "base/hash.h"
#include "engine/base64.h"
#include "engine/check.h"
#include "engine/keyblock.h"
#include "engine/placeholder.h"
#include "engine/randomness.h"
#include "engine/verify.h"

enum { KEY_LIMIT = 64 * 1024 }; /* bytes of a decoded key */

static uint64_t digest_start(struct sha1 *sha1)
{
	unsigned char digest[SHA1_SIZE];
	uint64_t id = 0;
	sha1_final(sha1, digest);
	for (size_t i = 0; i < 8; i++)
		id = id << 8 | digest[i];
	return id;
}

/* git's header of a blob: "blob", a blank, the length in decimal, a NUL. */
static void start_blob(struct sha1 *sha1, size_t len)
{
	struct buf header = BUF_INIT(32);
	buf_append_string(&header, "blob ");
	buf_append_number(&header, len);
	sha1_init(sha1);
	sha1_update(sha1, header.data, header.len + 1);
	buf_release(&header);
}

uint64_t secret_id(const char *secret, size_t len)
{
	static const char salt[] = "kagiban";
	struct sha1 sha1;
	start_blob(&sha1, sizeof(salt) + len);
	sha1_update(&sha1, salt, sizeof(salt));
	sha1_update(&sha1, secret, len);
	return digest_start(&sha1);
}

uint64_t place_id(const char *rule_id, const char *path, const char *name,
	size_t name_len)
{
	static const char salt[] = "kagiban-place";
	struct sha1 sha1;
	size_t path_len = path ? strlen(path) : 0;
	start_blob(&sha1,
		sizeof(salt) + strlen(rule_id) + 1 + path_len + 1 + name_len);
	sha1_update(&sha1, salt, sizeof(salt));
	sha1_update(&sha1, rule_id, strlen(rule_id) + 1);
	sha1_update(&sha1, path ? path : "", path_len + 1);
	sha1_update(&sha1, name, name_len);
	return digest_start(&sha1);
}

void id_write(uint64_t id, char text[FINDING_ID_SIZE])
{
	for (size_t i = 0; i < 16; i++)
		text[i] = "0123456789abcdef"[id >> (60 - 4 * i) & 15];
	text[16] = '\0';
}

bool secret_is_public(const struct ruleset *set, const char *secret, size_t len)
{
	uint64_t id = secret_id(secret, len);
	size_t low = 0;
	size_t high = set->public_id_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (set->public_ids[middle] == id)
			return true;
		if (set->public_ids[middle] < id)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

/* A private key: its structure may hold runs, OpenSSH's always does. */
static bool is_key_block(const char *secret, size_t len)
{
	static const char header[] = "-----BEGIN ";
	return len >= sizeof(header) &&
	       memcmp(secret, header, sizeof(header) - 1) == 0;
}

/*
 * The part of a token that should be random: without its public beginning.
 * Blocks and URLs are judged by their checks instead.
 */
static bool is_filler(const struct match *match)
{
	const char *secret = match->chunk->text + match->secret.start;
	size_t len = span_len(match->secret);
	size_t shown = match->rule->shown < len ? match->rule->shown : 0;
	if (len > 400 || is_key_block(secret, len))
		return false;
	return placeholder_is_filler(secret + shown, len - shown);
}

/*
 * Whether a key in PEM, perhaps in base64 as a whole, or in bare base64 is
 * published: of these the id is that of the decoded body, so that line breaks
 * and escapes make no difference.
 */
static bool is_public_key(
	const struct ruleset *set, const char *secret, size_t len)
{
	struct buf body = BUF_INIT(KEY_LIMIT);
	struct buf block = BUF_INIT(KEY_LIMIT);
	bool found = false;
	if (is_key_block(secret, len)) {
		found = keyblock_body(secret, len, &body);
	} else if (len > 14 && memcmp(secret, "LS0tLS1CRUdJTi", 14) == 0) {
		found = base64_decode_loose(secret, len, &block) == 0 &&
			keyblock_body(buf_string(&block), block.len, &body);
	} else if (len > 100 && memcmp(secret, "MI", 2) == 0) {
		found = base64_decode_loose(secret, len, &body) == 0;
	}
	found = found && secret_is_public(set, body.data, body.len);
	buf_release(&body);
	buf_release(&block);
	return found;
}

bool verify_match(struct match *match, const struct ruleset *set)
{
	const struct rule *rule = match->rule;
	const char *secret = match->chunk->text + match->secret.start;
	size_t len = span_len(match->secret);
	size_t shown = rule->shown < len ? rule->shown : 0;

	if (len == 0)
		return false;
	if (rule->entropy > 0 && entropy_bits(secret + shown, len - shown) <
					 (double)rule->entropy)
		return false;
	for (size_t i = 0; i < RULE_CHECKS_MAX; i++) {
		if (rule->checks[i] != 0 &&
			!check_passes(rule->checks[i], match))
			return false;
	}
	if (rule->place != PLACE_ASSIGNMENT && rule->place != PLACE_EACH_LINE &&
		(is_filler(match) || placeholder_is_reference(secret, len)))
		return false;
	return !secret_is_public(set, secret, len) &&
	       !is_public_key(set, secret, len);
}
