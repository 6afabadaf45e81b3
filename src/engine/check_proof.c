/*
 * check_proof.c - tokens that carry a proof of their own other than a CRC-32:
 * Azure's keys, macaroons, Base58Check, Bech32, base 32 with a CRC-16.
 */
#include <string.h>

#include "base/digest.h"
#include "base/hash.h"
#include "engine/ascii.h"
#include "engine/azure_key.h"
#include "engine/base58.h"
#include "engine/base64.h"
#include "engine/bip39.h"
#include "engine/check_view.h"

enum { DECODED_LIMIT = 4096 }; /* bytes */

static uint32_t little_endian(const unsigned char bytes[4])
{
	return (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 |
	       (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
}

/* ---- Azure ---- */

static bool azure_fits(const struct azure_kind *kind, const struct buf *key)
{
	const unsigned char *bytes = (const unsigned char *)key->data;
	size_t seeds = strlen(kind->seeds) / AZURE_SEED_LEN;
	if (key->len != kind->bytes)
		return false;
	uint32_t last = little_endian(bytes + kind->bytes - 4);
	for (size_t i = 0; i < seeds; i++) {
		if (azure_checksum(kind, i, bytes) == last)
			return true;
	}
	return false;
}

/*
 * Of some kinds no real key was seen, so a sum that is wrong makes these less
 * certain and no more; likewise Redis keys in which + and / were replaced.
 */
bool check_azure_key(struct match *match)
{
	struct view view = view_secret(match);
	const struct azure_kind *kind = azure_kind_of(view.text, view.len);
	struct buf key = BUF_INIT(DECODED_LIMIT);
	if (!kind)
		return false;
	bool decodes = base64_decode(view.text, view.len, &key) == 0;
	bool fits = decodes && azure_fits(kind, &key);
	buf_release(&key);
	bool replaced = strcmp(kind->signature, "AzCa") == 0 &&
			!memchr(view.text, '+', view.len) &&
			!memchr(view.text, '/', view.len);
	if (!fits && match->confidence > CONFIDENCE_MEDIUM)
		match->confidence = CONFIDENCE_MEDIUM;
	return fits || (decodes && (!kind->seen || replaced));
}

/* Microsoft's password of an application: 37 characters and 3 of the sum. */
bool check_azure_ad(struct match *match)
{
	struct view view = view_secret(match);
	char digits[AZURE_AD_DIGITS];
	if (view.len != 40)
		return false;
	azure_ad_digits(view.text, digits);
	return memcmp(view.text + 37, digits, AZURE_AD_DIGITS) == 0;
}

/*
 * Common annotated keys: the sum of the 60 bytes that the first 80 characters
 * decode to, in base 62 or, where that is not at hand, base64.
 */
bool check_azure_cask(struct match *match)
{
	struct view view = view_span(match, match->whole);
	struct buf key = BUF_INIT(DECODED_LIMIT);
	bool fits = false;
	if (view.len >= 84 && base64_decode(view.text, 80, &key) == 0) {
		size_t len = view.len >= 88 ? 6 : 4;
		fits = azure_cask_fits(
			(const unsigned char *)key.data, view.text + 80, len);
	}
	buf_release(&key);
	return fits;
}

/* base 32 in lower case to 32 bytes; false for another character. */
static bool decode_base32(struct view view, unsigned char *bytes, size_t len)
{
	uint32_t bits = 0;
	unsigned count = 0;
	size_t used = 0;
	for (size_t i = 0; i < view.len; i++) {
		char byte = fold_char(view.text[i]);
		if (!ascii_is_lower(byte) && (byte < '2' || byte > '7'))
			return false;
		unsigned value = ascii_is_lower(byte)
					 ? (unsigned)(byte - 'a')
					 : (unsigned)(byte - '2') + 26;
		bits = bits << 5 | value;
		count += 5;
		if (count < 8)
			continue;
		count -= 8;
		if (used == len)
			return false;
		bytes[used++] = (unsigned char)(bits >> count);
	}
	return used == len;
}

/*
 * Azure DevOps, old form: four bytes of 32 hold the CRC-32 of the others,
 * veiled.  A sum that fits makes it certain; one that does not is left as it
 * is, since no real token was at hand.
 */
bool check_azure_devops(struct match *match)
{
	static const unsigned char places[4] = { 22, 8, 7, 2 };
	unsigned char bytes[32];
	unsigned char rest[28];
	size_t len = 0;
	uint32_t sum = 0;
	if (!decode_base32(view_secret(match), bytes, sizeof(bytes)))
		return false;
	for (size_t i = 0; i < sizeof(bytes); i++) {
		if (!memchr(places, (int)i, sizeof(places)))
			rest[len++] = bytes[i];
	}
	for (size_t i = 0; i < 4; i++)
		sum |= (uint32_t)bytes[places[i]] << 8 * i;
	sum ^= hash_crc32(rest, sizeof(rest));
	if (sum == 0xe0b9692d || sum == 0x1019f92e)
		match->confidence = CONFIDENCE_HIGH;
	return true;
}

/* ---- macaroons ---- */

/*
 * PyPI: a dash, then base64url of a macaroon in its second binary form: 02,
 * field 01 (the location), field 02 (the identifier), more, and at the end the
 * signature, field 06 of 32 bytes.
 * https://github.com/rescrv/libmacaroons/blob/master/doc/format.txt
 */
bool check_macaroon(struct match *match)
{
	enum { TAIL = 36 }; /* two ends of sections, 06, the length, 32 bytes */
	static const unsigned char tail[4] = { 0, 0, 6, 32 };
	struct view view = view_secret(match);
	struct buf out = BUF_INIT(DECODED_LIMIT);
	bool passes = false;
	const char *dash = memchr(view.text, '-', view.len);
	size_t skip = dash ? (size_t)(dash - view.text) + 1 : 0;
	if (base64_decode(view.text + skip, view.len - skip, &out) == 0 &&
		out.len > TAIL + 4 && out.data[0] == 2 && out.data[1] == 1) {
		size_t location = (unsigned char)out.data[2];
		passes = out.len - TAIL > location + 4 &&
			 out.data[3 + location] == 2 &&
			 memcmp(out.data + out.len - TAIL, tail,
				 sizeof(tail)) == 0;
	}
	buf_release(&out);
	return passes;
}

/* ---- base 58 ---- */

/* Bitcoin: the last four bytes are the first of SHA-256 done twice. */
bool check_base58check(struct match *match)
{
	struct view view = view_secret(match);
	unsigned char bytes[BASE58_BYTES];
	unsigned char digest[SHA256_SIZE];
	size_t len = base58_decode(view.text, view.len, bytes);
	if (len < 5)
		return false;
	digest_sha256(bytes, len - 4, digest);
	digest_sha256(digest, sizeof(digest), digest);
	return memcmp(digest, bytes + len - 4, 4) == 0;
}

/* JFrog's API keys: 54 bytes that begin with 01 FD E0. */
bool check_jfrog_key(struct match *match)
{
	struct view view = view_secret(match);
	unsigned char bytes[BASE58_BYTES];
	return base58_decode(view.text, view.len, bytes) == 54 &&
	       memcmp(bytes, "\x01\xfd\xe0", 3) == 0;
}

/* ---- base 32 ---- */

/* BIP 173: the human part, the last 1, digits of base 32 in its own order. */
bool check_bech32(struct match *match)
{
	static const char digits[] = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
	enum { LONGEST = 128 };
	struct view view = view_secret(match);
	unsigned char values[LONGEST];
	size_t prefix = view.len;
	while (prefix > 0 && view.text[prefix - 1] != '1')
		prefix--;
	size_t count = view.len - prefix;
	if (prefix < 2 || count < 6 || count > LONGEST)
		return false;
	for (size_t i = 0; i < count; i++) {
		char byte = fold_char(view.text[prefix + i]);
		const char *digit = memchr(digits, byte, 32);
		if (!digit)
			return false;
		values[i] = (unsigned char)(digit - digits);
	}
	return digest_bech32(view.text, prefix - 1, values, count) == 1;
}

/* NATS seeds, Stellar: the last two bytes are the CRC-16 of the others. */
bool check_crc16_base32(struct match *match)
{
	enum { LONGEST = 64 };
	struct view view = view_secret(match);
	unsigned char bytes[LONGEST];
	size_t len = view.len * 5 / 8;
	if (len < 4 || len > LONGEST || !decode_base32(view, bytes, len))
		return false;
	unsigned last = bytes[len - 2] | (unsigned)bytes[len - 1] << 8;
	return digest_crc16(bytes, len - 2) == last;
}

/* ---- digits ---- */

/* BIP 39: the last word has a checksum of all in it. */
bool check_bip39(struct match *match)
{
	struct view view = view_secret(match);
	return bip39_holds(view.text, view.len);
}

/* BitLocker: eight groups of six digits, each a 16-bit number times 11. */
bool check_bitlocker(struct match *match)
{
	struct view view = view_secret(match);
	unsigned group = 0;
	size_t groups = 0;
	for (size_t i = 0; i <= view.len; i++) {
		if (i < view.len && ascii_is_digit(view.text[i])) {
			group = group * 10 + (unsigned)(view.text[i] - '0');
			continue;
		}
		if (group % 11 != 0 || group / 11 > 0xffff)
			return false;
		group = 0;
		groups++;
	}
	return groups == 8;
}
