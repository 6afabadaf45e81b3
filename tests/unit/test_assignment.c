/*
 * test_assignment.c - values given to names in the syntaxes of programs,
 * settings, markup and prose.  @ in a text stands for a random value, so that
 * the tree holds none.
 */
#include "unit.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/err.h"
#include "engine/assignment.h"
#include "rules/sample.h"

static const struct {
	const char *text; /* a template in which @ is the value */
	const char *keyword;
	const char *path;
	enum value_strength strength;
} cases[] = {
	/* What only looks like an assignment. */
	{ "{\"AWS::Api::Token\": \"@\"}", "Token", "a.json", VALUE_NONE },
	{ "arn:aws:x:secret:@", "secret", "a.json", VALUE_NONE },
	{ "files: 'base/token', '@'", "token", "a.yml", VALUE_NONE },
	{ "type in ('user', 'token', '@')", "token", "a.py", VALUE_NONE },
	{ "<a class=\"token\" title=\"@\">", "token", "a.html", VALUE_NONE },
	{ "<ns:token>@</ns:token>", "token", "a.xml", VALUE_RANDOM },
	{ "tool /token:@", "token", "a.bat", VALUE_RANDOM },
	/* The value beside its name, in a record. */
	{ "{\"value\": \"@\", \"key\": \"API_TOKEN\"}", "TOKEN", "a.json",
		VALUE_RANDOM },
	{ "{\"key\": \"API_TOKEN\", \"on\": true, \"value\": \"@\"}", "TOKEN",
		"a.json", VALUE_RANDOM },
	{ "[{\"value\": \"@\"}, {\"key\": \"API_TOKEN\"}]", "TOKEN", "a.json",
		VALUE_NONE },
	{ "- value: @\n  name: API_TOKEN", "TOKEN", "a.yml", VALUE_RANDOM },
	{ "- value: @\n- name: API_TOKEN", "TOKEN", "a.yml", VALUE_NONE },
	{ "<add value=\"@\" key=\"Token\"/>", "Token", "a.xml", VALUE_RANDOM },
	{ "token:\n  type: x\n  default: @", "token", "a.yml", VALUE_RANDOM },
	{ "token:\n  type: x\ndefault: @", "token", "a.yml", VALUE_NONE },
	/* A user beside a password, a secret beside a key. */
	{ "{user: 'bob', password: 'swordfish'}", "password", "a.js",
		VALUE_GUESSABLE },
	{ "password: 'swordfish',\n  host: 'h'", "password", "a.js",
		VALUE_GUESSABLE },
	{ "{type: 'x', password: 'swordfish'}", "password", "a.js",
		VALUE_NONE },
	{ "{user: 'nom', password: 'kennwort'}", "password", "a.js",
		VALUE_NONE },
	{ "{user: {x: 1}, password: {'shape': 'z'}}", "password", "a.js",
		VALUE_NONE },
	{ "{key: '@', secret: 's'}", "key:", "a.js", VALUE_RANDOM },
	{ "{key: '@', name: 's'}", "key:", "a.js", VALUE_NONE },
	{ "key = '@'", "key =", "a.py", VALUE_RANDOM },
	{ "f(key='@')", "key=", "a.py", VALUE_RANDOM },
	{ "key == '@'", "key =", "a.py", VALUE_NONE },
	{ "PublicKey(key='@')", "key=", "a.py", VALUE_NONE },
	{ "tool --key='@'", "key=", "a.py", VALUE_NONE },
	{ "<item id='a' key=\"@\">", "key=", "a.js", VALUE_NONE },
	{ "key: '@'", "key:", "a.js", VALUE_NONE },
	/* What decodes it. */
	{ "signKey, _ := hex.DecodeString(\"@\")", "Key", "a.go",
		VALUE_RANDOM },
	{ "signKey, _ := find(\"@\")", "Key", "a.go", VALUE_NONE },
	{ "PRIVATE_KEY = bytes.fromhex('@')", "PRIVATE_KEY", "a.py",
		VALUE_RANDOM },
	/* The first of a list, the name of what is asked for. */
	{ "\"secret\" : [ \"@\" ]", "secret", "a.json", VALUE_RANDOM },
	{ "SECRETS = [\n  '@',\n]", "SECRETS", "a.py", VALUE_RANDOM },
	{ "x.getToken('@')", "Token", "a.js", VALUE_NONE },
	{ "x.setToken('@')", "Token", "a.js", VALUE_RANDOM },
	{ "[f('token'), f('@')]", "token", "a.js", VALUE_NONE },
	{ "equal(get('token'), '@')", "token", "a.js", VALUE_RANDOM },
	{ "VALUES ('x', 'password', 'f81fd924-23bb-4cdf-8fa0-56253eff6cc9')",
		"password", "a.sql", VALUE_NONE },
	{ "ok = \"password\"===a.b)||\"text4area\"", "password", "a.js",
		VALUE_NONE },
	{ "HTTP_AUTH=operations:@", "_AUTH", "a.sh", VALUE_RANDOM },
	{ "token: arn:lambda:function-4711", "token", "a.sh", VALUE_NONE },
	/* Templates of settings. */
	{ "password: Dragon4711", "password", "a.yml.ejs", VALUE_GUESSABLE },
	{ "password: Dragon4711", "password", "a.yml_example",
		VALUE_GUESSABLE },
	{ "password: Dragon4711", "password", "a.js.ejs", VALUE_NONE },
	/* What looks drawn and is no secret. */
	{ "ClientToken: \"hmac-sha256:@\"", "Token", "a.go", VALUE_NONE },
	{ "<WebIdentityToken>amzn1.account.@</WebIdentityToken>", "Token",
		"a.xml", VALUE_NONE },
	{ "key = \"secret-{base62:32}x9Kq\"", "key", "a.py", VALUE_NONE },
	{ "API_SECRET=zk-{token_of_9Kq}", "SECRET", ".env", VALUE_NONE },
	{ "change_token: 0f8fad5b-d9cb-469f-a165-70867728950e", "token",
		"a.yml", VALUE_NONE },
	{ "token: 2016-09-08T21:47:36Z", "token", "a.yml", VALUE_NONE },
	{ "secret = \"@...\"", "secret", "a.py", VALUE_NONE },
	{ "secret: @...", "secret", "a.yml", VALUE_NONE },
	{ "secret: @.", "secret", "a.md", VALUE_RANDOM },
	{ "#define KEY_SECRET \"\\x73\\x65\\x72\\x76\\x65\"", "SECRET", "a.h",
		VALUE_NONE },
	{ "<password>Dragon4711</password>", "password", "a.xml",
		VALUE_GUESSABLE },
	/* Programs. */
	{ "api_key = \"@\"", "api_key", "a.py", VALUE_RANDOM },
	{ "var apiKey string = \"@\"", "apiKey", "a.go", VALUE_RANDOM },
	{ "apiKey := `@`", "apiKey", "a.go", VALUE_RANDOM },
	{ "const API_KEY: &str = \"@\";", "API_KEY", "a.rs", VALUE_RANDOM },
	{ "let token: string = '@';", "token", "a.ts", VALUE_RANDOM },
	{ "'api_key' => '@',", "api_key", "a.php", VALUE_RANDOM },
	{ "define('AUTH_KEY', '@');", "AUTH_KEY", "a.php", VALUE_RANDOM },
	{ "#define API_SECRET \"@\"", "API_SECRET", "a.h", VALUE_RANDOM },
	{ "static const char token[] = \"@\";", "token", "a.c", VALUE_RANDOM },
	{ "client.setSecret(\"@\")", "Secret", "A.java", VALUE_RANDOM },
	{ "d[\"secret\"] = \"@\"", "secret", "a.py", VALUE_RANDOM },
	{ "os.environ.get(\"APP_SECRET\", \"@\")", "APP_SECRET", "a.py",
		VALUE_RANDOM },
	{ "process.env.API_SECRET || '@'", "API_SECRET", "a.js", VALUE_RANDOM },
	{ "ENV['API_TOKEN'] ||= '@'", "API_TOKEN", "a.rb", VALUE_RANDOM },
	{ "if (token == \"@\")", "token", "a.c", VALUE_RANDOM },
	{ "string secret = @\"@\";", "secret", "a.cs", VALUE_RANDOM },
	{ "$ENV{API_TOKEN} = '@';", "TOKEN", "a.pl", VALUE_RANDOM },
	{ "\"${API_TOKEN} = '@'\"", "TOKEN", "a.sh", VALUE_NONE },
	{ "token = conf.get(\"x\", \"@\")", "token", "a.py", VALUE_RANDOM },
	{ "token = f(\"x\", \"@\")", "token", "a.py", VALUE_NONE },
	{ "secret = ok ? '@' : ''", "secret", "a.js", VALUE_RANDOM },
	{ "secret = f(ok, x || '@')", "secret", "a.js", VALUE_RANDOM },
	{ "f(secret: x, b: y || '@')", "secret", "a.rb", VALUE_NONE },
	{ "let secret = r#\"@\"#;", "secret", "a.rs", VALUE_RANDOM },
	{ "SECRET = <<~END\n  @\nEND", "SECRET", "a.rb", VALUE_RANDOM },
	{ "SECRET = <<~END\n  @ x\nEND", "SECRET", "a.rb", VALUE_NONE },
	{ "SECRET = <<~'END", "SECRET", "a.rb", VALUE_NONE },
	{ "SECRET = <<~'END'\n  @\nEND", "SECRET", "a.rb", VALUE_RANDOM },
	{ "INSERT INTO t (a, api_key) VALUES ('x", "api_key", "a.sql",
		VALUE_NONE },
	{ "INSERT INTO t (a, api_key) VALUES ('x\\", "api_key", "a.sql",
		VALUE_NONE },
	{ "secret: @", "secret", "a.py", VALUE_RANDOM },
	{ "next page token: @", "token", "a.md", VALUE_NONE },
	{ "INSERT INTO t (a, api_key) VALUES ('x, y', '@')", "api_key", "a.sql",
		VALUE_RANDOM },
	{ "INSERT INTO t (api_key, a) VALUES (NULL, '@')", "api_key", "a.sql",
		VALUE_NONE },
	{ "<setting name=\"Secret\" serializeAs=\"String\"><value>@</value>",
		"Secret", "a.config", VALUE_RANDOM },
	{ "<a href=\"#api-secret\" class=\"type\">@</a>", "secret", "a.html",
		VALUE_NONE },
	/* Settings and data. */
	{ "API_TOKEN=@", "API_TOKEN", ".env", VALUE_RANDOM },
	{ "export API_TOKEN=\"@\"", "API_TOKEN", "run.sh", VALUE_RANDOM },
	{ "api-token: @", "api-token", "a.yaml", VALUE_RANDOM },
	{ "{\"token\": \"@\"}", "token", "a.json", VALUE_RANDOM },
	{ "{\\\"token\\\": \\\"@\\\"}", "token", "a.log", VALUE_RANDOM },
	{ "{\"name\": \"API_TOKEN\", \"value\": \"@\"}", "API_TOKEN", "a.json",
		VALUE_RANDOM },
	{ "- name: API_TOKEN\n  value: @\n", "API_TOKEN", "a.yaml",
		VALUE_RANDOM },
	{ "jwt.secret=@", "secret", "a.properties", VALUE_RANDOM },
	{ "ENV API_TOKEN @", "API_TOKEN", "Dockerfile", VALUE_RANDOM },
	/* Markup. */
	{ "<token>@</token>", "token", "a.xml", VALUE_RANDOM },
	{ "<add key=\"ApiToken\" value=\"@\"/>", "ApiToken", "a.config",
		VALUE_RANDOM },
	{ "<string name=\"api_key\">@</string>", "api_key", "a.xml",
		VALUE_RANDOM },
	{ "<key>ApiToken</key>\n<string>@</string>", "ApiToken", "a.plist",
		VALUE_RANDOM },
	/* Command lines and prose. */
	{ "tool --token @ --x", "token", "a.sh", VALUE_RANDOM },
	{ "tool --token=@", "token", "a.sh", VALUE_RANDOM },
	{ "token = \xe2\x80\x9c@\xe2\x80\x9d", "token", "a.md", VALUE_RANDOM },
	{ "\xe3\x83\x88\xe3\x83\xbc\xe3\x82\xaf\xe3\x83\xb3\xef\xbc\x9a@",
		"\xe3\x83\x88\xe3\x83\xbc\xe3\x82\xaf\xe3\x83\xb3", "a.md",
		VALUE_RANDOM },
	/* What a person chose. */
	{ "password = \"{one:hunter2}\"", "password", "a.py", VALUE_GUESSABLE },
	{ "DB_PASSWORD={one:s3cr3t!}", "PASSWORD", ".env", VALUE_GUESSABLE },
	{ "password: '{one:monkey99}'", "password", "a.yml", VALUE_GUESSABLE },
	{ "password = \"{one:monkey}\"", "password", "a.py", VALUE_GUESSABLE },
	{ "requirepass {one:Tiger44x}", "requirepass", "redis.conf",
		VALUE_GUESSABLE },
	{ "mysqldump --password={one:Tiger44x} shop", "password", "a.sh",
		VALUE_GUESSABLE },
	{ "${{PASS_WORD:-{one:Tiger44x}}", "PASS_WORD", "a.sh",
		VALUE_GUESSABLE },
	{ "$('#password').val('{one:Tiger44x}');", "password", "a.js",
		VALUE_GUESSABLE },
	{ "connect(\"dbname=a password={one:Tiger44x} host=b\")", "password",
		"a.py", VALUE_GUESSABLE },
	{ "\"adminPassword\": {\"value\": \"{one:Tiger44x}\"}", "Password",
		"a.json", VALUE_GUESSABLE },
	{ "variable \"password\" {\n  default = \"{one:Tiger44x}\"\n}",
		"password", "a.tf", VALUE_GUESSABLE },
	{ "| Password | {one:Tiger44x} |", "Password", "a.md",
		VALUE_GUESSABLE },
	{ "Password (initial): {one:Tiger44x}", "Password", "a.md",
		VALUE_GUESSABLE },
	{ "<td>Password</td>\n<td>{one:Tiger44x}</td>", "Password", "a.html",
		VALUE_GUESSABLE },
	{ ":password => '{one:Tiger44x}'", "password", "a.rb",
		VALUE_GUESSABLE },
	{ "password =\n\t'{one:Tiger44x}'", "password", "a.py",
		VALUE_GUESSABLE },
	{ "[\"--password\", \"{one:Tiger44x}\"]", "password", "a.py",
		VALUE_GUESSABLE },
	{ "System.getenv(\"API_SECRET\") ?: \"@\"", "SECRET", "a.kt",
		VALUE_RANDOM },
	{ "std::env::var(\"API_SECRET\").unwrap_or(\"@\")", "SECRET", "a.rs",
		VALUE_RANDOM },
	{ "&lt;a password=&quot;{one:Tiger44x}&quot;", "password", "a.html",
		VALUE_GUESSABLE },
	{ "// password: {one:Tiger44x}", "password", "a.c", VALUE_GUESSABLE },
	{ "<!-- password: {one:Tiger44x} -->", "password", "a.html",
		VALUE_GUESSABLE },
	{ "**Password:** {one:Tiger44x}", "Password", "a.md", VALUE_GUESSABLE },
	{ "PW\xef\xbc\x9a{one:Tiger44x}", "PW\xef\xbc\x9a", "a.md",
		VALUE_GUESSABLE },
	/* The last character of base64 is no operator. */
	{ "api_token: @=", "token", "a.yaml", VALUE_RANDOM },
	{ "api_token: @=\nx: y", "token", "a.yaml", VALUE_RANDOM },
	{ "val token: String = \"@\"", "token", "a.kt", VALUE_RANDOM },
	/* No secrets. */
	{ "password = getpass()", "password", "a.py", VALUE_NONE },
	{ "password = os.environ[\"DB_PASSWORD\"]", "password", "a.py",
		VALUE_NONE },
	{ "password: ${DB_PASSWORD}", "password", "a.yml", VALUE_NONE },
	{ "password: {{ vault_password }}", "password", "a.yml", VALUE_NONE },
	{ "password = \"<your password>\"", "password", "a.py", VALUE_NONE },
	{ "password = \"changeme\"", "password", "a.py", VALUE_NONE },
	{ "\"password\": \"Password\"", "password", "en.json", VALUE_NONE },
	{ "def login(password: str = None):", "password", "a.py", VALUE_NONE },
	{ "token = parser.next_token();", "token", "a.c", VALUE_NONE },
	{ "token = lexer->current_token_with_long_name;", "token", "a.c",
		VALUE_NONE },
	{ "secret = \"a_perfectly_readable_identifier\"", "secret", "a.py",
		VALUE_NONE },
	{ "token_url = \"@\"", "token", "a.py", VALUE_NONE },
	{ "public_key = \"@\"", "public_key", "a.py", VALUE_NONE },
	{ "{\"hot_pepper\": \"\\U0001f336\\ufe0f\"}", "pepper", "a.go",
		VALUE_NONE },
	{ "{\"pepper\": \"\\u0041@\"}", "pepper", "a.go", VALUE_RANDOM },
	{ "primary_key = \"@\"", "primary_key", "a.py", VALUE_NONE },
	{ "max_tokens: @", "tokens", "a.yaml", VALUE_NONE },
	{ "tokenize = \"@\"", "token", "a.py", VALUE_NONE },
	{ "monkey: @", "key", "a.yaml", VALUE_NONE },
	{ "API_KEY=pk_{base62:40}", "API_KEY", ".env", VALUE_NONE },
	{ "https://<user>:<password>@git.acme.io", "password", "a.md",
		VALUE_NONE },
	{ "keys under a passphrase `rsa-encrypted-7`", "passphrase", "a.md",
		VALUE_NONE },
	/* Seen in real sources. */
	{ "// it doesn't take a PrivateKey or i2d_DHPublicKey, so",
		"PrivateKey", "a.c", VALUE_NONE },
	{ "QSslPreSharedKeyAuthenticator (0x0x7fb482df0f60) 0", "SharedKey",
		"a.txt", VALUE_NONE },
	{ "fastcgi_pass 127.0.0.1:9000;", "_pass", "a.conf", VALUE_NONE },
	{ "secret: default-token-xn8fg", "secret", "a.yml", VALUE_NONE },
	{ "'dbpass' => 'wgDBpassword',", "dbpass", "a.php", VALUE_NONE },
	{ "Authorization: Klaviyo-API-Key x", "Authorization", "a.http",
		VALUE_NONE },
	{ "\"yourpassword\": \"Loevesbaakoe:\"", "password", "i18n/sma.json",
		VALUE_NONE },
	{ "\"password\": \"%c3%89t%C3%A9\"", "password", "a.json", VALUE_NONE },
	{ "<input type=\"password\" name=\"pass1\" id=\"x\">", "password",
		"a.html", VALUE_NONE },
	{ "fields = ('email', 'password', 'date_of_birth2')", "password",
		"a.py", VALUE_NONE },
	{ "filter(password__startswith='sha1$')", "password", "a.py",
		VALUE_NONE },
	{ "    parse-passwd \"^1.0.0\"", "passwd", "yarn.lock", VALUE_NONE },
	{ "check \"struct passwd\" \"pw_gecos\"", "passwd", "configure",
		VALUE_NONE },
	{ "name=\"authenticity_token\" value=\"@\"", "token", "a.html",
		VALUE_NONE },
	{ "password.encode('utf-8-sig')", "password", "a.py", VALUE_NONE },
	{ "{\"AWS::ApiGateway::ApiKey\": \"@\"}", "ApiKey", "a.py",
		VALUE_NONE },
	{ "#define PSK_WITH_AES \"ECDHE-PSK-AES256-CCM8\"", "PSK", "a.h",
		VALUE_NONE },
	{ "MovedAttribute(\"HTTPPasswordMgr\", \"urllib2\")", "Password",
		"a.py", VALUE_NONE },
	{ "MASTER_SECRET = \"\\x6d\\x61\\x73\\x74\\x65\\x72\"", "SECRET", "a.h",
		VALUE_NONE },
	{ "\"LockToken\": \"@\"", "Token", "a.json", VALUE_NONE },
	{ "client-request-token @", "token", "a.sh", VALUE_NONE },
};

