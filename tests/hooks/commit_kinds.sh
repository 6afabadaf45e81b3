# commit_kinds.sh - commits in every kind of repository: what changes between
# two trees is what git says it is, read by libgit2 or through git, on random
# trees; the same report both ways; SHA-256, bare ones, linked worktrees,
# alternates, replaced objects, grafts, shallow and blobless clones,
# submodules.
# shellcheck shell=sh source=tests/hooks/lib.sh
. "$(dirname "$0")/lib.sh"
forgive_libgit2
DUMP=$BUILD_DIR/tests/dump_changes
ZEROS=0000000000000000000000000000000000000000

# Records what is in the work tree, whatever it is, as the tag NAME.
record() { # NAME
	git add -A
	git commit -q --no-verify -m "$1"
	git tag "t/$1"
}

# From now on libgit2 refuses this repository, and git does not.
refuse_libgit2() {
	git config core.repositoryFormatVersion 1
	git config extensions.noop-v1 true
}

allow_libgit2() {
	git config --unset extensions.noop-v1
	git config core.repositoryFormatVersion 0
}

# --scan-range must find a secret at PLACE ("COMMIT PATH:LINE").
assert_found() { # WHAT PLACE ARGUMENTS...
	what=$1
	place=$2
	shift 2
	assert_status 1 "$what" "$KAGIBAN" --scan-range "$@"
	assert_contains "$what: the place" out "$place"
	assert_unseen "$what"
}

assert_clean() { # WHAT COVERAGE ARGUMENTS...
	what=$1
	coverage=$2
	shift 2
	assert_status 0 "$what" "$KAGIBAN" --scan-range "$@"
	assert_contains "$what: coverage" out "$coverage"
}

short() { # REVISION
	git rev-parse "$1" | cut -c1-10
}

echo '- random trees'
seed=${SEED:-$(date +%s)}
random() { # BELOW; sets $pick
	seed=$(((seed * 1103515245 + 12345) % 2147483648))
	pick=$((seed / 65536 % $1))
}
some_path() { # sets $path
	random 4
	one=$pick
	random 3
	two=$pick
	random 5
	case $pick in
	0) path=f$one$two ;;
	1) path=d$one/f$two ;;
	2) path=d$one/d$two/f ;;
	3) path=d$one.x ;;
	4) path=d$one-$two/f ;;
	esac
}
change_something() {
	some_path
	random 8
	case $pick in
	0 | 1) git rm -qrf --cached --ignore-unmatch "$path" "${path%/*}" ;;
	2) set -- 120000 "$(echo target | git hash-object -w --stdin)" ;;
	3) set -- 160000 "$first" ;;
	4) set -- 100755 "$(echo x | git hash-object -w --stdin)" ;;
	*)
		random 9
		set -- 100644 "$(echo $pick | git hash-object -w --stdin)"
		;;
	esac
	[ $# -eq 0 ] || git update-index --replace --add --cacheinfo \
		"$1,$2,$path"
}
new_repo "$TMP/random"
git commit -q --allow-empty -m first
first=$(git rev-parse HEAD)
trees=$(git write-tree)
for _ in 1 2 3 4 5 6 7 8 9 10 11 12; do
	for _ in 1 2 3 4 5 6; do
		change_something
	done
	trees="$trees $(git write-tree)"
done
before=
for tree in $trees; do
	for way in libgit2 git; do
		[ $way = libgit2 ] || refuse_libgit2
		git diff-tree -r --raw -z --no-renames --no-abbrev \
			"${before:-$(git hash-object -t tree /dev/null)}" \
			"$tree" | tr '\0' '\n' |
			sed 's/^\(:.* .* .* [0-9a-f]*\) [A-Z]$/\1/' \
				>"$TMP/wanted"
		assert_status 0 "$way, SEED=$seed" \
			"$DUMP" --trees "${before:-none}" "$tree"
		assert_same_file "$way, SEED=$seed" "$TMP/wanted" "$TMP/out"
		[ $way = libgit2 ] || allow_libgit2
	done
	before=$tree
done

echo '- the same report both ways'
new_repo "$TMP/ways"
seq 1 50 >plain.txt
printf 'a\0b' >binary
record base
for name in one two three; do
	git checkout -q -b $name t/base
	leak_into $name.txt
	echo "line of $name" >>plain.txt
	mkdir -p "folder/of $name"
	mv $name.txt "folder/of $name/moved"
	record $name
