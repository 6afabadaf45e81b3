# unscanned.sh - what cannot be scanned is not clean: a broken object, alone
# and beside a secret; a submodule, a link and an entry of `git add -N` are no
# faults.
# shellcheck shell=sh source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
golden "$0"

new_repo "$TMP/repo"
echo 'a text' >'broken file'
git add .
for object in .git/objects/??/*; do
	chmod u+w "$object"
	echo rubbish >"$object"
done
show kagiban --scan-staged
show kagiban --scan-staged --hook pre-commit
write_key awsconf.json
git add awsconf.json
show kagiban --scan-staged --hook pre-commit

new_repo "$TMP/other"
echo one >later
git add -N later
ln -s nowhere link
git add link
git update-index --add --cacheinfo \
	160000,0123456789012345678901234567890123456789,module
show kagiban --scan-staged
show kagiban --scan-staged --hook pre-commit
