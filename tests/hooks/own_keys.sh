# own_keys.sh - the keys that this machine keeps: each place is read, each form
# is found (plain, base64 at any alignment, hex, percent-encoded), by the
# hooks and by hand; not what is short, a word, or not ignored by git; not with
# CI set, kagiban.ownKeys = false, or for a range.  The find says where the key
# is kept and never shows it; it is waived by one's own files alone.
# shellcheck shell=sh source=tests/hooks/lib.sh
. "$(dirname "$0")/lib.sh"

# A value that no other rule knows: 28 characters, letters of both cases and
# digits.
new_key() {
	KEY=
	until printf '%s' "$KEY" | grep -q '[0-9].*[0-9].*[0-9]'; do
		KEY=$(random_of A-Za-z0-9 28)
	done
}

hex_of() { # TEXT
	printf '%s' "$1" | od -An -v -tx1 | tr -d ' \n'
}

base64_of() { # TEXT
	printf '%s' "$1" | base64 | tr -d '\n'
}

# Commits TEXT, which has to be refused as a key that is kept in ORIGIN.
assert_own() { # WHAT TEXT ORIGIN
	printf 'zone %s end\n' "$2" >file.txt
	git add file.txt
	run git commit -qm change
	assert_contains "$1: title" err 'Your own key'
	assert_contains "$1: rule" err ' own-key'
	assert_contains "$1: origin" err "kept in   $3"
	assert_contains "$1: one" err 'commit blocked: 1 secret'
	assert_lacks "$1: not shown" err "$KEY"
	assert_lacks "$1: nor its form" err "$2"
	assert_not "$1: not committed" git rev-parse -q --verify HEAD
	git rm -qf --cached file.txt
}

# TEXT is no key of ours.
assert_not_own() { # WHAT TEXT
	printf 'zone %s end\n' "$2" >file.txt
	git add file.txt
	assert_status 0 "$1" "$KAGIBAN" --scan-staged
	git rm -qf --cached file.txt
}

# Writes KEY, a new one, into a file below HOME, by printf's FORMAT.
keep() { # PATH FORMAT
	new_key
	mkdir -p "$(dirname "$HOME/$1")"
	# shellcheck disable=SC2059 # the format is the argument
	printf "$2" "$KEY" >"$HOME/$1"
}

guarded_repo "$TMP/repo"

# ---- the places ----

keep .netrc 'machine a.example.com login me password x\nmachine example.com
	login me password %s\n'
assert_own netrc "$KEY" "machine \`example.com\`, ~/.netrc"
keep .git-credentials 'https://me:%s@git.example.com\n'
assert_own git-credentials "$KEY" "\`git.example.com\`, ~/.git-credentials"
keep .npmrc '//registry.example.com/:_authToken=%s\n'
assert_own npmrc "$KEY" "\`_authToken\` of \`registry.example.com\`, ~/.npmrc"
keep .pypirc '[pypi]\nusername = me\npassword = %s\n'
assert_own pypirc "$KEY" "\`password\` of \`pypi\`, ~/.pypirc"
new_key
mkdir "$HOME/.docker"
printf '{"auths": {"docker.example.com": {"auth": "%s"}}}\n' \
	"$(base64_of "me:$KEY")" >"$HOME/.docker/config.json"
assert_own docker "$KEY" \
	"\`auth\` of \`docker.example.com\`, ~/.docker/config.json"
keep .config/gh/hosts.yml 'github.example.com:\n    oauth_token: %s\n'
assert_own gh "$KEY" \
	"\`oauth_token\` of \`github.example.com\`, ~/.config/gh/hosts.yml"
keep .kube/config 'users:\n- name: admin\n  user:\n    token: %s\n'
assert_own kube "$KEY" "\`token\` of \`admin\`, ~/.kube/config"

