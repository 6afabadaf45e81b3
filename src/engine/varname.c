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
static const char *const password_words[] = { "pass", "pw", "passw", "pswd",
	"passcode", "pwd", "userpass", "dbpass", "rootpass", "rootpw", "bindpw",
	"ftppass", "sshpass", "storepass", "keypass", "requirepass", "smtppass",
	"mailpass", "adminpass", "masterauth", "paasword", "passowrd",
	"pasword", "passwrd", "psk", "pincode", "senha", "contrasena", "clave",
	"kennwort", "passwort", "motdepasse", "mdp", "wachtwoord", "heslo",
	"haslo", "parola", "sifre", "passord", "mima" };

/* So is one whose last part ends in one of these: mysqlpassword. */
static const char *const password_ends[] = { "password", "passwd", "passphrase",
	"passwort", "pwd", "storepass", "keypass" };

/* The value is a secret by this part alone. */
static const char *const secret_words[] = { "secrets", "credential",
	"credentials", "creds", "cred", "secretkey", "privatekey", "passkey",
	"passwords", "himitsu", "geheimnis", "mnemonic", "seedphrase" };

/* It may be one, or a token of a parser. */
static const char *const token_words[] = { "pat", "jwt", "bearer", "auth",
	"authorization", "pepper", "sk", "apicode", "totp", "basicauth",
	"cookie", "sessionid", "apihash" };

/* Words that make a "key" a secret one. */
static const char *const key_words[] = { "api", "secret", "private", "access",
	"auth", "account", "storage", "shared", "master", "root", "encryption",
	"encrypt", "enc", "cipher", "crypt", "crypto", "aes", "des", "hmac",
	"signing", "signature", "sign", "license", "service", "server",
	"subscription", "webhook", "deploy", "ssh", "app", "application",
	"consumer", "client", "admin", "session", "cookie", "jwt", "token",
	"write", "user", "developer", "dev", "prod", "live", "rest", "security",
	"function", "management", "ingest", "integration", "bot", "project",
	"secondary", "base", "rsa", "ec", "pgp", "gpg", "host", "fernet",
	"flask", "django", "mailgun", "google", "stripe", "maps" };

/* A last part that says: this is about the secret, not the secret. */
static const char *const about_words[] = { "url", "uri", "endpoint", "path",
	"paths", "file", "filename", "dir", "directory", "name", "names", "id",
	"ids", "ref", "arn", "field", "fields", "header", "headers", "type",
	"types", "len", "length", "count", "size", "enabled", "disabled",
	"required", "optional", "hint", "label", "placeholder", "policy",
	"reset", "error", "errors", "strength", "visible", "visibility",
	"prompt", "title", "message", "msg", "description", "desc", "help",
	"info", "status", "state", "valid", "validator", "validation", "regex",
	"regexp", "pattern", "format", "encoder", "decoder", "hasher",
	"manager", "provider", "service", "factory", "handler", "helper",
	"util", "utils", "class", "model", "schema", "table", "column", "index",
	"idx", "list", "array", "map", "dict", "set", "expiry", "expires",
	"expiration", "expire", "ttl", "timeout", "lifetime", "age", "time",
	"date", "at", "in", "scope", "scopes", "mode", "method", "algorithm",
	"alg", "version", "prefix", "suffix", "budget", "limit", "usage",
	"kind", "output", "btn", "button", "form", "link", "page", "view",
	"screen", "icon", "style", "func", "function", "callback", "listener",
	"event", "events", "changed", "rotation", "exists", "store", "storage",
	"alias", "owner", "template", "digest", "hash", "hashes", "md", "md5",
	"checksum", "fingerprint", "sha", "sha1", "sha256", "sha512", "source",
	"rule", "rules", "usages", "issuer", "audience", "parser", "generator",
	"iterator", "stream", "reader", "writer", "number", "num", "position",
	"pos", "offset", "start", "end", "line", "port", "region", "bucket",
	"group", "role", "realm", "agent", "flow", "grant", "response",
	"request", "query", "result", "plugin", "module", "package",
	"middleware", "mgr", "hashed", "encrypted", "encoded", "encode",
	"decode", "used", "with", "ciphertext", "verifier", "stdin",
	"startswith", "contains", "env", "attempts", "retries", "char", "chars",
	"lexer", "word", "words", "uid", "iv", "curve", "pub", "creation",
	"created", "authenticator", "authentication", "modified", "updated",
	"changes", "attribute", "attr", "property", "selector", "container",
	"wrapper", "element", "dialog", "modal", "feature", "flag", "supported",
	"support", "allowed", "protected", "protection", "separator",
	"delimiter", "tag", "tags", "identifier", "uuid", "guid", "algorithms",
	"hashers", "encryption", "scheme", "schemes", "color", "colour",
	"public", "cost", "price" };

