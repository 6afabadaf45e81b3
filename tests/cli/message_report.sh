# message_report.sh - what a person sees of a secret in a commit message.
# shellcheck shell=sh source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
golden "$0"

new_repo "$TMP/repo"
make_github_token
printf 'use the token\n\nIt is %s.\n' "$GITHUB_TOKEN" >.git/COMMIT_EDITMSG
show kagiban --scan-message .git/COMMIT_EDITMSG
show kagiban --scan-message .git/COMMIT_EDITMSG --hook commit-msg
echo 'a good message' >.git/COMMIT_EDITMSG
show kagiban --scan-message .git/COMMIT_EDITMSG
show kagiban --scan-message .git/COMMIT_EDITMSG --hook commit-msg
show kagiban --scan-message nowhere
