# waivers.sh - --allow from the block to the next scan, what it refuses, and
# what the scan says of waivers: used, expired, unknown keys, broken files,
# tags in the text.
# shellcheck shell=sh source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
golden "$0"

new_repo "$TMP/repo"
git commit -q --allow-empty -m first
write_key awsconf.json
git add .
show kagiban --scan-staged --quiet
equalise <.git/kagiban/last-block
id=$(cut -c1-16 .git/kagiban/last-block)
short=$(printf %.8s "$id")

echo '- what it refuses'
show kagiban --allow
show kagiban --allow "$short"
show kagiban --allow "$short" --reason ' '
show kagiban --allow "$short" --reason "$(printf 'two\nlines')"
show kagiban --allow "$short" --reason x --until tomorrow
show kagiban --allow "$short" --reason x --until 2020-02-29
show kagiban --allow "$short" --reason x --global
show kagiban --allow xyz --reason x
show kagiban --allow 0123456789abcdef0 --reason x
show kagiban --allow 00000000 --reason x
show test ! -e .kagiban

echo '- what it writes'
printf '# ours\n[kagiban]\n\tskipPath = third_party/**' >.kagiban
show kagiban --allow "$short" --reason 'a "quoted"; odd # reason \ of ours' \
	--until 2999-12-31
equalise <.kagiban
show git config -f .kagiban --get "allow.$id.reason"
show kagiban --allow "$short" --reason again
show kagiban --scan-staged --quiet
git add .kagiban
show kagiban --scan-staged
show kagiban --scan-staged --hook pre-commit

echo '- for this repository alone'
git rm -q --cached .kagiban
rm .kagiban
mkdir below
cd below || exit 1
show kagiban --allow "$short" --reason 'used in tests' --local
cd ..
equalise <.git/info/kagiban
show kagiban --allow "$short" --reason 'used in tests' --local
show kagiban --scan-staged
rm .git/info/kagiban

echo '- a whole id that was not shown last'
show kagiban --allow 0123456789ABCDEF --reason 'used in tests'
equalise <.kagiban
rm .kagiban

echo '- a weak one covers its place'
git rm -q --cached awsconf.json
git config kagiban.block low
printf '%s = "correct-horse-9"\n' password >'set[1].py'
git add 'set[1].py'
show kagiban --scan-staged
show kagiban --allow "$(cut -c1-8 .git/kagiban/last-block)" \
	--reason 'used in tests'
equalise <.kagiban
git add .kagiban
show kagiban --scan-staged
printf '%s = "battery-staple-7"\n' password >'set[1].py'
git add 'set[1].py'
show kagiban --scan-staged

echo '- expired, unknown, broken'
sed 's/reason = .*/&\n\tuntil = 2020-01-31\n\tticket = 4711/' .kagiban >new
mv new .kagiban
git add .kagiban
show kagiban --scan-staged
show kagiban --check-rules .kagiban
printf '[allow "0123456789abcdef"]\n\tuntil = soon\n' >.kagiban
git add .kagiban
show kagiban --scan-staged
show kagiban --allow 0123456789abcde0 --reason x
ln -sf /etc/passwd .kagiban
show kagiban --allow 0123456789abcde0 --reason x
rm .kagiban
git rm -q --cached .kagiban

echo '- tags in the text'
printf '# kagiban:allow used in tests\npassword = "battery-staple-7"\n' \
	>'set[1].py'
git add 'set[1].py'
show kagiban --scan-staged --hook pre-commit

echo '- outside of a repository'
cd "$TMP" || exit 1
show kagiban --allow 0123456789abcdef --reason x