new_key
MY_SERVICE_TOKEN=$KEY
export MY_SERVICE_TOKEN
assert_own environment "$KEY" "\`MY_SERVICE_TOKEN\`, environment"
unset MY_SERVICE_TOKEN
# The folder that we came from, in OLDPWD, is no key.
KEY=$TMP/$(random_of A-Za-z0-9 40)/x
OLDPWD=$KEY
export OLDPWD
assert_not_own 'a path in the environment' "$KEY"
unset OLDPWD
# Base64 may look like a path.
new_key
KEY=/$(random_of A-Z 2)$KEY/$(random_of A-Za-z0-9 10)
MY_SERVICE_TOKEN=$KEY
export MY_SERVICE_TOKEN
assert_own 'base64 with slashes' "$KEY" "\`MY_SERVICE_TOKEN\`, environment"
unset MY_SERVICE_TOKEN

printf '.env\n' >.gitignore
new_key
printf 'export SERVICE_SECRET="%s"\n' "$KEY" >.env
assert_own '.env' "$KEY" "\`SERVICE_SECRET\`, .env"
rm .gitignore
assert_not_own '.env that git does not ignore' "$KEY"
printf '.env\n' >.gitignore
mkdir sub other
mv .env sub/.env
assert_not_own '.env of another folder' "$KEY"
printf '%s\n' "$KEY" >sub/file.txt
git add sub/file.txt
assert_status 1 '.env beside the file' "$KAGIBAN" --scan-staged
assert_contains '.env beside the file' out \
	"kept in   \`SERVICE_SECRET\`, sub/.env"
git rm -qf --cached sub/file.txt
rm -r sub other

# ---- the forms, and a key with its id ----

make_aws_key
mkdir -p "$HOME/.aws"
printf '[default]\naws_access_key_id = %s\naws_secret_access_key = %s\n' \
	"$AWS_ID" "$AWS_SECRET" >"$HOME/.aws/credentials"
KEY=$AWS_SECRET
origin="\`aws_secret_access_key\` of profile \`default\`, ~/.aws/credentials"
assert_own plain "$KEY" "$origin"
assert_own base64 "$(base64_of "$KEY")" "$origin"
assert_own 'base64 behind one byte' "$(base64_of "a$KEY.")" "$origin"
assert_own 'base64 behind two bytes' "$(base64_of "ab$KEY..")" "$origin"
assert_own 'base64 for URLs' "$(base64_of "$KEY" | tr '+/' '-_')" "$origin"
assert_own hex "$(hex_of "$KEY")" "$origin"
assert_own 'upper-case hex' "$(hex_of "$KEY" | tr a-f A-F)" "$origin"
assert_own 'in a longer word' "x${KEY}x" "$origin"
slashes=$(printf '%s' "$KEY" | sed 's|/|%2F|g; s|+|%2B|g')
assert_own percent "$slashes" "$origin"
assert_own 'percent in lower case' "$(printf '%s' "$KEY" |
	sed 's|/|%2f|g; s|+|%2b|g')" "$origin"
assert_own JSON "$(printf '%s' "$KEY" | sed 's|/|\\/|g')" "$origin"
assert_not_own 'half of it' "$(printf '%s' "$KEY" | cut -c 1-20)"
assert_not_own 'reversed' "$(printf '%s' "$KEY" | rev)"

printf '%s\n%s\n' "$AWS_ID" "$KEY" >pair.txt
git add pair.txt
assert_status 1 'with its id' "$KAGIBAN" --scan-staged
assert_contains 'with its id: one' out ' 1 secret'
assert_contains 'with its id: whose' out 'Your own key'
assert_contains 'with its id: the id' out "key id    $AWS_ID "
git rm -qf --cached pair.txt

# ---- what is no key ----

printf 'machine a login b password %s\n' "$(random_of a-z0-9 15)" \
	>"$HOME/.netrc"
assert_not_own 'too short' "$(cut -d' ' -f6 "$HOME/.netrc")"
printf 'machine a login b password correct-horse-battery-staple\n' \
	>"$HOME/.netrc"