/* A last part that lets only a value count that no person would choose. */
static const char *const aside_words[] = { "user", "username", "client",
	"server", "proxy", "email", "domain", "host", "hostname", "test",
	"spec", "mock", "var", "variable", "param", "params", "args", "option",
	"options", "config", "settings", "example", "examples", "text",
	"string", "input", "confirm", "confirmation", "backend", "data" };

/* A part anywhere before "key" or "token" that makes it public. */
static const char *const public_words[] = { "public", "pub", "publishable",
	"authenticity", "no", "not", "has", "is", "without", "missing",
	"invalid", "unexpected", "expected", "encrypted", "wrapped", "masked",
	"hashed", "forgot", "forgotten", "tokenizer", "lexer", "cancel",
	"cancellation", "show", "hide", "toggle", "reset", "sealed", "sha",
	"verifier", "verifying" };

/* The part directly before it that makes it the key of something else. */
static const char *const other_words[] = { "foreign", "primary", "partition",
	"sort", "cache", "i18n", "translation", "natural", "schema", "sequence",
	"bucket", "object", "registry", "map", "dict", "hot", "idx", "next",
	"page", "continuation", "sync", "max", "min", "site", "lock", "request",
	"idempotency", "change", "update", "syntax", "eof", "keyboard", "hash",
	"row", "group", "field", "column", "index", "order", "by", "item",
	"node", "event", "message", "data", "arrow", "shift", "ctrl", "unique",
	"composite", "lookup", "search", "current", "last", "first", "prev",
	"previous", "other", "any", "each", "get", "set", "of", "the", "n",
	"num", "mask", "pad", "eos", "bos", "sep", "cls", "unk", "special",
	"query", "state", "context", "meta", "attr", "prop", "param", "config",
	"setting", "pref", "string", "str", "parent", "child", "sub", "dup",
	"dedupe", "shard", "route", "routing", "topic", "entity", "model",
	"record", "table", "json", "xml", "yaml", "recv", "import", "export",
	"trusted", "gpg", "apt", "websocket", "socket", "version", "3" };

/* The part directly before "key" that makes it a name of such a thing. */
static const char *const thing_words[] = { "component", "file", "run", "blob",
	"chunk", "block", "asset", "resource", "image", "job", "task", "module",
	"section", "category", "tag", "label", "locale", "lang", "feature",
	"flag", "issue", "ticket", "video", "media", "layer", "style", "theme",
	"menu", "tab", "metric", "series", "dimension", "variable", "option",
	"step", "rule", "filter", "template", "layout", "widget", "snapshot",
	"dataset", "range", "action", "binding", "kind", "class", "role",
	"permission", "locale", "react", "dom", "element" };

/* Whether PART ends in one of COUNT words. */
static bool ends_in(const char *part, const char *const *words, size_t count)
{
	size_t len = strlen(part);
	for (size_t i = 0; i < count; i++) {
		size_t end = strlen(words[i]);
		if (len >= end && strcmp(part + len - end, words[i]) == 0)
			return true;
	}
	return false;
}

#define ENDS_IN(part, words)                                                   \
	ends_in((part), (words), sizeof(words) / sizeof((words)[0]))

/* A part behind the telling one that says what it is about. */
static bool has_after(const struct parts *parts, size_t after,
	const char *const *words, size_t count)
{
	for (size_t i = after; i < parts->count; i++) {
		if (is_one_of(parts->text[i], words, count))
			return true;
	}
	return false;
}

