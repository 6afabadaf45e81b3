# staged_report.sh - what a person sees of a staged secret: by hand and in a
# hook, before the first commit and after it, from below the top, with several
# secrets, apart, in many places, quiet, verbose; and of nothing.
# shellcheck shell=sh source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
golden "$0"

new_repo "$TMP/repo"
show kagiban --scan-staged
echo 'nothing to see' >README
git add .
show kagiban --scan-staged
show kagiban --scan-staged --hook pre-commit

write_key awsconf.json
git add .
show kagiban --scan-staged
show kagiban --scan-staged --hook pre-commit

git rm -q --cached awsconf.json
git commit -q -m first
git add .
show kagiban --scan-staged --hook pre-commit
mkdir below
cd below || exit 1
show kagiban --scan-staged
cd ..

# The id and the secret in two places.
printf 'id = %s\n\nkey = "%s"\n' "$AWS_ID" "$AWS_SECRET" >awsconf.json
git add .
show kagiban --scan-staged --quiet

# A second kind, in more places than are shown.
make_github_token
for i in 1 2 3 4 5 6 7 8 9 10 11 12; do
	echo "token: $GITHUB_TOKEN" >"place $i"
done
printf 'postgres://shop:%s@db.shop.jp/shop\n' correct-horse-9 >url
git add .
show kagiban --scan-staged
show kagiban --scan-staged --verbose
