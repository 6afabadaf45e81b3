# files_report.sh - what a person sees of secrets in files, inside of a
# repository and outside of one.
# shellcheck shell=sh source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
golden "$0"

mkdir "$TMP/plain"
cd "$TMP/plain" || exit 1
write_key awsconf.json
printf '%s = "correct-horse-9"\n' password >low.py
show kagiban --scan-files .
show kagiban --scan-files low.py
show kagiban --scan-files --quiet low.py
show kagiban --scan-files nowhere

new_repo "$TMP/repo"
cp "$TMP/plain/awsconf.json" .
echo awsconf.json >.gitignore
show kagiban --scan-files .
show kagiban --scan-files awsconf.json
show kagiban --scan-files --output report .gitignore
show cat report