#define HAS_AFTER(parts, after, words)                                         \
	has_after((parts), (after), (words), sizeof(words) / sizeof((words)[0]))

static bool is_public(
	const struct parts *parts, size_t before, enum varname kind)
{
	/* A token against forged requests stands in each page; not its key. */
	static const char *const page_words[] = { "csrf", "xsrf" };
	static const char *const ends[] = { "token", "tokens" };
	bool in_page =
		kind != VARNAME_SECRET || ENDS_IN(parts->text[before], ends);
	for (size_t i = 0; i < before; i++) {
		if (IS_ONE_OF(parts->text[i], public_words) ||
			(in_page && IS_ONE_OF(parts->text[i], page_words)))
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

/* apikey, clientkey: a word of the list above with "key" behind it. */
static bool is_joined_key(const char *part)
{
	size_t len = strlen(part);
	char qualifier[PART_SIZE];
	if (len <= 3 || strcmp(part + len - 3, "key") != 0)
		return false;
	memcpy(qualifier, part, len - 3);
	qualifier[len - 3] = '\0';
	return IS_ONE_OF(qualifier, key_words) || strcmp(part, "xapikey") == 0;
}

/* What a "key" is that has its qualifier in a part of its own. */
static enum varname judge_key(const struct parts *parts, size_t i)
{
	const char *part = parts->text[i];
	bool code = strcmp(part, "code") == 0;
	bool several = strcmp(part, "keys") == 0;
	if (!code && !several && strcmp(part, "key") != 0)
		return VARNAME_OTHER;
	if (code)
		return i > 0 && strcmp(parts->text[i - 1], "auth") == 0
			       ? VARNAME_TOKEN
			       : VARNAME_OTHER;
	if (i == 0 || IS_ONE_OF(parts->text[i - 1], other_words) ||
		IS_ONE_OF(parts->text[i - 1], thing_words))
		return VARNAME_OTHER;
	/* The keys of a storage are its addresses. */
	if (several && strcmp(parts->text[i - 1], "storage") == 0)
		return VARNAME_OTHER;
	if (IS_ONE_OF(parts->text[i - 1], key_words))
		return VARNAME_SECRET;
	return several ? VARNAME_OTHER : VARNAME_KEY;
}

static enum varname judge_token(const struct parts *parts, size_t i)
{
	static const char *const ends[] = { "token", "tokens" };
	const char *part = parts->text[i];
	/* A salt alone stands beside the hash that it was made for. */
	if (IS_ONE_OF(part, token_words) ||
		(i > 0 && strcmp(part, "salt") == 0))
		return VARNAME_TOKEN;
	if (!ENDS_IN(part, ends) || strncmp(part, "csrf", 4) == 0 ||
		strncmp(part, "xsrf", 4) == 0)
		return VARNAME_OTHER;
	/* Those of DKIM stand in the DNS. */
	if (i > 0 && strcmp(parts->text[i - 1], "dkim") == 0)
		return VARNAME_OTHER;
	if (i > 0 && IS_ONE_OF(parts->text[i - 1], other_words) &&
		strcmp(parts->text[i - 1], "set") != 0)
		return VARNAME_OTHER;
	return i > 0 && IS_ONE_OF(parts->text[i - 1], key_words)
		       ? VARNAME_SECRET
		       : VARNAME_TOKEN;
}

static enum varname judge_part(const struct parts *parts, size_t i)
{
	static const char *const secret_ends[] = { "secret" };
	static const char *const passers[] = { "proxy", "fastcgi", "uwsgi",
		"scgi", "grpc", "memcached", "render", "first", "second", "one",
		"single", "multi", "all", "by", "low", "high", "band" };
	const char *part = parts->text[i];
	/* X-Amz-Credential, and allowed_credentials of a passkey: ids. */
	static const char *const ids[] = { "amz", "goog", "allow", "allowed",
		"exclude", "excluded" };
	if (i > 0 && strncmp(part, "credential", 10) == 0 &&
		IS_ONE_OF(parts->text[i - 1], ids))
		return VARNAME_OTHER;
	/* nginx passes requests on; so do filters and compilers. */
	if (i > 0 && strcmp(part, "pass") == 0 &&
		IS_ONE_OF(parts->text[i - 1], passers))
		return VARNAME_OTHER;
	if (IS_ONE_OF(part, password_words) || ENDS_IN(part, password_ends) ||
		is_split_password(parts, i))
		return VARNAME_PASSWORD;
	if (IS_ONE_OF(part, secret_words) || ENDS_IN(part, secret_ends) ||
		is_joined_key(part))
		return VARNAME_SECRET;
	enum varname kind = judge_token(parts, i);
	return kind != VARNAME_OTHER ? kind : judge_key(parts, i);
}

static enum varname judge_parts(const struct parts *parts)
{
	enum varname found = VARNAME_OTHER;
	size_t at = 0;
	for (size_t i = 0; i < parts->count; i++) {
		enum varname kind = judge_part(parts, i);
		if (kind == VARNAME_OTHER)
			continue;
		found = kind;
		at = i + 1 + (size_t)is_split_password(parts, i);
	}
	if (found == VARNAME_OTHER || HAS_AFTER(parts, at, about_words) ||
		is_public(parts, at - 1, found))
		return VARNAME_OTHER;
	/* token_address: of a contract; privateKeyToAddress("x") is a call. */
	if (found == VARNAME_TOKEN && at < parts->count &&
		strcmp(parts->text[at], "address") == 0)
		return VARNAME_OTHER;
	if (found == VARNAME_PASSWORD && HAS_AFTER(parts, at, aside_words))
		return VARNAME_SECRET;
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
	{ "Ｐａｓｓｗｏｒｄ", VARNAME_PASSWORD },
	{ "パスフレーズ", VARNAME_PASSWORD },
	{ "パスコード", VARNAME_PASSWORD },
	{ "ログインパス", VARNAME_PASSWORD },
	{ "暗証番号", VARNAME_PASSWORD },
	{ "合言葉", VARNAME_PASSWORD },
	{ "秘密鍵", VARNAME_SECRET },
	{ "共通鍵", VARNAME_SECRET },
	{ "暗号鍵", VARNAME_SECRET },
	{ "署名鍵", VARNAME_SECRET },
	{ "認証鍵", VARNAME_SECRET },
	{ "暗号化キー", VARNAME_SECRET },
	{ "復号キー", VARNAME_SECRET },
	{ "認証キー", VARNAME_SECRET },
	{ "APIキー", VARNAME_SECRET },
	{ "アクセスキー", VARNAME_SECRET },
	{ "アカウントキー", VARNAME_SECRET },
	{ "サブスクリプションキー", VARNAME_SECRET },
	{ "シークレット", VARNAME_SECRET },
	{ "トークン", VARNAME_SECRET },
	{ "接続文字列", VARNAME_SECRET },
	{ "公钥", VARNAME_OTHER },
	{ "密码", VARNAME_PASSWORD },
	{ "密碼", VARNAME_PASSWORD },
	{ "口令", VARNAME_PASSWORD },
	{ "授权码", VARNAME_PASSWORD },
	{ "密钥", VARNAME_SECRET },
	{ "密鑰", VARNAME_SECRET },
	{ "秘钥", VARNAME_SECRET },
	{ "私钥", VARNAME_SECRET },
	{ "令牌", VARNAME_SECRET },
	{ "비밀번호", VARNAME_PASSWORD },
	{ "비번", VARNAME_PASSWORD },
	{ "패스워드", VARNAME_PASSWORD },
	{ "암호", VARNAME_PASSWORD },
	{ "비밀키", VARNAME_SECRET },
	{ "개인키", VARNAME_SECRET },
	{ "인증키", VARNAME_SECRET },
	{ "시크릿", VARNAME_SECRET },
	{ "토큰", VARNAME_SECRET },
	{ "пароль", VARNAME_PASSWORD },
	{ "Пароль", VARNAME_PASSWORD },
	{ "contraseña", VARNAME_PASSWORD },
	{ "lösenord", VARNAME_PASSWORD },
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
