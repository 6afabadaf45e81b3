/*
 * test_varname.c - what names say: whole parts, in the conventions of every
 * common language.
 */
#include "unit.h"

#include "engine/varname.h"

static const struct {
	const char *name;
	enum varname kind;
} cases[] = {
	{ "password", VARNAME_PASSWORD },
	{ "DB_PASSWORD", VARNAME_PASSWORD },
	{ "dbPassword2", VARNAME_PASSWORD },
	{ "spring.datasource.password", VARNAME_PASSWORD },
	{ "ConnectionStrings__Pwd", VARNAME_PASSWORD },
	{ "pass", VARNAME_PASSWORD },
	{ "passWord", VARNAME_PASSWORD },
	{ "api_key", VARNAME_SECRET },
	{ "apiKey", VARNAME_SECRET },
	{ "APIKey", VARNAME_SECRET },
	{ "APIKEY", VARNAME_SECRET },
	{ "x-api-key", VARNAME_SECRET },
	{ "secret_key_base", VARNAME_SECRET },
	{ "clientSecret", VARNAME_SECRET },
	{ "GITHUB_TOKEN", VARNAME_TOKEN },
	{ "encryptionKey", VARNAME_SECRET },
	{ "\xe3\x83\x91\xe3\x82\xb9\xe3\x83\xaf\xe3\x83\xbc\xe3\x83\x89",
		VARNAME_PASSWORD },
	{ "\xe6\x9a\x97\xe8\xa8\xbc\xe7\x95\xaa\xe5\x8f\xb7",
		VARNAME_PASSWORD },
	{ "\xe5\x85\xac\xe9\x96\x8b\xe9\x8d\xb5", VARNAME_OTHER },
	{ "key", VARNAME_OTHER },
	{ "access_token", VARNAME_SECRET },
	{ "GOOGLE_MAPS_KEY", VARNAME_SECRET },
	{ "SOME_PRODUCT_KEY", VARNAME_KEY },
	{ "mysqlpassword", VARNAME_PASSWORD },
	{ "credentials_identifier", VARNAME_OTHER },
	{ "csrf_token", VARNAME_OTHER },
	{ "csrf_access_token", VARNAME_OTHER },
	{ "WTF_CSRF_SECRET_KEY", VARNAME_SECRET },
	{ "CSRF_COOKIE_SECRET", VARNAME_SECRET },
	{ "private_key_uuid", VARNAME_OTHER },
	{ "FactorTotpAlgorithms", VARNAME_OTHER },
	{ "host_key_ecdsa_public", VARNAME_OTHER },
	{ "password_encryption", VARNAME_OTHER },
	{ "password_encryption_key", VARNAME_SECRET },
	{ "token_address", VARNAME_OTHER },
	{ "privateKeyToAddress", VARNAME_SECRET },
	{ "version_token", VARNAME_OTHER },
	{ "storageKeys", VARNAME_OTHER },
	{ "storageKey", VARNAME_SECRET },
	{ "X-Amz-Credential", VARNAME_OTHER },
	{ "allowed_credentials", VARNAME_OTHER },
	{ "aws_credential", VARNAME_SECRET },
	{ "jwtsecret", VARNAME_SECRET },
	{ "passwordTest", VARNAME_SECRET },
	{ "mySecretString", VARNAME_SECRET },
	{ "NEXT_PUBLIC_API_KEY", VARNAME_OTHER },
	{ "cache_key", VARNAME_OTHER },
	{ "page_access_token", VARNAME_SECRET },
	{ "has_password", VARNAME_OTHER },
	{ "monkey", VARNAME_OTHER },
	{ "author", VARNAME_OTHER },
	{ "tokenize", VARNAME_OTHER },
	{ "passage", VARNAME_OTHER },
	{ "compass", VARNAME_OTHER },
	{ "public_key", VARNAME_OTHER },
	{ "sumDBVerifierKey", VARNAME_OTHER },
	{ "primaryKey", VARNAME_OTHER },
	{ "password_hint", VARNAME_OTHER },
	{ "token_hash", VARNAME_OTHER },
	{ "discovery-token-ca-cert-hash", VARNAME_OTHER },
	{ "passwordField", VARNAME_OTHER },
	{ "token_url", VARNAME_OTHER },
	{ "max_tokens", VARNAME_OTHER },
	{ "next_page_token", VARNAME_OTHER },
	{ "secret_name", VARNAME_OTHER },
	{ "", VARNAME_OTHER },
	{ "a_b_c_d_e_f_g_h_i_j_k_l_m_n_password", VARNAME_PASSWORD },
};

static void test_cases(void **state)
{
	size_t failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		failures += differs_int(cases[i].name,
			varname_judge(cases[i].name, strlen(cases[i].name)),
			cases[i].kind);
	assert_int_equal(failures, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
