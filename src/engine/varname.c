/*
 * varname.c - judges names.
 */
#include <stdbool.h>
#include <string.h>

#include "engine/ascii.h"
#include "engine/varname.h"

enum {
	PARTS_MAX = 12,
	PART_SIZE = 24, /* bytes of a part that are looked at, with the NUL */
};

/* The parts of a name, lower case, the first ones dropped if too many. */
struct parts {
	char text[PARTS_MAX][PART_SIZE];
	size_t count;
};

/* Whether a part ends before I: at a step of case, or of letters to digits. */
static bool part_ends(const char *name, size_t len, size_t i)
{
	char before = name[i - 1];
	char now = name[i];
	if (ascii_is_lower(before) && ascii_is_upper(now))
		return true;
	if (ascii_is_letter(before) != ascii_is_letter(now))
		return true;
	/* APIKey: the K begins a part, since a small letter follows. */
	return ascii_is_upper(before) && ascii_is_upper(now) && i + 1 < len &&
	       ascii_is_lower(name[i + 1]);
}

static void parts_add(struct parts *parts, const char *text, size_t len)
{
	if (parts->count == PARTS_MAX) {
		memmove(parts->text[0], parts->text[1],
			sizeof(parts->text[0]) * (PARTS_MAX - 1));
		parts->count--;
	}
	char *part = parts->text[parts->count++];
	size_t keep = len < PART_SIZE - 1 ? len : PART_SIZE - 1;
	for (size_t i = 0; i < keep; i++)
		part[i] = fold_char(text[i]);
	part[keep] = '\0';
}

static void parts_split(struct parts *parts, const char *name, size_t len)
{
	parts->count = 0;
	size_t start = 0;
	for (size_t i = 0; i <= len; i++) {
		bool inside = i < len && ascii_is_alnum(name[i]);
		if (inside && (i == start || !part_ends(name, len, i)))
			continue;
		if (i > start)
			parts_add(parts, name + start, i - start);
		start = inside ? i : i + 1;
	}
}

static bool is_one_of(const char *part, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		/* Most differ in the first byte: no call for these. */
		if (part[0] == words[i][0] && strcmp(part, words[i]) == 0)
			return true;
	}
	return false;
}

#define IS_ONE_OF(part, words)                                                 \
	is_one_of((part), (words), sizeof(words) / sizeof((words)[0]))

/* The value is a password, whatever else the name says. */
static const char *const password_words[] = { "password", "passwd", "passwort",
	"passphrase", "pwd", "pswd", "pass", "passcode", "userpass", "dbpass",
	"dbpassword", "dbpasswd", "dbpwd", "rootpass", "rootpw", "bindpw",
	"ftppass", "mypassword", "userpassword", "userpwd", "adminpassword",
	"sshpass", "pgpassword", "storepass", "keypass", "storepassword",
	"keypassword", "requirepass", "masterauth", "paasword", "passowrd",
	"pasword", "senha", "contrasena", "kennwort", "motdepasse", "mdp",
	"psk", "pw", "passw" };

/* The value is a secret by this part alone. */
static const char *const secret_words[] = { "secret", "secrets", "token",
	"apikey", "apitoken", "apisecret", "authtoken", "accesstoken",
	"accesskey", "secretkey", "privatekey", "clientsecret", "appsecret",
	"appkey", "authkey", "signingkey", "encryptionkey", "masterkey",
	"accountkey", "sharedkey", "servicekey", "licensekey", "credential",
	"credentials", "creds", "cred", "pat", "jwt", "bearer", "auth",
	"authorization", "salt", "pepper", "webhooksecret", "cookiesecret",
	"sessionsecret", "refreshtoken", "bottoken", "passkey", "sk", "apicode",
	"xapikey", "totp", "mnemonic", "hmac", "authenticationtoken" };