done
git checkout -q one
git merge -q -s ours -m ours two three >"$TMP/out"
leak_into plain.txt
new_key
git commit -q -am "message with
$KEY"
for word in one 'one two three' 'one^!' 'two ^three' 't/base'; do
	# shellcheck disable=SC2086 # some are two
	"$KAGIBAN" --scan-range $word >"$TMP/out.libgit2" 2>&1
	status=$?
	wanted=1
	[ "$word" != t/base ] || wanted=0
	assert_equal "$word: status by libgit2" $wanted $status
	refuse_libgit2
	# shellcheck disable=SC2086
	"$KAGIBAN" --scan-range $word >"$TMP/out.git" 2>&1
	assert_equal "$word: status" "$status" $?
	allow_libgit2
	assert_contains "$word: is said" "$TMP/out.git" ', read through git'
	sed -i -e 's/, read through git//' -e 's/([0-9]* ms)//' \
		"$TMP/out.git" "$TMP/out.libgit2"
	assert_same_file "$word: both ways" "$TMP/out.libgit2" "$TMP/out.git"
done

echo '- SHA-256'
if git init -q --object-format=sha256 "$TMP/sha256" 2>/dev/null; then
	cd "$TMP/sha256" || exit 1
	echo plain >plain.txt
	record base
	leak_into key.txt
	record key
	git rm -q key.txt
	record gone
	assert_found 'SHA-256' "$(short t/key) key.txt:1" t/base..t/gone
	assert_contains 'SHA-256: is said' out 'read through git'
	assert_clean 'SHA-256' '1 commit' t/key..t/gone
	echo "HEAD $(git rev-parse HEAD) refs/heads/main $ZEROS" >"$TMP/lines"
	assert_status 3 'SHA-256: an id of SHA-1' \
		"$KAGIBAN" --scan-push <"$TMP/lines"
	echo "HEAD $(git rev-parse HEAD) refs/heads/main \
$(git rev-parse t/base)" >"$TMP/lines"
	assert_status 1 'SHA-256: push' "$KAGIBAN" --scan-push <"$TMP/lines"
	assert_contains 'SHA-256: push' out '2 commits'
	git tag -a -m 'all is well' tagged t/base
	echo "tagged $(git rev-parse tagged) refs/tags/tagged \
$(git rev-parse t/base)" >"$TMP/lines"
	assert_status 0 'SHA-256: a tag' "$KAGIBAN" --scan-push <"$TMP/lines"
	assert_contains 'SHA-256: a tag' out '0 commits, 1 tag'
fi

echo '- bare, linked, with alternates'
new_repo "$TMP/plain"
echo plain >plain.txt
record base
leak_into key.txt
record key
key=$(short t/key)
git rm -q key.txt
record gone
git clone -q --bare "$TMP/plain" "$TMP/bare.git"
cd "$TMP/bare.git" || exit 1
assert_found 'bare' "$key key.txt:1" t/base..main
assert_clean 'bare' '1 commit' t/key..main
cd "$TMP" || exit 1
assert_status 1 'bare, by GIT_DIR' env GIT_DIR="$TMP/bare.git" \
	"$KAGIBAN" --scan-range main
cd "$TMP/plain" || exit 1
git worktree add -q "$TMP/linked" t/gone
cd "$TMP/linked" || exit 1
assert_found 'linked' "$key key.txt:1" t/base..HEAD
assert_clean 'linked' '1 commit' t/key..HEAD
git clone -q --shared "$TMP/plain" "$TMP/shared"
cd "$TMP/shared" || exit 1
assert_found 'alternates' "$key key.txt:1" origin/main
assert_clean 'alternates' '1 commit' t/key..origin/main

echo '- objects that only git finds'
# git quotes the path of an alternate that has a colon in it; libgit2 does not
# know that, and sees of a push to such a place what is new and nothing else.
git init -q --bare "$TMP/co:lon.git"
printf '#!/bin/sh\nexec "%s" --scan-receive --hook pre-receive --verbose\n' \
	"$KAGIBAN" >"$TMP/co:lon.git/hooks/pre-receive"
chmod 755 "$TMP/co:lon.git/hooks/pre-receive"
new_repo "$TMP/colon"
leak_into old.txt
record base
assert_status 1 'a first push' git push -q "file://$TMP/co:lon.git" main
assert_unseen 'a first push'
git -C "$TMP/co:lon.git" fetch -q "$TMP/colon" main:main
echo more >>old.txt
record more
assert_status 0 'on top of an old key' \
	git push -q "file://$TMP/co:lon.git" main
