/*
 * named.c - the pattern of a value that is given to a name with the provider
 * in it.
 */
#include <string.h>

#include "rules/named.h"

/*
 * From the provider's name to the word for a secret: on its line, or in the
 * first indented lines of the block that the line opens.
 */
#define NEAR "[^\\n;}]{0,40}?"
#define OPENING "[]{(:>]\\r?\\n"
#define LINES "(?:[ \\t]{1,40}+[^\\n;}]{0,100}+\\n){0,3}?"
#define WAY NEAR "(?:" OPENING LINES NEAR ")?"
#define WORD                                                                   \
	"(?:key|token|secret|authorization|pass(?:wd|word)?|pwd|キー|"       \
	"トークン|シークレット|パスワード)"                     \
	"(?<!publickey)(?<!public[_-]key)"
/* What the name may end in: nothing that makes the value an id or a hash. */
#define TAIL "(?![\\w-]{0,16}(?:id|hash|sum|sha\\d*|name)(?![a-z]))[\\w-]{0,16}"
/* Types, wrappers and second names between it and the value. */
#define FILLER                                                                 \
	"(?:\\W{1,24}(?:value|default|content|string|str|bearer|basic|static|" \
	"const(?:ant)?|as|from|type|field|stringify|qstringliteral|option|"    \
	"serializeas|android)(?!\\w)|\\W{1,8}get;[ \\w]{1,16};\\s\\}|"         \
	"[\"']?</(?:key|name)>\\s{0,24}<(?:value|string)|"                     \
	"\\snvarchar\\(\\w{1,5}\\)){0,4}"
/* `$x{name} = `, `name = y || `; else signs. */
#define OPERATOR                                                               \
	"(?::-|\\s?<-[ \"']{0,3}|[\"']?\\}\\s{0,3}=>?\\s{0,3}|"                \
	"\\s?[=:]\\s?[\\w.()=' "                                               \
	"]{1,60}(?:[|]{2}|\\?[?:]?|\\bor\\b)\\s?(?=[\"'])|"                    \
	"[^\\w;}#.@/\\n-]{1,12})"                                              \
	"(?:[\"'@]{0,3}\\r?\\n[ \\t]{0,24}|\\(\\s{1,24}[\"'])?"                \
	"(?:&[\\w-]{1,40}\\s)?(?:(?:@|[bfruln]|R|r#)?[\"']\\(?|%?q[({]|!\\["   \
	"CDATA\\[|"                                                            \
	"<?[~-]?[a-z]{2,12}\\n[ \\t]{0,24})?"

/* Or the first argument of the call that makes a client of the provider. */
#define CALL                                                                   \
	"(?:(?:\\.|::|_)?(?:get)?(?:api|client|sdk|service|handler|geocoder?|" \
	"new|init|auth|login|connect|configure)){0,3}\\(\\s{0,8}[\"']"

static const char context[] =
	")(?:" WAY WORD TAIL FILLER OPERATOR "|" CALL ")(?<secret>(?-i:";
static const char edge[] = "))(?![\\w-])";

/* Keywords are taken literally; none holds \E. */
static char *append(char *to, const char *text)
{
	size_t len = strlen(text);

	memcpy(to, text, len);
	return to + len;
}

static size_t pattern_size(const char *const *keywords, const char *value)
{
	size_t size =
		sizeof "(?:" + sizeof context + strlen(value) + sizeof edge;

	for (size_t i = 0; keywords[i] != NULL; i++)
		size += strlen(keywords[i]) + sizeof "|\\Q\\E";
	return size;
}

char *named_pattern(
	struct pool *pool, const char *const *keywords, const char *value)
{
	char *pattern = pool_zalloc(pool, pattern_size(keywords, value), 1);
	char *end = append(pattern, "(?:");

	for (size_t i = 0; keywords[i] != NULL; i++) {
		end = append(end, i > 0 ? "|\\Q" : "\\Q");
		end = append(end, keywords[i]);
		end = append(end, "\\E");
	}
	end = append(end, context);
	end = append(end, value);
	append(end, edge);
	return pattern;
}