assert_not_own 'words' correct-horse-battery-staple
mkfifo "$HOME/.fifo"
mv "$HOME/.fifo" "$HOME/.netrc"
assert_not_own 'a pipe is not waited for' nothing

# ---- where it is looked for ----

printf 'zone %s end\n' "$KEY" >file.txt
git add file.txt
assert_status 1 'by hand' "$KAGIBAN" --scan-staged
assert_status 1 'files' "$KAGIBAN" --scan-files file.txt
assert_status 0 'with CI set' env CI=true "$KAGIBAN" --scan-staged
assert_status 0 'switched off' env GIT_CONFIG_COUNT=1 \
	GIT_CONFIG_KEY_0=kagiban.ownKeys GIT_CONFIG_VALUE_0=false \
	"$KAGIBAN" --scan-staged
git config kagiban.ownKeys nonsense
assert_status 2 'a setting that is none' "$KAGIBAN" --scan-staged
git config --unset kagiban.ownKeys
printf 'about %s\n' "$KEY" >"$TMP/message"
assert_status 1 'a message' "$KAGIBAN" --scan-message "$TMP/message"
git commit -qnm one
assert_status 0 'a range' "$KAGIBAN" --scan-range HEAD
assert_status 1 'the history' "$KAGIBAN" --scan-history
git init -q --bare "$TMP/bare.git"
run git push -q "$TMP/bare.git" HEAD:refs/heads/main
assert_contains 'a push' err 'Your own key'
assert_status 128 'a push is refused' git -C "$TMP/bare.git" rev-parse -q main --

# ---- waivers ----

printf 'zone %s end kagiban:allow\n' "$KEY" >more.txt
git add more.txt
assert_status 1 'a tag does not waive it' "$KAGIBAN" --scan-staged
id=$(sed -n 's/.*--allow \([0-9a-f]\{8\}\).*/\1/p' "$TMP/out")
assert 'the id is shown' test -n "$id"
assert_contains 'it is waived for oneself' out "--allow $id --local --reason"
rm -f "$HOME/.netrc"
printf 'machine example.com login me password %s\n' "$(random_of A-Za-z0-9 20)" \
	>"$HOME/.netrc"
sed 's/.*password //' "$HOME/.netrc" >other.txt
git add other.txt
assert_status 1 'two of them' "$KAGIBAN" --scan-staged
assert_contains 'two are waived for oneself, too' out '--allow ID --local'
git rm -qf --cached other.txt
if [ -f "$BUILD_DIR/share/locale/ja/LC_MESSAGES/kagiban.mo" ]; then
	assert_status 1 'in Japanese' env LC_ALL=ja_JP.UTF-8 LANGUAGE=ja \
		"$KAGIBAN" --scan-staged
	assert_contains 'the place, in Japanese' out \
		"/.aws/credentials のプロファイル \`default\` の"
fi
assert_status 2 'not for others' "$KAGIBAN" --allow "$id" --reason x
assert_contains 'not for others' err "$id is a key of your own"
assert_not 'not for others' test -e .kagiban
"$KAGIBAN" --scan-staged --format json >"$TMP/report"
assert_status 0 'nor in a report' sh -c \
	"'$KAGIBAN' --allow - --reason x <'$TMP/report'"
assert_contains 'nor in a report' out 'left out: 1 key of your own'
assert_not 'nor in a report' test -e .kagiban
printf '[allow "%s"]\n\treason = used in tests\n' "$id" >.kagiban
git add .kagiban
assert_status 1 'the tree does not waive it' "$KAGIBAN" --scan-staged
printf '[kagiban]\n\tskipPath = more.txt\n[rule "own-key"]\n\tenabled = false
' >>.kagiban
git add .kagiban
assert_status 1 'nor skips it' "$KAGIBAN" --scan-staged
mkdir -p .git/info
mv .kagiban .git/info/kagiban
git rm -qf --cached .kagiban
printf '[allow "%s"]\n\treason = used in tests\n' "$id" >.git/info/kagiban
assert_status 0 'info/kagiban does' "$KAGIBAN" --scan-staged

finish
