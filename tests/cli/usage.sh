# usage.sh - --help, --version, and what is said of a wrong command line or a
# wrong setting.
# shellcheck shell=sh source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
golden "$0"

show kagiban --help
show kagiban
show kagiban --scan
show kagiban --scan-stagged
show kagiban --scan-message
show kagiban --scan-files
show kagiban --scan-staged --scan-files x
show kagiban --scan-staged x
show kagiban --color blue --scan-staged
show kagiban --format pdf --scan-files /dev/null
show kagiban --scan-staged
new_repo "$TMP/repo"
git config kagiban.block always
show kagiban --scan-staged
git config kagiban.block medium
git config kagiban.maxBlob huge
show kagiban --scan-staged
git config --unset kagiban.maxBlob
echo '[kagiban' >>.git/config
show kagiban --scan-staged
