/*
 * trial.c - uses of the libraries that bring in what the program brings in,
 * for the trial link of libraries.cmake.
 */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <git2.h>
#include <jansson.h>
#include <pcre2.h>

int main(void)
{
	git_repository *repo = NULL;
	git_config *config = NULL;
	git_odb *odb = NULL;
	git_odb_object *object = NULL;
	git_commit *commit = NULL;
	git_tree *tree = NULL;
	git_oid id;
	int error;
	PCRE2_SIZE offset;

	pcre2_code *code =
		pcre2_compile((PCRE2_SPTR) "a", 1, 0, &error, &offset, NULL);
	pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
	json_decref(json_object());
	if (git_libgit2_init() < 0 ||
		git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0) < 0 ||
		git_repository_open_ext(
			&repo, NULL, GIT_REPOSITORY_OPEN_FROM_ENV, NULL) < 0 ||
		git_repository_config_snapshot(&config, repo) < 0 ||
		git_reference_name_to_id(&id, repo, "HEAD") < 0 ||
		git_commit_lookup(&commit, repo, &id) < 0 ||
		git_tree_lookup(&tree, repo, git_commit_tree_id(commit)) < 0 ||
		git_repository_odb(&odb, repo) < 0 ||
		git_odb_read(&object, odb, &id) < 0)
		return 1;
	return 0;
}
