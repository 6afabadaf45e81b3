/*
 * reason.c - the reasons by name.
 */
#include "model/reason.h"

#include "base/i18n.h"

static const struct {
	const char *code;
	const char *text;
} reasons[REASON_COUNT] = {
	{ "name-password", N_("name of a password") },
	{ "name-secret", N_("name of a secret") },
	{ "name-token", N_("name of a token") },
	{ "name-key", N_("name of a key") },
	{ "literal", N_("written out") },
	{ "random", N_("looks random") },
	{ "long", N_("long") },
	{ "mixed", N_("with digits or signs") },
	{ "short", N_("short") },
	{ "word", N_("one word") },
	{ "loose", N_("without an operator") },
	{ "test-vector", N_("among test vectors") },
};

const char *reason_code(size_t number)
{
	return reasons[number].code;
}

const char *reason_text(size_t number)
{
	return reasons[number].text;
}
