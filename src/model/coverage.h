/*
 * coverage.h - what a run has looked at, and what it could not.
 *
 * Sources and stages count here; the summary prints it.  Whatever is in
 * `unscanned` makes the run end with status 3: "could not scan" is never
 * "clean".
 */
#ifndef KAGIBAN_COVERAGE_H
#define KAGIBAN_COVERAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct unscanned {
	char *name; /* owned; a path or another name; foreign bytes */
	char *reason; /* owned; an error's text */
};

struct coverage {
	uint64_t files; /* files of which something was scanned */
	uint64_t added_lines; /* lines that count as added */
	uint64_t messages; /* commit messages scanned */
	uint64_t commits; /* commits scanned, 0 for staged and files */
	uint64_t tags; /* annotated tags scanned */
	uint64_t binary_files; /* looked through for distinctive kinds */
	uint64_t windowed_files; /* over maxBlob: read in windows, all added */
	uint64_t gitlinks; /* submodule entries, not entered */
	uint64_t intent_to_add; /* entries of `git add -N`, skipped */
	uint64_t links_skipped; /* symbolic links not followed (files) */
	uint64_t ignored_files; /* left out by git's ignore rules (files) */
	uint64_t
		ignored_folders; /* the same, with all that is in them (files) */
	uint64_t special_files; /* pipes, sockets, devices, left out (files) */
	uint64_t unreachable_blobs; /* reached by no ref, left out (history) */
	uint64_t skipped_findings; /* left out by skipPath */
	uint64_t switched_off; /* of rules that the tree switches off */
	uint64_t placeholders; /* findings that are some for the tree */
	uint64_t
		allowed_by_setting; /* findings that secrets.allowed lets pass */
	uint64_t allowed_by_tree; /* findings that .gitallowed lets pass */
	uint64_t inline_allowed; /* findings waived by a tag in the text */
	uint64_t waived; /* findings waived by an allow entry */
	uint64_t waivers_expired; /* that would have waived a finding */
	uint64_t waivers_unused; /* the tree's that cover nothing (history) */
	bool through_git; /* git itself named or read the contents */
	struct unscanned *unscanned; /* owned */
	size_t unscanned_count;
	size_t unscanned_capacity;
};

/* All zero; nothing to fail. */
void coverage_init(struct coverage *coverage);
void coverage_release(struct coverage *coverage);

/* Notes that NAME (copied) could not be scanned, for REASON (copied). */
void coverage_add_unscanned(
	struct coverage *coverage, const char *name, const char *reason);

/*
 * The same of PATH in COMMIT (an id in hex, NULL: none), shown as
 * "0123456789 PATH"; PATH may be NULL.
 */
void coverage_add_unscanned_at(struct coverage *coverage, const char *commit,
	const char *path, const char *reason);

#endif