/* Words that make a "key" a secret one. */
static const char *const key_words[] = { "api", "secret", "private", "access",
	"auth", "account", "storage", "shared", "master", "root", "encryption",
	"encrypt", "cipher", "crypt", "crypto", "aes", "des", "hmac", "signing",
	"signature", "sign", "license", "service", "server", "subscription",
	"webhook", "deploy", "ssh", "app", "application", "consumer", "client",
	"admin", "session", "cookie", "jwt", "token", "write", "user",
	"developer", "dev", "prod", "live", "rest", "security", "function",
	"security", "management", "ingest", "integration", "bot", "project",
	"secondary", "base", "rsa", "ec", "pgp", "gpg" };

/* A last part that says: this is about the secret, not the secret. */
static const char *const about_words[] = { "url", "uri", "endpoint", "path",
	"paths", "file", "filename", "dir", "directory", "name", "names", "id",
	"ids", "ref", "arn", "env", "field", "fields", "header", "headers",
	"type", "types", "len", "length", "count", "size", "enabled",
	"disabled", "required", "optional", "hint", "label", "placeholder",
	"policy", "reset", "error", "errors", "confirm", "confirmation",
	"strength", "visible", "visibility", "prompt", "title", "text",
	"message", "msg", "description", "desc", "help", "info", "status",
	"state", "valid", "validator", "validation", "regex", "regexp",
	"pattern", "format", "encoder", "decoder", "hasher", "manager",
	"provider", "service", "factory", "handler", "helper", "util", "utils",
	"class", "model", "schema", "table", "column", "index", "idx", "list",
	"array", "map", "dict", "set", "expiry", "expires", "expiration",
	"expire", "ttl", "timeout", "lifetime", "age", "time", "date", "at",
	"in", "scope", "scopes", "mode", "method", "algorithm", "alg",
	"version", "prefix", "suffix", "budget", "limit", "usage", "kind",
	"input", "output", "btn", "button", "form", "link", "page", "view",
	"screen", "icon", "style", "test", "spec", "mock", "func", "function",
	"callback", "listener", "event", "events", "changed", "rotation",
	"exists", "store", "storage", "var", "variable", "param", "params",
	"args", "option", "options", "config", "settings", "alias", "owner",
	"template", "digest", "hash", "hashes", "md", "md5", "checksum",
	"fingerprint", "sha", "sha1", "sha256", "sha512", "source", "rule",
	"rules", "example", "examples", "usages", "issuer", "audience",
	"parser", "generator", "iterator", "stream", "reader", "writer",
	"number", "num", "position", "pos", "offset", "start", "end", "line",
	"client", "user", "username", "email", "domain", "host", "hostname",
	"port", "region", "bucket", "group", "role", "realm", "agent", "flow",
	"grant", "response", "request", "query", "result", "plugin", "module",
	"package", "backend", "proxy", "server", "middleware", "mgr", "hashed",
	"encrypted", "encoded", "encode", "decode", "used", "with",
	"ciphertext", "verifier", "stdin", "startswith", "contains" };

/* A part before "key" or "token" that makes it public or a mere name. */
static const char *const public_words[] = { "public", "pub", "publishable",
	"foreign", "primary", "partition", "sort", "cache", "i18n",
	"translation", "natural", "schema", "sequence", "bucket", "object",
	"registry", "map", "dict", "hot", "idx", "next", "page", "continuation",
	"sync", "max", "csrf", "xsrf", "forgot", "site", "host", "cancel",
	"cancellation", "tokenizer", "lexer", "syntax", "eof", "keyboard",
	"hash", "no", "not", "lock", "request", "idempotency", "change",
	"update", "has", "is", "without", "missing", "invalid", "unexpected",
	"expected", "authenticity", "encrypted", "wrapped", "masked",
	"hashed" };

/* The name up to its last telling part: "password2", "token_prod". */
static bool ends_about(const struct parts *parts, size_t after)
{
	for (size_t i = after; i < parts->count; i++) {
		if (IS_ONE_OF(parts->text[i], about_words))
			return true;
	}
	return false;
}

static bool begins_public(const struct parts *parts, size_t before)
{
	for (size_t i = 0; i < before; i++) {
		if (IS_ONE_OF(parts->text[i], public_words))
			return true;
	}
	return false;
}