leak_into old.txt
record again
assert_status 1 'a new key' git push -q "file://$TMP/co:lon.git" main
assert_contains 'a new key: its place' err "$(short HEAD) old.txt:4"
assert_contains 'a new key: that alone' err ': 1 secret'
assert_contains 'a new key: is said' err 'read through git'

echo '- replaced objects and grafts'
cd "$TMP/plain" || exit 1
git replace t/key t/base
assert_found 'a replaced commit' "$key key.txt:1" t/base..main
git replace -d t/key >"$TMP/unused"
git replace "$(git rev-parse t/key:key.txt)" \
	"$(git rev-parse t/base:plain.txt)"
assert_equal 'a replaced blob' plain "$(git show t/key:key.txt)"
assert_found 'a replaced blob' "$key key.txt:1" t/base..main
refuse_libgit2
assert_found 'a replaced blob, through git' "$key key.txt:1" t/base..main
allow_libgit2
git replace -d "$(git rev-parse t/key:key.txt)" >"$TMP/unused"
echo "$(git rev-parse t/gone) $(git rev-parse t/base)" >.git/info/grafts
assert_equal 'a graft' 2 "$(git -c advice.graftFileDeprecated=false \
	rev-list --count HEAD)"
assert_found 'a graft' "$key key.txt:1" main
assert_contains 'a graft' out '3 commits'
assert_clean 'a graft' '1 commit' t/key..main
rm .git/info/grafts

echo '- shallow'
git clone -q --no-tags --depth 1 "file://$TMP/plain" "$TMP/shallow"
cd "$TMP/shallow" || exit 1
assert_clean 'its boundary' '1 commit, 1 file, 1 added line' HEAD
leak_into new.txt
record new
assert_found 'a new commit' "$(short HEAD) new.txt:1" HEAD
assert_contains 'a new commit' out '2 commits'
assert_clean 'the boundary still' '1 commit' HEAD~1
echo "HEAD $(git rev-parse HEAD) refs/heads/main $ZEROS" >"$TMP/lines"
assert_status 1 'a push' "$KAGIBAN" --scan-push origin <"$TMP/lines"
assert_contains 'a push' out '1 commit, 1 file'
git clone -q --no-tags --depth 2 "file://$TMP/plain" "$TMP/shallow2"
cd "$TMP/shallow2" || exit 1
# At the boundary all that is there counts as added.
make_aws_key
assert_status 1 'its boundary has the key' "$KAGIBAN" --scan-range HEAD
assert_contains 'its boundary has the key' out "$key key.txt:1"

echo '- blobless'
git -C "$TMP/plain" config uploadpack.allowFilter true
git -C "$TMP/plain" config uploadpack.allowAnySHA1InWant true
if git clone -q --filter=blob:none --no-checkout "file://$TMP/plain" \
	"$TMP/blobless" 2>/dev/null; then
	cd "$TMP/blobless" || exit 1
	count_blobs() {
		git cat-file --batch-all-objects --batch-check='%(objecttype)' |
			grep -c blob
	}
	assert_status 3 'what is not here' "$KAGIBAN" --scan-range t/base..t/gone
	assert_contains 'what is not here: named' out "$key key.txt"
	assert_contains 'the rest' out '2 commits'
	assert_equal 'nothing is fetched' 0 "$(count_blobs)"
	git sparse-checkout set --no-cone nothing-of-it >"$TMP/out" 2>&1
	git read-tree HEAD
	blob=$(echo changed | git hash-object -w --stdin)
	git update-index --add --cacheinfo "100644,$blob,plain.txt"
	git commit -q -m 'on top of what is not here'
	assert_clean 'an old side that is not here' \
		'1 commit, 1 file, 1 added line' 'HEAD^!'
	new_key
	blob=$(echo "$KEY" | git hash-object -w --stdin)
	git update-index --add --cacheinfo "100644,$blob,plain.txt"
	git commit -q -m 'a key on top'
	assert_found 'a key' "$(short HEAD) plain.txt:1" 'HEAD^!'
fi

echo '- submodules'
cd "$TMP/plain" || exit 1
git -c protocol.file.allow=always submodule --quiet add "$TMP/random" sub
git commit -q -m submodule
assert_clean 'a submodule' '1 submodule not entered' 'HEAD^!'
git update-index --cacheinfo "160000,$(git rev-parse HEAD),sub"
leak_into beside.txt
git add beside.txt
git commit -q -m 'another commit of it'
assert_found 'beside a submodule' "$(short HEAD) beside.txt:1" 'HEAD^!'
assert_contains 'beside a submodule' out '1 submodule not entered'

finish
