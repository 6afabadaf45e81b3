/*
 * pipeline.h - from chunks to findings: the stages in their order.
 *
 *     prefilter -> pattern -> verify -> decode -> pair -> filter
 *         ^                               |
 *         '---- a text that was undone ---'
 */
#ifndef KAGIBAN_PIPELINE_H
#define KAGIBAN_PIPELINE_H

#include <stdbool.h>

#include "model/chunk.h"
#include "model/coverage.h"
#include "model/finding.h"
#include "model/rule.h"

struct allowed;
struct exempt;
struct own;
struct pipeline;
struct veil;
struct warnings;

struct pipeline_args {
	const struct ruleset *rules; /* borrowed */
	struct findings *findings; /* borrowed: where findings go */
	struct coverage *coverage; /* borrowed: what is waived inline */
	struct veil *veil; /* borrowed: learns each secret; NULL allowed */
	const struct exempt
		*exempt; /* borrowed: what does not count; or NULL */
	struct allowed *allowed; /* borrowed: lines as well; or NULL */
	struct warnings *warnings; /* borrowed: what is odd; or NULL */
	const struct own *own; /* borrowed: the machine's own keys; or NULL */
	bool no_prefilter; /* try every rule everywhere: for tests */
	bool no_inline_tags; /* tags in the text do not waive */
	bool all_added; /* report what stands in unchanged lines as well */
};

/* Makes a pipeline with its scratch, one per thread; caller owns. */
struct pipeline *pipeline_new(const struct pipeline_args *args);
void pipeline_free(struct pipeline *pipeline); /* NULL allowed */

/*
 * Scans one chunk; fits chunk_fn with the pipeline as payload.  Returns 0, or
 * ERR_RULE when a pattern is wrong.  A pattern that ran into its limit does not
 * end the scan: the chunk's path stands in coverage->unscanned then, once for
 * each rule.
 */
int pipeline_scan(void *payload, const struct chunk *chunk, struct err *err);

/*
 * A first look at one chunk: fits chunk_fn with the pipeline as payload.
 * Returns 1 if pipeline_scan() may find something in it, under whatever path
 * if that is NULL, or have to say that it could not, 0 if not, ERR_RULE.
 * Reports nothing; what stands in the coverage is lost.
 */
int pipeline_probe(void *payload, const struct chunk *chunk, struct err *err);

#endif