/* Two parts that only together mean a password: pass word, pass phrase. */
static bool is_split_password(const struct parts *parts, size_t i)
{
	if (i + 1 >= parts->count || strcmp(parts->text[i], "pass") != 0)
		return false;
	const char *next = parts->text[i + 1];
	return strcmp(next, "word") == 0 || strcmp(next, "phrase") == 0 ||
	       strcmp(next, "code") == 0;
}

static bool is_secret_key(const struct parts *parts, size_t i)
{
	const char *part = parts->text[i];
	if (strcmp(part, "key") != 0 && strcmp(part, "keys") != 0 &&
		strcmp(part, "code") != 0)
		return false;
	return i > 0 && IS_ONE_OF(parts->text[i - 1], key_words) &&
	       (part[0] != 'c' || strcmp(parts->text[i - 1], "auth") == 0);
}

static enum varname judge_parts(const struct parts *parts)
{
	enum varname found = VARNAME_OTHER;
	size_t at = 0;
	for (size_t i = 0; i < parts->count; i++) {
		const char *part = parts->text[i];
		if (IS_ONE_OF(part, password_words) ||
			is_split_password(parts, i)) {
			found = VARNAME_PASSWORD;
			at = i + 1 + (size_t)is_split_password(parts, i);
		} else if (IS_ONE_OF(part, secret_words) ||
			   is_secret_key(parts, i)) {
			found = VARNAME_SECRET;
			at = i + 1;
		}
	}
	if (found == VARNAME_OTHER || ends_about(parts, at))
		return VARNAME_OTHER;
	if (begins_public(parts, at - 1))
		return VARNAME_OTHER;
	return found;
}

struct foreign_word {
	const char *text; /* UTF-8 */
	enum varname kind;
};

/* Words of other scripts; the longer before the shorter that it holds. */
static const struct foreign_word foreign_words[] = {
	{ "パスワードを", VARNAME_OTHER },
	{ "公開鍵", VARNAME_OTHER },
	{ "主キー", VARNAME_OTHER },
	{ "外部キー", VARNAME_OTHER },
	{ "トークン数", VARNAME_OTHER },
	{ "トークン化", VARNAME_OTHER },
	{ "パスワード", VARNAME_PASSWORD },
	{ "ﾊﾟｽﾜｰﾄﾞ", VARNAME_PASSWORD },
	{ "パスフレーズ", VARNAME_PASSWORD },
	{ "パスコード", VARNAME_PASSWORD },
	{ "暗証番号", VARNAME_PASSWORD },
	{ "合言葉", VARNAME_PASSWORD },
	{ "秘密鍵", VARNAME_SECRET },
	{ "暗号鍵", VARNAME_SECRET },
	{ "暗号化キー", VARNAME_SECRET },
	{ "認証キー", VARNAME_SECRET },
	{ "APIキー", VARNAME_SECRET },
	{ "アクセスキー", VARNAME_SECRET },
	{ "シークレット", VARNAME_SECRET },
	{ "トークン", VARNAME_SECRET },
	{ "密码", VARNAME_PASSWORD },
	{ "密碼", VARNAME_PASSWORD },
	{ "口令", VARNAME_PASSWORD },
	{ "密钥", VARNAME_SECRET },
	{ "令牌", VARNAME_SECRET },
	{ "비밀번호", VARNAME_PASSWORD },
	{ "암호", VARNAME_PASSWORD },
	{ "비밀키", VARNAME_SECRET },
	{ "토큰", VARNAME_SECRET },
	{ "пароль", VARNAME_PASSWORD },
	{ "contraseña", VARNAME_PASSWORD },
};

static bool is_ascii(const char *name, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if ((unsigned char)name[i] >= 0x80)
			return false;
	}
	return true;
}

enum varname varname_judge(const char *name, size_t len)
{
	struct parts parts;
	if (!is_ascii(name, len)) {
		size_t count = sizeof(foreign_words) / sizeof(foreign_words[0]);
		for (size_t i = 0; i < count; i++) {
			if (text_find(name, len, foreign_words[i].text))
				return foreign_words[i].kind;
		}
	}
	parts_split(&parts, name, len);
	return judge_parts(&parts);
}