/*
 * TEXT with its last @ replaced by VALUE.  What a person may have chosen stands
 * in a template, so that the tree passes its own scan.
 */
static void fill(const char *text, const char *value, struct buf *out)
{
	const char *last = strrchr(text, '@');
	const struct sample_args args = { .template = text, .seed = 1 };
	struct err err;

	if (strstr(text, "{one:")) {
		assert_int_equal(sample_fill(&args, out, NULL, &err), 0);
		return;
	}
	for (; *text; text++) {
		if (text == last)
			buf_append_string(out, value);
		else
			buf_append_byte(out, *text);
	}
}

static enum value_strength judge(
	const char *text, size_t len, const char *keyword, const char *path)
{
	struct assignment found;
	const char *at = strstr(text, keyword);
	struct span span = { (size_t)(at - text),
		(size_t)(at - text) + strlen(keyword) };

	if (!assignment_find(text, len, span, &found))
		return VALUE_NONE;
	return assignment_judge(&found, text, filekind_of(path)).strength;
}

static void test_cases(void **state)
{
	size_t failures = 0;

	(void)state;
	for (uint64_t seed = 1; seed <= 20; seed++) {
		const struct sample_args args = { .template = "{base62:28}",
			.seed = seed };
		struct buf value = BUF_INIT(100);
		struct err err;

		assert_int_equal(sample_fill(&args, &value, NULL, &err), 0);
		for (size_t i = 0; i < COUNT(cases); i++) {
			struct buf text = BUF_INIT(1000);

			fill(cases[i].text, buf_string(&value), &text);
			failures += differs_int(cases[i].text,
				judge(buf_string(&text), text.len,
					cases[i].keyword, cases[i].path),
				cases[i].strength);
			buf_release(&text);
		}
		buf_release(&value);
	}
	assert_int_equal(failures, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
