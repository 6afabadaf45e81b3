# advice.sh - the commands that a report shows work when they are copied: for
# a commit, the first commit, a merge, a patch, a message, a waiver; from a
# folder below the top; with odd names; when a name cannot be shown.
# shellcheck shell=sh source=tests/hooks/lib.sh
. "$(dirname "$0")/lib.sh"
PATH=$(dirname "$KAGIBAN"):$PATH
export PATH

write_key() { # FILE
	make_aws_key
	printf '{"key": "%s", "secret": "%s"}\n' "$AWS_ID" "$AWS_SECRET" >"$1"
}

# The command of step N in $TMP/err, on its line or on the next.
command_of() { # N
	awk -v step="    $1. " '
		found { sub(/^ +/, ""); print; exit }
		index($0, step) == 1 {
			if (!sub(/^.*:    /, "")) {
				found = 1
				next
			}
			print
			exit
		}' "$TMP/err"
}

# Does what step N says.
follow() { # N
	command=$(command_of "$1")
	[ -n "$command" ] || fail "step $1 has no command"
	# The shell of a person: $'...' is not in every sh yet.
	run bash -c "$command" || {
		fail "not to be copied: $command"
		show_output
	}
}

new_guarded() { # DIR
	new_repo "$1"
	run "$KAGIBAN" --install
	git commit -q --allow-empty -m start
}

is_staged() { # PATH
	git diff --cached --name-only -z | tr '\0' '\n' | grep -qxF -e "$1"
}

echo '- a commit'
new_guarded "$TMP/plain"
write_key conf.json
echo fine >fine
git add .
assert_status 1 'a key' git commit -m one
follow 1
assert_not 'it is unstaged' is_staged conf.json
assert 'and still there' test -s conf.json
assert_status 0 'the rest' git commit -m one

echo '- the first commit, changed since it was staged'
new_repo "$TMP/first"
run "$KAGIBAN" --install
write_key conf.json
git add .
echo '{}' >conf.json
assert_status 1 'a key' git commit -m one
follow 1
assert_equal 'nothing is staged' '' "$(git ls-files)"
git add .
assert_status 0 'without it' git commit -m one

echo '- odd names, from below the top'
new_guarded "$TMP/odd"
mkdir below
tab=$(printf 'a\tb')
for name in 'a b' -dash _line "it's" '*' '[x]' ':colon' ':(top)' '!bang' \
	'#hash' '"quote"' '%p' '&a' "'" ',c' ';s' '<l' '=e' '>g' '@a' '^h' \
	'`b' '~t' '(p' '$d' '+p' '.d' '{b' '|p' "$tab" '日本語' 'a$HOME' \
	'back\slash' 'below/nested'; do
	echo innocent >"y$(printf %s "$name" | cksum | cut -d' ' -f1)"
	write_key "./$name"
	git add .
	for where in . below; do
		cd "$where" || exit 1
		assert_status 1 "$name in $where" git commit -m one
		follow 1
		cd "$TMP/odd" || exit 1
		assert_not "$name, from $where" is_staged "$name"
		git add -A
	done
	rm -- "./$name"
	git add -A
	assert_status 0 "without $name" git commit -qm "$(git ls-files | wc -l)"
done

echo '- only what is named'
write_key '*.json'
echo fine >other.json
git add .
assert_status 1 'a star' git commit -m one
follow 1
assert 'the other stays' is_staged other.json
assert_not 'the star goes' is_staged '*.json'

echo '- a name that cannot be shown'
new_guarded "$TMP/masked"
write_key conf.json
id=$AWS_ID
secret=$(printf %s "$AWS_SECRET" | tr '/+' 'ab')
printf '{"key": "%s", "secret": "%s"}\n' "$id" "$secret" >conf.json
echo x >"$secret"
cp conf.json "in-$secret.json"
git add .
assert_status 1 'masked' git commit -m one
assert_lacks 'masked' err "$secret"
follow 1
assert_equal 'all is unstaged' '' "$(git diff --cached --name-only)"

echo '- a merge'
new_guarded "$TMP/merge"
git checkout -q -b side
echo side >file
git add .
git commit -q -m side
git checkout -q main
run git merge --no-ff --no-commit side
write_key conf.json
git add .
assert_status 1 'merge' git commit --no-edit
echo '{}' >conf.json
cp "$TMP/err" "$TMP/kept"
follow 1
cp "$TMP/kept" "$TMP/err"
GIT_EDITOR=true
export GIT_EDITOR
follow 2
assert_equal 'two parents' 2 "$(git log -1 --format=%p | wc -w | tr -d ' ')"
assert_equal 'without the key' '{}' "$(git show HEAD:conf.json)"
unset GIT_EDITOR

echo '- a patch'
new_guarded "$TMP/am"
git checkout -q -b side
write_key conf.json
git add .
git commit -q --no-verify -m side
git format-patch -q -1 -o "$TMP" side
git checkout -q main
assert_status 1 'am' git am "$TMP/0001-side.patch"
echo '{}' >conf.json
cp "$TMP/err" "$TMP/kept"
follow 1
cp "$TMP/kept" "$TMP/err"
follow 2
assert_equal 'applied' '{}' "$(git show HEAD:conf.json)"
assert_not 'done' test -d .git/rebase-apply

echo "- a patch's message"
sed "s,^Subject: .*,Subject: $AWS_ID $AWS_SECRET," "$TMP/0001-side.patch" \
	>"$TMP/bad.patch"
git reset -q --hard HEAD~1
assert_status 1 'am' git am "$TMP/bad.patch"
follow 1
assert_not 'aborted' test -d .git/rebase-apply

echo '- a message'
new_guarded "$TMP/message"
mkdir below
make_aws_key
cat >"$TMP/editor" <<'END'
#!/bin/sh
echo 'a good message' >"$1"
END
chmod +x "$TMP/editor"
for where in . below; do
	cd "$TMP/message/$where" || exit 1
	echo "$where" >file
	git add file
	assert_status 1 "message in $where" git commit -m "$AWS_ID $AWS_SECRET"
	GIT_EDITOR=$TMP/editor
	export GIT_EDITOR
	follow 1
	unset GIT_EDITOR
	assert_equal "$where" 'a good message' "$(git log -1 --format=%s)"
done

echo '- a waiver'
new_guarded "$TMP/waiver"
mkdir below
write_key conf.json
git add .
cd below || exit 1
assert_status 1 'a key' git commit -m one
waive=$(sed -n 's/^.*Not a secret?  //p' "$TMP/err")
assert 'the command' run bash -c "$waive"
assert 'what to do next' run bash -c \
	"$(sed -n 's/^To go on:  \(.*\), then.*/\1/p' "$TMP/out")"
assert_status 0 'waived' git commit -m one
assert_contains 'and said' err '1 waived'
finish
