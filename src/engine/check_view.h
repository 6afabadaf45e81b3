/*
 * check_view.h - what the files of the checks share: the bytes of a match, and
 * the checks that have a file of their own.
 */
#ifndef KAGIBAN_CHECK_VIEW_H
#define KAGIBAN_CHECK_VIEW_H

#include <stdbool.h>
#include <stddef.h>

#include "model/match.h"

/* The secret's bytes. */
struct view {
	const char *text;
	size_t len;
};

static inline struct view view_span(const struct match *match, struct span span)
{
	struct view view = { match->chunk->text + span.start, span_len(span) };
	return view;
}

static inline struct view view_secret(const struct match *match)
{
	return view_span(match, match->secret);
}

/* The secret without its public beginning. */
static inline struct view view_body(const struct match *match)
{
	struct view view = view_secret(match);
	size_t shown = match->rule->shown;
	if (shown < view.len) {
		view.text += shown;
		view.len -= shown;
	}
	return view;
}

/* check_crc.c */
bool check_github_crc32(struct match *match);
bool check_gitlab_crc32(struct match *match);
bool check_atlassian_crc32(struct match *match);
bool check_crc32_hex(struct match *match);
bool check_grafana_crc32(struct match *match);
bool check_confluent_crc32(struct match *match);

/* check_proof.c */
bool check_azure_key(struct match *match);
bool check_azure_ad(struct match *match);
bool check_azure_cask(struct match *match);
bool check_azure_devops(struct match *match);
bool check_macaroon(struct match *match);
bool check_base58check(struct match *match);
bool check_jfrog_key(struct match *match);
bool check_bech32(struct match *match);
bool check_crc16_base32(struct match *match);
bool check_bitlocker(struct match *match);
bool check_bip39(struct match *match);

/* check_decoded.c */
bool check_json_part(struct match *match);
bool check_text_part(struct match *match);
bool check_number_part(struct match *match);

#endif
