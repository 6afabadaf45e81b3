#!/bin/sh
# content.sh - what a file holds, and how, hides nothing: attributes, UTF-16,
# CRLF, binary content, large files, links, names, moves. Each case once with
# a secret, which is refused, and once without, which is let through.
# shellcheck source=tests/hooks/lib.sh
. "$(dirname "$0")/lib.sh"

# Writes stdin as UTF-16, le or be.
to_utf16() { # ORDER
	od -An -v -t o1 | tr -s ' ' '\n' | while read -r byte; do
		[ -n "$byte" ] || continue
		case $1 in
		le) printf '%b' "\\0$byte\\0000" ;;
		be) printf '%b' "\\0000\\0$byte" ;;
		esac
	done
}

# The file NAME of the repository is staged with stdin added to it.
stage() { # NAME
	cat >>"$1" && git add -- "$1"
}

new_repo "$TMP/repo"
install_hooks
echo base >base.txt
git add base.txt
assert_commit_passes "a first commit" commit -qm first

echo "- attributes"
printf '%s\n' '*.cfg -diff' '*.lock binary' '*.x diff=hidden' >.gitattributes
git config diff.hidden.textconv true
git config diff.hidden.binary true
git add .gitattributes
git commit -qm attributes
for name in a.cfg a.lock a.x; do
	echo "plain" | stage $name
	assert_commit_passes "$name without a secret" commit -qm "$name"
	new_key
	echo "$KEY" | stage $name
	assert_commit_refused "$name with a secret" commit -qm "$name"
	start_over
done

echo "- settings of diff"
git config diff.external false
git config diff.orderFile nowhere
git config diff.ignoreSubmodules all
git config core.quotePath true
git config diff.noprefix true
git config color.ui always
leak_into settings.txt
git add settings.txt
assert_commit_refused "settings do not matter" commit -qm settings
start_over
for name in diff.external diff.orderFile diff.ignoreSubmodules diff.noprefix \
	color.ui; do
	git config --unset $name
done

echo "- UTF-16"
for order in le be; do
	for mark in with without; do
		case $order$mark in
		lewith) bom='\377\376' ;;
		bewith) bom='\376\377' ;;
		*) bom= ;;
		esac
		name=$order-$mark.txt
		# shellcheck disable=SC2059 # the mark is the format
		printf "$bom" >$name
		printf 'name = value\nother = line\n' | to_utf16 $order |
			stage $name
		assert_commit_passes "UTF-16$order $mark a mark" \
			commit -qm "$name"
		new_key
		echo "$KEY" | to_utf16 $order | stage $name
		assert_commit_refused "a secret in UTF-16$order $mark a mark" \
			commit -qm "$name"
		assert_contains "its line" err "$name:4"
		git commit -qnm "$name"
		printf 'one more\n' | to_utf16 $order | stage $name
		assert_commit_passes "a line beside the old secret" \
			commit -qm "$name"
	done
done
new_key
echo "$KEY" >turned.txt
git add turned.txt
git commit -qnm turned
printf '\377\376' >turned.txt
echo "$KEY" | to_utf16 le | stage turned.txt
assert_commit_passes "an old secret in another encoding" commit -qm turned

echo "- CRLF"
printf 'one\r\ntwo\r\n' | stage crlf.txt
assert_commit_passes "lines that end in CRLF" commit -qm crlf
make_aws_key
printf 'aws_access_key_id = %s\r\naws_secret_access_key = %s\r\n' \
	"$AWS_ID" "$AWS_SECRET" | stage crlf.txt
assert_commit_refused "a secret between CRs" commit -qm crlf
git commit -qnm crlf
tr -d '\r' <crlf.txt >lf.txt
mv lf.txt crlf.txt
git add crlf.txt
assert_commit_passes "from CRLF to LF with an old secret" commit -qm lf
printf 'new\n' | stage crlf.txt
assert_commit_passes "a line more" commit -qm lf

echo "- the end of a file"
new_key
printf '%s' "$KEY" | stage end.txt
assert_commit_refused "no newline at the end" commit -qm end
git commit -qnm end
printf '\n' | stage end.txt
assert_commit_passes "the newline comes" commit -qm end
: | stage empty.txt
assert_commit_passes "an empty file" commit -qm empty

echo "- only what is added"
git rm -q end.txt
assert_commit_passes "a secret goes away" commit -qm gone
chmod +x crlf.txt
git update-index --chmod=+x crlf.txt
assert_commit_passes "a mode changes" commit -qm mode
sed 's/aws_secret_access_key/secret_key/' crlf.txt >other.txt
mv other.txt crlf.txt
git add crlf.txt
assert_commit_refused "a new name for an old secret" commit -qm renamed
start_over
cp crlf.txt copy.txt
git add copy.txt
assert_commit_refused "a copy of a file with a secret" commit -qm copy
start_over

echo "- moves"
mkdir folder
git mv crlf.txt folder/moved.txt
assert_commit_passes "a moved file with an old secret" commit -qm moved
git mv folder/moved.txt back.txt
echo "one more line" | stage back.txt
assert_commit_passes "moved and edited" commit -qm edited
git mv back.txt again.txt
new_key
echo "$KEY" | stage again.txt
assert_commit_refused "moved, with a new secret" commit -qm again
start_over
head -c 300 /dev/urandom >noise.bin
printf '\0' | stage noise.bin
assert_commit_passes "binary content" commit -qm noise
git mv noise.bin moved.bin
assert_commit_passes "binary content is moved" commit -qm noise

echo "- binary content"
make_aws_key # for assert_commit_refused; the token is another one
TOKEN=dop
TOKEN=${TOKEN}_v1_$(random_of a-f0-9 64)
{
	printf 'x\0y\0'
	printf '%s' "$TOKEN"
	printf '\0z'
} | stage token.bin
assert_commit_refused "a token between NUL bytes" commit -qm token
assert_lacks "and it is not shown" err "$TOKEN"
start_over

echo "- large files"
git config kagiban.maxBlob 1m
awk 'BEGIN { for (i = 0; i < 120000; i++) print "line number", i }' >large.txt
git add large.txt
assert_status 0 "a large file" git commit -qm large
assert_contains "what was read in windows is said" err "windows"
new_key
echo "$KEY" | stage large.txt
assert_commit_refused "a secret at its end" commit -qm large
assert_contains "its line" err "large.txt:120001"
start_over
awk 'BEGIN { for (i = 0; i < 300000; i++) printf "word%d ", i; print "" }' \
	>longline.txt
git add longline.txt
assert_status 0 "a long line" git commit -qm longline
new_key
{
	tr -d '\n' <longline.txt
	printf '%s' "$KEY" | tr '\n' ' '
} >longline.new
mv longline.new longline.txt
git add longline.txt
assert_commit_refused "a secret at the end of a long line" commit -qm longline
assert_contains "its line" err "longline.txt:1 "
start_over
git config --unset kagiban.maxBlob

echo "- links"
ln -s base.txt link
git add link
assert_commit_passes "a link" commit -qm link
make_aws_key
ln -s "aws_access_key_id=$AWS_ID aws_secret_access_key=$AWS_SECRET" leak
git add leak
assert_commit_refused "a link to a secret" commit -qm leak
start_over
leak_into "$TMP/outside"
ln -s "$TMP/outside" outside
git add outside
assert_commit_passes "what a link points to is not content" commit -qm outside

echo "- names"
newline=$(printf 'two\nlines')
escape=$(printf 'esc\033[31mred\007')
for name in 'a b' "it's" 'say "x"' "$newline" "$escape" '日本語.txt' \
	"$(printf 'bad\377utf')" '-n' '*' 'back\slash' '$(id)' 'a:1'; do
	echo "fine" >"./$name"
	git add -- "./$name"
	assert_commit_passes "name: $name" commit -qm "name"
	leak_into "./$name"
	git add -- "./$name"
	assert_commit_refused "secret in: $name" commit -qm "name"
	tr -d '\n\t -~\200-\377' <"$TMP/err" >"$TMP/controls"
	assert_not "$name: no control reaches the terminal" \
		[ -s "$TMP/controls" ]
	start_over
done
assert_contains "a line break in a name" /dev/stdin 'two\nlines:' <<-END
	$(leak_into "$newline" && git add . && "$KAGIBAN" --scan-staged)
	END
start_over
make_aws_key
mkdir -p "keys/$AWS_ID"
echo fine >"keys/$AWS_ID/x"
git add keys
assert_commit_refused "a name that is a secret" commit -qm name
start_over

echo "- intent to add"
leak_into intended.txt
git add -N intended.txt
echo more | stage base.txt
run git commit -qm intent
assert_equal "it is not recorded" base.txt \
	"$(git show --name-only --format= HEAD)"
assert_contains "and that is said" err "git add -N"
git add intended.txt
assert_commit_refused "now it would be" commit -qm intent
start_over

echo "- submodules"
git init -q "$TMP/module"
(cd "$TMP/module" && echo x >x && git add x && git commit -qm x)
git -c protocol.file.allow=always submodule --quiet add "$TMP/module" module
run "$KAGIBAN" --scan-staged
assert_contains "a submodule is counted" out "submodule"
assert_commit_passes "a submodule" commit -qm module

echo "- conflicts, by hand"
git checkout -q -b side
new_key
echo "$KEY" >both.txt
git add both.txt
git commit -qnm side
git checkout -q -
echo ours | stage both.txt
git commit -qm ours
git merge -q side >/dev/null 2>&1
leak_into clean.txt
git add clean.txt
assert_status 1 "what has no conflict is scanned" "$KAGIBAN" --scan-staged
assert_contains "and found" out "clean.txt:1"
assert_lacks "and the conflict is left" out "both.txt"
git rm -q --cached clean.txt
assert_status 0 "the conflict alone" "$KAGIBAN" --scan-staged
git merge --abort

finish
